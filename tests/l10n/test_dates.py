"""Days in a text that disagree with its events are findings that name both lines."""

from pathlib import Path

import pytest

from bulletin.l10n.checks.dates import date_findings, mentions
from bulletin.l10n.formatter import day_names
from bulletin.project import Project


def found(text: str, locale: str = "en-GB") -> list[tuple[int, int, int | None, int | None]]:
    return [(each.day, each.month, each.year, each.weekday) for each in mentions(text, day_names(locale))]


@pytest.mark.parametrize(
    ("text", "locale", "expected"),
    [
        ("on Wednesday 14 and Thursday 15 June.", "en-GB", [(14, 6, None, 2), (15, 6, None, 3)]),
        ("Wed 14 June 2023", "en-GB", [(14, 6, 2023, 2)]),
        ("June 14, 2023", "en-GB", [(14, 6, 2023, None)]),
        ("Thursday, 14th June", "en-GB", [(14, 6, None, 3)]),
        ("in May 2023, at 14 Mayfair, on 3 of 4 days", "en-GB", []),
        ("2023년 6월 14일(목)과 6월 15일 목요일", "ko", [(14, 6, 2023, 3), (15, 6, None, 3)]),
        ("2023年6月14日（水）", "ja", [(14, 6, 2023, 2)]),
        ("am Mittwoch, 14. Juni 2023", "de", [(14, 6, 2023, 2)]),
    ],
)
def test_days_are_found_as_languages_write_them(
    text: str, locale: str, expected: list[tuple[int, int, int | None, int | None]]
) -> None:
    assert found(text, locale) == expected


def findings(port_cities: Path, old: str, new: str) -> list[str]:
    article = port_cities / "issues" / "2023-06" / "fabric-district.md"
    text = article.read_text(encoding="utf-8")
    assert old in text
    article.write_text(text.replace(old, new), encoding="utf-8")
    return [str(finding) for finding in date_findings(Project(port_cities).read("2023-06").issue)]


def test_a_text_that_agrees_with_its_events_is_no_finding(port_cities: Path) -> None:
    assert findings(port_cities, "15 June", "15 June") == []


def test_a_weekday_that_is_another_names_its_own_line_and_that_of_the_event(port_cities: Path) -> None:
    (finding,) = findings(port_cities, "Wednesday 14 and", "Tuesday 14 and")
    assert finding.startswith("issues/2023-06/fabric-district.md:16: warning: “Tuesday 14”: that day is a Wednesday")
    assert "(issues/2023-06/fabric-district.md:29)" in finding


def test_a_day_without_an_event_is_a_finding_where_the_text_speaks_of_one(port_cities: Path) -> None:
    (finding,) = findings(
        port_cities, "Choose the day that suits you.", "The Brain Charity opens its doors on 13 June."
    )
    assert "“13 June” is not the day of the event it speaks of" in finding
    assert findings(port_cities, "on 13 June", "on 14 June") == []


def test_other_days_in_a_text_that_speaks_of_no_event_are_nobodys_business(port_cities: Path) -> None:
    assert findings(port_cities, "Choose the day that suits you.", "Write to us by 30 June.") == []
