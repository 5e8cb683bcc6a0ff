"""Planning: whom an issue goes to, written down before anything is sent."""

from __future__ import annotations

import datetime
import itertools
import operator
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bulletin.errors import DeliveryError
from bulletin.mail.identity import Secret
from bulletin.sending.ledger.ledger import Row, Run
from bulletin.sending.ledger.rows import ERASED, base_of, columns_of, keys_of
from bulletin.sending.ledger.schema import PLANNED, SUPPRESSED
from bulletin.sending.ledger.store import Execute, Store
from bulletin.sending.ledger.suppressions import Reason

_BEGINS = 8
"""Octets of a key by which most are told apart."""
_CHUNK = 500
"""Rows that are held in memory at a time."""
_TWICE = """
SELECT place FROM (
    SELECT place, row_number() OVER (PARTITION BY %s ORDER BY place) AS nth FROM people WHERE place > ? AND place < ?
) WHERE nth > 1"""
"""Everybody who stands in a run before: sorting once is half the cost of an index, and a plan has no other use for one."""


def read_run(store: Store, newsletter: str, issue: str) -> Run | None:
    """Return the run of an issue, if it was planned."""
    rows = store.rows(
        "SELECT number, newsletter, issue, planned_at, sources FROM runs WHERE newsletter = ? AND issue = ?",
        (newsletter, issue),
    )
    return next((_run(*row) for row in rows), None)


def _run(number: int, newsletter: str, issue: str, planned_at: str, sources: str) -> Run:
    at = datetime.datetime.fromisoformat(planned_at)
    return Run(number=number, newsletter=newsletter, issue=issue, planned_at=at, sources=sources)


def read_templates(store: Store, run: Run) -> dict[str, bytes]:
    """Return the stored templates by locale."""
    kept = "SELECT locale, template FROM templates WHERE run = ? AND template IS NOT NULL ORDER BY number"
    return dict(store.rows(kept, (run.number,)))


def write_plan(
    store: Store,
    secret: Secret,
    run: Run,
    *,
    boot: str,
    templates: Mapping[str, bytes],
    rows: Iterable[Row],
) -> Run:
    """Write a plan in one transaction; `run.number` is 0 where the issue has none. See `Ledger.plan`."""
    with store.durable as execute:
        number = _write_run(execute, run, boot)
        if run.number:
            _withdraw(execute, number)
        _write_templates(execute, number, templates)
        locales = dict(execute("SELECT locale, number FROM templates WHERE run = ?", (number,)).fetchall())
        writing = _Writing(
            store, secret, run.newsletter, number, {name: locales[name] for name in templates}, _forgotten(execute)
        )
        for chunk in _chunks(_numbered(store, number, rows)):
            writing.write(chunk)
        if run.number or writing.may_repeat():  # among those who stay from an earlier plan anybody may be met again
            _drop_repeated(store, number)
        _retire_templates(execute, number, templates)
    return _run(number, run.newsletter, run.issue, run.planned_at.isoformat(), run.sources)


def _write_run(execute: Execute, run: Run, boot: str) -> int:
    at = run.planned_at.isoformat()
    if run.number:
        execute("UPDATE runs SET planned_at = ?, sources = ? WHERE number = ?", (at, run.sources, run.number))
        return run.number
    values = (run.newsletter, run.issue, at, run.sources, boot)
    written = "INSERT INTO runs (newsletter, issue, planned_at, sources, boot) VALUES (?, ?, ?, ?, ?)"
    return execute(written, values).lastrowid or 0


def _withdraw(execute: Execute, run: int) -> None:
    """Take back whoever has received nothing: they are planned anew, or are no longer in the audience."""
    gone = "SELECT place FROM progress WHERE place > ? AND place < ? AND state IN (0, 1, 7)"
    span = (base_of(run), base_of(run + 1))
    for table in ("people", "replies", "progress"):  # progress last: it is asked
        execute(f"DELETE FROM {table} WHERE place IN ({gone})", span)  # noqa: S608 - names of our own


def _write_templates(execute: Execute, run: int, templates: Mapping[str, bytes]) -> None:
    for locale, template in templates.items():
        execute(
            "INSERT INTO templates (run, locale, template) VALUES (?, ?, ?) "
            "ON CONFLICT (run, locale) DO UPDATE SET template = excluded.template",
            (run, locale, template),
        )


