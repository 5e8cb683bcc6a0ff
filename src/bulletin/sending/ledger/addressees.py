"""To whom messages of a ledger went, and who is behind a reader's choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bulletin.sending.ledger.rows import base_of
from bulletin.sending.ledger.store import Store

_PAGE = 5000
_ALL = f"""
SELECT place, key, address_key, address FROM people WHERE place > ? AND place < ? ORDER BY place DESC LIMIT {_PAGE}"""  # noqa: S608 - a number of our own
_BEHIND = """
SELECT p.key, p.address, p.id, max(p.place) FROM people p WHERE p.key IN (SELECT key FROM choices) GROUP BY p.key"""
"""The other columns come from the row of the maximum (SQLite, “bare columns in an aggregate query”)."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person in one issue's plan."""

    newsletter: str
    issue: str
    key: bytes
    """The person's."""
    address_key: bytes
    address: str
    """Empty where the person was forgotten."""


def read_addressees(store: Store) -> Iterator[Addressee]:
    """Yield everybody in every plan, the latest issue first."""
    runs = store.rows("SELECT number, newsletter, issue FROM runs ORDER BY number DESC")
    for number, newsletter, issue in runs:
        end = base_of(number + 1)
        while rows := store.rows(_ALL, (base_of(number), end)):
            for end, key, address_key, address in rows:  # noqa: B007 - the last place is where the next page ends
                yield Addressee(newsletter, issue, key, address_key, address)


def read_behind_choices(store: Store) -> dict[bytes, tuple[str, str]]:
    """Return address and id of everybody who has made a choice, by the person's key, as the latest plan has them."""
    return {key: (address, id_) for key, address, id_, _ in store.rows(_BEHIND)}
