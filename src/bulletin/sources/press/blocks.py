"""The nouns of an imported release: what its paragraphs turned out to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A paragraph of narrative."""

    line: int
    """Where it begins in the release, counted from 1; so in every block."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading within the article."""

    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """A drawn rule; it holds no words."""

    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One list item."""

    line: int
    mark: str
    """As in the release: `•`, `o`, `1.`"""
    text: str

    @property
    def ordered(self) -> bool:
        """Whether the mark is a number."""
        return self.mark[0].isdigit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list; all its items are numbered or none is."""

    line: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quote with its speaker."""

    line: int
    speaker: str
    role: str
    """May be empty."""
    paragraphs: tuple[str, ...]
    """Without the outer quotation marks."""
    source: str
    """The attribution in the release's own words."""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event, read from a list item."""

    line: int
    source: str
    """The item in the release's own words."""
    title: str
    start: dt.datetime
    """Local and naive: the newsletter's zone applies."""
    end: dt.datetime
    """After `start`."""
    place: str
    address: str
    """May be empty."""
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A doubt about a line that became no quote and no event."""

    line: int
    text: str


Block = Prose | Heading | Divider | Listing | Quote | Happening | Doubt


def first_words(text: str, count: int = 6) -> str:
    """Return the first words of a text, with an ellipsis where more follow.

    >>> first_words("The centre opens its doors in May.", 3)
    'The centre opens…'
    """
    words = text.split(maxsplit=count)
    return " ".join(words[:count]) + "…" * (len(words) > count)
