"""What each file and each fence may hold, one dataclass a kind. The JSON Schemas for editors come from here."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Discriminator, Field, Strict, Tag

RESERVED = ("issue", "series", "bulletin")
"""Words that ids and slugs may not be: they head contexts of messages."""


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        raise ValueError(f"expected small letters, digits and hyphens, found {text!r}; write {_slugged(text)!r}")
    if text in RESERVED:
        raise ValueError(f"{text!r} is reserved (so are {', '.join(RESERVED)}); choose another, such as {text + '-1'!r}")
    return text


def _slugged(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "june-2023"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"expected an IANA time zone, found {name!r}; write one such as 'Europe/London'") from None
    return name


def _locale(tag: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?", tag):
        raise ValueError(f"expected a locale such as 'ko', 'pt-BR' or 'zh-Hans', found {tag!r}")
    return tag


def _mailbox(address: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise ValueError(f"expected an address such as 'news@example.org', found {address!r}")
    return address


def _web(address: str) -> str:
    if not re.match(r"(https?://[^\s/]+|mailto:[^\s]+@|tel:\+?[0-9]|\{)", address) or re.search(r"\s", address):
        raise ValueError(
            f"expected an address that begins with https://, http://, mailto: or tel:, found {address[:60]!r}; "
            "write it in full, without spaces"
        )
    return address


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("expected some text, found none; write it or delete the key")
    return text


def _number(number: Any) -> Decimal:
    if isinstance(number, bool) or not isinstance(number, Decimal | int):
        raise ValueError(f"expected a number, found {number!r}; write it without quotation marks: 12.5")  # noqa: TRY004 - pydantic's way
    return Decimal(number)


def _local(moment: datetime.datetime) -> datetime.datetime:
    if moment.tzinfo is not None:
        raise ValueError(
            f"expected a local time, found one with an offset; write {moment.replace(tzinfo=None).isoformat()} "
            "and the place's time zone as `zone`"
        )
    return moment


Str = Annotated[str, Strict()]
Int = Annotated[int, Strict()]
Bool = Annotated[bool, Strict()]
Day = Annotated[datetime.date, Strict()]
Moment = Annotated[datetime.datetime, Strict()]
Clock = Annotated[datetime.time, Strict()]
Identifier = Annotated[Str, AfterValidator(_identifier)]
Zone = Annotated[Str, AfterValidator(_zone)]
Locale = Annotated[Str, AfterValidator(_locale)]
MailAddress = Annotated[Str, AfterValidator(_mailbox)]
WebAddress = Annotated[Str, AfterValidator(_web)]
Filled = Annotated[Str, AfterValidator(_filled)]
Local = Annotated[Moment, AfterValidator(_local)]
Amount = Annotated[Decimal, BeforeValidator(_number)]


@dataclass(kw_only=True)
class Shape:
    """What all shapes have in common: no unknown keys."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")


@dataclass(kw_only=True)
class PublisherTable(Shape):
    name: Filled
    address: Str = ""
    url: WebAddress = ""


@dataclass(kw_only=True)
class SenderTable(Shape):
    name: Str = ""
    address: MailAddress
    reply_to: MailAddress = ""
    bounces: MailAddress = ""


@dataclass(kw_only=True)
class LinksTable(Shape):
    unsubscribe: WebAddress = ""
    preferences: WebAddress = ""
    view: WebAddress = ""
    assets: WebAddress = ""


@dataclass(kw_only=True)
class EditionTable(Shape):
    min_reviewed: Annotated[Amount, Field(ge=0, le=1)] = Decimal(1)
    mandatory: list[Str] = field(default_factory=lambda: ["subject", "headline"])
    machine: Literal["never", "label", "allow"] = "never"
    changed: Literal["fall-back", "keep"] = "fall-back"
    not_ready: Literal["source", "drop", "mix"] = "source"
    refused: Literal["stop", "source"] = "stop"
    clock_zone: Zone = ""


@dataclass(kw_only=True)
class DeliveryTable(Shape):
    to: Str = ""
    transport: Str = ""
    state: Str = "state/bulletin.sqlite"


@dataclass(kw_only=True)
class ScheduleTable(Shape):
    at: Clock = datetime.time(9)
    zone: Str = ""
    not_after: Int = 48


