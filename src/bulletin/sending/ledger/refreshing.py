"""Bringing a plan that is resumed up to date with the audience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bulletin.mail.identity import Secret
from bulletin.sending.ledger.ledger import Refreshed, Row, Run
from bulletin.sending.ledger.rows import PERSON, base_of, columns_of, keys_of
from bulletin.sending.ledger.schema import DEFERRED, PLANNED, SUPPRESSED
from bulletin.sending.ledger.store import Execute, Store

_FOUND = f"""
SELECT k.place, g.state, g.locale, g.due, {PERSON} FROM temp.known k
LEFT JOIN progress g ON g.place = k.place LEFT JOIN people p ON p.place = k.place WHERE k.key = ?"""  # noqa: S608 - columns of our own
_BARRED = """
SELECT EXISTS (SELECT 1 FROM choices WHERE key = ? AND gone) OR EXISTS (SELECT 1 FROM suppressions WHERE address_key =
    coalesce((SELECT address_key FROM choices WHERE key = ?), ?))"""
_OPEN = (PLANNED, DEFERRED, SUPPRESSED)


def refresh_plan(store: Store, secret: Secret, run: Run, rows: Iterable[Row]) -> Refreshed:
    """Compare a plan with the audience in one transaction. See `Ledger.refresh`."""
    with store.durable as execute:
        execute("DROP TABLE IF EXISTS temp.known")
        execute("CREATE TEMP TABLE known (key BLOB PRIMARY KEY, place INTEGER NOT NULL) WITHOUT ROWID")
        execute(
            "INSERT INTO temp.known SELECT key, place FROM people WHERE place > ? AND place < ? ORDER BY key",
            (base_of(run.number), base_of(run.number + 1)),
        )
        execute("DROP TABLE IF EXISTS temp.fresh")
        execute("CREATE TEMP TABLE fresh (address_key BLOB PRIMARY KEY) WITHOUT ROWID")
        known = "SELECT locale, number FROM templates WHERE run = ? AND template IS NOT NULL"
        locales = dict(execute(known, (run.number,)).fetchall())
        comparison = _Comparison(execute, secret, run, locales)
        for row in rows:
            comparison.compare(row)
        gone = comparison.drop_unseen()
        new = comparison.count_new()
        execute("DROP TABLE temp.known")
        execute("DROP TABLE temp.fresh")
    return Refreshed(changed=comparison.changed, gone=gone, new=new)


@dataclass(slots=True)
class _Comparison:
    execute: Execute
    secret: Secret
    run: Run
    locales: Mapping[str, int]
    changed: int = 0
    seen: bytearray = field(default_factory=bytearray)
    """By position: whether that person is in the audience. An octet a person."""

    def __post_init__(self) -> None:
        last = self.execute("SELECT max(place) FROM temp.known").fetchone()[0] or base_of(self.run.number)
        self.seen = bytearray(last - base_of(self.run.number) + 1)

    def compare(self, row: Row) -> None:
        key, address_key = keys_of(self.secret, self.run.newsletter, row.subscriber)
        found = self.execute(_FOUND, (key,)).fetchone()
        if found is None:
            self.execute("INSERT INTO temp.known VALUES (?, 0)", (key,))  # so that who comes twice counts once
            self.execute("INSERT OR IGNORE INTO temp.fresh VALUES (?)", (address_key,))
            return
        place, state, *kept = found
        position = place - base_of(self.run.number)
        if position < 0 or self.seen[position]:
            return
        self.seen[position] = 1
        if state in _OPEN:
            self._update(place, state, kept, row, key, address_key)

    def _update(self, place: int, state: int, kept: list[Any], row: Row, key: bytes, address_key: bytes) -> None:
        if state == SUPPRESSED:
            if self.execute(_BARRED, (key, key, address_key)).fetchone()[0]:
                return
            self.execute("UPDATE progress SET state = ? WHERE place = ?", (PLANNED, place))  # back in the audience
        locale, due, *person = kept
        wanted = self.locales.get(row.locale, locale)
        columns = columns_of(row.subscriber)
        moved = state != DEFERRED and due != row.due  # who was put off waits for that moment
        if tuple(person) == columns and locale == wanted and not moved and state != SUPPRESSED:
            return
        self.changed += 1
        self.execute(
            "UPDATE people SET address_key = ?, address = ?, id = ?, name = ?, locales = ?, zone = ?, more = ? "
            "WHERE place = ?",
            (address_key, *columns, place),
        )
        self.execute(
            "UPDATE progress SET locale = ?, due = ? WHERE place = ?", (wanted, row.due if moved else due, place)
        )

    def drop_unseen(self) -> int:
        """Suppress whoever waits and is no longer in the audience; return how many there were."""
        base = base_of(self.run.number)
        waiting = self.execute("SELECT place FROM progress WHERE run = ? AND state < 2", (self.run.number,))
        gone = [place for (place,) in waiting if not self.seen[place - base]]
        for place in gone:
            self.execute("UPDATE progress SET state = ? WHERE place = ? AND state < 2", (SUPPRESSED, place))
        return len(gone)

    def count_new(self) -> int:
        """Return how many are not in the plan: an address that is there under another `id` is no new person."""
        span = (base_of(self.run.number), base_of(self.run.number + 1))
        if self.execute("SELECT EXISTS (SELECT 1 FROM temp.fresh)").fetchone()[0]:
            self.execute(
                "DELETE FROM temp.fresh WHERE address_key IN (SELECT p.address_key FROM people p "
                "CROSS JOIN temp.fresh f ON f.address_key = p.address_key WHERE p.place > ? AND p.place < ?)",
                span,
            )
        return int(self.execute("SELECT count(*) FROM temp.fresh").fetchone()[0])
