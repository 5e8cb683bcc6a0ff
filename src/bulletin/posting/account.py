"""What the ledger knows of an issue, and of one person, in the words of `bulletin sent`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bulletin.errors import ConfigError
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.project import Project
from bulletin.sending.ledger.ledger import Run
from bulletin.sending.ledger.sqlite import SqliteLedger

_RESOLVED = {"assume-sent": DeliveryState.ACCEPTED, "resend": DeliveryState.PLANNED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How an issue stands."""

    states: Mapping[str, int]
    locales: Mapping[str, Mapping[str, int]]
    unknown: tuple[str, ...]
    """The addresses whose messages are in doubt."""
    rejected: tuple[tuple[str, str], ...]
    """The addresses that were refused for good, and why."""
    resolved: int = 0
    """How many were in doubt and have been settled just now."""

    def record(self) -> dict[str, Any]:
        """Return the account as JSON has it."""
        return {
            "states": dict(self.states),
            "locales": {locale: dict(counts) for locale, counts in self.locales.items()},
            "unknown": list(self.unknown),
            "rejected": [{"address": address, "reason": reason} for address, reason in self.rejected],
        }


def account_of(
    ledger: SqliteLedger, newsletter: str, issue: str, *, resolve: Literal["assume-sent", "resend"] | None = None
) -> Account:
    """Return how an issue stands, after settling what is in doubt if that is asked for.

    Raises ConfigError where the issue was never planned, LedgerHeld where a run is at work that settling would disturb.
    """
    run = run_of(ledger, newsletter, issue)
    resolved = 0
    if resolve:
        with ledger.owned():
            ledger.recover(run)
            resolved = ledger.resolve(run, _RESOLVED[resolve])
    counts = ledger.counts(run)
    return Account(
        states={str(state): count for state, count in counts.states.items()},
        locales={
            locale: {str(state): count for state, count in states.items()} for locale, states in counts.locales.items()
        },
        unknown=tuple(claimed.subscriber.address for claimed, _, _ in ledger.people(run, DeliveryState.UNKNOWN)),
        rejected=tuple(
            (claimed.subscriber.address, _reason(outcome))
            for claimed, _, outcome in ledger.people(run, DeliveryState.REJECTED)
        ),
        resolved=resolved,
    )


def _reason(outcome: Outcome | None) -> str:
    return f"{outcome.code or ''} {outcome.reply}".strip() if outcome else ""


def run_of(ledger: SqliteLedger, newsletter: str, issue: str) -> Run:
    """Return the run of an issue. Raises ConfigError where it was never planned."""
    run = ledger.run(newsletter, issue)
    if run is None:
        raise ConfigError(f"expected an issue that was sent, found {issue!r}, of which the ledger knows nothing")
    return run


def rows_of(ledger: SqliteLedger, newsletter: str, issue: str) -> Iterator[tuple[str, ...]]:
    """Yield a table of everybody in the plan of an issue, its heads first."""
    run = run_of(ledger, newsletter, issue)
    yield ("address", "id", "locale", "state", "attempts", "code", "reply")
    for claimed, state, outcome in ledger.people(run):
        code, reply = (str(outcome.code or ""), outcome.reply) if outcome else ("", "")
        person = claimed.subscriber
        yield (person.address, person.id, claimed.locale, str(state), str(claimed.attempts), code, reply)


def issue_sent(project: Project, ledger: SqliteLedger, issue: str) -> str:
    """Return the id of an issue, given that or a path; its folder may be gone. Raises ConfigError where there is none."""
    try:
        return project.issue_folder(issue).name
    except ConfigError:
        name = Path(issue).name
        if ledger.run(project.newsletter.id, name) is None:
            raise
        return name