@dataclass(kw_only=True)
class NewsletterFile(Shape):
    """bulletin.toml"""  # noqa: D400, D415 - a file's name

    id: Identifier
    title: Filled
    tagline: Str = ""
    locale: Locale
    locales: list[Locale] = field(default_factory=list)
    zone: Zone = ""
    theme: Filled = "harbour"
    publisher: PublisherTable | None = None
    sender: SenderTable
    links: LinksTable = field(default_factory=LinksTable)
    brand: dict[Str, Str | Int] = field(default_factory=dict)
    editions: dict[Locale, EditionTable] = field(default_factory=dict)
    delivery: DeliveryTable | None = None
    schedule: ScheduleTable | None = None
    checks: dict[Str, Literal["off", "notice", "warning", "error"]] = field(default_factory=dict)


@dataclass(kw_only=True)
class SectionTable(Shape):
    name: Str = ""
    articles: Annotated[list[Identifier], Field(min_length=1)]


@dataclass(kw_only=True)
class IssueFile(Shape):
    """issue.toml"""  # noqa: D400, D415 - a file's name

    number: Annotated[Int, Field(ge=0)] | None = None
    date: Day
    title: Str = ""
    subject: Filled
    preheader: Str = ""
    send: Day | None = None
    sections: Annotated[list[SectionTable], Field(min_length=1)]


@dataclass(kw_only=True)
class ImageTable(Shape):
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
    money: Amount
    currency: Annotated[Str, Field(pattern=r"^[A-Z]{3}$")]
    style: Literal["standard", "compact"] = "standard"


@dataclass(kw_only=True)
class NumberTable(Shape):
    number: Amount
    style: Literal["standard", "compact", "ordinal"] = "standard"


@dataclass(kw_only=True)
class PercentTable(Shape):
    percent: Amount


@dataclass(kw_only=True)
class DateTable(Shape):
    date: Day
    style: Literal["long", "full", "short", "month"] = "long"


@dataclass(kw_only=True)
class TimeRangeTable(Shape):
    start: Local
    end: Local


@dataclass(kw_only=True)
class ListTable(Shape):
    list: Annotated[list[Filled], Field(min_length=1)]  # type: ignore[valid-type]


@dataclass(kw_only=True)
class TextTable(Shape):
    text: Filled


VALUE_KEYS = {"money": MoneyTable, "number": NumberTable, "percent": PercentTable, "date": DateTable,
              "start": TimeRangeTable, "list": ListTable, "text": TextTable}  # fmt: skip
"""The key by which each kind of value is known."""


def _value_kind(table: Any) -> str:
    return next((key for key in VALUE_KEYS if isinstance(table, dict) and key in table), "text")


ValueTable = Annotated[
    Annotated[MoneyTable, Tag("money")]
    | Annotated[NumberTable, Tag("number")]
    | Annotated[PercentTable, Tag("percent")]
    | Annotated[DateTable, Tag("date")]
    | Annotated[TimeRangeTable, Tag("start")]
    | Annotated[ListTable, Tag("list")]
    | Annotated[TextTable, Tag("text")],
    Discriminator(_value_kind),
]
ValueName = Annotated[Str, Field(pattern=r"^[a-z][a-z0-9_]*$")]


@dataclass(kw_only=True)
class ArticleHead(Shape):
    """The front matter of an article"""  # noqa: D400, D415 - a file's part

    headline: Filled = ""
    standfirst: Str = ""
    byline: Str = ""
    published: Day | None = None
    link: WebAddress = ""
    locale: Locale = ""
    editions: list[Locale] = field(default_factory=list)
    label: Str = ""
    contents: Bool = True
    standing: Bool = False
    translators: Str = ""
    image: ImageTable | None = None
    values: dict[ValueName, ValueTable] = field(default_factory=dict)


@dataclass(kw_only=True)
class EventFence(Shape):
    title: Filled
    start: Local
    end: Local
    zone: Zone = ""
    place: Str = ""
    address: Str = ""
    url: WebAddress = ""
    description: Str = ""
    uid: Str = ""
    sequence: Annotated[Int, Field(ge=0)] = 0
    clocks: Bool = False


@dataclass(kw_only=True)
class ButtonFence(Shape):
    label: Filled
    url: WebAddress


@dataclass(kw_only=True)
class NoteFence(Shape):
    text: Filled
    title: Str = ""


@dataclass(kw_only=True)
class QuoteFence(Shape):
    text: Annotated[list[Filled], Field(min_length=1)] | Filled
    speaker: Str = ""
    role: Str = ""


FigureFence = ImageTable
