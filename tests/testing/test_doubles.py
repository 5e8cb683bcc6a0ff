"""The doubles that users test their own newsletters with keep the contract of a transport and of a clock."""

import datetime
import threading

import pytest
from tests.sending.transports.scripted import Journal, deliveries

from bulletin.errors import DeliveryError
from bulletin.sending.clock import Clock
from bulletin.sending.transport import Capabilities, Transport
from bulletin.testing import FailingTransport, Failure, FrozenClock, Outbox

ONE, TWO, THREE = "1@example.org", "2@example.org", "3@example.org"
MORNING = datetime.datetime(2023, 6, 6, 8, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))


def sent(transport: Transport, journal: Journal, count: int = 3) -> None:
    transport.connect().send(iter(deliveries(count)), journal)


def test_an_outbox_keeps_what_is_sent_and_parses_it() -> None:
    outbox, journal = Outbox(), Journal()
    sent(outbox, journal)
    assert journal.states() == ["accepted"] * 3
    assert journal.those("handing") == list(outbox.recipients) == [ONE, TWO, THREE]
    assert [message["Subject"] for message in outbox.messages] == ["No. 1", "No. 2", "No. 3"]
    [second] = outbox.to(TWO)
    assert second.get_content().startswith("Hello.")
    assert outbox.to("nobody@example.org") == ()
    assert len(outbox) == 3
    assert not outbox.network


def test_an_outbox_takes_what_it_is_told_to_take() -> None:
    assert Outbox().connect().capabilities == Capabilities(eight_bit=True, smtputf8=True)
    assert Outbox(Capabilities(size=9)).connect().capabilities == Capabilities(size=9)


def test_without_a_plan_nothing_fails() -> None:
    transport, journal = FailingTransport(), Journal()
    sent(transport, journal)
    assert journal.states() == ["accepted"] * 3
    assert transport.outbox.recipients == (ONE, TWO, THREE)


@pytest.mark.parametrize(("failure", "state"), [(Failure.DEFERRED, "deferred"), (Failure.REFUSED, "rejected")])
def test_a_refusal_as_planned_concerns_one_hand_over(failure: Failure, state: str) -> None:
    transport, journal = FailingTransport({2: failure}), Journal()
    sent(transport, journal)
    assert journal.states() == ["accepted", state, "accepted"]
    assert journal.those("handing") == [ONE, THREE]
    assert transport.outbox.recipients == (ONE, THREE)


def test_an_address_in_the_plan_fails_every_time() -> None:
    transport, journal = FailingTransport({TWO: Failure.DEFERRED}), Journal()
    sent(transport, journal)
    sent(transport, journal)
    assert journal.states() == ["accepted", "deferred", "accepted"] * 2


@pytest.mark.parametrize(
    ("failure", "handed", "arrived", "slow_down"),
    [
        (Failure.BROKEN, False, False, False),
        (Failure.SLOW_DOWN, False, False, True),
        (Failure.LOST, True, False, False),
        (Failure.UNCONFIRMED, True, True, False),
    ],
)
def test_a_lost_connection_leaves_in_doubt_what_was_handed(
    *, failure: Failure, handed: bool, arrived: bool, slow_down: bool
) -> None:
    transport, journal = FailingTransport({2: failure}), Journal()
    with pytest.raises(DeliveryError) as caught:
        sent(transport, journal)
    assert caught.value.retryable
    assert caught.value.slow_down == slow_down
    assert journal.those("settled") == [ONE]
    assert (TWO in journal.those("handing")) == handed
    assert (TWO in transport.outbox.recipients) == arrived
    sent(transport, Journal())
    assert transport.attempts == 5


def test_connections_are_refused_as_planned() -> None:
    transport = FailingTransport(unreachable=[1, 3])
    for number in (1, 2, 3, 4):
        if number in {1, 3}:
            with pytest.raises(DeliveryError, match=f"connection {number} is refused") as caught:
                transport.connect()
            assert caught.value.retryable
        else:
            transport.connect().close()


def test_a_frozen_clock_moves_only_when_it_is_told_to() -> None:
    clock = FrozenClock(MORNING)
    of_the_contract: Clock = clock
    assert of_the_contract.now() == MORNING
    assert of_the_contract.now().tzinfo is datetime.UTC
    of_the_contract.wait(90, threading.Event())
    of_the_contract.wait(-1, threading.Event())
    assert clock.now() == MORNING + datetime.timedelta(seconds=90)
    assert clock.elapsed() == 90
    assert clock.waits == [90, -1]


def test_a_frozen_clock_does_not_wait_for_what_has_happened() -> None:
    clock, happened = FrozenClock(MORNING), threading.Event()
    happened.set()
    clock.wait(90, happened)
    assert clock.elapsed() == 0


def test_a_frozen_clock_may_be_put_back() -> None:
    clock = FrozenClock(MORNING)
    clock.wait(5, threading.Event())
    clock.set(MORNING - datetime.timedelta(hours=1))
    assert clock.now() < MORNING
    assert clock.elapsed() == 5
