"""Ranges of time are read as they are written in Britain."""

from __future__ import annotations

import pytest

from bulletin.sources.press.hours import find_hours


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("3–6 pm", "15:00", "18:00"),
        ("3pm-6pm", "15:00", "18:00"),
        ("3.30pm to 6pm", "15:30", "18:00"),
        ("15:00–18:00", "15:00", "18:00"),
        ("15.00 – 18.00", "15:00", "18:00"),
        ("09:30-11:00", "09:30", "11:00"),
        ("10:00–12:00", "10:00", "12:00"),
        ("11 am – 2 pm", "11:00", "14:00"),
        ("11–2 pm", "11:00", "14:00"),
        ("12–2 pm", "12:00", "14:00"),
        ("10–12 pm", "10:00", "12:00"),
        ("10 a.m. to 4 p.m.", "10:00", "16:00"),
        ("10am until noon", "10:00", "12:00"),
        ("10–12 noon", "10:00", "12:00"),
        ("noon – 2", "12:00", "14:00"),
        ("9am–5", "09:00", "17:00"),
        ("7 pm–midnight", "19:00", "24:00"),
        ("8 till midnight", "20:00", "24:00"),
        ("from 9 to 11 am", "09:00", "11:00"),
        ("between 2 and 4 pm", "14:00", "16:00"),
        ("ages 3–6 at 2–4 pm", "14:00", "16:00"),
    ],
)
def test_hours_are_read_without_a_doubt(text: str, start: str, end: str) -> None:
    hours = find_hours(text)
    assert hours is not None
    assert [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (hours.start, hours.end)] == [start, end]
    assert hours.doubts == ()


def test_hours_without_am_or_pm_are_taken_for_the_likely_half_with_a_doubt() -> None:
    hours = find_hours("3.30–5.30")
    assert hours is not None
    assert (hours.start, hours.end) == (15 * 60 + 30, 17 * 60 + 30)
    assert hours.doubts == ("there is neither am nor pm",)


@pytest.mark.parametrize(("text", "end"), [("10pm–2am", 26), ("8 pm – 1", 25), ("22:00–02:00", 26)])
def test_end_before_the_start_is_the_next_day_with_a_doubt(text: str, end: int) -> None:
    hours = find_hours(text)
    assert hours is not None
    assert hours.end == end * 60
    assert hours.doubts == ("the end lies before the start, so the next day was taken",)


@pytest.mark.parametrize(
    "text", ["3–6", "at 3 pm", "1990–2000", "£3–6 million", "25:00–26:00", "3.75–4.80", "12 and 2 pm"]
)
def test_other_figures_are_no_hours(text: str) -> None:
    assert find_hours(text) is None
