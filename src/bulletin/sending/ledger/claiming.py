"""Claiming: a batch of people is this run's, and that is on the disk before anything of theirs leaves."""

from __future__ import annotations

import datetime
import math
import os
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from bulletin.errors import DeliveryError
from bulletin.sending.ledger.ledger import Claimed, Recovered, Run
from bulletin.sending.ledger.recording import apply_steps, apply_waiting, name_batch, named_batch
from bulletin.sending.ledger.rows import AMONG, PERSON, among, base_of, subscriber_of, unexpected
from bulletin.sending.ledger.schema import CLAIMED, HANDED, PLANNED, SUPPRESSED, UNKNOWN
from bulletin.sending.ledger.store import Execute, Store

_NO_REPLY = "the run ended before the server replied"
_NO_TRACE = "the machine was started anew before this was settled"
_NO_STEPS = "the run ended, and the file beside the ledger is gone that says how far it had come"

WAITING = f"""
SELECT g.place, g.attempts, coalesce(t.number, g.locale) AS edition, p.key,
    (coalesce(c.gone, 0) OR s.address_key IS NOT NULL) AS barred, c.address_key, c.address, {PERSON}
FROM progress g CROSS JOIN people p ON p.place = g.place
LEFT JOIN choices c ON c.key = p.key
LEFT JOIN suppressions s ON s.address_key = coalesce(c.address_key, p.address_key)
LEFT JOIN templates t ON t.run = g.run AND t.locale = c.locale AND t.template IS NOT NULL
WHERE g.run = ? AND g.state < 2 AND g.due <= ?"""  # noqa: S608 - columns of our own
"""Everybody who is due, as readers' choices and the suppression list have them by now."""
_OF_EDITION = " AND edition = (SELECT number FROM templates WHERE run = ? AND locale = ?)"
_TAKE = f"UPDATE progress SET state = ?, locale = ? WHERE place IN {AMONG}"  # noqa: S608 - a question of our own
_IN_ORDER = " ORDER BY g.due, g.place LIMIT ?"


def claim_people(
    store: Store, run: Run, limit: int, *, boot: str, now: datetime.datetime, locale: str = ""
) -> tuple[Claimed, ...]:
    """Take up to `limit` people. See `Ledger.claim`. The steps of those before move into the tables with it."""
    store.tidy()  # here, where the disk is waited for anyway, and never while a message waits for its mark
    with store.lock:
        with store.durable as execute:
            _check_boot(execute, store, run, boot)
            claimed = _claimed(execute, store, run, limit, now, locale)
            batch = os.urandom(8) if store.path else b""
            store.steps.prepare(batch, len(claimed))
            moved = apply_waiting(store)  # not before: what comes later is in the new file
            name_batch(execute, batch)
        store.steps.switch()
        store.steps.moved(moved)
        store.steps.held.update(dict.fromkeys((base_of(run.number) + each.position for each in claimed), CLAIMED))
    return tuple(claimed)


def _claimed(
    execute: Execute, store: Store, run: Run, limit: int, now: datetime.datetime, locale: str
) -> list[Claimed]:
    claimed: list[Claimed] = []
    names = dict(execute("SELECT number, locale FROM templates WHERE run = ?", (run.number,)).fetchall())
    due = math.floor(now.timestamp())
    while (most := limit - len(claimed)) > 0:
        narrowed, values = (_OF_EDITION, (run.number, locale)) if locale else ("", ())
        rows = execute(WAITING + narrowed + _IN_ORDER, (run.number, due, *values, most)).fetchall()
        if not rows:
            break
        claimed += _take(store, run, rows, names)
    return claimed


def _check_boot(execute: Execute, store: Store, run: Run, boot: str) -> None:
    """Refuse to claim beside rows that another process or another start of the machine has left: `recover` judges those."""
    found = execute("SELECT boot FROM runs WHERE number = ?", (run.number,)).fetchone()
    if found != (boot,) or (named_batch(store) and not store.steps.is_begun):
        raise DeliveryError(
            f"{store.file}: expected a ledger in which what earlier runs left is settled, found one in which it is not; "
            "call `recover` once before the first `claim`",
            retryable=False,
        )


