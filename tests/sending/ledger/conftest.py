"""Ledgers in files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.sending.ledger.samples import SECRET

from bulletin.mail.identity import Secret
from bulletin.sending.ledger.sqlite import SqliteLedger

Open = Callable[..., SqliteLedger]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "bulletin.sqlite"


@pytest.fixture
def opened(file: Path) -> Iterator[Open]:
    """Open the ledger's file, as often as wanted; all are closed in the end."""
    ledgers: list[SqliteLedger] = []

    def open_(boot: str = "monday", secret: Secret = SECRET, patience: float = 0.1) -> SqliteLedger:
        ledgers.append(SqliteLedger.open(file, secret, boot=boot, patience=patience))
        return ledgers[-1]

    yield open_
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def ledger(opened: Open) -> Iterator[SqliteLedger]:
    """Open and own a ledger."""
    one = opened()
    with one.owned():
        yield one
