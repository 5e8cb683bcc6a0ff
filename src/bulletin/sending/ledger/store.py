"""One SQLite file and its transactions."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from bulletin.errors import BulletinError, ConfigError, DeliveryError
from bulletin.sending.ledger.schema import upgrade
from bulletin.sending.ledger.steps import Steps
from bulletin.sending.ledger.troubles import failure

Execute = Callable[..., sqlite3.Cursor]

PATIENCE = 30.0
"""Seconds to wait for another program that is writing."""
_BRIEF = 0.02
"""Seconds between two attempts of what SQLite does not wait for."""
_PAGE = 1024
"""Octets. A mark changes a dozen octets and costs a page: measured with `benchmarks/ledger.py`, 4096 is dearer by a tenth."""
_CACHE = 16 * 1024
"""KiB of pages in memory."""
_EVERY = 8
"""Claims from one such move to the next."""
_BACKLOG = 16 * 1024
"""Pages in the write-ahead log at which any commit moves them into the file; claims do so before (`tidy`)."""


class Store:
    """A connection that any thread may use, one at a time.

    `with store.durable as execute:` is a transaction that is on the disk when it ends; `with store.quick as execute:`
    survives the end of the process, not the loss of power: it may then be lost with all that came after it, never
    without (SQLite, `PRAGMA synchronous`: in WAL mode the log is synced at a FULL commit and before each checkpoint, and
    a recovered file holds the commits up to one point in their order).
    """

    def __init__(
        self, path: Path | None, *, create: bool = True, scratch: bool = False, patience: float = PATIENCE
    ) -> None:
        """Open a file; None: in memory, or as `scratch` in a file without a name that goes when it is closed.

        Raises ConfigError where it is not a ledger, DeliveryError where it fails.
        """
        self.file = str(path) if path else "the ledger in memory"
        self.path = path
        self.patience = patience
        self.steps = Steps(None if scratch else path, "")
        """Marks and outcomes that are not in the tables yet; whoever opens a ledger says of which start of the machine."""
        self.lock = threading.RLock()
        self._asked = 0
        if path is not None:
            _make_room(path, create=create)
        try:
            self.connection = sqlite3.connect(
                path or ("" if scratch else ":memory:"),
                timeout=patience,
                isolation_level=None,
                check_same_thread=False,
            )
        except sqlite3.Error as problem:
            raise failure(problem, self.file) from problem
        try:
            self._prepare()
        except (sqlite3.Error, BulletinError) as problem:
            self.connection.close()
            if isinstance(problem, sqlite3.Error):
                raise failure(problem, self.file) from problem
            raise
        self.cursor = self.connection.cursor()
        self.quick = Transaction(self, synced=False)
        self.durable = Transaction(self, synced=True)

    def _prepare(self) -> None:
        execute = self.connection.execute
        execute(f"PRAGMA page_size = {_PAGE}")
        execute("PRAGMA secure_delete = ON")
        execute(f"PRAGMA cache_size = -{_CACHE}")
        execute("PRAGMA fullfsync = ON")  # macOS: fsync alone leaves data in the disk's own cache
        execute("PRAGMA checkpoint_fullfsync = ON")
        upgrade(self.connection, self.file)
        mode = self._begin_log()
        if self.path is not None and mode != "wal":
            raise ConfigError(
                f"{self.file}: expected a disk on which SQLite can keep a write-ahead log, found one that allows only "
                f"{mode}; keep the state on a local disk (`[delivery] state`)"
            )
        execute("PRAGMA synchronous = NORMAL")
        execute(f"PRAGMA wal_autocheckpoint = {_BACKLOG}")

    def _begin_log(self) -> str:
        """Keep a write-ahead log; return what is kept. SQLite does not wait for others in changing that, so this does."""
        for _ in range(int(self.patience / _BRIEF)):
            try:
                return str(self.connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])
            except sqlite3.OperationalError as problem:
                if problem.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    raise
                time.sleep(_BRIEF)
        return str(self.connection.execute("PRAGMA journal_mode = WAL").fetchone()[0])

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return all rows that a question gives."""
        with self.lock:
            try:
                return self.connection.execute(question, values).fetchall()
            except sqlite3.Error as problem:
                raise failure(problem, self.file) from problem

    def execute(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Execute a statement by itself, or in the transaction that this thread has open."""
        with self.lock:
            try:
                return self.connection.execute(statement, values)
            except sqlite3.Error as problem:
                raise failure(problem, self.file) from problem

    def copied(self) -> Store:
        """Return a copy of everything, to try things on."""
        copy = Store(None, scratch=True)
        with self.lock:
            try:
                self.connection.backup(copy.connection)
            except sqlite3.Error as problem:
                copy.close()
                raise failure(problem, self.file) from problem
        return copy

    def tidy(self) -> None:
        """Move the log's pages into the file, as far as nobody reads them; what hinders that is no failure.

        It is done every few times that it is asked for: a page that was written twice since is moved once.
        """
        with self.lock:
            self._asked += 1
            if self._asked % _EVERY:
                return
            try:
                self.connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            except sqlite3.Error as problem:
                raise failure(problem, self.file) from problem

    def close(self) -> None:
        """Close the file. Closing it twice is well."""
        with self.lock:
            self.connection.close()


class Transaction:
    """What stands between BEGIN and COMMIT: all of it is written or nothing."""

    __slots__ = ("_execute", "_store", "_synced")

    def __init__(self, store: Store, *, synced: bool) -> None:
        """Belong to a store; `synced` transactions are on the disk when they end."""
        self._store = store
        self._synced = synced
        self._execute = store.cursor.execute

    def __enter__(self) -> Execute:
        """Begin, waiting for whoever else writes. What is returned executes a statement on one shared cursor."""
        self._store.lock.acquire()
        try:
            nested = self._store.connection.in_transaction  # this thread's own: another would have the lock
        except sqlite3.Error as problem:  # it was closed
            self._store.lock.release()
            raise failure(problem, self._store.file) from problem
        if nested:
            self._store.lock.release()
            raise DeliveryError(
                f"{self._store.file}: expected one change of the ledger at a time, found another begun in the middle of "
                "it; do not write to the ledger while it reads the rows of a plan",
                retryable=False,
            )
        try:
            if self._synced:
                self._execute("PRAGMA synchronous = FULL")
            self._execute("BEGIN IMMEDIATE")
        except sqlite3.Error as problem:
            self._end()
            raise failure(problem, self._store.file) from problem
        return self._execute

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Commit, or undo everything where something was raised."""
        try:
            if problem is None:
                self._execute("COMMIT")
        except sqlite3.Error as refused:
            problem = refused
        finally:
            self._end()
        if isinstance(problem, sqlite3.Error):
            raise failure(problem, self._store.file) from problem

    def _end(self) -> None:
        """Leave no transaction open, whatever happened."""
        try:
            if self._store.connection.in_transaction:
                self._store.connection.rollback()
            if self._synced:
                self._execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error:
            pass  # the failure that led here is the one to tell; SQLite undoes what was not committed at the next opening
        finally:
            self._store.lock.release()


def _make_room(path: Path, *, create: bool) -> None:
    """Make the folder and an empty file that only its owner may read, since it names people."""
    if not create and not path.exists():
        raise ConfigError(f"{path}: expected a ledger, found no file; the first send of an issue makes one")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ConfigError(
            f"{path}: expected a ledger that can be written to, found: {reason}; check its permissions, or name another"
        ) from problem
