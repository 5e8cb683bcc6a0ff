"""The lock by which one run at a time owns a ledger. The system frees it when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bulletin.errors import ConfigError, DeliveryError, LedgerHeld

if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 30
    """Windows forbids others to read what is locked: an octet beyond the end is, so that the holder can be named."""

    def _take(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Lock:
    """A lock that is held, and the note on it: the holder's process, and the stamp of the ledger (`stamp.py`)."""

    def __init__(self, handle: int, file: Path) -> None:
        """Read what the holder before left."""
        self._handle = handle
        self._file = file
        self.left = _read(handle)[1]

    def note(self, stamp: str) -> None:
        """Write who holds the lock, and a stamp. Raises DeliveryError where the disk is full; what stood there stays.

        So it is written over what stands there, and what is longer of that is cut off afterwards.
        """
        said = f"{os.getpid()}\n{stamp}\n".encode()
        try:
            os.lseek(self._handle, 0, os.SEEK_SET)
            os.write(self._handle, said)
            os.ftruncate(self._handle, len(said))
        except OSError as problem:
            raise DeliveryError(
                f"{self._file}: expected a lock file that can be written to, found: {problem.strerror or problem}; make "
                "some room on its disk and run this again",
                retryable=True,
            ) from problem


@contextmanager
def file_owned(ledger: Path) -> Iterator[Lock]:
    """Hold the lock beside a ledger while the context lasts; never waits. Raises LedgerHeld, naming who holds it."""
    beside = ledger.with_name(f"{ledger.name}.lock")
    try:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ConfigError(
            f"{beside}: expected a lock file that can be written to, found: {reason}; check the folder's permissions"
        ) from problem
    try:
        try:
            _take(handle)
        except OSError as problem:
            raise LedgerHeld(_held(str(ledger), _read(handle)[0])) from problem
        lock = Lock(handle, beside)
        lock.note(lock.left)
        yield lock
    finally:
        os.close(handle)  # which frees the lock; the file stays, since whoever waits for it has it open


@contextmanager
def memory_owned(lock: threading.Lock) -> Iterator[None]:
    """Hold the lock of a ledger in memory."""
    if not lock.acquire(blocking=False):
        raise LedgerHeld(_held("the ledger in memory", os.getpid()))
    try:
        yield
    finally:
        lock.release()


def _held(ledger: str, process: int) -> str:
    named = f" (process {process})" if process else ""
    return f"{ledger}: another run{named} is at work; it sends what there is to send, so this one does nothing"


def _read(handle: int) -> tuple[int, str]:
    """Return the process and the stamp of whoever holds the lock, or held it last; 0 where nothing is written yet."""
    os.lseek(handle, 0, os.SEEK_SET)
    process, stamp, *_ = [*os.read(handle, 256).decode(errors="replace").split("\n"), "", ""]
    return int(process) if process.isdigit() else 0, stamp.strip()
