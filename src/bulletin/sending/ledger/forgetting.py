"""One person: all that is kept, and its erasure (GDPR, articles 15 and 17)."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bulletin.mail.identity import Secret, normalised
from bulletin.sending.ledger.looking import see_steps
from bulletin.sending.ledger.recording import move_steps
from bulletin.sending.ledger.rows import PERSON, subscriber_of
from bulletin.sending.ledger.schema import SHIFT, STATES, SUPPRESSED
from bulletin.sending.ledger.store import Execute, Store
from bulletin.sending.ledger.suppressions import Reason

_DELIVERIES = f"""
SELECT p.place, p.key, p.address_key, g.state, g.attempts, g.code, t.locale, g.reply, {PERSON}
FROM people p JOIN temp.seen g ON g.place = p.place JOIN templates t ON t.number = g.locale
WHERE p.address_key = ? OR p.key IN (SELECT key FROM temp.named) ORDER BY p.place"""  # noqa: S608 - columns of our own
_SCRUB = "scrub"
"""The row of `meta` that stands while erased octets may still lie in the file."""


@dataclass(frozen=True, slots=True)
class _Traces:
    """Where a person is found."""

    keys: frozenset[bytes]
    address_keys: frozenset[bytes]
    places: tuple[int, ...]
    held: tuple[dict[str, Any], ...]


def read_person(store: Store, secret: Secret, address: str) -> list[dict[str, Any]]:
    """Return all that is kept about an address: a record each delivery, choice and suppression, ready for JSON."""
    see_steps(store)
    with store.quick as execute:
        return [dict(record) for record in _traces(execute, secret, address).held]


def erase_person(store: Store, secret: Secret, address: str, *, at: datetime.datetime) -> list[str]:
    """Erase address, name and fields everywhere, and keep the keys suppressed; return what was removed, a line an item.

    The octets themselves leave the files in `scrub`.
    """
    move_steps(store)
    see_steps(store)
    with store.durable as execute:
        traces = _traces(execute, secret, address)
        _erase(store, traces)
        forgotten = [(key, "", str(Reason.FORGOTTEN), at.isoformat(), "forget") for key in traces.address_keys]
        store.connection.executemany("INSERT OR REPLACE INTO suppressions VALUES (?, ?, ?, ?, ?)", forgotten)
        store.connection.executemany(
            "INSERT OR REPLACE INTO choices (key, gone, at) VALUES (?, 1, ?)",
            [(key, at.isoformat()) for key in traces.keys],
        )
        execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_SCRUB, at.isoformat()))
    return [line for record in traces.held if (line := _line(record))]


def scrub(store: Store) -> bool:
    """Write the file anew without what was erased, and empty the log; tell whether that is done or was not needed.

    It cannot be done while another program has the ledger open and reads or writes: then it is left for the next time.
    `secure_delete` alone would leave copies that SQLite makes when it moves rows between pages.
    """
    with store.lock:
        if not store.rows("SELECT 1 FROM meta WHERE name = ?", (_SCRUB,)):
            return True
        if store.connection.in_transaction:
            return False
        execute = store.connection.execute
        try:
            execute("PRAGMA busy_timeout = 2000")
            execute("VACUUM")
            execute("DELETE FROM meta WHERE name = ?", (_SCRUB,))
            if execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0:
                return True
            execute("INSERT OR REPLACE INTO meta VALUES (?, '')", (_SCRUB,))
        except sqlite3.Error:
            return False  # busy, or no room for a second copy: the mark stands, and the next run tries again
        finally:
            with contextlib.suppress(sqlite3.Error):
                execute(f"PRAGMA busy_timeout = {int(store.patience * 1000)}")
    return False


def _traces(execute: Execute, secret: Secret, address: str) -> _Traces:
    """Find a person by the address, by the addresses chosen since, and by the keys that these lead to."""
    address_key = secret.address(address)
    execute("CREATE TEMP TABLE IF NOT EXISTS named (key BLOB PRIMARY KEY) WITHOUT ROWID")
    execute("DELETE FROM temp.named")
    newsletters = [name for (name,) in execute("SELECT DISTINCT newsletter FROM runs").fetchall()]
    for newsletter in newsletters:
        execute("INSERT OR IGNORE INTO temp.named VALUES (?)", (secret.person_of(newsletter, normalised(address)),))
    execute("INSERT OR IGNORE INTO temp.named SELECT key FROM choices WHERE address_key = ?", (address_key,))
    execute("INSERT OR IGNORE INTO temp.named SELECT key FROM people WHERE address_key = ?", (address_key,))
    deliveries = execute(_DELIVERIES, (address_key,)).fetchall()
    choices = execute(
        "SELECT key, locale, gone, address, address_key, at FROM choices WHERE key IN (SELECT key FROM temp.named)"
    ).fetchall()
    keys = frozenset(row[1] for row in deliveries) | frozenset(row[0] for row in choices)
    address_keys = {address_key, *(row[2] for row in deliveries), *(row[4] for row in choices if row[4])}
    suppressions = [
        row
        for key in sorted(address_keys)
        for row in execute("SELECT address, reason, at, source FROM suppressions WHERE address_key = ?", (key,))
    ]
    issues = {number: tuple(key) for number, *key in execute("SELECT number, newsletter, issue FROM runs")}
    held = (*_deliveries(deliveries, issues), *_choices(choices), *_suppressions(suppressions))
    return _Traces(keys, frozenset(address_keys), tuple(row[0] for row in deliveries), held)


def _deliveries(rows: Iterable[tuple[Any, ...]], issues: dict[int, tuple[str, ...]]) -> Iterator[dict[str, Any]]:
    for place, _, _, state, attempts, code, locale, reply, *person in rows:
        newsletter, issue = issues[place >> SHIFT]
        known = subscriber_of(*person)
        yield {
            "kept": "delivery", "newsletter": newsletter, "issue": issue, "address": known.address, "id": known.id,
            "name": known.name, "locales": list(known.locales), "zone": known.zone, "segments": list(known.segments),
            "fields": dict(known.fields), "locale": locale, "state": str(STATES[state]), "attempts": attempts,
            "code": code, "reply": reply or "",
        }  # fmt: skip


def _choices(rows: Iterable[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for _, locale, left, address, _, at in rows:
        yield {"kept": "choice", "locale": locale or "", "left": bool(left), "address": address or "", "at": at}


def _suppressions(rows: Iterable[tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    for address, reason, at, source in rows:
        yield {"kept": "suppression", "address": address, "reason": reason, "at": at, "source": source}


def _line(record: dict[str, Any]) -> str:
    """Say on one line what an erased record was; empty where nothing personal was left in it."""
    named = ("address", "id", "name", "locales", "zone", "segments", "fields", "reply")
    found = [name for name in named if record.get(name)]
    if record["kept"] == "choice" and record["locale"]:
        found.append("locale")
    if not found:
        return ""
    of = f" of {record['issue']} ({record['newsletter']})" if record["kept"] == "delivery" else ""
    return f"{record['kept']}{of}: {', '.join(found)}"


def _erase(store: Store, traces: _Traces) -> None:
    many = store.connection.executemany
    places = [(place,) for place in traces.places]
    many(
        "UPDATE people SET address = '', id = '', name = '', locales = '', zone = '', more = '' WHERE place = ?", places
    )
    many("DELETE FROM replies WHERE place = ?", places)
    many(f"UPDATE progress SET state = {SUPPRESSED} WHERE place = ? AND state < 2", places)  # noqa: S608 - a number of our own
