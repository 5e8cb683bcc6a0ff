"""The text part: by templates from the same objects, never scraped from HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from bulletin.errors import RenderError
from bulletin.inline import Link, Slot, SlotPlace, Spans, joined, plain, plain_text, text_parts
from bulletin.inline.html import fit
from bulletin.rendering.drafts import state_in_text
from bulletin.rendering.fill import address_parts
from bulletin.rendering.segments import drawn_in, gathered, marks_in_text
from bulletin.rendering.slotted import Passage, Slotted, slotted
from bulletin.rendering.store import TOKEN, held
from bulletin.rendering.wrap import display_width, underline, wrap

_current: ContextVar[TextPart | None] = ContextVar("bulletin_text_part", default=None)
_SLOT = re.compile("\x00(\\d+)\x00")
PLAIN = "%plain"
"""Under this name `TextPart.plain` is given to the recording of a run; no template can write it."""
_LINE_END = re.compile("\r\n?")


def _fit(text: str) -> str:
    return text if text.isprintable() else fit(_LINE_END.sub("\n", text))


class Lines(str):
    """Text that is set in lines; nothing in it is to be changed."""

    __slots__ = ()


@dataclass(slots=True)
class TextPart:
    """What the text templates of one rendering share: the slots, and the links of the article at hand.

    Templates put out tokens, as those of MJML do, and `close` sets the text in their places. A slot
    stands in the text as its number between NULs, which content cannot hold (`fit` replaces them).
    """

    slots: list[Slot] = field(default_factory=list)
    links: list[Spans] = field(default_factory=list)

    def plain(self, value: Any) -> str:
        """Return a value as it stands in the text; its links are numbered and remembered."""
        if isinstance(value, bool) or not isinstance(value, str | Spans | int):
            raise RenderError(f"a template can place text and whole numbers, not {type(value).__name__}: {value!r:.80}")
        if isinstance(value, int):
            return str(value)
        if isinstance(value, Lines):
            return value
        if isinstance(value, Markup):
            return TOKEN.sub(lambda match: str(held(int(match[1]))), value)
        if isinstance(value, str):
            return _fit(value)
        return self._text(value, self._reference)

    def _text(self, value: Spans, after_link: Callable[[Link], str] | None = None) -> str:
        if (text := value.only_text) is not None:
            return _fit(text)
        parts = text_parts(value, after_link=after_link, before_draft=state_in_text)
        return "".join(self._slot(part) if isinstance(part, Slot) else _fit(part) for part in parts)

    def _slot(self, slot: Slot) -> str:
        self.slots.append(replace(slot, place=SlotPlace.PLAIN))
        return f"\x00{len(self.slots) - 1}\x00"

    def _reference(self, link: Link) -> str:
        """Return the number behind a link's words; none where the words are the address itself."""
        words = plain_text(link.parts)
        shown = plain_text(self.address(link.href))
        return "" if not shown or words in {shown, shown.removeprefix("mailto:")} else f" {self.number(link.href)}"

    def number(self, address: str | Spans) -> str:
        """Remember an address for the end of the article and return its number: [1]."""
        shown = self.address(address)
        if not shown:
            return ""
        if shown not in self.links:
            self.links.append(shown)
        return f"[{self.links.index(shown) + 1}]"

    def address(self, address: str | Spans) -> Spans:
        """Return an address, or nothing where its scheme is not allowed."""
        if not address_parts(address):
            return Spans()
        parts = text_parts(plain(address))
        return joined(*(part if isinstance(part, Slot) else re.sub(r"[\s\x7f]+", "", part) for part in parts))

    def take_links(self) -> list[Spans]:
        """Return the addresses gathered since the last call, in order, and forget them."""
        taken, self.links = self.links, []
        return taken

    def width(self, text: str) -> int:
        """Return the columns of a text, its slots counted at their fallbacks."""
        if "\0" not in text:
            return display_width(text)
        return display_width(_SLOT.sub(lambda match: self.slots[int(match[1])].fallback, text))

    def wrap(self, value: Any, indent: str = "", first: str | None = None) -> Lines:
        """Return a value in lines of at most 72 columns."""
        return Lines(wrap(self.plain(value), indent=indent, first=first, width=self.width))

    def underline(self, value: Any, mark: str) -> Lines:
        """Return a heading with a line under it."""
        return Lines(underline(self.plain(value), mark, width=self.width))

    def indented(self, *widths: int) -> str:
        """Return as many spaces as the numbers add up to."""
        return " " * sum(widths)

    def bulleted(self, indent: int) -> str:
        """Return what stands before an item of a list."""
        return f"{' ' * indent}* "

    def numbered(self, indent: int, number: int) -> str:
        """Return what stands before an item of an ordered list."""
        return f"{' ' * indent}{number}.".ljust(indent + 3) + " "

    def quoted(self, text: Any, opening: str, closing: str) -> Spans:
        """Return a text with quotation marks; either may be empty."""
        return joined(opening, plain(text) if isinstance(text, str) else text, closing)

    def restart(self) -> None:
        """Forget slots and links: the templates begin anew."""
        self.slots.clear()
        self.links.clear()

    def close(self, output: str, values: Sequence[str]) -> Slotted:
        """Return what the templates put out, with the values for its tokens, as text with slots, white space tidied."""
        pieces: list[str] = TOKEN.split(output)
        pieces[1::2] = [values[int(index)] for index in pieces[1::2]]
        text = "".join(pieces)
        lines = [line.rstrip(" \t") for line in drawn_in(text).split("\n")]
        tidy = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
        parts: list[str | Slot | Passage] = []
        for piece in marks_in_text(tidy):
            parts += self._slots(piece) if isinstance(piece, str) else [piece]
        return slotted(gathered(parts))

    def _slots(self, text: str) -> list[str | Slot]:
        """Return a text with slots in the places of their numbers."""
        return [self.slots[int(piece)] if index % 2 else piece for index, piece in enumerate(_SLOT.split(text))]


@contextmanager
def composing() -> Iterator[TextPart]:
    """Compose one text part: values that templates place go through it."""
    part = TextPart()
    reset = _current.set(part)
    try:
        yield part
    finally:
        _current.reset(reset)


def current_part() -> TextPart | None:
    """Return the part that is being composed; None while templates compile."""
    return _current.get()
