"""Marks and outcomes: sixteen octets each in a file (`steps.py`), and their way into the tables."""

from __future__ import annotations

import contextlib
import datetime
import json
import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from bulletin.errors import BulletinError, DeliveryError
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.ledger.ledger import Run
from bulletin.sending.ledger.rows import AMONG, among, base_of, reply_of, unexpected
from bulletin.sending.ledger.schema import ACCEPTED, CLAIMED, DEFERRED, HANDED, NUMBERS, PLANNED, UNKNOWN
from bulletin.sending.ledger.steps import Step
from bulletin.sending.ledger.store import Execute, Store

_encode = json.JSONEncoder(ensure_ascii=False).encode
_OPEN = (CLAIMED, HANDED)
_FROM: Mapping[DeliveryState, tuple[tuple[int, ...], str]] = {
    DeliveryState.ACCEPTED: ((HANDED,), "handed"),
    DeliveryState.UNKNOWN: ((HANDED,), "handed"),
    DeliveryState.REJECTED: (_OPEN, "claimed or handed"),
}
"""From which states each may be reached."""
_MARK = f"UPDATE progress SET state = {HANDED} WHERE place IN {AMONG} AND state = {CLAIMED}"  # noqa: S608 - numbers of our own
_SETTLE = f"""
UPDATE progress SET state = ?, code = ?, attempts = attempts + 1
WHERE place IN {AMONG} AND state IN ({CLAIMED}, {HANDED})"""  # noqa: S608 - numbers of our own
_KEEP = """
INSERT OR REPLACE INTO replies SELECT p.place, said.value FROM json_each(?) said
CROSS JOIN people p ON p.place = CAST(said.key AS INTEGER) WHERE p.address <> ''"""
"""A reply may quote the address: of somebody who was forgotten none is kept."""


def record_steps(store: Store, run: Run, handing: Iterable[int], settled: Iterable[tuple[int, Outcome]]) -> None:
    """Write outcomes, then marks, all or nothing.

    What a server said stays in memory until the steps move: a file of it could not be kept from those who were
    forgotten. Why somebody was refused is moved at once; of what servers say in accepting, a trace for postmasters, a
    run that is killed loses some.
    """
    base, steps = base_of(run.number), store.steps
    made: list[Step] = [_settled(store, base + position, outcome) for position, outcome in settled]
    for position in handing:
        _expect(store, base + position, (CLAIMED,), "claimed")
        made.append((base + position, HANDED, 0, None))
    steps.write(made)
    for place, state, _, _ in made:
        if state == HANDED:
            steps.held[place] = HANDED
        else:
            steps.held.pop(place, None)
    if any(state not in {HANDED, ACCEPTED} for _, state, _, _ in made):
        with contextlib.suppress(BulletinError):  # it is written down, and moves with the others
            move_steps(store)


def _settled(store: Store, place: int, outcome: Outcome) -> Step:
    if outcome.state not in _FROM:
        raise _not_final(outcome.state)
    _expect(store, place, *_FROM[outcome.state])
    return place, NUMBERS[outcome.state], outcome.code, reply_of(outcome)


def _expect(store: Store, place: int, states: tuple[int, ...], wanted: str) -> None:
    if store.steps.held.get(place) not in states:
        raise unexpected(store.file, wanted, [place])


def move_steps(store: Store) -> None:
    """Move what waits into the tables. The file keeps it: there it is no news any more, and does no harm."""
    with store.lock:
        if store.steps.waiting:
            with store.quick:
                count = apply_waiting(store)
            store.steps.moved(count)


def apply_waiting(store: Store) -> int:
    """Apply what waits by now, in the transaction that is open; return how many steps that were."""
    steps = store.steps.waiting.copy()  # in one go: other threads add to it
    apply_steps(store, steps)
    return len(steps)


def apply_steps(store: Store, steps: Collection[Step]) -> None:
    """Bring rows to the states that they have reached, in the transaction that is open; again and again does no harm."""
    settled: dict[tuple[int, int], list[int]] = defaultdict(list)
    latest = {place: (state, code) for place, state, code, _ in steps}
    for place, reached in latest.items():
        settled[reached].append(place)
    store.execute(_MARK, (among(settled.pop((HANDED, 0), ())),))
    for reached, places in settled.items():
        store.execute(_SETTLE, (*reached, among(places)))
    said = {place: reply for place, state, _, reply in steps if reply or (reply is not None and state != ACCEPTED)}
    store.execute(_KEEP, (_encode(said),))


def end_batch(store: Store) -> None:
    """Move what waits, and name no batch any more; then the files may go."""
    with store.lock:
        with store.quick as execute:
            apply_waiting(store)
            name_batch(execute, b"")
        store.steps.forget()


def name_batch(execute: Execute, batch: bytes) -> None:
    """Name the batch whose steps are in a file; none where there is no such file."""
    execute("INSERT OR REPLACE INTO meta VALUES ('batch', ?)", (batch.hex(),))


def named_batch(store: Store) -> bytes:
    """Return the batch whose steps are in a file; empty where there is none."""
    return next((bytes.fromhex(name) for (name,) in store.rows("SELECT value FROM meta WHERE name = 'batch'")), b"")


def defer_person(store: Store, run: Run, position: int, outcome: Outcome, until: datetime.datetime) -> None:
    """Note that a message was refused for now. See `Ledger.defer`."""
    place = base_of(run.number) + position
    due = math.ceil(until.timestamp())
    with store.lock:
        _expect(store, place, _OPEN, "claimed or handed")
        with store.quick as execute:
            execute(_SETTLE.replace("code = ?", "code = ?, due = ?"), (DEFERRED, outcome.code, due, among([place])))
            execute(_KEEP, (_encode({place: reply_of(outcome)}),))
        del store.steps.held[place]
        with contextlib.suppress(ValueError):  # its mark counts no more, and the row may be claimed again
            store.steps.waiting.remove((place, HANDED, 0, None))


def resolve_unknown(store: Store, run: Run, to: DeliveryState) -> int:
    """Settle every unknown as somebody who looked into it says. See `Ledger.resolve`."""
    if to not in {DeliveryState.ACCEPTED, DeliveryState.PLANNED}:
        raise DeliveryError(f"expected accepted or planned, found {to}; write one of these", retryable=False)
    state = ACCEPTED if to is DeliveryState.ACCEPTED else PLANNED
    span = (base_of(run.number), base_of(run.number + 1))
    move_steps(store)
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
