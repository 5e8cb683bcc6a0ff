"""Who receives which edition, and when: wall times on days when clocks change, and the least that is kept of anybody."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import ConfigError
from bulletin.model.subscriber import Subscriber
from bulletin.sending.planning import Schedule, choosing, plan_rows

JUNE = dt.date(2023, 6, 6)
CHOOSE = choosing(("en-GB", "ko"), "en-GB")


def utc(text: str) -> dt.datetime:
    """Return a moment in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zone", "due"),
    [
        ("Europe/London", "2023-06-06T08:00"),
        ("Asia/Seoul", "2023-06-06T00:00"),
        ("Asia/Kathmandu", "2023-06-06T03:15"),
        ("Pacific/Kiritimati", "2023-06-05T19:00"),
        ("Pacific/Pago_Pago", "2023-06-06T20:00"),
        ("", "2023-06-06T08:00"),
    ],
)
def test_nine_o_clock_is_nine_where_the_reader_is(zone: str, due: str) -> None:
    assert Schedule(day=JUNE, home="Europe/London").due(zone) == utc(due)


def test_one_zone_for_all_is_one_moment_for_all() -> None:
    schedule = Schedule(day=JUNE, at=dt.time(7, 30), zone="Asia/Seoul", home="Europe/London")
    assert {schedule.due(zone) for zone in ("", "Europe/London", "America/New_York")} == {utc("2023-06-05T22:30")}


@pytest.mark.parametrize(
    ("day", "at", "zone", "due"),
    [
        (
            dt.date(2023, 3, 26),
            dt.time(1, 30),
            "Europe/London",
            "2023-03-26T01:30",
        ),  # skipped: 02:30 British summer time
        (dt.date(2023, 10, 29), dt.time(1, 30), "Europe/London", "2023-10-29T00:30"),  # shown twice: the first
        (dt.date(2023, 3, 12), dt.time(2, 30), "America/New_York", "2023-03-12T07:30"),
        (dt.date(2023, 10, 1), dt.time(2, 15), "Australia/Lord_Howe", "2023-09-30T15:45"),  # half an hour is skipped
        (dt.date(2011, 12, 30), dt.time(9), "Pacific/Apia", "2011-12-30T19:00"),  # a day that there was not
    ],
    ids=["skipped", "twice", "New York", "half an hour", "a whole day"],
)
def test_a_wall_time_that_a_clock_skips_or_shows_twice_is_one_moment(
    day: dt.date, at: dt.time, zone: str, due: str
) -> None:
    assert Schedule(day=day, at=at, zone=zone).due() == utc(due)


def test_without_a_day_everything_is_due_at_once() -> None:
    assert Schedule().due("Asia/Seoul") is None
    assert Schedule().last() is None


def test_the_last_moment_is_counted_from_the_latest_reader() -> None:
    schedule = Schedule(day=JUNE, home="Europe/London", not_after=2)
    assert schedule.last() == utc("2023-06-06T23:00")
    readers = (schedule.due(zone) for zone in zoneinfo.available_timezones())
    assert max(due for due in readers if due) <= utc("2023-06-06T21:00")


def test_the_last_moment_of_one_zone_is_its_own() -> None:
    assert Schedule(day=JUNE, zone="Europe/London", home="UTC", not_after=12).last() == utc("2023-06-06T20:00")


@pytest.mark.parametrize("zone", ["Mars/Phobos", "../../etc/passwd", "Europe", "\0"])
def test_a_zone_that_there_is_not_is_told(zone: str) -> None:
    with pytest.raises(ConfigError, match="expected the IANA name of a time zone, such as Asia/Seoul, found "):
        Schedule(day=JUNE).due(zone)


def test_rows_hold_the_fields_that_messages_use_and_no_others() -> None:
    people = [
        Subscriber(address="a@b.example", name="Ann", fields={"city": "Busan", "salary": "12"}),
        Subscriber(address="c@d.example", locales=("ko",), zone="Asia/Seoul", fields={"city": "York"}),
        Subscriber(address="e@f.example"),
    ]
    rows = list(plan_rows(people, CHOOSE, Schedule(day=JUNE, home="UTC"), frozenset({"city"})))
    assert [dict(row.subscriber.fields) for row in rows] == [{"city": "Busan"}, {"city": "York"}, {}]
    assert [row.locale for row in rows] == ["en-GB", "ko", "en-GB"]
    assert [row.due for row in rows] == [
        utc(f"2023-06-06T{hour}:00").timestamp() for hour in ("09", "00", "09")
    ]  # fmt: skip
    assert rows[0].subscriber.name == "Ann"


def test_rows_without_a_schedule_are_due_at_once() -> None:
    assert [row.due for row in plan_rows([Subscriber(address="a@b.example")], CHOOSE, Schedule(), frozenset())] == [0]


def test_readers_of_a_refused_edition_receive_the_one_that_stands_in_for_it() -> None:
    choose = choosing(("en-GB", "ko"), "en-GB", {"ko": "en-GB"})
    assert [choose(("ko",)), choose(("ko-KR", "en")), choose(())] == ["en-GB"] * 3


@given(st.lists(st.lists(st.sampled_from(["ko", "ko-KR", "en", "cy", "zz"]), max_size=3), max_size=20))
def test_every_reader_is_in_the_plan_once_and_in_order(preferences: list[list[str]]) -> None:
    people = [Subscriber(address=f"r{at}@b.example", locales=tuple(each)) for at, each in enumerate(preferences)]
    rows = list(plan_rows(iter(people), CHOOSE, Schedule(), frozenset()))
    assert [row.subscriber for row in rows] == people
    assert {row.locale for row in rows} <= {"en-GB", "ko"}
