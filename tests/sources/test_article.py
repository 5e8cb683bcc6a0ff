"""An article file: front matter, Markdown, values declared and used, times that exist."""

from __future__ import annotations

import datetime as dt

import pytest

from bulletin.findings import Severity
from bulletin.model.blocks import Paragraph
from bulletin.model.issue import Article
from bulletin.sources.article import article_from, check_times, local_time_problem
from bulletin.sources.faults import Faults


def read(text: str) -> tuple[Article | None, list[str]]:
    faults = Faults("a.md")
    article = article_from(text, "busan", faults, {})
    return article, [f"{each.place}: {each.severity}: {each.text}" for each in faults.findings]


def front(text: str, body: str = "") -> str:
    return f"+++\n{text}\n+++\n{body}"


def event(start: str, end: str, *more: str) -> str:
    return "\n".join(["```event", 'title = "T"', f"start = {start}", f"end = {end}", *more, "```"])


def test_front_matter_and_markdown_make_an_article() -> None:
    article, faults = read(front('headline = "H"', "\nText.\n"))
    assert faults == []
    assert article == Article(slug="busan", headline="H", blocks=(Paragraph(text="Text."),))


@pytest.mark.parametrize("fence", ["+++", "+++  ", "+++\t"])
def test_the_lines_round_the_front_matter_may_end_in_spaces(fence: str) -> None:
    assert read(f'{fence}\nheadline = "H"\n{fence}')[1] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "a.md:1:1: error: expected +++ as the first line, found ''"),
        ("# Hello\n", "a.md:1:1: error: expected +++ as the first line, found '# Hello'; begin with"),
        ("\n+++\nheadline = 'H'\n+++\n", "a.md:1:1: error: expected +++ as the first line"),
        ("---\nheadline: H\n---\n", "a.md:1:1: error: expected front matter in TOML between +++ lines, found YAML"),
        ("+++\nheadline = 'H'\n", "a.md:1:1: error: expected a second +++ line behind the front matter, found none"),
        (front("headline: H"), "a.md:2:9: error: expected TOML, found something else"),
        (front(""), "a.md:1:1: error: `headline` is missing; write headline = "),
        (front("headline = ' '"), "a.md:2:1: error: `headline`: expected some text, found none"),
        (front("headline = '<b>x</b>'"), "a.md:2:13: error: expected Markdown, found raw HTML '<b>'"),
        (front("headline = 'H'\nstandfirst = 'a\n'"), "a.md:3:16: error: expected TOML"),
        (
            front("headline = 'H'\n[image]\nsrc = 'a.png'\nalt = 'a'\ncaption = 'see [x](y)'"),
            "a.md:6:20: error: expected an address",
        ),
        (front("headline = 'H {nine}'"), "a.md:2:15: error: no value `nine` is declared (the article declares none)"),
        (
            front("headline = 'H'\n[values]\nfund = { number = 1 }", "{fund} {fnud}"),
            "a.md:6:8: error: no value `fnud` is declared (known are fund)",
        ),
        (front("headline = 'H'\nlink = 'https://e.org/{id}'"), "a.md:3:23: error: no value `id` is declared"),
        (front("headline = 'H'\n[image]\nsrc = 'a.png'\nalt = 'an {x}'"), "a.md:5:11: error: no value `x` is declared"),
        (front("headline = 'H'\n[values]\na = { text = '{b}' }", "{a}"), "a.md:4:15: error: no value `b` is declared"),
        (front("headline = 'H'", "a|b\n-|-\n1|{x}\n"), "a.md:6:3: error: no value `x` is declared"),
        (
            front("headline = 'H'", "```note\ntitle = 't'\ntext = '{x}'\n```"),
            "a.md:6:9: error: no value `x` is declared",
        ),
        (front("headline = 'H'", "[a](https://e.org/{x})"), "a.md:4:19: error: no value `x` is declared"),
        (
            front("headline = 'H'\n[values]\nx = { start = 2023-06-14T15:00:00, end = 2023-06-14T15:00:00 }", "{x}"),
            "a.md:4:36: error: `end`",
        ),
        (
            front("headline = 'H'", event("2023-06-14T15:00:00", "2023-06-14T14:00:00")),
            "a.md:7:1: error: `end` (2023-06-14 14:00:00) must be later",
        ),
        (
            front("headline = 'H'", event("2023-06-14T15:00:00Z", "2023-06-14T16:00:00")),
            "a.md:6:1: error: `start`: expected a local time, found one with an offset",
        ),
    ],
)
def test_a_fault_is_told_at_its_place(text: str, fault: str) -> None:
    _, faults = read(text)
    assert len(faults) == 1, faults
    assert faults[0].startswith(fault)


