"""Values into the holes of a skeleton, each escaped for its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from bulletin.errors import RenderError
from bulletin.findings import Finding, error
from bulletin.inline import Link, Slot, SlotPlace, Spans, Text, plain, plain_text, text_parts
from bulletin.inline.html import attribute_parts, escaped_address, escaped_attribute, html_parts
from bulletin.rendering.literals import Css, OwnAddress
from bulletin.rendering.segments import gathered, has_passages, marks_in_html
from bulletin.rendering.skeleton import HolePlace, Skeleton
from bulletin.rendering.slotted import Passage, Slotted, slotted

Fragment = str | tuple[str | Slot, ...]
"""What stands in one hole."""
Fragments = dict[tuple[HolePlace, int], tuple[Any, Fragment]]
"""By place and the identity of a value, which is held so that no other can come to bear it."""
_SCHEMES = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)


def address_parts(address: str | Spans) -> list[str | Slot]:
    """Return an address for a quoted attribute, slots open; nothing where its scheme is not allowed.

    Allowed are http, https, mailto and tel; `javascript:`, `data:` and relative addresses are not.

    >>> address_parts("https://example.org/?a=1&b=2")
    ['https://example.org/?a=1&amp;b=2']
    >>> address_parts("javascript:alert(1)")
    []
    """
    if isinstance(address, OwnAddress):
        return [escaped_attribute(address)]
    parts = text_parts(plain(address))
    first = parts[0] if parts else ""
    own = isinstance(first, Slot) and first.place is SlotPlace.URL
    if not own and not (isinstance(first, str) and _SCHEMES.match(first)):
        return []
    return [replace(part, place=SlotPlace.URL) if isinstance(part, Slot) else escaped_address(part) for part in parts]


@dataclass(slots=True)
class Filling:
    """One filling: the styles of inline markup, and what was found on the way."""

    styles: Mapping[str, str]
    known: Fragments = field(default_factory=dict)
    """What has been written for a place in an earlier filling with the same styles."""
    findings: list[Finding] = field(default_factory=list)

    def fill(self, skeleton: Skeleton, values: Sequence[Any]) -> Slotted:
        """Return the HTML. Raises RenderError where a template lost a value or put it where none may stand."""
        filled = {hole.index for hole in skeleton.holes}
        if filled and max(filled) >= len(values):
            raise RenderError(f"a template holds the word zq{max(filled)}qz, which stands for a value; write another")
        lost = set(range(len(values))) - filled
        if lost:
            value = values[min(lost)]
            shown = plain_text(value) if isinstance(value, Spans) else str(value)
            raise RenderError(
                f"a template lost {shown[:60]!r}: it stands in an element or attribute that MJML does not know; "
                "`bulletin check` names such tags"
            )
        return joined(skeleton, [self.fragment(hole.place, values[hole.index]) for hole in skeleton.holes])

    def fragment(self, place: HolePlace, value: Any) -> Fragment:
        """Return what stands in a hole for a value: text that is escaped for the place, slots between it if any."""
        if (known := self.known.get((place, id(value)))) is not None:
            return known[1]
        said = len(self.findings)
        parts = _FILLERS[place](self, value)
        written = tuple(parts) if any(isinstance(part, Slot) for part in parts) else "".join(map(str, parts))
        if len(self.findings) == said:  # else the next filling has to say it too
            self.known[place, id(value)] = value, written
        return written

    # ---- one filler a place ---------------------------------------------------------------------------------

    def text(self, value: str | Spans) -> list[str | Slot]:
        """Return a value between tags."""
        spans = value if isinstance(value, Spans) else Spans((Text(value),))
        return html_parts(spans, self.styles, self.link)

    def plain(self, value: str | Spans) -> list[str | Slot]:
        """Return a value in an attribute or the title."""
        return attribute_parts(value) if isinstance(value, Spans) else [escaped_attribute(value)]

    def link(self, link: Link) -> list[str | Slot]:
        """Return a value as the address of a link in text; nothing where it is refused."""
        return self._address(link.href) or []

    def url(self, value: str | Spans) -> list[str | Slot]:
        """Return a value as an address; `#` where it is refused."""
        return self._address(value) or ["#"]

    def _address(self, value: str | Spans) -> list[str | Slot]:
        parts = address_parts(value)
        if not parts:
            shown = plain_text(plain(value))[:60]
            self.findings.append(
                error(
                    "address-scheme",
                    f"expected an address that begins with https://, found {shown!r}; the link is left out",
                )
            )
        return parts

    def style(self, value: str | Spans) -> list[str | Slot]:
        """Return a value in a style, where only the theme's own may stand."""
        if not isinstance(value, Css):
            raise RenderError(
                f"a template puts text into a style: expected a colour, a length or a font of the theme, found {value!r:.60}"
            )
        return [escaped_attribute(value)]


def joined(skeleton: Skeleton, fragments: Sequence[Fragment]) -> Slotted:
    """Return a skeleton with a fragment in each hole. Only here do two editions of one skeleton differ."""
    if has_passages(skeleton.parts):
        return _with_passages(skeleton, fragments)
    pieces: list[Any] = [""] * (len(skeleton.parts) + len(fragments))
    pieces[::2], pieces[1::2] = skeleton.parts, fragments
    parts: list[str | Slot] = []
    start = 0
    for index, fragment in enumerate(fragments):
        if not isinstance(fragment, str):
            parts += ["".join(pieces[start : 2 * index + 1]), *fragment]
            start = 2 * index + 2
    return slotted([*parts, "".join(pieces[start:])])


def _with_passages(skeleton: Skeleton, fragments: Sequence[Fragment]) -> Slotted:
    parts: list[str | Slot | Passage] = [*marks_in_html(skeleton.parts[0])]
    for fragment, static in zip(fragments, skeleton.parts[1:], strict=True):
        parts += [fragment] if isinstance(fragment, str) else fragment
        parts += marks_in_html(static)
    return slotted(gathered(parts))


_FILLERS: dict[HolePlace, Callable[[Filling, Any], list[str | Slot]]] = {
    HolePlace.TEXT: Filling.text,
    HolePlace.PLAIN: Filling.plain,
    HolePlace.URL: Filling.url,
    HolePlace.STYLE: Filling.style,
}
