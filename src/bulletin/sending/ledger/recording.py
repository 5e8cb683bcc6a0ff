"""Marks and outcomes: one small transaction a message."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable

from bulletin.errors import DeliveryError
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.ledger.ledger import Run
from bulletin.sending.ledger.rows import base_of, reply_of, unexpected
from bulletin.sending.ledger.schema import ACCEPTED, CLAIMED, DEFERRED, HANDED, NUMBERS, PLANNED, UNKNOWN
from bulletin.sending.ledger.store import Execute, Store

_MARK = f"UPDATE progress SET state = {HANDED} WHERE place = ? AND state = {CLAIMED}"  # noqa: S608 - numbers of our own
_SETTLE = "UPDATE progress SET state = ?, code = ?, attempts = attempts + 1 WHERE place = ? AND state IN "
_AFTER_THE_DOT = f"{_SETTLE}({HANDED}, {HANDED})"
_AT_ANY_STEP = f"{_SETTLE}({HANDED}, {CLAIMED})"
_SETTLED = {
    DeliveryState.ACCEPTED: (_AFTER_THE_DOT, "handed"),
    DeliveryState.UNKNOWN: (_AFTER_THE_DOT, "handed"),
    DeliveryState.REJECTED: (_AT_ANY_STEP, "claimed or handed"),
}
"""From which states each may be reached."""
KEEP = """
INSERT OR REPLACE INTO replies SELECT place, ? FROM people WHERE place = ? AND address <> ''"""
"""A reply may quote the address: of somebody who was forgotten none is kept."""


def record_steps(
    store: Store,
    run: Run,
    handing: Iterable[int],
    settled: Iterable[tuple[int, Outcome]],
) -> None:
    """Write outcomes, then marks. What a server said in accepting waits for `keep_replies`."""
    base = base_of(run.number)
    with store.quick as execute:
        for position, outcome in settled:
            state = outcome.state
            if state not in _SETTLED:
                raise _not_final(state)
            statement, wanted = _SETTLED[state]
            place = base + position
            if execute(statement, (NUMBERS[state], outcome.code, place)).rowcount != 1:
                raise unexpected(store.file, wanted, [position])
            if state is DeliveryState.ACCEPTED:
                if outcome.reply:
                    store.replies.append((reply_of(outcome), place))
            else:
                execute(KEEP, (reply_of(outcome), place))
        for position in handing:
            if execute(_MARK, (base + position,)).rowcount != 1:
                raise unexpected(store.file, "claimed", [position])


def keep_replies(store: Store) -> None:
    """Write what servers said in accepting: a trace for postmasters, on which nothing rests, so it waits for a batch's end.

    Written with each outcome it would cost a quarter more; of a run that is killed some are missing.
    """
    with store.lock:
        waiting, store.replies = store.replies, []
        if waiting:
            with store.quick:
                store.connection.executemany(KEEP, waiting)


def defer_person(store: Store, run: Run, position: int, outcome: Outcome, until: datetime.datetime) -> None:
    """Note that a message was refused for now. See `Ledger.defer`."""
    place = base_of(run.number) + position
    due = math.ceil(until.timestamp())
    with store.quick as execute:
        statement = f"{_AT_ANY_STEP} RETURNING 1".replace("code = ?", "code = ?, due = ?")
        if not execute(statement, (DEFERRED, outcome.code, due, place)).fetchall():
            raise unexpected(store.file, "claimed or handed", [position])
        execute(KEEP, (reply_of(outcome), place))


def resolve_unknown(store: Store, run: Run, to: DeliveryState) -> int:
    """Settle every unknown as somebody who looked into it says. See `Ledger.resolve`."""
    if to not in {DeliveryState.ACCEPTED, DeliveryState.PLANNED}:
        raise DeliveryError(f"expected accepted or planned, found {to}; write one of these", retryable=False)
    state = ACCEPTED if to is DeliveryState.ACCEPTED else PLANNED
    span = (base_of(run.number), base_of(run.number + 1))
    with store.durable as execute:
        return _resolved(execute, state, span)


def _resolved(execute: Execute, state: int, span: tuple[int, int]) -> int:
    statement = "UPDATE progress SET state = ?, due = 0 WHERE place > ? AND place < ? AND state = ?"
    return execute(statement, (state, *span, UNKNOWN)).rowcount


def _not_final(state: DeliveryState) -> DeliveryError:
    return DeliveryError(
        f"expected an outcome that is accepted, rejected or unknown, found {state}; a deferred one takes `defer`, "
        "which says until when",
        retryable=False,
    )
