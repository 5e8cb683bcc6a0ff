"""Wrapping by display columns, for the text part. The home of wcwidth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from bulletin.inline.characters import FSI, PDI

COLUMNS = 72
_UNSPACED = re.compile("[\u2e80-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
"""Writing without spaces, in which a line may break between characters: kana, ideographs and their punctuation."""
_COLUMN = (
    " -~\xa0-\xac\xae-\u02ff\u0391-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u0621-\u063a\u0641-\u064a"
    "\u0660-\u0669\u2010-\u2027\u2030-\u205e\u202f"
)
_COLUMNS = "\u3001-\u3020\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
"""Characters of one column and of two that nothing before or behind them changes: no marks, no joiners."""
_NARROW = re.compile(f"[{_COLUMN}]*")
"""Writing of one column a character, for which the tables need not be loaded."""
_KNOWN = re.compile(f"[{_COLUMN}{_COLUMNS}]*")
_WIDE = re.compile(f"[{_COLUMNS}]")
_NOT_FIRST = (
    "、。，．・：；？！ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃％,.:;?!)]}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST = "‘“（〔［｛〈《「『【([{￥＄"
"""Kinsoku: what may not begin and what may not end a line (JIS X 4051, W3C JLReq §3.1.7)."""
_GLUE = "\u00a0\u202f\u2060\ufeff\u200c\u200d"
"""No-break spaces, word joiners (UAX #14, classes GL, WJ, ZWJ)."""

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_LETTER = re.compile("[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
"""Kana and ideographs without their punctuation."""

Width = Callable[[str], int]


def display_width(text: str) -> int:
    """Return how many columns a terminal gives to `text`: two for Hangul, kana and ideographs."""
    if _NARROW.fullmatch(text):
        return len(text)
    if _KNOWN.fullmatch(text):
        return _known_width(text)
    from wcwidth import wcswidth, wcwidth

    width: int = wcswidth(text)
    return width if width >= 0 else sum(max(wcwidth(character), 0) for character in text)


@lru_cache(maxsize=4096)
def _known_width(text: str) -> int:
    """Return the columns of `_KNOWN` writing; what lines are made of, words and ideographs, comes again and again."""
    return 2 * len(text) - len(_WIDE.sub("", text))


def _keeps(before: str, character: str) -> bool:
    """Tell whether no line ends between two characters: by kinsoku, by glue, or as letter and mark (か + U+3099)."""
    if character in _NOT_FIRST or before in _NOT_LAST:
        return True
    return character in _GLUE or before in _GLUE or unicodedata.category(character)[0] == "M"


@cache
def _joint() -> re.Pattern[str]:
    """Return where a line may break in writing without spaces that has no marks; only such writing needs it."""
    kept = rf"(?<![{re.escape(_NOT_LAST + _GLUE)}])(?![{re.escape(_NOT_FIRST + _GLUE)}])"
    return re.compile(f"{kept}(?:(?<={_UNSPACED.pattern})(?!$)|(?<!^)(?={_UNSPACED.pattern}))")


def _pieces(word: str) -> Iterator[str]:
    """Yield the parts of a word between which a line may break."""
    if not _UNSPACED.search(word) or _is_korean(word):
        if word:
            yield word
        return
    if _KNOWN.fullmatch(word):
        yield from _joint().split(word)
        return
    piece = ""
    for character in word:
        breakable = piece and (_UNSPACED.match(character) or _UNSPACED.match(piece[-1]))
        if breakable and not _keeps(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _is_korean(word: str) -> bool:
    """Tell whether a word is Korean: one with 「marks」, or a gloss in ideographs, is not broken for them."""
    hangul = len(_HANGUL.findall(word))
    return hangul > 0 and hangul >= len(_LETTER.findall(word))


def _words(paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield each word with the space before it: one, or the wide ones that Japanese sets."""
    gap = ""
    for index, piece in enumerate(re.split("([ \t\u3000]+)", paragraph)):
        if index % 2 == 0:
            yield gap, piece
        else:
            gap = "\u3000" * piece.count("\u3000") or " "


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
        # slots, which `width` may know of, are no known writing
        known = _KNOWN.fullmatch(lead + paragraph + indent)
        lines_of = _spaced_lines if known and not _UNSPACED.search(paragraph) else _lines
        made = lines_of(paragraph, lead, indent, columns, _known_width if known else width)
        lines += made if known or FSI not in paragraph else _closed(made, indent)
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


def _spaced_lines(paragraph: str, lead: str, indent: str, columns: int, width: Width) -> list[str]:
    """Return the lines of a paragraph of known widths that breaks at spaces, as `_lines` does."""
    width = len if _NARROW.fullmatch(lead + paragraph + indent) else width
    lines: list[str] = []
    line, room, space = lead, columns - width(lead), ""
    for word in filter(None, paragraph.replace("\t", " ").split(" ")):
        wide = width(word)
        if space and wide + 1 > room:
            lines.append(line)
            line, room, space = indent, columns - width(indent), ""
        line += space + word
        room -= len(space) + wide
        space = " "
    return [*lines, line]


def _lines(paragraph: str, lead: str, indent: str, columns: int, width: Width) -> list[str]:
    """Return the lines of one paragraph."""
    lines: list[str] = []
    line, used, empty = lead, width(lead), True
    for gap, word in _words(paragraph.strip(" \t")):
        for index, piece in enumerate(_pieces(word)):
            space = gap if index == 0 else ""
            wide = width(piece)
            if not empty and used + width(space) + wide > columns:
                lines.append(line)
                line, used, space = indent, width(indent), ""
            line += space + piece
            used += width(space) + wide
            empty = False
    return [*lines, line]


def underline(text: str, mark: str, *, columns: int = COLUMNS, width: Width = display_width) -> str:
    """Return a heading wrapped, and a line of `mark` as wide as its widest line."""
    wrapped = wrap(text, columns=columns, width=width)
    return f"{wrapped}\n{mark * max(width(line) for line in wrapped.split(chr(10)))}"