def test_faults_of_front_matter_and_text_are_told_together() -> None:
    _, faults = read(front("headline = \ntitle = 'x'", "\n<b>\n"))
    assert [found.split(": ")[0] for found in sorted(faults)] == ["a.md:2:12", "a.md:6:1"]


def test_the_advice_against_yaml_shows_the_form_in_toml() -> None:
    [found] = read("---\nlocale: no\n---\n")[1]
    assert "in YAML the locale `no` is false" in found
    assert '+++\n    headline = "…"\n    +++' in found


def test_an_undeclared_value_is_told_once_and_a_brace_may_be_written() -> None:
    assert len(read(front("headline = 'H'", "{x} {x}\n\n{x}"))[1]) == 1
    assert read(front("headline = 'H'", r"\{x} `{x}` {X} { x }"))[1] == []


def test_an_unused_value_is_a_warning_at_its_key() -> None:
    faults = Faults("a.md")
    article_from(front("headline = 'H'\n[values]\n  fund = { number = 1 }"), "busan", faults, {})
    [found] = faults.findings
    assert (found.rule, found.severity, str(found.place)) == ("unused-value", Severity.WARNING, "a.md:4:3")
    assert "write {fund}" in found.text


@pytest.mark.parametrize(
    ("moment", "zone", "problem"),
    [
        (
            "2023-03-26T01:30",
            "Europe/London",
            "does not exist in Europe/London, where clocks go forward then; write 2023-03-26 02:30:00",
        ),
        (
            "2023-10-29T01:30",
            "Europe/London",
            "2023-10-29 01:30:00 exists twice in Europe/London, where clocks go back then",
        ),
        ("2023-03-26T02:00", "Europe/London", ""),
        ("2023-03-26T00:59", "Europe/London", ""),
        ("2023-10-29T02:00", "Europe/London", ""),
        ("2023-06-14T15:00", "Europe/London", ""),
        ("2023-03-26T01:30", "Asia/Seoul", ""),
        ("1988-05-08T02:30", "Asia/Seoul", "2:30:00 does not exist in Asia/Seoul"),
        ("2023-10-01T02:15", "Australia/Lord_Howe", "write 2023-10-01 02:45:00"),
        ("2011-12-30T12:00", "Pacific/Apia", "does not exist in Pacific/Apia"),
        ("0001-01-01T00:00", "Europe/London", ""),
        ("9999-12-31T23:59", "Europe/London", ""),
    ],
)
def test_local_times_that_name_no_single_moment(moment: str, zone: str, problem: str) -> None:
    found = local_time_problem(dt.datetime.fromisoformat(moment), zone)
    assert problem in found
    assert bool(found) is bool(problem)


@pytest.mark.parametrize("inside", ["{}", "- item\n\n{}"])
def test_times_of_events_are_checked_in_the_zone_that_applies(inside: str) -> None:
    fence = event("2023-03-26T01:30:00", "2023-03-26T03:00:00")
    body = inside.format(fence.replace("\n", "\n  ") if "-" in inside else fence)
    for zone, own, rule in (
        ("Europe/London", "", "local-time"),
        ("", "", "no-zone"),
        ("Europe/London", "Asia/Seoul", ""),
    ):
        faults = Faults("a.md")
        text = body.replace('title = "T"', f'title = "T"\n  zone = "{own}"') if own else body
        article = article_from(front("headline = 'H'", text), "busan", faults, {})
        assert article is not None, faults.findings
        check_times(article, zone, faults)
        assert [each.rule for each in faults.findings] == ([rule] if rule else [])
        for each in faults.findings:
            line = next(
                number
                for number, content in enumerate(faults.lines, 1)
                if "start" in content or (not zone and "event" in content)
            )
            assert each.place is not None
            assert each.place.line == line
