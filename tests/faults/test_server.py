"""F4, F5, F6, F7: a server that hangs up, has had enough, refuses, or whose replies arrive in pieces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.faults.campaign import Campaign
from tests.faults.conftest import Account, issue, load_templates
from tests.faults.runner import NINE, SECRET, readers

from bulletin import Pace, SqliteLedger, Terms, deliver
from bulletin.testing import FailingTransport, Failure, FrozenClock

Begin = Callable[..., Campaign]
Rules = list[dict[str, Any]]
ALL = "accepted"


def rule(step: str, does: str, every: int, phase: int = 0) -> dict[str, Any]:
    return {"step": step, "does": does, "every": every, "phase": phase}


@pytest.mark.parametrize("step", ["BODY", "DOT"])
def test_f4_whoever_the_server_hung_up_on_is_in_doubt_and_nobody_else(
    campaign: Begin, account: Account, step: str, *, long: bool
) -> None:
    people = 10_000 if long else 400
    going = campaign(people, sink={"rules": [rule(step, "close", 40)]})
    assert going.finish()["left"] == 0
    name = "before" if step == "BODY" else "after"
    verdict = account(f"F4 the sink closes {name} the dot", going, bound=people // 40 + 1)
    assert verdict.unknown >= people // 40
    assert going.finish()["made"] == {}  # who is in doubt stays so


@pytest.mark.parametrize("ours", [0, 25, 40])
def test_f5_a_server_that_takes_so_many_messages_over_a_connection_receives_them_all(
    campaign: Begin, account: Account, ours: int, *, long: bool
) -> None:
    people = 10_000 if long else 300
    going = campaign(people, sink={"cap": 25}, more={"cap": ours})
    report = going.finish()  # who three times was next when a connection ended waits a minute, and is served
    assert (report["reason"], report["states"][ALL]) == ("", people)
    account(f"F5 a cap of 25, ours {ours or 'unset'}", going, bound=0)


@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "DOT"])
def test_f5_a_server_that_says_421_at_any_step_is_met_again_over_another_connection(
    campaign: Begin, account: Account, step: str, *, long: bool
) -> None:
    people = 10_000 if long else 300
    going = campaign(people, sink={"rules": [rule(step, "421 4.3.2 shutting down", 30)]})
    report = going.finish()
    assert (report["reason"], report["states"][ALL]) == ("", people)
    account(f"F5 421 at {step}", going, bound=0)


def test_f5_a_server_that_has_often_asked_to_slow_down_may_once_serve_nobody(templates: Path) -> None:
    transport = FailingTransport(dict.fromkeys([2, 4, 6, 8, 10, 12, 14, 16, 17], Failure.SLOW_DOWN))
    with SqliteLedger.in_memory(SECRET) as ledger:
        report = deliver(
            issue("Two harbours"), load_templates(templates), readers(20), transport, ledger,
            terms=Terms(pace=Pace(connections=1)), clock=FrozenClock(NINE),
        )  # fmt: skip
    assert (report.reason, report.done) == ("", True)


@pytest.mark.parametrize("pipelining", [True, False])
def test_f6_refusals_inside_a_pipeline_concern_their_own_message_alone(
    campaign: Begin, account: Account, *, pipelining: bool, long: bool
) -> None:
    people = 10_000 if long else 400
    steps = ("MAIL", "RCPT", "DATA", "DOT")
    rules: Rules = [rule(step, "450 4.2.1 not now", 24, phase) for phase, step in enumerate(steps)]
    rules += [rule(step, "550 5.1.1 no such mailbox", 24, 8 + phase) for phase, step in enumerate(steps)]
    going = campaign(people, sink={"rules": rules, "announces": ["PIPELINING"] * pipelining + ["8BITMIME"]})
    report = going.finish()
    assert (report["left"], report["states"]["unknown"]) == (0, 0)
    refused = report["states"]["rejected"]
    assert refused >= people // 24 * 4
    assert report["states"][ALL] == people - refused == len(going.post.received())
    assert report["made"]["deferred"] >= people // 24 * 4
    assert len(going.post.noted("refused 5")) <= refused
    account(f"F6 4yz and 5yz, {'in a pipeline' if pipelining else 'step by step'}", going, bound=0)


@pytest.mark.parametrize("does", ["split", "hold", "late"])
def test_f7_replies_that_arrive_in_pieces_together_or_late_are_the_same_replies(
    campaign: Begin, account: Account, does: str, *, long: bool
) -> None:
    people = 5_000 if long else 150
    rules = [rule(step, does, 3, phase) for phase, step in enumerate(("MAIL", "RCPT", "DATA", "DOT"))]
    going = campaign(people, sink={"rules": rules})
    assert going.finish()["made"] == {ALL: people}
    account(f"F7 replies {does}", going, bound=0)
