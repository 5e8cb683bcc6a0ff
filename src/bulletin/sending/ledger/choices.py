"""What readers choose for themselves, on the web or by mail. It wins over the file of subscribers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.mail.identity import Secret
from bulletin.sending.ledger.store import Store

_CHOOSE = """
INSERT INTO choices (key, locale, gone, address, address_key, at) VALUES (?1, ?2, coalesce(?3, 0), ?4, ?5, ?6)
ON CONFLICT (key) DO UPDATE SET locale = coalesce(?2, locale), gone = coalesce(?3, gone),
    address = coalesce(?4, address), address_key = coalesce(?5, address_key), at = ?6"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """All that one reader has chosen."""

    key: bytes
    """The person's (`Secret.person`); it is another one in each newsletter."""
    locale: str | None = None
    """The edition; None: as the file of subscribers says."""
    left: bool = False
    """Receives nothing more of this newsletter."""
    address: str | None = None
    """The new address; None: as the file of subscribers says."""
    at: datetime.datetime
    """When the last choice was made."""


def write_choice(
    store: Store,
    secret: Secret,
    key: bytes,
    *,
    locale: str | None,
    left: bool | None,
    address: str | None,
    at: datetime.datetime,
) -> None:
    """Keep what a reader chose; None leaves that as it was."""
    address_key = None if address is None else secret.address(address)
    with store.durable as execute:
        execute(_CHOOSE, (key, locale, left, address, address_key, at.isoformat()))


def read_choices(store: Store) -> Iterator[Choice]:
    """Yield every reader's choices, in no order that means anything."""
    last = b""
    question = "SELECT key, locale, gone, address, at FROM choices WHERE key > ? ORDER BY key LIMIT 500"
    while rows := store.rows(question, (last,)):
        for key, locale, left, address, at in rows:
            when = datetime.datetime.fromisoformat(at)
            yield Choice(key=key, locale=locale, left=bool(left), address=address or None, at=when)
            last = key


def read_choice(store: Store, key: bytes) -> Choice | None:
    """Return what one reader has chosen, if anything."""
    rows = store.rows("SELECT key, locale, gone, address, at FROM choices WHERE key = ?", (key,))
    for _, locale, left, address, at in rows:
        when = datetime.datetime.fromisoformat(at)
        return Choice(key=key, locale=locale, left=bool(left), address=address or None, at=when)
    return None


def settle_choices(store: Store, settled: Iterable[Choice]) -> None:
    """Let go of languages and addresses that the file of subscribers has by now; who has left stays away.

    A choice that was made anew in the meantime stays.
    """
    keys = [(choice.key, choice.at.isoformat()) for choice in settled]
    with store.durable:
        many = store.connection.executemany
        many("UPDATE choices SET locale = NULL, address = NULL, address_key = NULL WHERE key = ? AND at = ?", keys)
        many("DELETE FROM choices WHERE key = ? AND at = ? AND gone = 0", keys)
