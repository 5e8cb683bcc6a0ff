"""A body as it is stored: text, numbers of inserts, and passages for some readers only. Not yet encoded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bulletin.inline import Slot, SlotPlace
from bulletin.inline.html import escaped_for, fit
from bulletin.mail.inserts import FIRST_INSERT, FieldInsert, Insert, ParticleInsert, TokenInsert
from bulletin.rendering.slotted import Passage, Slotted, pair_behind

TOKEN = "{token}"  # noqa: S105 - what stands for one in a setting


@dataclass(frozen=True, slots=True)
class Block:
    """What only readers of certain segments receive."""

    segments: tuple[str, ...]
    parts: Content


Content = tuple[str | int | Block, ...]
"""Text with CRLF line ends, and the numbers of inserts between it. Two texts never stand side by side."""

Write = Callable[[str], str]
"""How the text between slots is written."""


@dataclass(slots=True)
class Gathering:
    """The inserts of a message, each once, and what its slots of the sender's own stand for."""

    personal: Mapping[str, tuple[str | TokenInsert, ...]]
    """Addresses by the names of their slots, `unsubscribe`: text and tokens."""
    pictures: Mapping[str, str]
    """Content ids by the names of the pictures' slots, `asset:quay.png`."""
    inserts: dict[Insert, int] = field(default_factory=dict)
    shown: dict[str, None] = field(default_factory=dict)
    """Names of the pictures that were met, in order."""

    def number(self, insert: Insert) -> int:
        """Return the number of an insert, a new one where it was not met before."""
        return self.inserts.setdefault(insert, FIRST_INSERT + len(self.inserts))

    def content(self, text: Slotted) -> Content:
        """Return a body's content; it ends with a line end."""
        parts = self._content(text.parts, _body)
        if parts and isinstance(parts[-1], str) and parts[-1].endswith("\r\n"):
            return parts
        return merged([*parts, "\r\n"])

    def line(self, text: Slotted) -> Content:
        """Return a header's content, its text as it was."""
        return self._content(text.parts, str)

    def _content(self, parts: Iterable[str | Slot | Passage], write: Write) -> Content:
        return merged(self._pieces(tuple(parts), write))

    def _pieces(self, parts: tuple[str | Slot | Passage, ...], write: Write) -> Iterator[str | int | Block]:
        skip = 0
        for index, part in enumerate(parts):
            match part:
                case str():
                    yield write(part[skip:])
                    skip = 0
                case Passage():
                    yield Block(part.segments, self._content(part.parts, write))
                case Slot() if self._own(part):
                    yield from self._sender(part)
                case Slot():
                    yield self.number(FieldInsert(part))
                    if found := pair_behind(parts, index):
                        yield write(found.between)
                        yield self.number(ParticleInsert(part, found.pair.written))
                        skip = len(found.between) + len(found.pair.written)

    def _own(self, slot: Slot) -> bool:
        """Tell whether the sender fills a slot."""
        return slot.name in self.personal or (slot.name in self.pictures and slot.place is SlotPlace.URL)

    def _sender(self, slot: Slot) -> Iterator[str | int]:
        if slot.name in self.pictures:
            self.shown[slot.name] = None
            yield f"cid:{self.pictures[slot.name]}"  # RFC 2392
            return
        for piece in self.personal[slot.name]:
            yield _address(piece, slot.place) if isinstance(piece, str) else self.number(piece)


def _body(text: str) -> str:
    return canonical(fit(text))


def _address(text: str, place: SlotPlace) -> str:
    """Return a piece of an address as its place has it; nothing sets it apart, whatever its script."""
    return fit(text) if place in {SlotPlace.PLAIN, SlotPlace.HEADER} else escaped_for(SlotPlace.URL, text)


def canonical(text: str) -> str:
    r"""Return a text with CRLF for each line end (RFC 2046 §4.1.1).

    >>> canonical("a\nb\r\nc")
    'a\r\nb\r\nc'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


def merged(parts: Iterable[str | int | Block]) -> Content:
    """Return parts with neighbouring texts as one, and empty ones left out."""
    whole: list[str | int | Block] = []
    for part in parts:
        if isinstance(part, str) and whole and isinstance(whole[-1], str):
            whole[-1] += part
        elif part != "":
            whole.append(part)
    return tuple(whole)


def text_of(content: Content) -> str | None:
    """Return a content without holes as text; None for one that has some."""
    texts = [part for part in content if isinstance(part, str)]
    return "".join(texts) if len(texts) == len(content) else None


def segments_of(content: Content) -> Iterator[str]:
    """Yield the segments that a content asks for."""
    for part in content:
        if isinstance(part, Block):
            yield from part.segments
            yield from segments_of(part.parts)
