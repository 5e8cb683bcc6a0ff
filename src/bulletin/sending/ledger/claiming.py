"""Claiming: a batch of people is this run's, and that is on the disk before anything of theirs leaves."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from typing import Any

from bulletin.errors import DeliveryError
from bulletin.sending.ledger.ledger import Claimed, Recovered, Run
from bulletin.sending.ledger.rows import PERSON, base_of, subscriber_of, unexpected
from bulletin.sending.ledger.schema import CLAIMED, HANDED, PLANNED, SUPPRESSED, UNKNOWN
from bulletin.sending.ledger.store import Execute, Store

_NO_REPLY = "the run ended before the server replied"
_NO_TRACE = "the machine was started anew before this was settled"

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
_IN_ORDER = " ORDER BY g.due, g.place LIMIT ?"


def claim_people(
    store: Store, run: Run, limit: int, *, boot: str, now: datetime.datetime, locale: str = ""
) -> tuple[Claimed, ...]:
    """Take up to `limit` people. See `Ledger.claim`."""
    claimed: list[Claimed] = []
    store.tidy()  # here, where the disk is waited for anyway, and never while a message waits for its mark
    with store.durable as execute:
        _check_boot(execute, store, run, boot)
        names = dict(execute("SELECT number, locale FROM templates WHERE run = ?", (run.number,)).fetchall())
        due = math.floor(now.timestamp())
        while (most := limit - len(claimed)) > 0:
            narrowed, values = (_OF_EDITION, (run.number, locale)) if locale else ("", ())
            rows = execute(WAITING + narrowed + _IN_ORDER, (run.number, due, *values, most)).fetchall()
            if not rows:
                break
            claimed += _take(store, run, rows, names)
    return tuple(claimed)


def _check_boot(execute: Execute, store: Store, run: Run, boot: str) -> None:
    """Refuse to claim beside rows of another start of the machine: `recover` has to judge those first."""
    found = execute("SELECT boot FROM runs WHERE number = ?", (run.number,)).fetchone()
    if found != (boot,):
        raise DeliveryError(
            f"{store.file}: expected a run that was recovered after the machine was started, found one that was not; "
            "call `recover` once before the first `claim`",
            retryable=False,
        )


def _take(store: Store, run: Run, rows: list[tuple[Any, ...]], names: dict[int, str]) -> list[Claimed]:
    """Claim those who may be written to, and suppress the others."""
    base = base_of(run.number)
    claimed: list[Claimed] = []
    states: list[tuple[int, int, int]] = []
    moved: list[tuple[bytes, str, int]] = []
    for place, attempts, edition, key, barred, moved_key, moved_to, address, *person in rows:
        states.append((SUPPRESSED if barred else CLAIMED, edition, place))
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
    many = store.connection.executemany
    many("UPDATE progress SET state = ?, locale = ? WHERE place = ? AND state < 2", states)
    many("UPDATE people SET address_key = ?, address = ? WHERE place = ?", moved)
    return claimed


def release_people(store: Store, run: Run, positions: Iterable[int]) -> None:
    """Put back what was claimed and not handed. If power is lost, they are claimed again: unknown, not forgotten."""
    base = base_of(run.number)
    with store.quick as execute:
        for position in positions:
            values = (PLANNED, base + position, CLAIMED)
            if execute("UPDATE progress SET state = ? WHERE place = ? AND state = ?", values).rowcount != 1:
                raise unexpected(store.file, "claimed", [position])


def recover_run(store: Store, run: Run, *, boot: str) -> Recovered:
    """Settle what an earlier run left. See `Ledger.recover`.

    On the same start of the machine the file holds every commit, so whoever is claimed was not handed. After another
    start it holds all up to some commit behind the last claim: a mark may be lost, so whoever is claimed may have been
    handed, and is unknown.
    """
    with store.durable as execute:
        ((known,),) = execute("SELECT boot FROM runs WHERE number = ?", (run.number,)).fetchall()
        released = 0
        if known == boot:
            released = _move(execute, run, CLAIMED, PLANNED)
            unknown = _lose(execute, run, HANDED, _NO_REPLY)
        else:
            unknown = _lose(execute, run, CLAIMED, _NO_TRACE) + _lose(execute, run, HANDED, _NO_TRACE)
            execute("UPDATE runs SET boot = ? WHERE number = ?", (boot, run.number))
    return Recovered(released=released, unknown=unknown)


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
