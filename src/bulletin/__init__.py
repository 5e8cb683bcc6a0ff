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
        RenderError,
    )
    from bulletin.findings import Finding, Place, Severity
    from bulletin.inline import Slot, Spans
    from bulletin.l10n.catalog import Catalog
    from bulletin.l10n.catalogs import read_catalogs
    from bulletin.l10n.formatter import Formatter
    from bulletin.l10n.localise import localise
    from bulletin.l10n.messages import messages
    from bulletin.l10n.sync import sync
    from bulletin.mail.sample import sample_message
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
    from bulletin.model.edition import Edition, Fallback, Words
    from bulletin.model.issue import Article, Issue, Section
    from bulletin.model.marks import translate
    from bulletin.model.message import Message
    from bulletin.model.newsletter import EditionPolicy, Links, Mailbox, Newsletter, Publisher
    from bulletin.model.values import Date, Listing, Money, Number, Percent, Phrase, TimeRange, Value
    from bulletin.model.walk import map_text
    from bulletin.project import Project, find_project, open_issue
    from bulletin.rendering.render import render
    from bulletin.rendering.slotted import Asset, Calendar, Rendered, Slotted
    from bulletin.rendering.theme import Theme
    from bulletin.sources.markdown import markdown
    from bulletin.sources.press import Imported, import_press

_MODULES = {
    "bulletin.errors": "BulletinError CatalogError CheckFailed ConfigError ContentError DeliveryError EditionRefused "
    "RenderError",
    "bulletin.findings": "Finding Place Severity",
    "bulletin.inline": "Slot Spans",
    "bulletin.l10n.catalog": "Catalog",
    "bulletin.l10n.catalogs": "read_catalogs",
    "bulletin.l10n.formatter": "Formatter",
    "bulletin.l10n.localise": "localise",
    "bulletin.l10n.messages": "messages",
    "bulletin.l10n.sync": "sync",
    "bulletin.mail.sample": "sample_message",
    "bulletin.model.blocks": "Block Button Divider Event Heading Image Item List Note Paragraph Quote Row Table",
    "bulletin.model.custom": "Custom",
    "bulletin.model.edition": "Edition Fallback Words",
    "bulletin.model.issue": "Article Issue Section",
    "bulletin.model.marks": "translate",
    "bulletin.model.message": "Message",
    "bulletin.model.newsletter": "EditionPolicy Links Mailbox Newsletter Publisher",
    "bulletin.model.values": "Date Listing Money Number Percent Phrase TimeRange Value",
    "bulletin.model.walk": "map_text",
    "bulletin.project": "Project find_project open_issue",
    "bulletin.rendering.render": "render",
    "bulletin.rendering.slotted": "Asset Calendar Rendered Slotted",
    "bulletin.rendering.theme": "Theme",
    "bulletin.sources.markdown": "markdown",
    "bulletin.sources.press": "Imported import_press",
}
_HOMES = {name: module for module, names in _MODULES.items() for name in names.split()}

__all__ = [
    "Article", "Asset", "Block", "BulletinError", "Button", "Calendar", "Catalog", "CatalogError", "CheckFailed",
    "ConfigError", "ContentError", "Custom", "Date", "DeliveryError", "Divider", "Edition", "EditionPolicy",
    "EditionRefused", "Event", "Fallback", "Finding", "Formatter", "Heading", "Image", "Imported", "Issue", "Item",
    "Links", "List", "Listing", "Mailbox", "Message", "Money", "Newsletter", "Note", "Number", "Paragraph", "Percent",
    "Phrase", "Place", "Project", "Publisher", "Quote", "RenderError", "Rendered", "Row", "Section", "Severity",
    "Slot", "Slotted", "Spans", "Table", "Theme", "TimeRange", "Value", "Words", "find_project", "import_press",
    "localise", "map_text", "markdown", "messages", "open_issue", "read_catalogs", "render", "sample_message", "sync",
    "translate",
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
