"""Faults are gathered with their places, and raised in the order of the places."""

import pytest

from bulletin.errors import ConfigError, ContentError, raise_for
from bulletin.findings import Finding, Place, Severity, error, in_order, warning
from bulletin.sources.faults import Faults


def test_a_fault_stands_where_its_fragment_first_stands_from_its_line_on() -> None:
    faults = Faults("a.md", "one <b>\ntwo\nthree <b> <b>")
    faults.add_near("x", "found", 2, "<b>")
    faults.add_near("x", "found", 1, "<b>\nmore")
    faults.add_near("x", "found", 2, "nowhere")
    faults.add_near("x", "found", 2, "")
    assert [str(each.place) for each in faults.findings] == ["a.md:3:7", "a.md:1:5", "a.md:2", "a.md:2"]


def test_a_new_source_gives_new_lines() -> None:
    faults = Faults("a.md", "a\nb")
    assert faults.lines == ["a", "b"]
    faults.source = "c"
    assert faults.lines == ["c"]
    assert Faults("a.md").lines == [""]


def test_warnings_are_no_errors() -> None:
    faults = Faults("a.md", "text")
    faults.add("x", "odd", 1, 1, Severity.WARNING)
    assert not faults.errors
    faults.add("x", "wrong", 1, 1)
    assert faults.errors


def test_findings_are_raised_by_file_line_and_column() -> None:
    places = [("b.md", 1, 1), ("a.md", 10, 1), ("a.md", 9, 2), ("a.md", 9, 1), ("a.md", 0, 0)]
    findings = [error("x", "wrong", Place(file=file, line=line, column=column)) for file, line, column in places]
    with pytest.raises(ContentError) as caught:
        raise_for([*findings, error("x", "nowhere")])
    found = [str(each.place) for each in caught.value.findings]
    assert found == ["None", "a.md", "a.md:9:1", "a.md:9:2", "a.md:10:1", "b.md:1:1"]
    assert str(caught.value).splitlines()[1] == "a.md: error: wrong [x]"


def test_an_error_brings_the_warnings_along_and_a_warning_alone_raises_nothing() -> None:
    odd = warning("x", "odd")
    raise_for([odd])
    with pytest.raises(ConfigError) as caught:
        raise_for([odd, error("y", "wrong")], error=ConfigError)
    assert [each.rule for each in caught.value.findings] == ["x", "y"]


def test_findings_of_one_place_stay_as_they_came() -> None:
    place = Place(file="a.md", line=1, column=1)
    findings: list[Finding] = [error("b", "first", place), error("a", "second", place)]
    assert in_order(findings) == tuple(findings)
