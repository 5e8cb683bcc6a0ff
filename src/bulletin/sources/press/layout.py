"""Layout: which lines of a pasted release make one paragraph.

A release comes with one paragraph a line, with or without blank lines between, or hard-wrapped with blank lines
between. The rule:

1. The text is hard-wrapped when its longest line (an unbroken address aside) has 40 to 100 characters and most lines
   that have a line of text below them do not end a sentence. Otherwise each line is a paragraph.
2. In hard-wrapped text a line break joins when the next line's first word would not have fitted into the widest line,
   or when the line is at least half full and the next one goes on in lower case. So the lines of an address stay apart.
3. A line below a list item that is indented deeper than the item belongs to it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bulletin.sources.press.boilerplate import is_divider, is_end_mark, is_framed
from bulletin.sources.press.clean import collapse_blanks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_NARROWEST: Final = 40
_WIDEST: Final = 100
_FINAL: Final = frozenset(".!?:;…”\"’')]")
_SUSPENDED: Final = frozenset({"and", "or", "to"})
"""After these a hyphen at the line's end is a suspended one: `two-` / `and three-storey`."""

_MARKED: Final = re.compile(
    r"\s*(?P<mark>[•‣▪●◦⁃∙\uf0b7\uf0a7]|[*·–-](?=\s)|o(?=\t)|[0-9]{1,3}[.)](?=\s))\s*(?P<text>\S.*)",
)
"""List marks; U+F0B7 and U+F0A7 are Word's bullets in its symbol fonts, `o` with a tab its second-level bullet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the release."""

    number: int
    """Counted from 1."""
    mark: str
    """The list mark it opens with (`•`, `1.`), or empty."""
    text: str
    """What follows the mark, blanks collapsed; empty in a blank line."""
    indent: int
    """White space before the mark or the text, in characters."""
    width: int
    """The whole line, in characters."""

    @property
    def full(self) -> str:
        """Mark and text."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph or list item of the release, on one line."""

    line: int
    """Where it begins, counted from 1."""
    mark: str = ""
    """The list mark it opens with, or empty. A numbered one is a list item only in a sequence."""
    text: str
    """Never blank."""

    @property
    def full(self) -> str:
        """Mark and text."""
        return f"{self.mark} {self.text}" if self.mark else self.text


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A release taken apart."""

    headline: str
    """The first line that is not blank."""
    headline_line: int
    runs_on: bool
    """Whether the headline seems to be broken over two lines."""
    paragraphs: tuple[Paragraph, ...]


def lay_out(text: str) -> Layout:
    """Return the headline and the paragraphs of a cleaned release that is not blank."""
    lines = [_read_line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    first = next(at for at, line in enumerate(lines) if line.text)
    headline, rest = lines[first], lines[first + 1 :]
    width = _wrapping_width(rest)
    return Layout(
        headline=headline.full,
        headline_line=headline.number,
        runs_on=bool(rest) and bool(rest[0].text) and not rest[0].mark and _is_soft(headline, rest[0], width),
        paragraphs=tuple(map(_join, _group(rest, width))),
    )


def _read_line(number: int, raw: str) -> Line:
    text = collapse_blanks(raw)
    indent = len(raw) - len(raw.lstrip())
    marked = None if is_divider(text) or is_end_mark(text) or is_framed(text) else _MARKED.fullmatch(raw)
    if marked is None:
        return Line(number=number, mark="", text=text, indent=indent, width=len(raw))
    return Line(number=number, mark=marked["mark"], text=collapse_blanks(marked["text"]), indent=indent, width=len(raw))


def _wrapping_width(lines: Sequence[Line]) -> int:
    """Return the width that the text was wrapped to, or 0 when it was not wrapped."""
    inner = [line for line, below in pairwise(lines) if line.text and below.text and not below.mark]
    longest = max((line.width for line in lines if " " in line.text), default=0)
    unfinished = sum(line.text[-1] not in _FINAL for line in inner)
    return longest if _NARROWEST <= longest <= _WIDEST and 2 * unfinished > len(inner) else 0


def _is_soft(line: Line, below: Line, width: int) -> bool:
    """Whether the break between two lines was made by wrapping."""
    if not width:
        return False
    word = below.full.split(maxsplit=1)[0]
    if line.width + 1 + len(word) > width:
        return True
    return 2 * line.width >= width and line.text[-1] not in _FINAL and below.full[0].islower()


def _group(lines: Iterable[Line], width: int) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and not (line.text and _continues(group, line, width)):
            yield group
            group = []
        if line.text:
            group.append(line)
    if group:
        yield group


def _continues(group: Sequence[Line], line: Line, width: int) -> bool:
    first, above = group[0], group[-1]
    if is_divider(line.full) or is_end_mark(line.full) or is_divider(above.full):
        return False
    if line.mark:
        return not first.mark and _is_wrapped_mark(line, above, width)
    return (bool(first.mark) and line.indent > first.indent) or _is_soft(above, line, width)


def _is_wrapped_mark(line: Line, above: Line, width: int) -> bool:
    """Whether a dash or a number was brought to the start of its line by wrapping."""
    return line.mark[0] in "-–0123456789" and above.text[-1] not in _FINAL and _is_soft(above, line, width)


def _join(group: Sequence[Line]) -> Paragraph:
    pieces = [group[0].text]
    for above, line in pairwise(group):
        broken = above.text[-1] == "-" and above.text[-2:-1].isalpha() and line.text.split()[0] not in _SUSPENDED
        pieces += ["" if broken and line.text[0].islower() else " ", line.full]
    return Paragraph(line=group[0].number, mark=group[0].mark, text="".join(pieces))
