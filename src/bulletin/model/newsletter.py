"""The newsletter: who publishes what, for whom, in which languages."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin.model.blocks import Inline
from bulletin.model.marks import translate
from bulletin.model.origin import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A name and an address, in any script."""

    name: str = ""
    address: str
    """`local@domain`; a domain outside ASCII is converted when a message is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher(Node):
    """Who answers for the newsletter, as its footer says."""

    name: Inline = field(default="", metadata=translate("Name of the publisher, in the footer"))
    address: Inline = field(default="", metadata=translate("Postal address of the publisher, in the footer"))
    """Required by law in many countries (CAN-SPAM 15 USC 7704(a)(5)(A)(iii))."""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The addresses that every message carries. `{token}`, `{issue}` and `{locale}` are filled in."""

    unsubscribe: str = ""
    unsubscribe_mail: str = ""
    """`mailto:leave@example.org?subject={token}`: the way out for mail programs without the web. It stands in headers only."""
    preferences: str = ""
    view: str = ""
    """The web copy."""
    help: str = ""
    """About the newsletter and how to leave it. It stands in headers only."""
    assets: str = ""
    """The public address of the issue's build folder; absent: pictures travel inside the message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionPolicy:
    """What an edition must fulfil before it is sent, and what stands in for what is not ready."""

    locale: str
    min_reviewed: float = 1.0
    mandatory: tuple[str, ...] = ("subject", "headline")
    machine: str = "never"
    changed: str = "fall-back"
    not_ready: str = "source"
    refused: str = "stop"
    clock_zone: str = ""
    """An IANA name: where this edition's readers live, for events with two clocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsletter(Node):
    """The series that issues belong to."""

    id: str
    """`[a-z0-9][a-z0-9-]*`, and not `issue`, `series` or `bulletin`."""
    title: Inline = field(metadata=translate("Name of the newsletter, in its masthead"))
    tagline: Inline = field(default="", metadata=translate("What the newsletter is, in its masthead"))
    locale: str
    """The source language, BCP 47."""
    locales: tuple[str, ...] = ()
    """The editions beside the source."""
    zone: str = ""
    """The IANA time zone of events that name none."""
    sender: Mailbox
    reply_to: str = ""
    bounces: str = ""
    """The envelope sender."""
    publisher: Publisher = Publisher()
    links: Links = Links()
    theme: str = "harbour"
    brand: tuple[tuple[str, str | int], ...] = ()
    """Tokens of `theme.toml` that this newsletter sets otherwise, in the order of their names."""
    editions: tuple[EditionPolicy, ...] = ()

    def alternates(self, locale: str) -> tuple[str, ...]:
        """Return the locales of the other editions."""
        return tuple(each for each in (self.locale, *self.locales) if each != locale)
