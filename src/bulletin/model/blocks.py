"""The kinds of block that make an article. A kind of your own needs no more than `kind` (see `Block`)."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Literal, Protocol, Self, runtime_checkable

from bulletin.errors import ContentError
from bulletin.inline import Spans
from bulletin.model.marks import mark_of, translate, web_address
from bulletin.model.origin import Node, Origin
from bulletin.model.original import Original

Inline = str | Spans
"""Inline Markdown, or the same as it was read. Fields that are plain have this type too: `localise` gives spans."""
Align = Literal["", "left", "center", "right"]


@runtime_checkable
class Block(Protocol):
    """Anything with a `kind`, which names its templates: `blocks/<kind>.mjml.j2` and `blocks/<kind>.txt.j2`."""

    @property
    def kind(self) -> str:
        """The kind's name, in kebab-case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described(Node):
    """A block that can bear a note for its translators, and the words that it was translated from."""

    translators: str = ""
    """From `<!-- translators: … -->` before the block."""
    original: Original | None = None
    """Texts of this block in their own language, where that is not the article's; `[original]` in a fence.

    An edition in that language has taken them over and has none here; others keep it as it was written.
    """

    def __post_init__(self) -> None:
        """Raise ContentError for an original of something that the block has not."""
        known = self.text_fields() if self.original else ()
        if self.original and (unknown := set(self.original.names) - set(known)):
            found = ", ".join(sorted(unknown))
            said = f"its texts are {', '.join(known)}: write one of these" if known else "it has no text of its own"
            kind = getattr(self, "kind", type(self).__name__)
            raise ContentError(f"the original of a block of kind {kind!r} has {found}, and the block has not; {said}")

    def text_fields(self) -> tuple[str, ...]:
        """Return the names of the fields that hold a text or an address."""
        return tuple(each.name for each in fields(self) if mark_of(each.metadata))

    def in_original(self) -> Self:
        """Return the block with its original's texts in the place of its own; itself where it has none."""
        if self.original is None:
            return self
        texts: dict[str, Any] = dict(self.original.texts)
        return replace(self, **texts, original=None, origin=self.original_origin())

    def original_origin(self) -> Origin | None:
        """Return where the original was read from."""
        return self.origin and self.origin.inside("original")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Described):
    """A heading inside an article."""

    kind: ClassVar[str] = "heading"
    text: Inline = field(metadata=translate("Heading inside an article", inline=True))
    level: int = 1
    """1 to 3, below the article's headline: Markdown's `#` and `##` both give 1, `###` gives 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Described):
    """A paragraph."""

    kind: ClassVar[str] = "paragraph"
    text: Inline = field(metadata=translate("Paragraph", inline=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Described):
    """Somebody's words. The theme draws the quotation marks, so the text has none round it."""

    kind: ClassVar[str] = "quote"
    text: tuple[Inline, ...] = field(metadata=translate("Paragraph of a quote, without marks round it", inline=True))
    """One item a paragraph, at least one."""
    speaker: Inline = field(default="", metadata=translate("Who is quoted"))
    role: Inline = field(default="", metadata=translate("Role of the person quoted"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(Node):
    """One item of a list."""

    text: Inline = field(metadata=translate("List item", inline=True))
    blocks: tuple[Block, ...] = ()
    """What stands under the item: further paragraphs, nested lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Described):
    """A list, ordered or not."""

    kind: ClassVar[str] = "list"
    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1
    """The first number of an ordered list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Node):
    """One row of a table."""

    cells: tuple[Inline, ...] = field(metadata=translate("Table cell", inline=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Described):
    """A table with a row of column heads; every row has as many cells."""

    kind: ClassVar[str] = "table"
    head: Row
    rows: tuple[Row, ...]
    align: tuple[Align, ...] = ()
    """One a column; empty: as the language reads."""
    caption: Inline = field(default="", metadata=translate("Caption of a table", inline=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Image(Described):
    """A picture."""

    kind: ClassVar[str] = "image"
    src: str
    """A path, relative to the article's file (in Python to `Issue.base`), or a web address."""
    alt: Inline = field(metadata=translate("What the picture shows, for those who cannot see it"))
    """Required, and never empty."""
    caption: Inline = field(default="", metadata=translate("Caption under a picture", inline=True))
    credit: Inline = field(default="", metadata=translate("Who made the picture"))
    link: Inline = field(default="", metadata=web_address("Where the picture leads"))
    width: int = 0
    """Pixels, for a picture at a web address only; a file is measured."""
    height: int = 0
    """Likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Button(Described):
    """A call to action."""

    kind: ClassVar[str] = "button"
    label: Inline = field(metadata=translate("Label of a button; two to four words"))
    url: Inline = field(metadata=web_address("Where the button leads"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Described):
    """An aside in a box."""

    kind: ClassVar[str] = "note"
    title: Inline = field(default="", metadata=translate("Title of a note in a box"))
    text: Inline = field(metadata=translate("Text of a note in a box", inline=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider(Described):
    """A pause between two parts."""

    kind: ClassVar[str] = "divider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Described):
    """Something that takes place somewhere at some time."""

    kind: ClassVar[str] = "event"
    title: Inline = field(metadata=translate("Title of an event"))
    start: datetime.datetime
    """Local time, without an offset."""
    end: datetime.datetime
    """Local time, after `start`."""
    zone: str = ""
    """An IANA name; absent: the newsletter's."""
    place: Inline = field(default="", metadata=translate("Name of the place of an event"))
    address: Inline = field(default="", metadata=translate("Postal address of an event"))
    url: Inline = field(default="", metadata=web_address("Page about the event"))
    description: Inline = field(default="", metadata=translate("One or two sentences about an event"))
    uid: str = ""
    """RFC 5545 §3.8.4.7; by default made of article and title, never of the date, so that a moved event moves."""
    sequence: int = 0
    """RFC 5545 §3.8.7.4: raised by one each time the event moves."""
    clocks: bool = False
    """Show the edition's second clock as well."""
