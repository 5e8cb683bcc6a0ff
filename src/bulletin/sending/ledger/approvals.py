"""Approvals: which content of an edition an editor has seen."""

from __future__ import annotations

import datetime

from bulletin.sending.ledger.store import Store


def write_approval(
    store: Store, newsletter: str, issue: str, locale: str, content: str, *, at: datetime.datetime, by: str
) -> None:
    """Keep the content hash of an edition as approved; the last approval counts."""
    with store.durable as execute:
        values = (newsletter, issue, locale, content, at.isoformat(), by)
        execute("INSERT OR REPLACE INTO approvals VALUES (?, ?, ?, ?, ?, ?)", values)


def read_approvals(store: Store, newsletter: str, issue: str) -> dict[str, str]:
    """Return the approved content of an issue's editions, by locale."""
    question = "SELECT locale, hash FROM approvals WHERE newsletter = ? AND issue = ? ORDER BY locale"
    return dict(store.rows(question, (newsletter, issue)))
