"""Opening a ledger, for the one secret that it belongs to."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import BulletinError, ConfigError
from bulletin.mail.identity import Secret
from bulletin.sending.ledger.store import PATIENCE, Store


def open_store(path: Path | None, secret: Secret, *, create: bool = True, patience: float = PATIENCE) -> Store:
    """Return a ledger's file, None: one in memory. Raises ConfigError and DeliveryError as `SqliteLedger.open` says."""
    store = Store(path, create=create, patience=patience)
    try:
        _check_secret(store, secret)
    except BulletinError:
        store.close()
        raise
    return store


def _check_secret(store: Store, secret: Secret) -> None:
    """Let one secret only use a file: another one would take every reader for somebody new."""
    known = _known(store)
    if not known:  # then another process may be beginning the ledger at this moment: whoever writes first is right
        store.execute("INSERT OR IGNORE INTO meta VALUES ('secret', ?)", (secret.fingerprint,))
        known = _known(store)
    if known != secret.fingerprint:
        raise ConfigError(
            f"{store.file}: expected the secret with the fingerprint {known}, with which this ledger was begun, found "
            f"{secret.fingerprint}; set BULLETIN_SECRET to that one, since another would write to everybody again"
        )


def _known(store: Store) -> str:
    return next((str(kept) for (kept,) in store.rows("SELECT value FROM meta WHERE name = 'secret'")), "")
