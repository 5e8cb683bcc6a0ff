"""F1, F2, F3: a run that is killed at any moment, at every exact point, or asked to end."""

from __future__ import annotations

import json
import random
import signal
import subprocess
from collections.abc import Callable
from typing import Any

import pytest
from tests.faults.campaign import HANDED, UNKNOWN, Campaign
from tests.faults.conftest import Account, is_long
from tests.faults.runner import POINTS

Begin = Callable[..., Campaign]
DOUBTFUL = {"after mark", "after dot", "after reply", "before outcome"}
"""The points between a message's mark and its outcome."""


def killed(process: subprocess.Popen[str], seconds: float) -> bool:
    """Kill a run after a moment; tell whether it was quicker."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return False
    process.communicate()
    return True


@pytest.mark.parametrize("seed", range(1, 6 if is_long() else 2))
def test_f1_killed_at_random_moments_everybody_is_accounted_for(
    campaign: Begin, account: Account, seed: int, *, long: bool
) -> None:
    people, kills = (30_000, 50) if long else (1_500, 5)
    chance = random.Random(seed)  # noqa: S311 - a moment, not a secret
    going = campaign(people, batch=200, more={"hurried": False})
    moments = sorted(chance.randrange(people) for _ in range(kills))
    doubtful = 0
    for at, moment in enumerate(moments):
        process = going.start()
        if at % 5:
            going.post.await_messages(moment)
            finished = killed(process, chance.uniform(0, 0.02))
        else:
            finished = killed(process, chance.uniform(0, 1))  # while it starts, plans or brings its plan up to date
        if finished:
            break
        before, doubtful = doubtful, going.count(HANDED, UNKNOWN)
        assert doubtful - before <= going.connections, f"seed {seed}, kill {at}"
    report = going.finish()
    assert report["left"] == 0
    verdict = account(f"F1 SIGKILL at random moments, seed {seed}", going, bound=kills * going.connections)
    assert verdict.unknown == doubtful


def test_f1_where_the_files_beside_the_ledger_are_lost_with_it_whoever_was_claimed_is_in_doubt(
    campaign: Begin, account: Account, *, long: bool
) -> None:
    people, losses, batch = (3_000, 10, 50) if long else (400, 2, 20)
    going = campaign(people, batch=batch)
    most = batch + 3 * going.connections
    for _ in range(losses):
        process = going.start()
        going.post.await_messages(len(going.post.noted()) + most)
        process.kill()
        process.communicate()
        lost = list(going.ledger.parent.glob("bulletin.sqlite-steps*"))
        assert lost
        for each in lost:
            each.unlink()
    assert going.finish()["left"] == 0
    account("F1 SIGKILL, and the steps lost", going, bound=losses * most)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("connections", [1, 4])
def test_f2_killed_at_an_exact_point_one_message_a_connection_is_in_doubt(
    campaign: Begin, account: Account, point: str, connections: int, *, long: bool
) -> None:
    going = campaign(120, batch=20, connections=connections)
    times = (1, 2, 3, 6) if point.endswith("claim") else (1, 2, 20, 21, 70)
    for time in times if long else times[1 if connections == 1 else 2 : 3]:
        going.start(die=(point, time)).communicate()
        handed = going.count(HANDED)
        if connections == 1 and point in DOUBTFUL:
            assert handed == 1
        assert handed <= connections
    assert going.finish()["left"] == 0
    account(f"F2 SIGKILL {point}, {connections} connections", going, bound=connections * (going.runs - 1))


def finished(process: subprocess.Popen[str]) -> tuple[int, dict[str, Any]]:
    """Wait for a command; return its exit code and what it said in JSON."""
    said, wrong = process.communicate()
    assert "Traceback" not in wrong
    return process.returncode, json.loads(said) if said else {}


def test_f1_the_command_line_killed_at_random_moments_is_begun_again_and_finishes(
    folder: Begin, account: Account, *, long: bool
) -> None:
    people, kills = (3_000, 10) if long else (200, 1)
    chance = random.Random(1)  # noqa: S311 - a moment, not a secret
    going = folder(people)
    for moment in sorted(chance.randrange(people) for _ in range(kills)):
        process = going.send()
        going.post.await_messages(moment + 1)
        killed(process, chance.uniform(0, 0.02))
    code, report = finished(going.send())
    assert (code, report["states"]["planned"]) == (3 if report["states"]["unknown"] else 0, 0)
    account("F1 SIGKILL, the command line", going, bound=kills * going.connections)


def test_f3_asked_to_end_a_run_finishes_what_it_has_in_hand(folder: Begin, account: Account, *, long: bool) -> None:
    people = 1_000 if long else 150
    going = folder(people, sink={"slow": 0.005})
    for signum in (signal.SIGTERM, signal.SIGINT) if long else (signal.SIGTERM,):
        process = going.send()
        going.post.await_messages(len(going.post.noted()) + 20)
        process.send_signal(signum)
        code, report = finished(process)
        states = report["states"]
        assert (code, states["unknown"], states["handed"], states["claimed"]) == (3, 0, 0, 0)
        assert states["accepted"] == len(going.post.noted()) < people
    code, report = finished(going.send())
    assert (code, report["states"]["accepted"]) == (0, people)
    account("F3 SIGTERM", going, bound=0)
