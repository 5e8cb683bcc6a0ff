"""The tables of a ledger, and how an older file becomes a newer one."""

from __future__ import annotations

import sqlite3

from bulletin.errors import ConfigError
from bulletin.model.delivery import DeliveryState

STATES = (
    DeliveryState.PLANNED,
    DeliveryState.DEFERRED,
    DeliveryState.CLAIMED,
    DeliveryState.HANDED,
    DeliveryState.ACCEPTED,
    DeliveryState.REJECTED,
    DeliveryState.UNKNOWN,
    DeliveryState.SUPPRESSED,
)
"""A state is kept as its index here. The order is part of the format: `waiting` means the first two."""
NUMBERS = {state: number for number, state in enumerate(STATES)}
PLANNED, DEFERRED, CLAIMED, HANDED, ACCEPTED, REJECTED, UNKNOWN, SUPPRESSED = range(len(STATES))

SHIFT = 32
"""A row's place is `run << SHIFT | position`: the rows of one run lie together and need no index to be found."""

APPLICATION = 0x62756C6C
"""`bull`: whose file it is, in the file's own header (SQLite, `PRAGMA application_id`)."""

_FIRST = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE runs (
        number INTEGER PRIMARY KEY, newsletter TEXT NOT NULL, issue TEXT NOT NULL, planned_at TEXT NOT NULL,
        sources TEXT NOT NULL, boot TEXT NOT NULL, UNIQUE (newsletter, issue)
    )""",
    # a template is NULL once a new plan has no such edition; the row stays for those who received it
    """CREATE TABLE templates (
        number INTEGER PRIMARY KEY, run INTEGER NOT NULL, locale TEXT NOT NULL, template BLOB, UNIQUE (run, locale)
    )""",
    """CREATE TABLE people (
        place INTEGER PRIMARY KEY, key BLOB NOT NULL, address_key BLOB NOT NULL, address TEXT NOT NULL,
        id TEXT NOT NULL, name TEXT NOT NULL, locales TEXT NOT NULL, zone TEXT NOT NULL, more TEXT NOT NULL
    )""",
    # narrow and apart from the people: a mark or an outcome touches one small page
    """CREATE TABLE progress (
        place INTEGER PRIMARY KEY, run INTEGER NOT NULL, state INTEGER NOT NULL, locale INTEGER NOT NULL,
        due INTEGER NOT NULL, attempts INTEGER NOT NULL, code INTEGER NOT NULL
    )""",
    "CREATE INDEX waiting ON progress (run, due) WHERE state < 2",
    "CREATE TABLE replies (place INTEGER PRIMARY KEY, reply TEXT NOT NULL)",
    """CREATE TABLE suppressions (
        address_key BLOB PRIMARY KEY, address TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL, source TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE choices (
        key BLOB PRIMARY KEY, locale TEXT, gone INTEGER NOT NULL, address TEXT, address_key BLOB, at TEXT NOT NULL
    ) WITHOUT ROWID""",
    """CREATE TABLE approvals (
        newsletter TEXT NOT NULL, issue TEXT NOT NULL, locale TEXT NOT NULL, hash TEXT NOT NULL, at TEXT NOT NULL,
        by TEXT NOT NULL, PRIMARY KEY (newsletter, issue, locale)
    ) WITHOUT ROWID""",
)

Steps = tuple[tuple[str, ...], ...]
STEPS: Steps = (_FIRST,)
"""Step n makes version n + 1 of version n; a step that has been published never changes."""


def upgrade(connection: sqlite3.Connection, file: str, steps: Steps = STEPS) -> None:
    """Bring a file to the newest version in one transaction.

    Raises ConfigError where the file is another program's, or of a newer version.
    """
    connection.execute("BEGIN")  # so that all is read as of one moment: another process may be beginning this ledger
    try:
        version = _version(connection, file, len(steps))
    finally:
        connection.execute("COMMIT")
    if version == len(steps):
        return  # the usual case takes no lock: one may look while another writes
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _version(connection, file, len(steps))
        for step in steps[version:]:
            for statement in step:
                connection.execute(statement)
        if version < len(steps):
            connection.execute(f"PRAGMA user_version = {len(steps)}")
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection, file: str, newest: int) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application != APPLICATION:
        raise ConfigError(f"{file}: expected a ledger, found another program's database; name another file")
    if version > newest:
        raise ConfigError(
            f"{file}: expected a ledger of version {newest} or older, found version {version}; "
            "a newer bulletin wrote it, so use that one"
        )
    return int(version)
