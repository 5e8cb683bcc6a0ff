"""`send_due`: what a timer calls every quarter of an hour. Each issue whose hour has come goes out, once, as approved."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace

from bulletin.errors import BulletinError, CheckFailed, ContentError, LedgerHeld
from bulletin.findings import Finding, Severity
from bulletin.mail.identity import Secret
from bulletin.model.delivery import DeliveryState
from bulletin.posting.approvals import changes
from bulletin.posting.send import Order, Sending, check_time, open_sending, schedule_of
from bulletin.posting.settings import state_of
from bulletin.project import Project
from bulletin.sending.clock import SYSTEM, Clock
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.planning import READER
from bulletin.sending.report import Progress, Report, left_of

_EARLIEST = datetime.timedelta(hours=14)
"""How far east of Greenwich a reader can be (Pacific/Kiritimati)."""
FORGOTTEN = datetime.timedelta(days=14)
"""So long after its last moment an issue that was never sent is still spoken of; then it counts as history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What became of one issue that was due."""

    issue: str
    report: Report | None = None
    error: BulletinError | None = None
    """Why it was not sent."""


def send_due(
    project: Project,
    order: Order,
    environ: Mapping[str, str],
    *,
    secret: Secret,
    stop: threading.Event,
    clock: Clock = SYSTEM,
    progress: Callable[[Progress], None] | None = None,
) -> Iterator[Due]:
    """Yield what became of each issue that is due and not yet done. One that fails does not keep back the others."""
    wanted = replace(order, scheduled=True)
    for issue in due_issues(project, order, secret, clock):
        if stop.is_set():
            return
        try:
            yield Due(issue=issue, report=_send(project, issue, wanted, environ, secret, stop, clock, progress))
        except BulletinError as problem:
            if isinstance(problem, LedgerHeld):
                raise
            yield Due(issue=issue, error=problem)


def _send(
    project: Project,
    issue: str,
    order: Order,
    environ: Mapping[str, str],
    secret: Secret,
    stop: threading.Event,
    clock: Clock,
    progress: Callable[[Progress], None] | None,
) -> Report:
    if not order.force:
        check_time(project, issue, project.send_day(issue), clock)
    sending = open_sending(project, issue, order, environ, secret=secret, clock=clock)
    with sending.ledger:
        check_approved(sending)
        return sending.run(stop=stop, progress=progress)


def check_approved(sending: Sending) -> None:
    """Raise CheckFailed where an edition is not what was approved; a plan that exists holds what was."""
    key = sending.prepared.issue.key
    if sending.ledger.run(*key) is not None and not sending.order.replan:
        return
    told = changes(sending.prepared, sending.ledger.approvals(*key))
    if told:
        raise CheckFailed(findings=[Finding(rule="approval", severity=Severity.ERROR, text=line) for line in told])


def due_issues(project: Project, order: Order, secret: Secret, clock: Clock) -> list[str]:
    """Return the ids of the issues whose first reader's hour has come, and that are not done, in the order of their ids.

    Only the head of each issue is read: an article that somebody is writing for next month keeps back nothing.
    """
    file = state_of(project, order.settings)
    with SqliteLedger.open(file, secret) if file.exists() else nullcontext() as ledger:
        return [name for name in project.issues if _is_due(project, name, ledger, clock)]


def _is_due(project: Project, issue: str, ledger: SqliteLedger | None, clock: Clock) -> bool:
    try:
        schedule = schedule_of(project, project.send_day(issue))
    except ContentError:
        return True  # sending it will say what is wrong: it may be due
    first, last = schedule.due(), schedule.last()
    if first is None or last is None:
        return False
    now = clock.now()
    if now < (first - _EARLIEST if schedule.zone == READER else first) or now >= last + FORGOTTEN:
        return False
    run = ledger.run(project.newsletter.id, issue) if ledger else None
    if run is None or ledger is None:
        return True
    counts = ledger.counts(run)
    put_off = counts.states.get(DeliveryState.DEFERRED, 0) if now > last else 0  # their servers have had their time
    return left_of(counts) > put_off
