"""Looking at a run, while it goes on or afterwards. Nothing here waits for a writer, and nobody waits for it long."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.ledger.claiming import WAITING
from bulletin.sending.ledger.ledger import Claimed, Counts, Run
from bulletin.sending.ledger.recording import named_batch
from bulletin.sending.ledger.rows import PERSON, base_of, outcome_of, subscriber_of
from bulletin.sending.ledger.schema import ACCEPTED, CLAIMED, HANDED, NUMBERS, STATES, SUPPRESSED
from bulletin.sending.ledger.steps import Step
from bulletin.sending.ledger.store import Store

_PAGE = 500
"""People that are read at a time: a question that stays open would keep the log from being moved into the file."""
_FOREVER = 1 << 62
_SEEN = f"""
CREATE TEMP VIEW IF NOT EXISTS seen AS
SELECT g.place, g.locale, coalesce(s.state, g.state) AS state, coalesce(s.code, g.code) AS code,
    g.attempts + (s.state > {HANDED} IS TRUE) AS attempts, coalesce(s.reply, r.reply) AS reply
FROM main.progress g LEFT JOIN temp.steps s ON s.place = g.place AND g.state IN ({CLAIMED}, {HANDED})
LEFT JOIN main.replies r ON r.place = g.place"""  # noqa: S608 - numbers of our own
"""People as they stand, with the steps that are not in the tables yet."""
_COUNTED = """
SELECT t.locale, g.state, g.count FROM (
    SELECT locale, state, count(*) AS count FROM temp.seen WHERE place > ? AND place < ? GROUP BY locale, state
) g JOIN templates t ON t.number = g.locale ORDER BY g.locale, g.state"""
_FORESEEN = f"""
SELECT (SELECT locale FROM templates WHERE number = edition), iif(barred, {SUPPRESSED}, 0), count(*)
FROM ({WAITING}) GROUP BY edition, barred"""  # noqa: S608 - a constant
_PEOPLE = f"""
SELECT g.place, g.attempts, g.state, g.code, t.locale, g.reply, p.key, {PERSON}
FROM temp.seen g JOIN templates t ON t.number = g.locale JOIN people p ON p.place = g.place
WHERE g.place > ? AND g.place < ? AND g.state IN (%s) ORDER BY g.place LIMIT {_PAGE}"""  # noqa: S608 - columns of our own


def untold_steps(store: Store, batch: bytes) -> Iterable[Step]:
    """Return the steps that are in no table yet: one's own, or those of whoever has the ledger, or had it when it was killed."""
    if store.steps.is_begun or store.path is None:
        return store.steps.waiting.copy()
    return (store.steps.read(batch) or ()) if batch else ()


def see_steps(store: Store) -> None:
    """Lay those steps out, so that `temp.seen` knows them."""
    with store.lock:
        store.execute(
            "CREATE TEMP TABLE IF NOT EXISTS steps (place INTEGER PRIMARY KEY, state INTEGER, code INTEGER, reply TEXT)"
        )
        store.execute(_SEEN)
        store.execute("DELETE FROM temp.steps")
        for step in untold_steps(store, named_batch(store)):
            store.execute("INSERT OR REPLACE INTO temp.steps VALUES (?, ?, ?, ?)", step)


def _seen(store: Store, question: str, values: Sequence[object]) -> list[Any]:
    with store.lock:
        see_steps(store)
        return store.rows(question, values)


def read_counts(store: Store, run: Run) -> Counts:
    """Return how many people stand in which state; every state is named, and every locale that somebody has."""
    return _counts(_seen(store, _COUNTED, (base_of(run.number), base_of(run.number + 1))))


def foresee(store: Store, run: Run) -> Counts:
    """Return how people would stand once all who wait were claimed: in the editions and suppressed as they would be."""
    settled = _seen(store, _COUNTED, (base_of(run.number), base_of(run.number + 1)))
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
    while rows := _seen(store, question, (last, base_of(run.number + 1), *wanted)):
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
    see_steps(store)
    for (number,) in store.rows("SELECT number FROM runs WHERE newsletter = ? AND issue = ?", (newsletter, issue)):
        execute(
            "INSERT INTO temp.reached SELECT p.key FROM temp.seen g JOIN people p ON p.place = g.place "
            "WHERE g.place > ? AND g.place < ? AND g.state = ? ORDER BY p.key",
            (base_of(number), base_of(number + 1), ACCEPTED),
        )


def was_reached(store: Store, key: bytes) -> bool:
    """Tell whether a person is among those that were laid out."""
    return bool(store.rows("SELECT 1 FROM temp.reached WHERE key = ?", (key,)))
