"""`Slotted`: text with open slots, and `Rendered`, which holds a mail's."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from bulletin.findings import Finding
from bulletin.inline import Slot, SlotPlace
from bulletin.inline.html import escaped_for
from bulletin.model.newsletter import Newsletter

if TYPE_CHECKING:
    from bulletin.l10n.particles import PairAfterSlot

_BEHIND = 1500
"""Characters behind a slot in which a particle is looked for."""
_HANGUL = "[가-힣]"
"""Every spelling of a pair of particles has such a letter. To compile it takes a millisecond, and most texts have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What only readers of certain segments receive: an article for business readers, say."""

    segments: tuple[str, ...]
    """A reader of any one of them receives it."""
    parts: tuple[str | Slot, ...]


@dataclass(frozen=True, slots=True)
class Slotted:
    """Text with slots. `str()` and `len()` show the fallbacks, escaped for their places; a personal link's is `#`.

    Korean particles behind a fallback fit it.
    """

    parts: tuple[str | Slot | Passage, ...] = ()

    def __str__(self) -> str:
        return "".join(_shown(self.parts))

    def __len__(self) -> int:
        return len(str(self))

    def __contains__(self, text: str) -> bool:
        return text in str(self)


def _shown(parts: tuple[str | Slot | Passage, ...]) -> Iterator[str]:
    skip = 0
    for index, part in enumerate(parts):
        match part:
            case str():
                yield part[skip:]
                skip = 0
            case Passage():
                yield from _shown(part.parts)
            case Slot():
                yield escaped_for(part.place, part.fallback)
                if found := pair_behind(parts, index):
                    yield found.between + found.particle(part.fallback)
                    skip = len(found.between) + len(found.pair.written)


def pair_behind(parts: tuple[str | Slot | Passage, ...], index: int) -> PairAfterSlot | None:
    """Return the pair of Korean particles that waits behind the slot at `index` for what it shows; None: there is none."""
    slot, behind = parts[index], parts[index + 1] if index + 1 < len(parts) else ""
    if not isinstance(slot, Slot) or slot.place is SlotPlace.URL or not isinstance(behind, str):
        return None
    text = behind[:_BEHIND]
    if text.isascii() or not re.search(_HANGUL, text):
        return None
    from bulletin.l10n.particles import pair_after_slot  # tables that other languages need not load

    return pair_after_slot(text)


def slotted(parts: Iterable[str | Slot | Passage]) -> Slotted:
    """Return the parts as one text, neighbouring strings joined.

    >>> slotted(["a", "b", Slot(name="name", fallback="you"), ""]).parts[0]
    'ab'
    """
    joined: list[str | Slot | Passage] = []
    pending: list[str] = []
    for part in parts:
        if isinstance(part, str):
            pending.append(part)
            continue
        if pending:
            joined.append("".join(pending))
            pending = []
        joined.append(part)
    text = "".join(pending)
    return Slotted(tuple([*joined, text] if text else joined))


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A picture as it is published: named by its content, so that a name never changes its meaning."""

    name: str
    """`<hash>.png`: the first 16 hexadecimal digits of SHA-256 of `data`."""
    data: bytes
    mime: str
    """`image/png`"""
    width: int
    height: int


MIMES = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif"}
"""The kinds of picture that mail programs show."""
_SUFFIXES = {"PNG": "png", "JPEG": "jpg", "GIF": "gif"}


def asset_of(data: bytes, kind: str, size: tuple[int, int]) -> Asset:
    """Return a picture's bytes under the name that their content gives; `kind` is one of `MIMES`."""
    name = f"{hashlib.sha256(data).hexdigest()[:16]}.{_SUFFIXES[kind]}"
    return Asset(name=name, data=data, mime=MIMES[kind], width=size[0], height=size[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """An event as a calendar file (RFC 5545)."""

    name: str
    """`<article>-<n>.ics`"""
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One edition as mail, for all its readers at once."""

    key: tuple[str, str]
    """(newsletter id, issue id)"""
    newsletter: Newsletter
    """As its editors wrote it: sender and links are what a message needs of it."""
    locale: str
    dir: Literal["ltr", "rtl"]
    subject: Slotted
    preheader: Slotted
    html: Slotted
    text: Slotted
    pictures: tuple[Asset, ...] = ()
    calendars: tuple[Calendar, ...] = ()
    findings: tuple[Finding, ...] = ()
    draft: bool = False
    """Whether it shows what nobody has reviewed: then it is for looking at, and no message is made of it."""
