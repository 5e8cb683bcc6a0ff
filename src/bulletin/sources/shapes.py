"""What each file and each fence may hold, one dataclass a kind. The JSON Schemas for editors come from here."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Discriminator, Field, Tag

from bulletin.sources.scalars import (
    Amount,
    Bool,
    Clock,
    Day,
    Filled,
    Identifier,
    Int,
    Local,
    Locale,
    MailAddress,
    Str,
    WebAddress,
    Zone,
)


def _list() -> list[Any]:
    """Return what is held where a file names none. Pydantic asks for the signature, and that of `list` takes a tokenizer."""
    return []


def _table() -> dict[str, Any]:
    return {}


@dataclass(kw_only=True)
class Shape:
    """What all shapes have in common: no unknown keys."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(kw_only=True)
class PublisherTable(Shape):
    """`[publisher]` of bulletin.toml."""

    name: Filled
    address: Str = ""
    url: WebAddress = ""


@dataclass(kw_only=True)
class SenderTable(Shape):
    """`[sender]` of bulletin.toml."""

    name: Str = ""
    address: MailAddress
    reply_to: MailAddress = ""
    bounces: MailAddress = ""


@dataclass(kw_only=True)
class LinksTable(Shape):
    """`[links]` of bulletin.toml."""

    unsubscribe: WebAddress = ""
    unsubscribe_mail: WebAddress = ""
    preferences: WebAddress = ""
    view: WebAddress = ""
    help: WebAddress = ""
    assets: WebAddress = ""


@dataclass(kw_only=True)
class EditionTable(Shape):
    """`[editions.<locale>]` of bulletin.toml."""

    min_reviewed: Annotated[Amount, Field(ge=0, le=1)] = Decimal(1)
    mandatory: list[Str] = field(default_factory=lambda: ["subject", "headline"])
    machine: Literal["never", "label", "allow"] = "never"
    changed: Literal["fall-back", "keep"] = "fall-back"
    not_ready: Literal["source", "drop", "mix"] = "source"
    refused: Literal["stop", "source"] = "stop"
    clock_zone: Zone = ""


@dataclass(kw_only=True)
class DeliveryTable(Shape):
    """`[delivery]` of bulletin.toml."""

    to: Str = ""
    transport: Str = ""
    state: Str = "state/bulletin.sqlite"


@dataclass(kw_only=True)
class ScheduleTable(Shape):
    """`[schedule]` of bulletin.toml."""

    at: Clock = datetime.time(9)
    zone: Str = ""
    not_after: Int = 48


@dataclass(kw_only=True)
class NewsletterFile(Shape):
    """bulletin.toml."""

    id: Identifier
    title: Filled
    tagline: Str = ""
    locale: Locale
    locales: list[Locale] = field(default_factory=_list)
    zone: Zone = ""
    theme: Filled = "harbour"
    publisher: PublisherTable | None = None
    sender: SenderTable
    links: LinksTable = field(default_factory=LinksTable)
    brand: dict[Str, Str | Int] = field(default_factory=_table)
    editions: dict[Locale, EditionTable] = field(default_factory=_table)
    delivery: DeliveryTable | None = None
    schedule: ScheduleTable | None = None
    checks: dict[Str, Literal["off", "notice", "warning", "error"]] = field(default_factory=_table)


@dataclass(kw_only=True)
class SectionTable(Shape):
    """One of `[[sections]]` of issue.toml."""

    name: Str = ""
    articles: list[Identifier] = field(default_factory=_list)


@dataclass(kw_only=True)
class IssueFile(Shape):
    """issue.toml."""

    number: Annotated[Int, Field(ge=0)] | None = None
    date: Day
    title: Str = ""
    subject: Filled
    preheader: Str = ""
    send: Day | None = None
    sections: Annotated[list[SectionTable], Field(min_length=1)]


@dataclass(kw_only=True)
class ImageTable(Shape):
    """`[image]` of an article, and a `figure` fence."""

    src: Filled
    alt: Filled
    caption: Str = ""
    credit: Str = ""
    link: WebAddress = ""
    width: Annotated[Int, Field(ge=0)] = 0
    height: Annotated[Int, Field(ge=0)] = 0
    translators: Str = ""


@dataclass(kw_only=True)
class MoneyTable(Shape):
    """An amount under `[values]`."""

    money: Amount
    currency: Annotated[Str, Field(pattern=r"^[A-Z]{3}$")]
    style: Literal["standard", "compact"] = "standard"


@dataclass(kw_only=True)
class NumberTable(Shape):
    """A number under `[values]`."""

    number: Amount
    style: Literal["standard", "compact", "ordinal"] = "standard"


@dataclass(kw_only=True)
class PercentTable(Shape):
    """A share under `[values]`."""

    percent: Amount


@dataclass(kw_only=True)
class DateTable(Shape):
    """A day under `[values]`."""

    date: Day
    style: Literal["long", "full", "short", "month"] = "long"


@dataclass(kw_only=True)
class TimeRangeTable(Shape):
    """A span of time under `[values]`."""

    start: Local
    end: Local


@dataclass(kw_only=True)
class ListTable(Shape):
    """An enumeration under `[values]`."""

    list: Annotated[list[Filled], Field(min_length=1)]


@dataclass(kw_only=True)
class TextTable(Shape):
    """A phrase under `[values]`."""

    text: Filled


VALUE_KEYS = {"money": MoneyTable, "number": NumberTable, "percent": PercentTable, "date": DateTable,
              "start": TimeRangeTable, "list": ListTable, "text": TextTable}  # fmt: skip
"""The key by which each kind of value is known."""


def _value_kind(table: Any) -> str:
    """Return the tag of a value: its key with a sign that no key has, or a path to a fault could not tell the two."""
    return next((key for key in VALUE_KEYS if isinstance(table, dict) and key in table), "text") + " ="


ValueTable = Annotated[
    Annotated[MoneyTable, Tag("money =")]
    | Annotated[NumberTable, Tag("number =")]
    | Annotated[PercentTable, Tag("percent =")]
    | Annotated[DateTable, Tag("date =")]
    | Annotated[TimeRangeTable, Tag("start =")]
    | Annotated[ListTable, Tag("list =")]
    | Annotated[TextTable, Tag("text =")],
    Discriminator(_value_kind),
]
ValueName = Annotated[Str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


@dataclass(kw_only=True)
class ArticleHead(Shape):
    """The front matter of an article."""

    headline: Filled = ""
    standfirst: Str = ""
    byline: Str = ""
    published: Day | None = None
    link: WebAddress = ""
    locale: Locale = ""
    editions: list[Locale] = field(default_factory=_list)
    segments: list[Identifier] = field(default_factory=_list)
    label: Str = ""
    contents: Bool = True
    standing: Bool = False
    translators: Str = ""
    image: ImageTable | None = None
    values: dict[ValueName, ValueTable] = field(default_factory=_table)
