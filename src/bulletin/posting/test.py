"""`send_test`: an edition to a few addresses, marked as a test, with no trace in the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bulletin.building.build import project_theme
from bulletin.errors import ConfigError
from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.localise import localise
from bulletin.mail.identity import Secret, normalised
from bulletin.mail.template import MailTemplate
from bulletin.model.delivery import Delivery, Outcome
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.model.subscriber import Subscriber
from bulletin.posting.send import Order
from bulletin.posting.settings import audience_of, transport_for
from bulletin.project import Project
from bulletin.rendering.render import render
from bulletin.sending.audience import read_subscribers
from bulletin.sending.clock import SYSTEM, Clock
from bulletin.sending.transport import Capabilities, Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """One test that was sent."""

    address: str
    locale: str
    outcome: Outcome
    refused: tuple[str, ...]
    """Why the edition would not be sent to readers; it says so on top of the mail as well."""


@dataclass(slots=True)
class _Outcomes:
    """A journal that keeps what became of each."""

    by_position: dict[int, Outcome]

    def handing(self, delivery: Delivery) -> None:
        """Keep no mark: a test may be sent twice."""

    def settled(self, delivery: Delivery, outcome: Outcome) -> None:
        """Keep what became of it."""
        self.by_position[delivery.position] = outcome


def send_test(
    project: Project,
    issue: str,
    order: Order,
    environ: Mapping[str, str],
    *,
    secret: Secret,
    addresses: tuple[str, ...],
    locales: tuple[str, ...] = (),
    as_reader: str = "",
    clock: Clock = SYSTEM,
) -> tuple[Tested, ...]:
    """Send every edition, or those in `locales`, to each address; `as_reader` names whose fields fill the slots.

    An edition that the gate would hold back is sent all the same, and says so. Personal links lead to a page that
    changes nothing. Raises ConfigError, ContentError, DeliveryError as sending would.
    """
    read = project.read(issue).issue
    editions = _editions_of(project, read)
    unknown = [locale for locale in locales if locale not in editions]
    if unknown:
        raise ConfigError(f"expected one of the editions {', '.join(editions)}, found {unknown[0]!r}")
    reader = _reader(project, order, as_reader)
    theme = project_theme(project)
    messages: list[tuple[Edition, MailTemplate, Subscriber]] = []
    for locale, edition in editions.items():
        if not locales or locale in locales:
            mail = render(edition, theme)
            template = MailTemplate.compile(mail, secret=secret, date=clock.now(), test=True, banner=_banner(edition))
            messages += [(edition, template, replace(reader, address=address)) for address in addresses]
    outcomes = _handed(transport_for(project, order.settings, environ), [message[1:] for message in messages])
    return tuple(
        Tested(address=person.address, locale=edition.locale, outcome=outcomes[position], refused=edition.refused)
        for position, (edition, _, person) in enumerate(messages)
    )


def _editions_of(project: Project, issue: Issue) -> dict[str, Edition]:
    """Return every edition of an issue by its locale, the source first, whether it would be sent or not."""
    newsletter = issue.newsletter
    return {
        locale: localise(issue, read_catalogs(project.locales, locale, issue), locale=locale)
        for locale in (newsletter.locale, *newsletter.locales)
    }


def _handed(transport: Transport, messages: list[tuple[MailTemplate, Subscriber]]) -> dict[int, Outcome]:
    journal = _Outcomes({})
    connection = transport.connect()
    try:
        connection.send(_filled(messages, connection.capabilities), journal)
    finally:
        connection.close()
    return journal.by_position


def _filled(messages: list[tuple[MailTemplate, Subscriber]], capabilities: Capabilities) -> Iterable[Delivery]:
    for position, (template, person) in enumerate(messages):
        yield template.delivery(position, person, eight_bit=capabilities.eight_bit, smtputf8=capabilities.smtputf8)


def _banner(edition: Edition) -> str:
    reasons = "; ".join(edition.refused)
    return f"This edition ({edition.locale}) would not be sent: {reasons}" if reasons else ""


def _reader(project: Project, order: Order, wanted: str) -> Subscriber:
    """Return whose fields fill the slots: the subscriber with that address or id; nobody in particular by default."""
    if not wanted:
        return Subscriber(address="reader@example.org")
    file = audience_of(project, order.settings)
    for subscriber in read_subscribers(file, skip_faulty=True):
        if wanted == subscriber.id or normalised(wanted) == normalised(subscriber.address):
            return subscriber
    raise ConfigError(f"{file}: expected a subscriber {wanted!r}, by address or id; found none")
