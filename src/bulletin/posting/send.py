"""`send_issue`: plan an issue for its readers and hand it over; again, and it resumes."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bulletin.errors import CheckFailed, ConfigError, DeliveryError, EditionRefused, TooLate
from bulletin.findings import Finding
from bulletin.mail.identity import Secret
from bulletin.model.delivery import DeliveryState
from bulletin.model.issue import Issue
from bulletin.model.subscriber import Subscriber
from bulletin.posting.prepare import Prepared, planned_before, prepare
from bulletin.posting.settings import Settings, audience_of, ledger_for, state_of, transport_for
from bulletin.project import Project
from bulletin.sending.audience import read_subscribers
from bulletin.sending.clock import SYSTEM, Clock
from bulletin.sending.deliver import Planned, Terms, carry_out, plan
from bulletin.sending.ledger.ledger import Counts
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.pace import Pace
from bulletin.sending.planning import Schedule, choosing
from bulletin.sending.report import Progress, Report
from bulletin.sending.transport import Transport

_SOMEBODY = Subscriber(address="reader@example.org")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of one send."""

    settings: Settings = field(default_factory=Settings)
    pace: Pace = field(default_factory=Pace)
    limit: int = 0
    locale: str = ""
    """Only readers of this edition."""
    replan: bool = False
    """Plan anew for all who have received nothing yet."""
    force: bool = False
    """Send although it is too late."""
    scheduled: bool = False
    """Keep to the issue's `send` day and to each reader's hour; otherwise everything is due at once."""
    only_reached: str = ""
    """The id of an issue: only those who received it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What a send would do."""

    issue: Issue
    counts: Counts
    sizes: Mapping[str, int]
    """Octets of a message, by locale."""
    instead: Mapping[str, str]
    findings: tuple[Finding, ...]
    resumed: bool
    """Whether a plan exists already."""


@dataclass(slots=True)
class Sending:
    """One send, opened: prepared, with its ledger and its transport."""

    project: Project
    order: Order
    prepared: Prepared
    secret: Secret
    transport: Transport
    ledger: SqliteLedger
    clock: Clock = SYSTEM
    skipped: list[Finding] = field(default_factory=list)
    """Rows of the subscribers' file that were left out."""

    @property
    def terms(self) -> Terms:
        """How the run goes about its work."""
        newsletter = self.prepared.issue.newsletter
        editions = (*self.prepared.templates, *self.prepared.instead)
        return Terms(
            pace=self.order.pace,
            schedule=schedule_of(self.project, self.prepared.issue.send) if self.order.scheduled else Schedule(),
            limit=self.order.limit,
            locale=self.order.locale,
            choose=choosing(editions, newsletter.locale, dict(self.prepared.instead)),
        )

    @property
    def is_first(self) -> bool:
        """Whether nothing of this issue was planned before."""
        return self.ledger.run(*self.prepared.issue.key) is None

    def subscribers(self) -> Iterator[Subscriber]:
        """Yield those who are to receive the issue. Raises ConfigError for faulty rows, and where there is nobody."""
        settings = self.order.settings
        self.skipped.clear()
        read = read_subscribers(
            audience_of(self.project, settings), skip_faulty=settings.skip_faulty, skipped=self.skipped.append
        )
        found = False
        for subscriber in read:
            found = True
            if self._reached(subscriber):
                yield subscriber
        if not found:
            raise ConfigError(f"{audience_of(self.project, settings)}: expected subscribers, found none")

    def _reached(self, subscriber: Subscriber) -> bool:
        if not self.order.only_reached:
            return True
        newsletter = self.prepared.issue.newsletter.id
        return self.ledger.reached(newsletter, self.order.only_reached, self.secret.person(newsletter, subscriber))

    def forecast(self) -> Forecast:
        """Return what `run` would do, found on a copy of the ledger in memory."""
        issue = self.prepared.issue
        copy = self.ledger.copied()
        try:
            resumed = copy.run(*issue.key) is not None
            planned = self._planned(copy)
            return Forecast(
                issue=issue, counts=copy.foreseen(planned.run), instead=self.prepared.instead, resumed=resumed,
                sizes={locale: len(template.fill(_SOMEBODY)) for locale, template in self.prepared.templates.items()},
                findings=(*self.prepared.findings, *self.skipped),
            )  # fmt: skip
        finally:
            copy.close()

    def run(self, *, stop: threading.Event, progress: Callable[[Progress], None] | None = None) -> Report:
        """Plan and send. Raises LedgerHeld, TooLate, and DeliveryError, which says whether some were reached before."""
        with self.ledger.owned():
            planned = self._planned(self.ledger)
            if self.prepared.outdated:
                planned = replace(planned, edited=True)
            self._check_time()
            try:
                return carry_out(
                    planned, self.secret, self.transport, self.ledger,
                    terms=self.terms, stop=stop, clock=self.clock, progress=progress,
                )  # fmt: skip
            except DeliveryError as problem:
                states = self.ledger.counts(planned.run).states
                problem.partly = any(states.get(state) for state in (DeliveryState.ACCEPTED, DeliveryState.UNKNOWN))
                raise

    def _planned(self, ledger: SqliteLedger) -> Planned:
        return plan(
            self.prepared.issue, self.prepared.templates, self.subscribers(), ledger,
            terms=self.terms, replan=self.order.replan, now=self.clock.now(),
        )  # fmt: skip

    def _check_time(self) -> None:
        if self.order.scheduled and not self.order.force:
            check_time(self.project, self.prepared.issue.id, self.prepared.issue.send, self.clock)


