"""What SQLite's troubles are called, and what to do about each."""

from __future__ import annotations

import sqlite3

from bulletin.errors import ConfigError, DeliveryError


def failure(problem: sqlite3.Error, file: str) -> DeliveryError | ConfigError:
    """Return what to raise for a failure of SQLite: one sentence that says what to do. Nothing was lost by it."""
    name = getattr(problem, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return DeliveryError(
            f"{file}: another program is writing to the ledger and does not come to an end; "
            "let it finish and run this again",
            retryable=True,
        )
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")):
        return no_room(file)
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return ConfigError(
            f"{file}: expected a ledger, found a file that is none or is damaged ({problem}); "
            "name another, or put a copy back and resolve what was sent since"
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return ConfigError(
            f"{file}: expected a ledger that can be written to, found: {problem}; "
            "check the permissions of the file and its folder, or name another"
        )
    return DeliveryError(f"{file}: the ledger cannot be used: {problem}", retryable=False)


def no_room(file: str) -> DeliveryError:
    """Return what to raise where the disk is full."""
    return DeliveryError(
        f"{file}: there is no room for the ledger on its disk; make some and run this again: it resumes", retryable=True
    )
