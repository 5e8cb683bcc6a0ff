"""Lines short enough for 8bit: how long they can get, and HTML, of which compilers write thousands of characters on one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.mail.content import Block, Content

_ENOUGH = 400
"""Octets after which a line ends at the next chance; that leaves some six hundred for the next word and its values."""
_VALUE = 64
"""Octets that a value is reckoned at."""
_LONGEST = 998
"""Octets of a line (RFC 5322 §2.1.1)."""
_WORD = re.compile(r'"|\r\n| |\r|[^"\r ]+')
_KEPT = re.compile(r"<(?:pre|textarea)\b|white-space:\s*(?:pre|break-spaces)", re.IGNORECASE)
"""Where a line end is not as good as a space."""


@dataclass(slots=True)
class _Measure:
    """The longest line that readers with short values can get, and how much each value may add."""

    octets: int = 0
    holes: int = 0
    room: int = _LONGEST

    def add(self, content: Content) -> None:
        for part in content:
            if isinstance(part, int):
                self.holes += 1
            elif isinstance(part, str):
                for index, line in enumerate(part.split("\r\n")):
                    if index:
                        self.end()
                    self.octets += len(line.encode())
            else:
                octets, holes = self.octets, self.holes
                self.add(part.parts)  # for others the line goes on as if nothing stood here
                self.octets, self.holes = max(self.octets, octets), max(self.holes, holes)

    def end(self) -> None:
        left = _LONGEST - self.octets
        if self.holes:
            self.room = min(self.room, left // self.holes)
        elif left < 0:
            self.room = left
        self.octets = self.holes = 0


def room_for_values(content: Content) -> int:
    """Return how many octets each value may have so that no line gets longer than 998; below 0: one is already."""
    measure = _Measure()
    measure.add(content)
    measure.end()
    return measure.room


@dataclass(slots=True)
class _Line:
    """The line at hand: its octets, and whether a quoted attribute is open (content holds no bare quotation marks)."""

    octets: int = 0
    quoted: bool = False

    def text(self, text: str) -> str:
        return "".join(map(self._word, _WORD.findall(text)))

    def _word(self, word: str) -> str:
        if word == "\r\n" or (word == " " and not self.quoted and self.octets > _ENOUGH):
            self.octets = 0
            return "\r\n"
        self.octets += len(word) if word.isascii() else len(word.encode())
        self.quoted ^= word == '"'
        return word


def shortened(html: Content) -> Content:
    """Return HTML that means the same, some of its spaces outside attributes being line ends (HTML §13.1.2.3, CSS Text §4.1.1).

    HTML in which white space counts comes back as it is.
    """
    return html if _counts(html) else _shortened(html, _Line())


def _counts(html: Content) -> bool:
    return any(
        _KEPT.search(part) is not None if isinstance(part, str) else isinstance(part, Block) and _counts(part.parts)
        for part in html
    )


def _shortened(html: Content, line: _Line) -> Content:
    made: list[str | int | Block] = []
    for part in html:
        match part:
            case str():
                made.append(line.text(part))
            case Block(segments, parts):
                made.append(Block(segments, _shortened(parts, line)))
            case _:
                line.octets += _VALUE
                made.append(part)
    return tuple(made)
