"""The nouns of inline text: what stands inside a paragraph, a headline or a subject."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SlotPlace(StrEnum):
    """Where a slot's value will stand: it decides how the value is escaped when it is filled."""

    HTML = "html"
    """Between tags."""
    ATTRIBUTE = "attribute"
    """Inside a quoted attribute."""
    URL = "url"
    """Inside an address in a quoted attribute."""
    PLAIN = "plain"
    """In the text part."""
    HEADER = "header"
    """In a message header: the subject."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A place that each reader fills: `{reader.name:Dear …|Dear reader}`."""

    name: str
    """The reader's field, `name`; or a name of the sender's own, `unsubscribe`."""
    fallback: str = ""
    """What stands there for a reader without that field."""
    before: str = ""
    """Text that stands before the value only where there is one."""
    after: str = ""
    """Text that stands behind the value only where there is one."""
    place: SlotPlace = SlotPlace.PLAIN


@dataclass(frozen=True, slots=True)
class Text:
    """Characters that mean themselves."""

    text: str


@dataclass(frozen=True, slots=True)
class ValueRef:
    """A value of the article, by name: `{fund}`. `localise` replaces it by the formatted value."""

    name: str


@dataclass(frozen=True, slots=True)
class Code:
    """Literal characters, set in a fixed-width face."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that the author asked for."""


@dataclass(frozen=True, slots=True)
class Strong:
    """Strong importance."""

    parts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stress, or a title."""

    parts: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    href: str | Spans
    """The address; references in braces are still in it until `localise` has resolved them."""
    parts: tuple[Span, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Words of a draft edition that nobody has reviewed. No other edition has any."""

    state: str
    """What is set beside the words: `machine`, `changed`, `missing` or `unreadable`."""
    parts: tuple[Span, ...]
    language: str = ""
    """BCP 47: the language of the words where it is not the edition's, as in a text shown for want of a translation."""


@dataclass(frozen=True, slots=True)
class Isolated:
    """Words whose letters may flow the other way than those round them: a Latin name in Arabic, a reader's name.

    Only editions have any. Nothing outside moves anything inside, and the other way round (UAX #9, FSI and PDI).
    """

    parts: tuple[Span, ...]


Span = Text | ValueRef | Slot | Code | Break | Strong | Emphasis | Link | Draft | Isolated


@dataclass(frozen=True, slots=True)
class Spans:
    """Inline text that has been read: a tree of spans, three or four deep at most."""

    parts: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @property
    def only_text(self) -> str | None:
        """The characters of spans that are one `Text`, not empty, and nothing else, as most are; None for all others."""
        parts = self.parts
        return parts[0].text or None if len(parts) == 1 and isinstance(parts[0], Text) else None


def joined(*pieces: Span | Spans | str) -> Spans:
    """Return one `Spans` of the pieces in order, neighbouring `Text`s merged and empty ones dropped.

    >>> joined("Dear ", Slot(name="name", fallback="reader"), "", ",").parts[2]
    Text(text=',')
    """
    flat: list[Span] = []
    words = ""  # of the `Text`s since the last other span
    for piece in pieces:
        for part in piece.parts if isinstance(piece, Spans) else (piece,):
            if isinstance(part, str | Text):
                words += part if isinstance(part, str) else part.text
                continue
            if words:
                flat.append(Text(words))
                words = ""
            flat.append(part)
    return Spans((*flat, Text(words)) if words else tuple(flat))
