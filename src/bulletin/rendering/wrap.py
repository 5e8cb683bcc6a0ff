"""Wrapping by display columns, for the text part."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from bulletin.inline.characters import FSI, PDI
from bulletin.rendering.narrow import NARROW

COLUMNS = 72
Width = Callable[[str], int]


def display_width(text: str) -> int:
    """Return how many columns a terminal gives to `text`: two for Hangul, kana and ideographs."""
    if NARROW.fullmatch(text):
        return len(text)
    return _by_tables()(text)


@cache
def _by_tables() -> Width:
    from bulletin.rendering.wide import width_of  # English need not load what it knows

    return width_of


def wrap(
    text: str, *, indent: str = "", first: str | None = None, columns: int = COLUMNS, width: Width = display_width
) -> str:
    r"""Return `text` in lines of at most `columns`, each after `indent`, the first after `first`.

    Lines break at spaces, in Japanese and Chinese between characters by the rules of kinsoku; Korean breaks at spaces
    only. A word longer than a line, an address say, is not broken. Line ends in `text` stay.

    >>> wrap("one two three", columns=8)
    'one two\nthree'
    """
    lines: list[str] = []
    lead = indent if first is None else first
    for paragraph in text.split("\n"):
        if NARROW.fullmatch(lead + paragraph + indent):
            lines += _narrow_lines(paragraph, lead, indent, columns)
        else:
            from bulletin.rendering.wide import lines_of

            made = lines_of(paragraph, lead, indent, columns, width)
            lines += _closed(made, indent) if FSI in paragraph else made
        lead = indent
    return "\n".join(line.rstrip(" \t") for line in lines)


def _closed(lines: list[str], indent: str) -> list[str]:
    """Return lines with each isolate closed at a line's end and opened in the next: a line is a paragraph (UAX #9, P1)."""
    closed: list[str] = []
    depth = 0
    for number, line in enumerate(lines):
        start = len(indent) if number else 0
        left = max(depth + line.count(FSI) - line.count(PDI), 0)
        closed.append(line[:start] + FSI * depth + line[start:].rstrip(" \t") + PDI * left)
        depth = left
    return closed


def _narrow_lines(paragraph: str, lead: str, indent: str, columns: int) -> list[str]:
    """Return the lines of a paragraph of one column a character, as `_lines` does."""
    rest = " ".join(filter(None, paragraph.split(" ")))
    lines: list[str] = []
    while len(rest) > (room := columns - len(lead)):
        end = rest.rfind(" ", 0, room + 1) if room >= 0 else -1
        end = rest.find(" ") if end < 0 else end  # a word longer than the line has it to itself
        if end < 0:
            break
        lines.append(lead + rest[:end])
        lead, rest = indent, rest[end + 1 :]
    return [*lines, lead + rest]


def underline(text: str, mark: str, *, columns: int = COLUMNS, width: Width = display_width) -> str:
    """Return a heading wrapped, and a line of `mark` as wide as its widest line."""
    wrapped = wrap(text, columns=columns, width=width)
    return f"{wrapped}\n{mark * max(width(line) for line in wrapped.split(chr(10)))}"
