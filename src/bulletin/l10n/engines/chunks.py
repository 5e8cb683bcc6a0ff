"""Texts in pieces that an engine takes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_AFTER_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])\s*")
_SPACE = re.compile(r"\s+")


def chunks(text: str, limit: int, size: Callable[[str], int] = len) -> tuple[tuple[str, str], ...]:
    """Return a text as (piece, the space behind it), no piece larger than `limit` by `size`; none where a word is.

    >>> chunks("One two. Three four.", 12)
    (('One two.', ' '), ('Three four.', ''))
    >>> chunks("unbreakable", 5)
    ()
    """
    if size(text) <= limit:
        return ((text, ""),)
    pieces: list[tuple[str, str]] = []
    for sentence, space in _split(_AFTER_SENTENCE, text):
        small = [(sentence, space)] if size(sentence) <= limit else _words(sentence, space)
        for piece, behind in small:
            if size(piece) > limit:
                return ()
            if pieces and size("".join(pieces[-1]) + piece) <= limit:
                pieces[-1] = ("".join(pieces[-1]) + piece, behind)
            else:
                pieces.append((piece, behind))
    return tuple(pieces)


def _words(sentence: str, space: str) -> list[tuple[str, str]]:
    words = list(_split(_SPACE, sentence))
    return [*words[:-1], (words[-1][0], space)]


def _split(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, str]]:
    start = 0
    for match in pattern.finditer(text):
        if match.end() < len(text) and match.start() > start:
            yield text[start : match.start()], match[0]
            start = match.end()
    yield text[start:], ""