def schedule_of(project: Project, day: datetime.date | None) -> Schedule:
    """Return when the messages of an issue are due whose `send` is that day."""
    table = project.settings.schedule
    home = project.newsletter.zone or "UTC"
    return Schedule(day=day, at=table.at, zone=table.zone or home, home=home, not_after=table.not_after)


def check_time(project: Project, issue: str, day: datetime.date | None, clock: Clock) -> None:
    """Raise TooLate where the last moment for an issue has passed."""
    schedule = schedule_of(project, day)
    last = schedule.last()
    if last is not None and clock.now() > last:
        raise TooLate(
            f"{issue} was due on {day:%Y-%m-%d}, and not later than {schedule.not_after:g} hours after "
            f"{schedule.at:%H:%M}; now it is {clock.now():%Y-%m-%d %H:%M} UTC; send it all the same with --force, or "
            "give it another `send` day in issue.toml"
        )


def open_sending(
    project: Project, issue: str, order: Order, environ: Mapping[str, str], *, secret: Secret, clock: Clock = SYSTEM
) -> Sending:
    """Return a send that is ready to be looked at and to be run.

    Raises CheckFailed, EditionRefused (the gate), ConfigError (settings, files, ledger).
    """
    transport = transport_for(project, order.settings, environ)
    audience_of(project, order.settings)
    prepared = _prepared(project, issue, order, secret, clock)
    if order.locale and order.locale not in prepared.templates:
        known = ", ".join(prepared.templates)
        raise ConfigError(f"expected one of the editions {known}, found {order.locale!r}; write one of these")
    ledger = ledger_for(project, order.settings, secret, transport)
    return Sending(project, order, prepared, secret, transport, ledger, clock)


def _prepared(project: Project, issue: str, order: Order, secret: Secret, clock: Clock) -> Prepared:
    """Return the messages of an issue; where it cannot be sent as it stands, those of a run that was cut short."""
    try:
        return prepare(project, issue, secret, clock.now())
    except (CheckFailed, EditionRefused) as problem:
        file = state_of(project, order.settings)
        if order.replan or not file.exists():
            raise
        with SqliteLedger.open(file, secret) as ledger:
            kept = planned_before(project, issue, ledger, secret)
        if kept is None:
            raise
        return replace(kept, outdated=str(problem))
