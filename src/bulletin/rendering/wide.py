"""Lines of writing that is not of one column a character: Hangul, kana, ideographs, marks. The home of wcwidth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache

from bulletin.rendering.narrow import NARROW, ONE_COLUMN

_UNSPACED = re.compile("[\u2e80-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
"""Writing without spaces, in which a line may break between characters: kana, ideographs and their punctuation."""
_COLUMNS = "\u3001-\u3020\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
"""Characters of two columns that nothing before or behind them changes."""
KNOWN = re.compile(f"[{ONE_COLUMN}{_COLUMNS}]*")
_NOT_FIRST = (
    "、。，．・：；？！ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃％,.:;?!)]}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST = "‘“（〔［｛〈《「『【([{￥＄"
"""Kinsoku: what may not begin and what may not end a line (JIS X 4051, W3C JLReq §3.1.7)."""
_GLUE = "\u00a0\u202f\u2060\ufeff\u200c\u200d"
"""No-break spaces, word joiners (UAX #14, classes GL, WJ, ZWJ)."""

_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_LETTER = "[\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Kana and ideographs without their punctuation; compiled where Hangul stands beside them, which is rare."""

_NARROW_GAPS = ("", " ")

Width = Callable[[str], int]


def width_of(text: str) -> int:
    """Return how many columns a terminal gives to a text, by the tables where they are needed."""
    return _known_width(text) if KNOWN.fullmatch(text) else _width_by_tables(text)


@lru_cache(maxsize=4096)
def _width_by_tables(text: str) -> int:
    from wcwidth import wcswidth, wcwidth

    width: int = wcswidth(text)
    return width if width >= 0 else sum(max(wcwidth(character), 0) for character in text)


@lru_cache(maxsize=4096)
def _known_width(text: str) -> int:
    """Return the columns of `KNOWN` writing; what lines are made of, words and ideographs, comes again and again."""
    return len(text) + len(NARROW.sub("", text))


def lines_of(paragraph: str, lead: str, indent: str, columns: int, width: Width) -> list[str]:
    """Return the lines of one paragraph, the first behind `lead`; slots, which `width` may know of, are no known writing."""
    known = _known_width if KNOWN.fullmatch(lead + paragraph + indent) else width
    made = _lines if _UNSPACED.search(paragraph) else _spaced_lines
    return made(paragraph, lead, indent, columns, known)


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
    if KNOWN.fullmatch(word):
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
    return hangul > 0 and hangul >= len(re.findall(_LETTER, word))


def _words(paragraph: str) -> Iterator[tuple[str, str]]:
    """Yield each word with the space before it: one, or the wide ones that Japanese sets."""
    gap = ""
    for index, piece in enumerate(re.split("([ \t\u3000]+)", paragraph)):
        if index % 2 == 0:
            yield gap, piece
        else:
            gap = "\u3000" * piece.count("\u3000") or " "


def _spaced_lines(paragraph: str, lead: str, indent: str, columns: int, width: Width) -> list[str]:
    """Return the lines of a paragraph that breaks at spaces, as `_lines` does."""
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
            behind = len(space) if space in _NARROW_GAPS else width(space)
            if not empty and used + behind + wide > columns:
                lines.append(line)
                line, used, space, behind = indent, width(indent), "", 0
            line += space + piece
            used += behind + wide
            empty = False
    return [*lines, line]
