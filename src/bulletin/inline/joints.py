"""Where Korean words hold together: `업무협약(MOU)을` breaks neither before its bracket nor behind it.

Korean lines end at spaces. `word-break: keep-all` keeps letters together, and only letters: browsers still break
between a letter and a mark (CSS Text 3 §5.2 with the classes of UAX #14). So the two characters at such a joint are
held by an element that does not wrap; what is long may still break elsewhere. A word joiner (U+2060) would be shorter,
but spam filters count hidden characters and not every mail program hides it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from bulletin.inline.characters import FSI, PDI, text_parts
from bulletin.inline.spans import Break, Slot, Span, Text, ValueRef

_HANGUL = "\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
_OPENING = "(\\[{（［｛「『《〈【〔“‘‹«"
"""No line ends with these (UAX #14, class OP and opening QU)."""
_CLOSING = ")\\]}）］｝」』》〉】〕”’›».,!?:;%…‥‰℃°′″、。，．！？：；％"
"""No line begins with these (classes CL, CP, EX, IN, IS, NS, PO and closing QU)."""
_QUOTES = "\"'”’"
_HYPHENS = "\\-‐"
"""Behind them a word may break, as it may behind a long dash."""
_ATTACHED = "(?:[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|\u200d.)*"
"""What belongs to the sign before it: accents, the parts of an emoji."""

_PARTICLE = "[은는이가을를과와아야으로라나며란서써부터었였에요예다든랑고면자여지만말]"
_PAIR = f"{_PARTICLE}{{0,4}}\\({_PARTICLE}{{1,4}}\\){_PARTICLE}{{0,3}}"
"""은(는), (으)로: held whole, as it waits behind a slot for the reader's value, and no tag may stand in it."""


def _sign(barred: str) -> str:
    """Match a sign that is no letter, digit or space, nor one of those barred; a flag is two letters of its own."""
    return f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[^\\w\\s{barred}]){_ATTACHED}"


@cache
def _joint() -> re.Pattern[str]:
    """Match the sign before a joint; the one behind it is the group that matched."""
    return re.compile(
        f"""({_PAIR})
          | (?!(?<!\\S)["']){_sign(_OPENING + _HYPHENS + "—")}(?=([{_HANGUL}]))  # )을, but no straight quote that opens
          | [{_HANGUL}](?=({_sign(_CLOSING + _HYPHENS + "–")}))                  # 약(
          | [{_CLOSING}{_QUOTES}](?=([{_OPENING}{_QUOTES}]))                      # )“
          | [」』》〉】〕）](?=(\\w)) | \\w(?=([「『《〈【〔（]))                      # 」LG, LG「
          | \\d(?=([\u3300-\u33ff]))                                               # 12㎡""",
        re.VERBOSE,
    )


_KOREAN = re.compile(f"[{_HANGUL}]")
_LONGEST = 16
"""Signs that are held in one; a chain longer than this (가·나·다·라 …) breaks where it must."""


@dataclass(frozen=True, slots=True)
class Held:
    """What no line ends in. A span that holds others breaks as usual within itself, but not at its edges."""

    parts: tuple[Span, ...]


def held(parts: Sequence[Span]) -> Sequence[Span | Held]:
    """Return spans side by side, with what holds together at the joints of Korean words put into `Held`.

    >>> held((Text("업무협약(MOU)을 맺다"),))[1:4]
    [Held(parts=(Text(text='약('),)), Text(text='MOU'), Held(parts=(Text(text=')을'),))]
    >>> held((Text("Agreement (MOU)"),))
    (Text(text='Agreement (MOU)'),)
    """
    lines = [_line(part) for part in parts]
    line = "".join(lines)
    if not _KOREAN.search(line):
        return parts
    seams = _Seams(parts, [0, *accumulate(map(len, lines))])
    joints = list(seams.joints(line))
    return list(seams.cut(joints)) if joints else parts


def _line(part: Span) -> str:
    """Return the characters of a text; of any other span the first and the last."""
    match part:
        case Text(text):
            return text
        case Slot() | ValueRef():
            return "aa"
        case Break():
            return "\n\n"
    text = "".join("a" if isinstance(piece, Slot) else piece for piece in text_parts((part,))).strip(FSI + PDI)
    return text[:1] + text[-1:] or "\n\n"


@dataclass(frozen=True, slots=True)
class _Seams:
    """Spans side by side, and where each begins in their line; the last number is its end."""

    parts: Sequence[Span]
    starts: Sequence[int]

    def joints(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield where what is held begins and ends, in order: whole spans, or characters of texts."""
        start = end = -1
        for first, last in self._found(line):
            if first < end:
                end = max(end, last)
                continue
            if 0 < end - start <= _LONGEST:
                yield start, end
            start, end = first, last
        if 0 < end - start <= _LONGEST:
            yield start, end

    def _found(self, line: str) -> Iterator[tuple[int, int]]:
        """Yield the two signs at each joint, or the spans that end in them."""
        for match in _joint().finditer(line):
            first, last = match.start(), match.end(match.lastindex or 0)
            one, other = self._at(first), self._at(last - 1)
            if one != other or isinstance(self.parts[one], Text):
                begin = first if isinstance(self.parts[one], Text) else self.starts[one]
                yield begin, last if isinstance(self.parts[other], Text) else self.starts[other + 1]

    def _at(self, place: int) -> int:
        return bisect_right(self.starts, place) - 1

    def cut(self, joints: Sequence[tuple[int, int]]) -> Iterator[Span | Held]:
        """Yield the spans, those within a joint as one."""
        position = 0
        for start, end in joints:
            yield from self._between(position, start)
            yield Held(tuple(self._between(start, end)))
            position = end
        yield from self._between(position, self.starts[-1])

    def _between(self, start: int, end: int) -> Iterator[Span]:
        """Yield what stands between two places: whole spans, and pieces of texts."""
        for index in range(self._at(start), len(self.parts)):
            part, begins = self.parts[index], self.starts[index]
            if begins >= end:
                return
            if not isinstance(part, Text):
                yield part
            elif piece := part.text[max(start - begins, 0) : end - begins]:
                yield Text(piece)
