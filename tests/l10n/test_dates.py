"""Days in a text that disagree with its events are findings that name both lines."""

import datetime
import re
from pathlib import Path

import pytest
from babel.dates import format_date

from bulletin.l10n.checks.dates import date_findings
from bulletin.l10n.checks.mentions import mentions
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


@pytest.mark.parametrize("locale", ["ar", "cs", "cy", "de", "en-GB", "en-US", "es", "fi", "fr", "he", "hi", "it", "ja", "ko", "nl", "pl", "pt-BR", "ru", "sv", "tr", "uk", "zh-Hans", "zh-Hant"])  # fmt: skip
def test_the_long_date_of_a_language_is_read_with_its_weekday(locale: str) -> None:
    text = format_date(datetime.date(2023, 6, 14), "full", locale=locale.replace("-", "_"))
    assert found(text, locale) == [(14, 6, 2023, 2)]


@pytest.mark.parametrize(
    ("text", "locale", "weekday"),
    [
        ("14 June (Wed)", "en-GB", 2),
        ("we sat 14 June", "en-GB", None),
        ("as The Sun, 14 June 2023, had it", "en-GB", None),
        ("6월 14일 수도권에서", "ko", None),
        ("6월 14일(월 2회)", "ko", None),
        ("6月14日日本時間", "ja", None),
        ("14 June 2023, Thursday 15 June", "en-GB", None),
    ],
)
def test_a_weekday_is_one_and_no_word_that_looks_like_it(text: str, locale: str, weekday: int | None) -> None:
    assert found(text, locale)[0][3] == weekday


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Come on Tuesday 14 June 2023.", "“Tuesday 14 June 2023”: that day is a Wednesday; correct one of day"),
        ("Come on Tuesday 14 June.", "“Tuesday 14 June”: that day of 2023 is a Wednesday"),
        ("Come on Friday 12 January.", ""),
        ("Come on Sat 31 June.", "“Sat 31 June” is no day of any year"),
        ("Come on 29 February 2023.", "“29 February 2023” is no day of 2023"),
        ("On Tuesday 14 June 1988 it rained.", ""),
        ("In 1988 it rained, on Monday 13 June.", ""),
        ("In June 31 people came, and 31 may come.", ""),
        ("Come at 10.30 February or on Wednesday 14 June 1500 onwards.", ""),
        ("Come on Friday 9, and bring whom you like; we are closed from 12 June.", ""),
    ],
)
def test_a_day_is_held_against_the_calendar_wherever_it_stands(port_cities: Path, text: str, said: str) -> None:
    article = port_cities / "issues" / "2023-06" / "busan.md"
    source = article.read_text(encoding="utf-8")
    article.write_text(source.replace("Energy is where", f"{text} Energy is where"), encoding="utf-8")
    told = [str(finding) for finding in date_findings(Project(port_cities).read("2023-06").issue)]
    assert [said in line and "issues/2023-06/busan.md:" in line for line in told] == ([True] if said else [])


def test_a_day_in_the_subject_is_held_against_the_calendar(port_cities: Path) -> None:
    file = port_cities / "issues" / "2023-06" / "issue.toml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r'(?m)^subject = ".*"$', 'subject = "Tuesday 14 June"', text), encoding="utf-8")
    (finding,) = date_findings(Project(port_cities).read("2023-06").issue)
    assert str(finding).startswith("issues/2023-06/issue.toml:")
