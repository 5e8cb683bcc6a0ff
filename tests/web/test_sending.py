"""What a reader chose on the web holds for the very next message."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.server import NOON, ONE_CLICK, PAPER, SECRET, Desk

from bulletin.model.subscriber import Subscriber
from bulletin.sending.ledger.ledger import Row, Run
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.web import application


@pytest.fixture
def run(desk: Desk) -> Iterator[Run]:
    """A run that is under way, with Ann and Bob in its plan."""
    rows = [Row(subscriber=Subscriber(address=f"{name}@example.org"), locale="en-GB") for name in ("ann", "bob")]
    templates = {"en-GB": b"English", "ko": b"Korean"}
    with desk.ledger.owned():
        yield desk.ledger.plan(PAPER.id, "2023-06", templates=templates, rows=rows, sources="s", now=NOON)


def test_who_has_left_is_not_claimed_though_they_were_planned(desk: Desk, run: Run) -> None:
    assert desk.press(desk.path("unsubscribe"), ONE_CLICK).status == 200
    assert [each.subscriber.address for each in desk.ledger.claim(run, 9, now=NOON)] == ["bob@example.org"]


def test_who_has_left_and_come_back_is_claimed(desk: Desk, run: Run) -> None:
    desk.press(desk.path("unsubscribe"), ONE_CLICK)
    desk.press(desk.path("unsubscribe"), {"return": "yes"})
    assert len(desk.ledger.claim(run, 9, now=NOON)) == 2


def test_who_has_chosen_korean_is_claimed_in_korean(desk: Desk, run: Run) -> None:
    desk.press(desk.path("preferences"), {"locale": "ko"})
    claimed = desk.ledger.claim(run, 9, now=NOON)
    assert [(each.subscriber.address, each.locale) for each in claimed] == [
        ("ann@example.org", "ko"),
        ("bob@example.org", "en-GB"),
    ]


def test_another_process_can_store_a_choice_while_a_run_goes_on(desk: Desk, run: Run, tmp_path: Path) -> None:
    with SqliteLedger.open(tmp_path / "state" / "bulletin.sqlite", SECRET) as beside:
        desk.server.app = application(PAPER, beside, SECRET)
        assert desk.press(desk.path("unsubscribe"), ONE_CLICK).status == 200
    assert len(desk.ledger.claim(run, 9, now=NOON)) == 1
