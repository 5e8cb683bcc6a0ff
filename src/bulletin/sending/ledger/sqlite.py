"""The ledger that ships: one SQLite file, `state/bulletin.sqlite`.

It is not exactly-once, which nobody can promise over SMTP. What it promises: no message is handed over twice unless
somebody says so (`resolve`, or a copy of the file from before that is put back), and nobody is lost: each person of a
plan stands in one state, and the states add up.
"""

from __future__ import annotations

import contextlib
import datetime
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from bulletin.errors import BulletinError, DeliveryError
from bulletin.mail.identity import Secret
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.sending.ledger import claiming, forgetting, looking, planning, recording, refreshing
from bulletin.sending.ledger.boot import boot_id
from bulletin.sending.ledger.ledger import Claimed, Counts, Recovered, Refreshed, Row, Run
from bulletin.sending.ledger.lock import file_owned, memory_owned
from bulletin.sending.ledger.opening import open_store
from bulletin.sending.ledger.registers import Registers
from bulletin.sending.ledger.stamp import advance_stamp, check_stamp
from bulletin.sending.ledger.steps import Steps
from bulletin.sending.ledger.store import PATIENCE, Store


class SqliteLedger(Registers):
    """See `Ledger` for what runs ask of it, and `Registers` for readers' choices, the suppression list and approvals.

    Any thread may call it. Other processes may look, choose and suppress while a run goes on.
    """

    def __init__(self, store: Store, secret: Secret, *, boot: str) -> None:
        """Use a store; `open` and `in_memory` are the ways to one."""
        super().__init__(store, secret)
        store.steps = Steps(store.path, boot)
        self._boot = boot
        self._alone = threading.Lock()
        self._owned = store.path is None
        """Whether this is the one that may plan and claim; a ledger in memory is nobody else's."""
        self._left: dict[int, Recovered] = {}
        """What planning had to settle before, by run, until `recover` tells it."""
        self._known: tuple[str, str] | None = None
        """The issue whose readers `reached` has laid out."""

    @classmethod
    def open(
        cls, path: Path | str, secret: Secret, *, create: bool = True, boot: str = "", patience: float = PATIENCE
    ) -> Self:
        """Open a ledger, or begin one.

        `boot` names this start of the machine; empty: as the system says. `patience` is how many seconds to wait for
        another program that writes. Raises ConfigError where the file is no ledger, is another secret's or cannot be
        written to, or where there is none and `create` is False; DeliveryError where it is busy or the disk is full.
        """
        store = open_store(Path(path), secret, create=create, patience=patience)
        return cls(store, secret, boot=boot or boot_id())

    @classmethod
    def in_memory(cls, secret: Secret) -> Self:
        """Begin a ledger that ends with the process: for tests of newsletters."""
        return cls(open_store(None, secret), secret, boot=boot_id())

    @staticmethod
    def exists(path: Path | str) -> bool:
        """Tell whether there is a ledger, for the rule that messages leave a machine only with one."""
        file = Path(path)
        return file.is_file() and file.stat().st_size > 0

    @property
    def begun(self) -> bool:
        """Whether somebody has said that this is where the newsletter's account is kept: see `begin`."""
        return bool(self._store.rows("SELECT value FROM meta WHERE name = 'begun'"))

    def begin(self) -> None:
        """Say so. A file that approvals or a trial have left in a fresh copy of the folder knows nothing of earlier issues."""
        self._store.execute("INSERT OR IGNORE INTO meta VALUES ('begun', 'yes')")

    def copied(self) -> Self:
        """Return a copy to try things on, in a file of the system's that goes when it is closed."""
        copy = self._store.copied()
        with copy.quick as execute:
            recording.apply_steps(copy, list(looking.untold_steps(self._store, recording.named_batch(copy))))
            recording.name_batch(execute, b"")
        return type(self)(copy, self._secret, boot=self._boot)

    def close(self) -> None:
        """Write what waits, and close the file. Closing it twice is well."""
        with contextlib.suppress(BulletinError):
            recording.move_steps(self._store)
        self._store.close()

    def __enter__(self) -> Self:
        """Return the ledger."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    @contextlib.contextmanager
    def owned(self) -> Iterator[None]:
        """See `Ledger`. Raises ConfigError besides, where the file is an earlier copy of what was here (`stamp.py`)."""
        if self._store.path is None:
            with memory_owned(self._alone):
                yield
            return
        with file_owned(self._store.path) as lock:
            check_stamp(self._store, lock.left)
            lock.note(advance_stamp(self._store))
            self._owned = True
            try:
                yield
            finally:
                self._owned = False
                with contextlib.suppress(BulletinError):  # the run's own end matters more
                    recording.end_batch(self._store)
                    forgetting.scrub(self._store)
                    lock.note(advance_stamp(self._store))

    # ---- planning ------------------------------------------------------------------------------------------------

    def run(self, newsletter: str, issue: str) -> Run | None:  # noqa: D102 - as in `Ledger`
        return planning.read_run(self._store, newsletter, issue)

    def plan(  # noqa: D102 - as in `Ledger`
        self,
        newsletter: str,
        issue: str,
        *,
        templates: Mapping[str, bytes],
        rows: Iterable[Row],
        sources: str,
        now: datetime.datetime,
    ) -> Run:
        self._check_owned()
        known = self.run(newsletter, issue)
        if known is not None:
            self._settle(known)
        number = known.number if known else 0
        wanted = Run(number=number, newsletter=newsletter, issue=issue, planned_at=now, sources=sources)
        try:
            return planning.write_plan(
                self._store, self._secret, wanted, boot=self._boot, templates=templates, rows=rows
            )
        finally:
            self._known = None

    def templates(self, run: Run) -> dict[str, bytes]:  # noqa: D102 - as in `Ledger`
        return planning.read_templates(self._store, run)

    def refresh(self, run: Run, rows: Iterable[Row]) -> Refreshed:  # noqa: D102 - as in `Ledger`
        self._settle(run)
        try:
            return refreshing.refresh_plan(self._store, self._secret, run, rows)
        finally:
            self._known = None

    # ---- running -------------------------------------------------------------------------------------------------

    def recover(self, run: Run) -> Recovered:
        """See `Ledger`. What planning had to settle before is told here, once."""
        self._settle(run)
        return self._left.pop(run.number)

    def _settle(self, run: Run) -> None:
        """Settle before planning too, since a plan must not be made beside people who are claimed by nobody."""
        self._check_owned()
        found = claiming.recover_run(self._store, run, boot=self._boot)
        before = self._left.get(run.number, Recovered())
        self._left[run.number] = Recovered(
            released=before.released + found.released, unknown=before.unknown + found.unknown
        )

    def claim(  # noqa: D102 - as in `Ledger`
        self, run: Run, limit: int, *, now: datetime.datetime, locale: str = ""
    ) -> tuple[Claimed, ...]:
        self._check_owned()
        self._known = None
        return claiming.claim_people(self._store, run, limit, boot=self._boot, now=now, locale=locale)

    def record(  # noqa: D102 - as in `Ledger`
        self, run: Run, *, handing: Iterable[int] = (), settled: Iterable[tuple[int, Outcome]] = ()
    ) -> None:
        recording.record_steps(self._store, run, handing, settled)

    def release(self, run: Run, positions: Iterable[int]) -> None:  # noqa: D102 - as in `Ledger`
        claiming.release_people(self._store, run, positions)

    def defer(self, run: Run, position: int, outcome: Outcome, *, until: datetime.datetime) -> None:  # noqa: D102 - as in `Ledger`
        recording.defer_person(self._store, run, position, outcome, until)

    def resolve(self, run: Run, to: DeliveryState) -> int:  # noqa: D102 - as in `Ledger`
        return recording.resolve_unknown(self._store, run, to)

    def _check_owned(self) -> None:
        if not self._owned:
            raise DeliveryError(
                f"{self._store.file}: expected a run that owns the ledger, found one that does not; call this inside "
                "`with ledger.owned():`, since another run would take the same people",
                retryable=False,
            )

    # ---- looking -------------------------------------------------------------------------------------------------

    def counts(self, run: Run) -> Counts:  # noqa: D102 - as in `Ledger`
        return looking.read_counts(self._store, run)

    def foreseen(self, run: Run) -> Counts:
        """Return how people would stand once all who wait were claimed: in their editions, or suppressed."""
        return looking.foresee(self._store, run)

    def people(  # noqa: D102 - as in `Ledger`
        self, run: Run, *states: DeliveryState
    ) -> Iterator[tuple[Claimed, DeliveryState, Outcome | None]]:
        return looking.read_people(self._store, run, states)

    def next_due(self, run: Run) -> datetime.datetime | None:
        """See `Ledger`; 1970 stands for at once."""
        return looking.read_next_due(self._store, run)

    def reached(self, newsletter: str, issue: str, key: bytes) -> bool:
        """Tell whether an issue was accepted for a person. It may be asked for a million people in turn."""
        with self._store.lock:
            if self._known != (newsletter, issue):
                looking.lay_out_reached(self._store, newsletter, issue)
                self._known = (newsletter, issue)
            return looking.was_reached(self._store, key)
