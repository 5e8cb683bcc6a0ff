"""Newsletters in every reader's language: compose, localise, render, deliver.

>>> from bulletin import Article, Issue, Mailbox, Newsletter, Section, Theme, localise, markdown, render

An issue is a value. Localising and rendering it each return a new value; only delivery touches the network.
The names below are resolved on first use (PEP 562), so that `import bulletin` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bulletin.errors import (
        BulletinError,
        CatalogError,
        CheckFailed,
        ConfigError,
        ContentError,
        DeliveryError,
        EditionRefused,
        LedgerHeld,
        RenderError,
        TooLate,
    )
    from bulletin.findings import Finding, Place, Severity
    from bulletin.inline import Slot, Spans
    from bulletin.l10n.catalog import Catalog
    from bulletin.l10n.catalogs import read_catalogs
    from bulletin.l10n.formatter import Formatter
    from bulletin.l10n.localise import localise
    from bulletin.l10n.messages import messages
    from bulletin.l10n.sync import sync
    from bulletin.mail.identity import Secret
    from bulletin.mail.sample import sample_message
    from bulletin.mail.template import MailTemplate
    from bulletin.model.blocks import (
        Block,
        Button,
        Divider,
        Event,
        Heading,
        Image,
        Item,
        List,
        Note,
        Paragraph,
        Quote,
        Row,
        Table,
    )
    from bulletin.model.custom import Custom
    from bulletin.model.delivery import Delivery, Outcome
    from bulletin.model.edition import Edition, Fallback, Words
    from bulletin.model.issue import Article, Issue, Section
    from bulletin.model.marks import translate
    from bulletin.model.message import Message
    from bulletin.model.newsletter import EditionPolicy, Links, Mailbox, Newsletter, Publisher
    from bulletin.model.original import Original
    from bulletin.model.subscriber import Subscriber
    from bulletin.model.values import Date, Listing, Money, Number, Percent, Phrase, TimeRange, Value
    from bulletin.model.walk import map_text
    from bulletin.project import Project, find_project, open_issue
    from bulletin.rendering.render import render
    from bulletin.rendering.slotted import Asset, Calendar, Rendered, Slotted
    from bulletin.rendering.theme import Theme
    from bulletin.sending.audience import read_subscribers
    from bulletin.sending.deliver import Terms, deliver
    from bulletin.sending.ledger.ledger import Ledger
    from bulletin.sending.ledger.sqlite import SqliteLedger
    from bulletin.sending.pace import Pace
    from bulletin.sending.planning import Schedule
    from bulletin.sending.report import Report
    from bulletin.sending.transport import Capabilities, Connection, Journal, Transport
    from bulletin.sending.transports.named import transport_of
    from bulletin.sources.markdown import markdown
    from bulletin.sources.press import Imported, import_press

_MODULES = {
    "bulletin.errors": "BulletinError CatalogError CheckFailed ConfigError ContentError DeliveryError EditionRefused "
    "LedgerHeld RenderError TooLate",
    "bulletin.findings": "Finding Place Severity",
    "bulletin.inline": "Slot Spans",
    "bulletin.l10n.catalog": "Catalog",
    "bulletin.l10n.catalogs": "read_catalogs",
    "bulletin.l10n.formatter": "Formatter",
    "bulletin.l10n.localise": "localise",
    "bulletin.l10n.messages": "messages",
    "bulletin.l10n.sync": "sync",
    "bulletin.mail.identity": "Secret",
    "bulletin.mail.sample": "sample_message",
    "bulletin.mail.template": "MailTemplate",
    "bulletin.model.blocks": "Block Button Divider Event Heading Image Item List Note Paragraph Quote Row Table",
    "bulletin.model.custom": "Custom",
    "bulletin.model.delivery": "Delivery Outcome",
    "bulletin.model.edition": "Edition Fallback Words",
    "bulletin.model.issue": "Article Issue Section",
    "bulletin.model.marks": "translate",
    "bulletin.model.message": "Message",
    "bulletin.model.newsletter": "EditionPolicy Links Mailbox Newsletter Publisher",
    "bulletin.model.original": "Original",
    "bulletin.model.subscriber": "Subscriber",
    "bulletin.model.values": "Date Listing Money Number Percent Phrase TimeRange Value",
    "bulletin.model.walk": "map_text",
    "bulletin.project": "Project find_project open_issue",
    "bulletin.rendering.render": "render",
    "bulletin.rendering.slotted": "Asset Calendar Rendered Slotted",
    "bulletin.rendering.theme": "Theme",
    "bulletin.sending.audience": "read_subscribers",
    "bulletin.sending.deliver": "Terms deliver",
    "bulletin.sending.ledger.ledger": "Ledger",
    "bulletin.sending.ledger.sqlite": "SqliteLedger",
    "bulletin.sending.pace": "Pace",
    "bulletin.sending.planning": "Schedule",
    "bulletin.sending.report": "Report",
    "bulletin.sending.transport": "Capabilities Connection Journal Transport",
    "bulletin.sending.transports.named": "transport_of",
    "bulletin.sources.markdown": "markdown",
    "bulletin.sources.press": "Imported import_press",
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
    "Article", "Asset", "Block", "BulletinError", "Button", "Calendar", "Capabilities", "Catalog", "CatalogError",
    "CheckFailed", "ConfigError", "Connection", "ContentError", "Custom", "Date", "Delivery", "DeliveryError",
    "Divider", "Edition", "EditionPolicy", "EditionRefused", "Event", "Fallback", "Finding", "Formatter", "Heading",
    "Image", "Imported", "Issue", "Item", "Journal", "Ledger", "LedgerHeld", "Links", "List", "Listing",
    "MailTemplate", "Mailbox", "Message", "Money", "Newsletter", "Note", "Number", "Original", "Outcome", "Pace",
    "Paragraph", "Percent", "Phrase", "Place", "Project", "Publisher", "Quote", "RenderError", "Rendered", "Report",
    "Row", "Schedule", "Secret", "Section", "Severity", "Slot", "Slotted", "Spans", "SqliteLedger", "Subscriber",
    "Table", "Terms", "Theme", "TimeRange", "TooLate", "Transport", "Value", "Words", "deliver", "find_project",
    "import_press", "localise", "map_text", "markdown", "messages", "open_issue", "read_catalogs", "read_subscribers",
    "render", "sample_message", "sync", "translate", "transport_of",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import a public name's module on the name's first use, and remember the name."""
    if name not in _HOMES:
        raise AttributeError(f"module 'bulletin' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
