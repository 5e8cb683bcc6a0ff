"""How fast a run may go, and when it stops by itself."""

import datetime
import threading

import pytest

from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.pace import Alarm, Pace, Throttle


class Stopwatch:
    """A clock that is set by hand."""

    at = 0.0

    def now(self) -> datetime.datetime:
        return datetime.datetime(2023, 6, 6, 9, tzinfo=datetime.UTC)

    def elapsed(self) -> float:
        return self.at

    def wait(self, seconds: float, until: threading.Event) -> None:
        self.at += seconds


GOOD = Outcome(state=DeliveryState.ACCEPTED, code=250)
BAD = Outcome(state=DeliveryState.REJECTED, code=550, reply="no such user")


def test_messages_are_spaced_evenly_over_all_connections() -> None:
    clock = Stopwatch()
    throttle = Throttle(10, clock)
    assert [pytest.approx(throttle.delay()) for _ in range(4)] == [0, 0.1, 0.2, 0.3]


def test_time_that_was_not_used_is_not_saved_up() -> None:
    clock = Stopwatch()
    throttle = Throttle(10, clock)
    throttle.delay()
    clock.at = 60
    assert [pytest.approx(throttle.delay()) for _ in range(2)] == [0, 0.1]


def test_without_a_rate_nobody_waits() -> None:
    throttle = Throttle(0, Stopwatch())
    assert [throttle.delay() for _ in range(3)] == [0, 0, 0]


def test_a_message_waits_longer_after_each_refusal() -> None:
    pace = Pace(retry_after=(60, 300))
    assert [pace.retry(attempts) for attempts in (1, 2, 3, 9)] == [60, 300, 300, 300]


def test_a_few_refusals_at_the_beginning_stop_nothing() -> None:
    alarm = Alarm(0.25)
    assert [alarm.note(BAD) for _ in range(49)] == [""] * 49


def test_too_many_refusals_stop_the_run_and_say_what_the_last_was() -> None:
    alarm = Alarm(0.25)
    for _ in range(49):
        alarm.note(BAD)
    assert alarm.note(BAD) == "50 of the last 50 messages were refused or lost (the latest: 550 no such user)"


def test_a_share_below_the_limit_goes_on_for_ever() -> None:
    alarm = Alarm(0.25)
    assert not any(alarm.note(BAD if number % 4 == 3 else GOOD) for number in range(1000))


def test_only_the_latest_messages_count() -> None:
    alarm = Alarm(0.25)
    for _ in range(1000):
        alarm.note(GOOD)
    said = [alarm.note(BAD) for _ in range(51)]
    assert said[:50] == [""] * 50
    assert said[50].startswith("51 of the last 200")


def test_a_message_in_doubt_counts_as_a_refusal_and_one_deferred_does_not() -> None:
    doubtful, later = (Outcome(state=state) for state in (DeliveryState.UNKNOWN, DeliveryState.DEFERRED))
    assert any(_noted(doubtful, 60))
    assert not any(_noted(later, 300))


def _noted(outcome: Outcome, times: int) -> list[str]:
    alarm = Alarm(0.25)
    return [alarm.note(outcome) for _ in range(times)]