def _retire_templates(execute: Execute, run: int, templates: Mapping[str, bytes]) -> None:
    """Drop the editions of an earlier plan, except where somebody may still be sent one (`resolve`)."""
    used = "SELECT locale FROM progress WHERE place > ? AND place < ? AND state IN (2, 3, 6)"
    kept = ", ".join("?" * len(templates))
    execute(
        f"UPDATE templates SET template = NULL WHERE run = ? AND locale NOT IN ({kept}) AND number NOT IN ({used})",  # noqa: S608 - question marks and a constant
        (run, *templates, base_of(run), base_of(run + 1)),
    )


def _numbered(store: Store, run: int, rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
    last = "SELECT coalesce(max(place), ?1) FROM progress WHERE place > ?1 AND place < ?2"
    ((place,),) = store.rows(last, (base_of(run), base_of(run + 1)))
    return enumerate(rows, place + 1)


def _chunks(rows: Iterator[tuple[int, Row]]) -> Iterator[list[tuple[int, Row]]]:
    while chunk := list(itertools.islice(rows, _CHUNK)):
        yield chunk


def _forgotten(execute: Execute) -> frozenset[bytes]:
    keys = execute("SELECT address_key FROM suppressions WHERE reason = ?", (Reason.FORGOTTEN,))
    return frozenset(key for (key,) in keys.fetchall())


@dataclass(frozen=True, slots=True)
class _Writing:
    store: Store
    secret: Secret
    newsletter: str
    run: int
    locales: Mapping[str, int]
    forgotten: frozenset[bytes]
    """Address keys of whom nothing may be written down again, though the file of subscribers has them still."""
    begins: tuple[bytearray, bytearray] = field(default_factory=lambda: (bytearray(), bytearray()))
    """The first eight octets of each person's key, and of each address's."""

    def may_repeat(self) -> bool:
        """Tell whether two keys begin alike: looked for here, since sorting a million numbers is soon done."""
        return any(_repeats(octets) for octets in self.begins)

    def write(self, chunk: list[tuple[int, Row]]) -> None:
        try:
            people, progress = zip(*(self._columns(place, row) for place, row in chunk), strict=True)
            self.store.connection.executemany("INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", people)
        except KeyError as problem:
            raise DeliveryError(
                f"expected one of the editions {', '.join(self.locales)} for every row of the plan, found {problem}",
                retryable=False,
            ) from problem
        except UnicodeEncodeError as problem:
            raise DeliveryError(
                f"expected text in UTF-8 in every row of the plan, found {problem.object!r}", retryable=False
            ) from problem
        self.store.connection.executemany("INSERT INTO progress VALUES (?, ?, ?, ?, ?, 0, 0)", progress)

    def _columns(self, place: int, row: Row) -> tuple[tuple[object, ...], tuple[object, ...]]:
        key, address_key = keys_of(self.secret, self.newsletter, row.subscriber)
        self.begins[0].extend(key[:_BEGINS])
        self.begins[1].extend(address_key[:_BEGINS])
        if address_key in self.forgotten:
            person, state = ERASED, SUPPRESSED
        else:
            person, state = columns_of(row.subscriber), PLANNED
        return (place, key, address_key, *person), (place, self.run, state, self.locales[row.locale], row.due)


def _repeats(octets: bytearray) -> bool:
    numbers = sorted(memoryview(octets).cast("Q"))
    return any(map(operator.eq, numbers, itertools.islice(numbers, 1, None)))


def _drop_repeated(store: Store, run: int) -> None:
    """Keep the first row of each person, and of each address: one who was served before, or who was met first.

    Where nobody has an `id` the address is the person, and nothing is left to be found by it.
    """
    span = (base_of(run), base_of(run + 1))
    named = "SELECT EXISTS (SELECT 1 FROM people WHERE place > ? AND place < ? AND id <> '')"
    ((ids,),) = store.rows(named, span)
    for column in ("key", "address_key") if ids else ("key",):  # one after the other: who is dropped bars nobody
        twice = store.rows(_TWICE % column, span)
        for table in ("people", "progress"):
            store.connection.executemany(f"DELETE FROM {table} WHERE place = ?", twice)  # noqa: S608 - names of our own
