"""`deliver`: every subscriber one message, once. Call it again to resume."""

from __future__ import annotations

import datetime
import hashlib
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bulletin.errors import ConfigError, DeliveryError
from bulletin.mail.identity import Secret
from bulletin.mail.template import MailTemplate
from bulletin.model.delivery import Delivery
from bulletin.model.issue import Issue
from bulletin.model.subscriber import Subscriber
from bulletin.sending.clock import SYSTEM, Clock
from bulletin.sending.desk import Desk
from bulletin.sending.ledger.ledger import Claimed, Ledger, Refreshed, Run
from bulletin.sending.pace import Pace
from bulletin.sending.planning import Chooser, Schedule, choosing, plan_rows
from bulletin.sending.report import Progress, Report, left_of
from bulletin.sending.transport import Capabilities, Connection, Transport
from bulletin.sending.worker import Fill, Worker

_GLANCE = 0.2
"""Seconds between two reports of progress."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How a run goes about its work."""

    pace: Pace = field(default_factory=Pace)
    schedule: Schedule = field(default_factory=Schedule)
    limit: int = 0
    """At most so many people; 0: all."""
    locale: str = ""
    """Only people of this edition; empty: all."""
    choose: Chooser | None = None
    """Which edition a reader receives; by default the first preferred one that there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan that a run works through."""

    run: Run
    refreshed: Refreshed = field(default_factory=Refreshed)
    edited: bool = False
    """Whether the issue has been edited since it was planned."""


def deliver(
    issue: Issue,
    templates: Mapping[str, MailTemplate],
    subscribers: Iterable[Subscriber],
    transport: Transport,
    ledger: Ledger,
    *,
    terms: Terms | None = None,
    replan: bool = False,
    stop: threading.Event | None = None,
    clock: Clock = SYSTEM,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Plan an issue for its subscribers, unless that was done before, and hand every message that is due to a transport.

    `templates` are the editions by locale; who prefers none of them receives the newsletter's own. What was planned is
    what is sent: on a plan that exists the stored messages go out, and `replan` makes a new one for all who have
    received nothing yet. Nobody receives the issue twice: a message whose reply was lost is `unknown` and stays so
    until somebody resolves it. Setting `stop` ends the run after the messages in hand.
    Raises LedgerHeld where another run is at work, ConfigError for what cannot be sent at all, DeliveryError where the
    relay cannot be reached or the ledger cannot be written to before the first message.
    """
    if issue.newsletter.locale not in templates:
        found = ", ".join(templates) or "none"
        raise ConfigError(
            f"expected an edition in {issue.newsletter.locale}, for readers who prefer no other; found {found}"
        )
    terms = terms or Terms()
    secret = next(iter(templates.values())).secret
    with ledger.owned():
        planned = plan(issue, templates, subscribers, ledger, terms=terms, replan=replan, now=clock.now())
        return carry_out(planned, secret, transport, ledger, terms=terms, stop=stop, clock=clock, progress=progress)


def sources_of(templates: Mapping[str, MailTemplate]) -> str:
    """Return the content hash of all editions together: what a plan is made of."""
    said = "\n".join(f"{locale} {templates[locale].content_hash}" for locale in sorted(templates))
    return hashlib.sha256(said.encode()).hexdigest()


def plan(
    issue: Issue,
    templates: Mapping[str, MailTemplate],
    subscribers: Iterable[Subscriber],
    ledger: Ledger,
    *,
    terms: Terms,
    replan: bool,
    now: datetime.datetime,
) -> Planned:
    """Store a plan; where there is one, bring its people up to date instead. The ledger must be owned."""
    newsletter, number = issue.key
    sources = sources_of(templates)
    choose = terms.choose or choosing(templates, issue.newsletter.locale)
    fields = frozenset[str]().union(*(template.fields for template in templates.values()))
    rows = plan_rows(subscribers, choose, terms.schedule, fields)
    run = ledger.run(newsletter, number)
    if run is None or replan:
        stored = {locale: template.dump() for locale, template in templates.items()}
        return Planned(run=ledger.plan(newsletter, number, templates=stored, rows=rows, sources=sources, now=now))
    return Planned(run=run, refreshed=ledger.refresh(run, rows), edited=run.sources != sources)


def carry_out(
    planned: Planned,
    secret: Secret,
    transport: Transport,
    ledger: Ledger,
    *,
    terms: Terms | None = None,
    stop: threading.Event | None = None,
    clock: Clock = SYSTEM,
    progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Send what a plan holds and is due. The ledger must be owned. Raises as `deliver`."""
    run, terms = planned.run, terms or Terms()
    began = clock.elapsed()
    recovered = ledger.recover(run)
    fill = _filling({locale: MailTemplate.load(data, secret=secret) for locale, data in ledger.templates(run).items()})
    desk = Desk(ledger, run, terms.pace, clock, stop or threading.Event(), limit=terms.limit, locale=terms.locale)

    left = left_of(ledger.counts(run))

    def tell() -> None:
        if progress:
            progress(Progress(made=dict(made := desk.made), left=left - made.total(), seconds=clock.elapsed() - began))

    try:
        _work(desk, transport, fill, tell)
        tell()
    finally:
        desk.close()
    return Report(
        made=dict(desk.made), counts=ledger.counts(run), seconds=clock.elapsed() - began, reason=desk.ending,
        recovered=recovered, refreshed=planned.refreshed, edited=planned.edited, next_due=ledger.next_due(run),
    )  # fmt: skip


def _filling(templates: Mapping[str, MailTemplate]) -> Fill:
    def fill(claimed: Claimed, capabilities: Capabilities) -> Delivery:
        return templates[claimed.locale].delivery(
            claimed.position, claimed.subscriber, eight_bit=capabilities.eight_bit, smtputf8=capabilities.smtputf8,
            person=claimed.key,
        )  # fmt: skip

    return fill


def _work(desk: Desk, transport: Transport, fill: Fill, tell: Callable[[], None]) -> None:
    """Keep connections busy until nobody is due, waiting for who soon is.

    The first connection is opened before anybody is claimed, so that a relay which is not there costs nothing.
    """
    if desk.pause(0) is None:
        return
    connection = transport.connect()
    left = desk.pace.patience
    while True:
        served = desk.made.total()
        _serve(desk, transport, fill, connection, tell)
        pause = desk.pause(left)
        if pause is None or (not pause and served == desk.made.total()):
            return
        left -= pause
        desk.clock.wait(pause, desk.stop)
        if desk.stop.is_set():
            return
        try:
            connection = transport.connect()
        except DeliveryError as problem:
            desk.halt(problem)
            return


def _serve(desk: Desk, transport: Transport, fill: Fill, first: Connection, tell: Callable[[], None]) -> None:
    """Run the connections in threads until none of them has anything to do.

    Where this thread is interrupted (Ctrl-C, or by whoever is told of the progress), the connections finish the messages
    they have in hand before it goes on: a ledger that is no longer owned must not be used.
    """
    workers = [Worker(desk, transport, fill, first)]
    workers += [Worker(desk, transport, fill) for _ in range(1, desk.pace.connections)]
    threads = [threading.Thread(target=each.work, name=f"connection {at}") for at, each in enumerate(workers, 1)]
    for thread in threads:
        thread.start()
    try:
        while alive := [thread for thread in threads if thread.is_alive()]:
            alive[0].join(_GLANCE)
            tell()
    except BaseException:
        desk.stop.set()
        for thread in threads:
            thread.join()
        raise