def _take(store: Store, run: Run, rows: list[tuple[Any, ...]], names: dict[int, str]) -> list[Claimed]:
    """Claim those who may be written to, and suppress the others."""
    base = base_of(run.number)
    claimed: list[Claimed] = []
    states: dict[tuple[int, int], list[int]] = defaultdict(list)
    moved: list[tuple[bytes, str, int]] = []
    for place, attempts, edition, key, barred, moved_key, moved_to, address, *person in rows:
        states[SUPPRESSED if barred else CLAIMED, edition].append(place)
        if barred:
            continue
        if moved_to is not None and moved_to != address:
            moved.append((moved_key, moved_to, place))
        claimed.append(
            Claimed(
                position=place - base, key=key, attempts=attempts, locale=names[edition],
                subscriber=subscriber_of(address if moved_to is None else moved_to, *person),
            )
        )  # fmt: skip
    for reached, places in states.items():
        store.execute(_TAKE, (*reached, among(places)))
    store.connection.executemany("UPDATE people SET address_key = ?, address = ? WHERE place = ?", moved)
    return claimed


def release_people(store: Store, run: Run, positions: Iterable[int]) -> None:
    """Put back what was claimed and not handed. If power is lost, they are claimed again: unknown, not forgotten."""
    places = [base_of(run.number) + position for position in positions]
    held = store.steps.held
    with store.lock:
        if wrong := [place for place in places if held.get(place) != CLAIMED]:
            raise unexpected(store.file, "claimed", wrong)
        with store.quick:
            changed = [(PLANNED, place, CLAIMED) for place in places]
            store.connection.executemany("UPDATE progress SET state = ? WHERE place = ? AND state = ?", changed)
        for place in places:
            held.pop(place, None)


def recover_run(store: Store, run: Run, *, boot: str) -> Recovered:
    """Settle what an earlier run left. See `Ledger.recover`.

    On the same start of the machine the tables and the file of steps (`steps.py`) hold everything, so whoever is claimed
    was not handed. After another start the tables hold all up to some commit behind the last claim, and the file is not to
    be believed: whoever is claimed may have been handed, and is unknown. So they are where the file is gone.
    """
    with store.lock:
        with store.durable as execute:
            _take_over(store, execute, boot)
            ((known,),) = execute("SELECT boot FROM runs WHERE number = ?", (run.number,)).fetchall()
            released = 0
            if known == boot:
                released = _move(execute, run, CLAIMED, PLANNED)
                unknown = _lose(execute, run, HANDED, _NO_REPLY)
            else:
                reason = _NO_TRACE if known else _NO_STEPS
                unknown = _lose(execute, run, CLAIMED, reason) + _lose(execute, run, HANDED, reason)
                execute("UPDATE runs SET boot = ? WHERE number = ?", (boot, run.number))
        store.steps.forget()
    return Recovered(released=released, unknown=unknown)


def _take_over(store: Store, execute: Execute, boot: str) -> None:
    """Move the steps of whoever had the ledger before; where they are lost, no run's claims are of this boot any more."""
    apply_waiting(store)
    if batch := named_batch(store):
        steps = store.steps.read(batch)
        if steps is None:
            execute("UPDATE runs SET boot = '' WHERE boot = ?", (boot,))
        apply_steps(store, steps or ())
    name_batch(execute, b"")


def _move(execute: Execute, run: Run, state: int, to: int) -> int:
    span = (base_of(run.number), base_of(run.number + 1))
    return execute(
        "UPDATE progress SET state = ? WHERE place > ? AND place < ? AND state = ?", (to, *span, state)
    ).rowcount


def _lose(execute: Execute, run: Run, state: int, reason: str) -> int:
    span = (base_of(run.number), base_of(run.number + 1))
    execute(
        "INSERT OR REPLACE INTO replies SELECT place, ? FROM progress WHERE place > ? AND place < ? AND state = ?",
        (reason, *span, state),
    )
    execute(
        "UPDATE progress SET attempts = attempts + 1, code = 0 WHERE place > ? AND place < ? AND state = ?",
        (*span, state),
    )
    return _move(execute, run, state, UNKNOWN)
