"""Looking at a run, while it goes on or afterwards. Nothing here waits for a writer, and nobody waits for it long."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.ledger.claiming import WAITING
from bulletin.sending.ledger.ledger import Claimed, Counts, Run
from bulletin.sending.ledger.rows import PERSON, base_of, outcome_of, subscriber_of
from bulletin.sending.ledger.schema import ACCEPTED, NUMBERS, STATES, SUPPRESSED
from bulletin.sending.ledger.store import Store

_PAGE = 500
"""People that are read at a time: a question that stays open would keep the log from being moved into the file."""
_FOREVER = 1 << 62
_COUNTED = """
SELECT t.locale, g.state, g.count FROM (
    SELECT locale, state, count(*) AS count FROM progress WHERE place > ? AND place < ? GROUP BY locale, state
) g JOIN templates t ON t.number = g.locale ORDER BY g.locale, g.state"""
_FORESEEN = f"""
SELECT (SELECT locale FROM templates WHERE number = edition), iif(barred, {SUPPRESSED}, 0), count(*)
FROM ({WAITING}) GROUP BY edition, barred"""  # noqa: S608 - a constant
_PEOPLE = f"""
SELECT g.place, g.attempts, g.state, g.code, t.locale, r.reply, p.key, {PERSON}
FROM progress g JOIN templates t ON t.number = g.locale JOIN people p ON p.place = g.place
LEFT JOIN replies r ON r.place = g.place
WHERE g.place > ? AND g.place < ? AND g.state IN (%s) ORDER BY g.place LIMIT {_PAGE}"""  # noqa: S608 - columns of our own


def read_counts(store: Store, run: Run) -> Counts:
    """Return how many people stand in which state; every state is named, and every locale that somebody has."""
    return _counts(store.rows(_COUNTED, (base_of(run.number), base_of(run.number + 1))))


def foresee(store: Store, run: Run) -> Counts:
    """Return how people would stand once all who wait were claimed: in the editions and suppressed as they would be."""
    settled = store.rows(_COUNTED, (base_of(run.number), base_of(run.number + 1)))
    waiting = store.rows(_FORESEEN, (run.number, _FOREVER))
    return _counts([row for row in settled if row[1] > 1] + waiting)


def _counts(rows: list[Any]) -> Counts:
    states = dict.fromkeys(DeliveryState, 0)
    locales: dict[str, dict[DeliveryState, int]] = defaultdict(lambda: dict.fromkeys(DeliveryState, 0))
    for locale, state, count in rows:
        states[STATES[state]] += count
        locales[locale][STATES[state]] += count
    return Counts(states=states, locales=dict(locales))


def read_people(
    store: Store, run: Run, states: tuple[DeliveryState, ...]
) -> Iterator[tuple[Claimed, DeliveryState, Outcome | None]]:
    """Yield everybody in those states, in order. Each page is as of its own moment."""
    base = base_of(run.number)
    wanted = [NUMBERS[state] for state in states or STATES]
    question = _PEOPLE % ", ".join("?" * len(wanted))
    last = base
    while rows := store.rows(question, (last, base_of(run.number + 1), *wanted)):
        for place, attempts, state, code, locale, reply, key, *person in rows:
            claimed = Claimed(
                position=place - base, key=key, subscriber=subscriber_of(*person), locale=locale, attempts=attempts
            )
            yield claimed, STATES[state], outcome_of(state, code, reply)
            last = place


def read_next_due(store: Store, run: Run) -> datetime.datetime | None:
    """Return when the next planned or deferred message may go: 1970 stands for at once; None where there is none."""
    ((due,),) = store.rows("SELECT min(due) FROM progress WHERE run = ? AND state < 2", (run.number,))
    return None if due is None else datetime.datetime.fromtimestamp(due, datetime.UTC)


def lay_out_reached(store: Store, newsletter: str, issue: str) -> None:
    """Lay out the keys of all for whom an issue was accepted, for `was_reached`: in a file that goes with the connection."""
    execute = store.execute
    execute("CREATE TEMP TABLE IF NOT EXISTS reached (key BLOB PRIMARY KEY) WITHOUT ROWID")
    execute("DELETE FROM temp.reached")
    for (number,) in store.rows("SELECT number FROM runs WHERE newsletter = ? AND issue = ?", (newsletter, issue)):
        execute(
            "INSERT INTO temp.reached SELECT p.key FROM progress g JOIN people p ON p.place = g.place "
            "WHERE g.place > ? AND g.place < ? AND g.state = ? ORDER BY p.key",
            (base_of(number), base_of(number + 1), ACCEPTED),
        )


def was_reached(store: Store, key: bytes) -> bool:
    """Tell whether a person is among those that were laid out."""
    return bool(store.rows("SELECT 1 FROM temp.reached WHERE key = ?", (key,)))
