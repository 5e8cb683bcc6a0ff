"""F12: a clock that steps, the nights in which clocks are changed, and a start that is too late."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from tests.faults.campaign import Campaign, Verdict
from tests.faults.conftest import Account, Tally, issue, load_templates
from tests.faults.newsletter import replace as edit
from tests.faults.runner import NINE, SECRET, readers

from bulletin import (
    Delivery,
    Outcome,
    Pace,
    Report,
    Schedule,
    SqliteLedger,
    Subscriber,
    Terms,
    deliver,
)
from bulletin.cli.main import run
from bulletin.model.delivery import DeliveryState
from bulletin.sending.transports.each import EachTransport
from bulletin.testing import FailingTransport, Failure, FrozenClock, Outbox

ACCEPTED, DEFERRED = DeliveryState.ACCEPTED, DeliveryState.DEFERRED
HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)
QUARTER = datetime.timedelta(minutes=15)


@pytest.fixture
def ledger() -> Iterator[SqliteLedger]:
    with SqliteLedger.in_memory(SECRET) as made:
        yield made


@pytest.mark.parametrize("steps", [(-HOUR, DAY), (DAY, -HOUR), (-DAY, -DAY), (HOUR, -2 * HOUR)])
def test_f12_a_clock_that_steps_during_a_run_sends_nothing_twice_and_forgets_nobody(
    templates: Path, ledger: SqliteLedger, tally: Tally, steps: tuple[datetime.timedelta, ...]
) -> None:
    clock, outbox = FrozenClock(NINE), Outbox()
    people = [
        replace(each, zone=zone)
        for each, zone in zip(readers(90), ["Europe/London", "Asia/Seoul", ""] * 30, strict=True)
    ]

    def hand(delivery: Delivery) -> Outcome:
        if len(outbox) in {20, 40}:
            clock.set(clock.now() + steps[len(outbox) // 20 - 1])
        return outbox.take(delivery)

    def send() -> Report:
        terms = Terms(
            schedule=Schedule(day=NINE.date(), home="Europe/London"), pace=Pace(connections=2, batch=7, patience=0)
        )
        return deliver(
            issue("Two harbours"), load_templates(templates), people, EachTransport(hand=hand), ledger,
            terms=terms, clock=clock,
        )  # fmt: skip

    send()
    clock.set(NINE + 3 * DAY)
    assert send().done
    assert Counter(outbox.recipients) == Counter(each.address for each in people)
    hours = " and ".join(f"{step / HOUR:+g} h" for step in steps)
    tally(f"F12 clock steps {hours}", 2, Verdict.of((each.address for each in people), outbox.recipients))


def test_f12_whoever_was_put_off_before_the_clock_was_set_back_is_served_when_it_is_right(
    templates: Path, ledger: SqliteLedger
) -> None:
    clock, people = FrozenClock(NINE), list(readers(5))
    transport = FailingTransport({2: Failure.DEFERRED})

    def send() -> Report:
        terms = Terms(pace=Pace(connections=1, patience=10, retry_after=(60,)))
        return deliver(
            issue("Two harbours"), load_templates(templates), people, transport, ledger, terms=terms, clock=clock
        )

    assert send().count(DEFERRED) == 1
    clock.set(NINE - HOUR)
    assert send().count(DEFERRED) == 1
    clock.set(NINE + HOUR)
    assert send().done
    assert Counter(transport.outbox.recipients) == Counter(each.address for each in people)


NIGHTS = [  # the day, the wall time, and when that is in London and in New York
    ("2026-03-29", "01:30", "01:30", "05:30"),  # London skips it: an hour later by its new clock
    ("2026-10-25", "01:30", "00:30", "05:30"),  # London shows it twice: the first
    ("2026-03-08", "02:30", "02:30", "07:30"),  # New York skips it
    ("2026-11-01", "01:30", "01:30", "05:30"),  # New York shows it twice: the first
]


@pytest.mark.parametrize(("day", "at", "london", "york"), NIGHTS)
def test_f12_in_the_nights_of_daylight_saving_each_reader_is_written_to_once_at_one_moment(
    templates: Path, ledger: SqliteLedger, tally: Tally, day: str, at: str, london: str, york: str
) -> None:
    midnight = datetime.datetime.fromisoformat(f"{day}T00:00+00:00")
    clock, outbox = FrozenClock(midnight), Outbox()
    moments: dict[str, str] = {}

    def hand(delivery: Delivery) -> Outcome:
        moments[delivery.recipient] = f"{clock.now():%H:%M}"
        return outbox.take(delivery)

    schedule = Schedule(day=midnight.date(), at=datetime.time.fromisoformat(at), home="Europe/London")
    people = [
        Subscriber(address="london@example.org", zone="Europe/London"),
        Subscriber(address="york@example.org", zone="America/New_York"),
        Subscriber(address="nowhere@example.org"),
    ]
    for step in range(4 * 12):
        clock.set(midnight + step * QUARTER)
        deliver(
            issue("Two harbours"), load_templates(templates), people, EachTransport(hand=hand), ledger,
            terms=Terms(schedule=schedule, pace=Pace(patience=0)), clock=clock,
        )  # fmt: skip
    assert moments == {"london@example.org": london, "york@example.org": york, "nowhere@example.org": london}
    assert len(outbox) == 3
    tally(f"F12 the night of {day}", 48, Verdict.of((each.address for each in people), outbox.recipients))


def test_f12_a_timer_that_starts_three_days_late_asks_and_force_sends(
    folder: Callable[..., Campaign],
    account: Account,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    going = folder(3)
    ago = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=4)
    edit(
        going.folder / "issues" / "2023-06" / "issue.toml", "date = 2023-06-01\n", f"date = 2023-06-01\nsend = {ago}\n"
    )
    monkeypatch.chdir(going.folder)
    monkeypatch.setitem(os.environ, "BULLETIN_SECRET", SECRET.value.decode())
    due = [
        "send",
        "--due",
        "--to",
        "subscribers.csv",
        "--transport",
        f"smtp://127.0.0.1:{going.post.port}",
        "--new-ledger",
    ]
    assert run(["approve", "2023-06"]) == 0
    assert run(due) == 4
    assert "send it all the same with --force" in capsys.readouterr().err
    assert going.post.noted() == []
    assert run([*due, "--force"]) == 0
    assert run([*due, "--force"]) == 0
    assert going.post.received() == {1: 1, 2: 1, 3: 1}
    account("F12 three days late", going, bound=0)
