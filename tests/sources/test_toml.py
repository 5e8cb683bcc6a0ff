"""TOML texts: parsed, their faults told with place and advice, their `# check:` comments kept in sight."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bulletin.findings import Severity
from bulletin.sources.faults import Faults
from bulletin.sources.toml import parse_toml


def faults_of(text: str, offset: int = 0) -> list[str]:
    faults = Faults("a.toml", text)
    parse_toml(text, faults, offset)
    return [str(finding) for finding in faults.findings]


def test_numbers_with_a_point_are_decimals() -> None:
    toml = parse_toml("a = 0.1\nb = 12e9\nc = 3", Faults("a.toml"))
    assert toml is not None
    assert toml.data == {"a": Decimal("0.1"), "b": Decimal("12e9"), "c": 3}


@pytest.mark.parametrize(
    ("text", "place", "advice"),
    [
        ("a = 1\ntitle: June\n", "a.toml:2:6", "write `key = value`, not `title: June`"),
        ("title = “June”\n", "a.toml:1:9", "straight quotation marks"),
        ("\n\nlocale = ko\n", "a.toml:3:10", 'write text between straight quotation marks: key = "text"'),
        ('a = "x\n', "a.toml:1:7", "write"),
        ("a = 1\na = 2\n", "a.toml:2:6", "Cannot overwrite a value"),
        ("[a]\nb = 1\n[a]\n", "a.toml:3:3", "Cannot declare"),
        ("day = 2023-02-30\n", "a.toml:1:7", "Invalid date"),
        ("a = [1, 2", "a.toml:1", "Unclosed array"),
        ('a = "\x07"', "a.toml:1:6", "Illegal character"),
        ("a = " + "9" * 5000, "a.toml", "write fewer digits"),
        ("a = 0x" + "F" * 5000, "a.toml", "write fewer digits"),
        ("a = 1e99999999999999999999", "a.toml", "write fewer digits"),
        ("a = " + "[" * 50_000, "a.toml", "write them less deep"),
        ("a = " + "{a = " * 50_000, "a.toml", "write them less deep"),
    ],
)
def test_a_text_that_is_no_toml_is_told_with_its_place_and_what_to_write(text: str, place: str, advice: str) -> None:
    [found] = faults_of(text)
    assert found.startswith(f"{place}: error: expected ")
    assert "found" in found
    assert advice in found


def test_places_count_from_the_start_of_the_file() -> None:
    assert faults_of("a = 1\nb = \n", offset=10)[0].startswith("a.toml:12:5: ")


def test_a_dotted_key_of_any_length_is_no_reason_to_stop() -> None:
    toml = parse_toml("a." * 5000 + "a = 1", Faults("a.toml"))
    assert toml is not None
    assert toml.locate(("a", "a")) == (1, 3)


def test_what_no_text_may_hold_is_told_where_an_escape_writes_it() -> None:
    text = r"""a = 'C:\ufeff'
b = ["x", "y\u000B"]
[t]
c = "line\none"
d = "\uFEFFz"
"""
    assert faults_of(text, offset=1) == [
        "a.toml:3:11: error: expected text, found the control character U+000B; delete it [control-character]",
        "a.toml:6:1: error: expected text, found the byte order mark U+FEFF; delete it [control-character]",
    ]


def test_check_comments_are_warnings_at_their_lines() -> None:
    text = 'a = 1\n# check: the headline may go on\n   #check:  two  \n# from: line 3\nb = "# check: no"\n# check:\n'
    faults = Faults("a.toml", text)
    assert parse_toml(text, faults, offset=1) is not None
    assert [(each.place and each.place.line, each.severity, each.text.split(" (")[0]) for each in faults.findings] == [
        (3, Severity.WARNING, "the headline may go on"),
        (4, Severity.WARNING, "two"),
    ]


def test_check_comments_are_told_beside_a_fault() -> None:
    assert [found.split(": ")[1] for found in faults_of("# check: look\na = \n")] == ["warning", "error"]


def test_a_hundred_thousand_empty_lines_are_read_at_once() -> None:
    assert faults_of("\n" * 100_000) == []
    assert len(faults_of("# check: look\n" * 20_000)) == 20_000


def test_keys_are_located_and_missing_ones_at_their_table() -> None:
    toml = parse_toml("a = 1\n[t]\n  b = 2\n[[s]]\nc = 3\n", Faults("a.toml"), offset=4)
    assert toml is not None
    assert toml.locate(("a",)) == (5, 1)
    assert toml.locate(("t", "b")) == (7, 3)
    assert toml.locate(("t", "missing")) == (6, 2)
    assert toml.locate(("s", 0, "missing")) == (8, 3)
    assert toml.locate(("missing",)) == (4, 1)
    assert (toml.line_of("t.b"), toml.line_of("a"), toml.line_of("missing")) == (7, 5, 0)


def test_in_a_file_of_its_own_a_missing_key_stands_at_the_first_line() -> None:
    toml = parse_toml("a = 1", Faults("a.toml"))
    assert toml is not None
    assert toml.locate(("missing",)) == (1, 1)
