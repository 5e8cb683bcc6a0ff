"""Whether a ledger is the one that the last run left, or an earlier copy of it.

A ledger that is put back from yesterday's copy does not know who has received something since, and would write to them
again. It cannot tell by itself. So each run counts itself in the ledger and in the lock file beside it, which copies of
the ledger leave where it is. What this cannot see: a folder that is put back whole, a ledger that is moved to another
place, and a copy that was made while a run was going on which was then killed.
"""

from __future__ import annotations

import uuid

from bulletin.errors import ConfigError
from bulletin.sending.ledger.store import Store


def check_stamp(store: Store, left: str) -> None:
    """Raise ConfigError where `left`, the stamp of the last run beside the ledger, is later than the ledger's own."""
    identity, _, count = left.partition(" ")
    known, counted = _read(store)
    if identity == known and count.isdigit() and int(count) > counted:
        raise ConfigError(
            f"{store.file}: expected the ledger as the last run left it, found an earlier copy ({counted} where that "
            f"left {int(count)}): whoever received something since would receive it again. Put the newer file back; if "
            f"there is none, see what `bulletin sent` says, and delete {store.file}.lock to go on from here"
        )


def advance_stamp(store: Store) -> str:
    """Count a run's beginning or end, on the disk; return the stamp to leave beside the ledger, now that it is there."""
    known, counted = _read(store)
    stamp = f"{known or uuid.uuid4().hex} {counted + 1}"
    with store.durable as execute:
        execute("INSERT OR REPLACE INTO meta VALUES ('stamp', ?)", (stamp,))
    return stamp


def _read(store: Store) -> tuple[str, int]:
    for (stamp,) in store.rows("SELECT value FROM meta WHERE name = 'stamp'"):
        identity, _, count = stamp.partition(" ")
        return identity, int(count)
    return "", 0
