"""Wrapping by display columns, for the text part. The home of wcwidth."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

COLUMNS = 72
_UNSPACED = re.compile("[\u2e80-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
"""Writing without spaces, in which a line may break between characters: kana, ideographs and their punctuation."""
_NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u202f]*")
"""Writing of one column a character, for which the tables need not be loaded."""
_NOT_FIRST = (
    "、。，．・：；？！ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃％,.:;?!)]}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_LAST = "‘“（〔［｛〈《「『【([{￥＄"
"""Kinsoku: what may not begin and what may not end a line (JIS X 4051, W3C JLReq §3.1.7)."""
_GLUE = "\u00a0\u202f\u2060\ufeff\u200c\u200d"
"""No-break spaces, word joiners (UAX #14, classes GL, WJ, ZWJ)."""

Width = Callable[[str], int]


def display_width(text: str) -> int:
    """Return how many columns a terminal gives to `text`: two for Hangul, kana and ideographs."""
    if _NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth, wcwidth

    width: int = wcswidth(text)
    return width if width >= 0 else sum(max(wcwidth(character), 0) for character in text)


def _keeps(before: str, character: str) -> bool:
    """Tell whether no line ends between two characters: by kinsoku, by glue, or as letter and mark (か + U+3099)."""
    if character in _NOT_FIRST or before in _NOT_LAST:
        return True
    return character in _GLUE or before in _GLUE or unicodedata.category(character)[0] == "M"


def _pieces(word: str) -> Iterator[str]:
    """Yield the parts of a word between which a line may break."""
    if not _UNSPACED.search(word):
        if word:
            yield word
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
        # slots, which `width` may know of, are no narrow writing
        lines += _lines(paragraph, lead, indent, columns, len if _NARROW.fullmatch(paragraph) else width)
        lead = indent
    return "\n".join(line.rstrip(" \t") for line in lines)


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
