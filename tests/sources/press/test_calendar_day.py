"""Days are read as they are written in Britain."""

from __future__ import annotations

import datetime as dt

import pytest

from bulletin.sources.press.calendar_day import find_day, resolve_day, write_day


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday 14 June 2023",
        "Wed 14th June, 2023",
        "Weds. 14 Jun 2023",
        "Wednesday, the 14th of June 2023",
        "Wednesday June 14 2023",
        "14 June 2023",
        "JUNE 14th, 2023",
        "15:00–18:00, 14 June 2023",
    ],
)
def test_day_is_read(text: str) -> None:
    day = find_day(text)
    assert day is not None
    assert resolve_day(day, None) == (dt.date(2023, 6, 14), ())
    assert day.alone


@pytest.mark.parametrize(
    "text", ["14–16 June 2023", "14 and 15 June", "Wed 14 and Thu 15 June", "June 14–16", "1 May to 3 June"]
)
def test_several_days_are_not_alone(text: str) -> None:
    day = find_day(text)
    assert day is not None
    assert not day.alone


@pytest.mark.parametrize("text", ["every Wednesday", "in June 2023", "you may 3 times", "112 June", "June 3pm"])
def test_other_words_are_no_day(text: str) -> None:
    assert find_day(text) is None


def resolve(text: str, published: dt.date | None) -> tuple[dt.date, tuple[str, ...]] | str:
    day = find_day(text)
    assert day is not None
    return resolve_day(day, published)


def test_year_comes_from_the_date_of_the_release() -> None:
    assert resolve("14 June", dt.date(2023, 6, 1)) == (dt.date(2023, 6, 14), ())
    assert resolve("14 June 2024", dt.date(2023, 6, 1)) == (dt.date(2024, 6, 14), ())


def test_year_that_nothing_tells_is_a_reason() -> None:
    assert resolve("14 June", None) == "no year is known"


def test_day_that_does_not_exist_is_a_reason() -> None:
    assert resolve("31 June 2023", None) == "there is no such day"


def test_weekday_that_disagrees_is_a_doubt() -> None:
    assert resolve("Monday 14 June 2023", None) == (
        dt.date(2023, 6, 14),
        ("the text says Monday, but 2023-06-14 is a Wednesday",),
    )


def test_day_past_on_its_weekday_is_in_the_year_after_with_a_doubt() -> None:
    assert resolve("Thursday 5 January", dt.date(2022, 12, 20)) == (
        dt.date(2023, 1, 5),
        ("the year was taken to be 2023, because of the weekday",),
    )


def test_day_past_without_such_a_weekday_keeps_the_year_with_a_doubt() -> None:
    assert resolve("5 January", dt.date(2022, 12, 20)) == (
        dt.date(2022, 1, 5),
        ("the day lies before the date of the release",),
    )


def test_day_is_written_in_english_whatever_the_locale() -> None:
    assert write_day(dt.date(2023, 6, 14)) == "14 June"
