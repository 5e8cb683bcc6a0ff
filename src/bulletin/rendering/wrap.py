"""Wrapping by display columns, for the text part. The home of wcwidth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from wcwidth import wcswidth, wcwidth

COLUMNS = 72
_UNSPACED = re.compile("[\u2e80-\u30ff\u31f0-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
"""Writing without spaces, in which a line may break between characters: kana, ideographs and their punctuation."""
_NOT_FIRST = "、。，．・：；？！ヽヾゝゞ々ー’”）〕］｝〉》」』】°′″℃％,.:;?!)]}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
_NOT_LAST = "‘“（〔［｛〈《「『【([{￥＄"
"""Kinsoku: what may not begin and what may not end a line (JIS X 4051, W3C JLReq §3.1.7)."""

Width = Callable[[str], int]


def display_width(text: str) -> int:
    """Return how many columns a terminal gives to `text`: two for Hangul, kana and ideographs."""
    width: int = wcswidth(text)
    return width if width >= 0 else sum(max(wcwidth(character), 0) for character in text)


def _pieces(word: str) -> Iterator[str]:
    """Yield the parts of a word between which a line may break."""
    piece = ""
    for character in word:
        breakable = piece and (_UNSPACED.match(character) or _UNSPACED.match(piece[-1]))
        if breakable and character not in _NOT_FIRST and piece[-1] not in _NOT_LAST:
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def wrap(text: str, *, indent: str = "", first: str | None = None, columns: int = COLUMNS, width: Width = display_width) -> str:
    """Return `text` in lines of at most `columns`, each after `indent`, the first after `first`.

    Lines break at spaces, in Japanese and Chinese between characters by the rules of kinsoku; Korean breaks at spaces
    only. A word longer than a line, an address say, is not broken. Line ends in `text` stay.

    >>> wrap("one two three", columns=8)
    'one two\\nthree'
    """
    lines: list[str] = []
    lead = indent if first is None else first
    for paragraph in text.split("\n"):
        line, used = lead, width(lead)
        empty = True
        for word in re.split("[ \t\u3000]+", paragraph.strip(" \t")):
            for index, piece in enumerate(_pieces(word)):
                space = " " if index == 0 and not empty else ""
                if not empty and used + len(space) + width(piece) > columns:
                    lines.append(line)
                    line, used, space = indent, width(indent), ""
                line += space + piece
                used += len(space) + width(piece)
                empty = False
        lines.append(line)
        lead = indent
    return "\n".join(line.rstrip() for line in lines)


def underline(text: str, mark: str, *, columns: int = COLUMNS, width: Width = display_width) -> str:
    """Return a heading wrapped, and a line of `mark` as wide as its widest line."""
    wrapped = wrap(text, columns=columns, width=width)
    return f"{wrapped}\n{mark * max(width(line) for line in wrapped.split(chr(10)))}"
