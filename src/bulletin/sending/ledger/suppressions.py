"""The suppression list: addresses that receive nothing, in any newsletter of this ledger."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bulletin.errors import ConfigError
from bulletin.mail.identity import Secret, normalised
from bulletin.sending.ledger.store import Store

_KEEP = "INSERT INTO suppressions VALUES (?, ?, ?, ?, ?) ON CONFLICT (address_key) DO NOTHING"
_ALL = """
SELECT address_key, address, reason, at, source FROM suppressions WHERE address_key > ? ORDER BY address_key LIMIT 500"""


class Reason(StrEnum):
    """Why an address is on the list."""

    UNSUBSCRIBED = "unsubscribed"
    HARD_BOUNCE = "hard-bounce"
    COMPLAINT = "complaint"
    MANUAL = "manual"
    FORGOTTEN = "forgotten"
    """Erased at the person's wish: only the key is kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One address that receives nothing."""

    address: str = ""
    """As it was given; empty: only its key is known."""
    address_key: bytes = b""
    """Empty: the ledger makes it of the address."""
    reason: Reason
    at: datetime.datetime
    source: str = ""
    """Who or what said so: `import`, `web`, the Message-ID of a report."""


def reason_of(said: str) -> Reason:
    """Return the reason of that name. Raises ConfigError, listing those there are."""
    try:
        return Reason(said)
    except ValueError as problem:
        raise ConfigError(
            f"expected one of {', '.join(Reason)} as a reason, found {said!r}; write one of these"
        ) from problem


def write_suppressions(store: Store, secret: Secret, wanted: Iterable[Suppression]) -> int:
    """Put addresses on the list in one transaction; return how many are new. What stands there already stays as it is."""
    with store.durable as execute:
        return sum(execute(_KEEP, _columns(secret, entry)).rowcount for entry in wanted)


def _columns(secret: Secret, entry: Suppression) -> tuple[bytes, str, str, str, str]:
    key = entry.address_key or secret.address(entry.address)
    address = "" if entry.reason is Reason.FORGOTTEN else normalised(entry.address)
    return (key, address, str(entry.reason), entry.at.isoformat(), entry.source)


def delete_suppression(store: Store, secret: Secret, address: str) -> bool:
    """Take an address off the list; tell whether it stood there."""
    with store.durable as execute:
        return execute("DELETE FROM suppressions WHERE address_key = ?", (secret.address(address),)).rowcount > 0


def read_suppressions(store: Store) -> Iterator[Suppression]:
    """Yield the whole list, in no order that means anything."""
    last = b""
    while rows := store.rows(_ALL, (last,)):
        for key, address, reason, at, source in rows:
            yield _suppression(key, address, reason, at, source)
            last = key


def read_suppression(store: Store, secret: Secret, address: str) -> Suppression | None:
    """Return how an address stands on the list; None where it does not."""
    question = "SELECT address_key, address, reason, at, source FROM suppressions WHERE address_key = ?"
    return next((_suppression(*row) for row in store.rows(question, (secret.address(address),))), None)


def _suppression(key: bytes, address: str, reason: str, at: str, source: str) -> Suppression:
    when = datetime.datetime.fromisoformat(at)
    return Suppression(address=address, address_key=key, reason=Reason(reason), at=when, source=source)
