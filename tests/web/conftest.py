"""The pages on a real server, beside a real ledger, and a browser to look at them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.server import PAPER, SECRET, Desk, Threaded

from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.web import application


@pytest.fixture(scope="session")
def server() -> Iterator[Threaded]:
    """A server without an application yet."""
    with Threaded() as threaded:
        yield threaded


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[SqliteLedger]:
    """A ledger in a file."""
    with SqliteLedger.open(tmp_path / "state" / "bulletin.sqlite", SECRET) as opened:
        yield opened


@pytest.fixture
def desk(server: Threaded, ledger: SqliteLedger) -> Desk:
    """The pages of Port Cities."""
    desk = Desk(server, ledger)
    server.app = application(PAPER, ledger, SECRET, clock=desk.clock)
    return desk
