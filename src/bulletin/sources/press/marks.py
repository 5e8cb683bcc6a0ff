"""Quotation marks: which of them are the outer ones, where they open and where they close."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final
from unicodedata import combining

if TYPE_CHECKING:
    from collections.abc import Iterator


class Family(Enum):
    """The marks that one release uses round its quotes; curly and straight ones are often mixed."""

    DOUBLE = '“”"'
    SINGLE = "‘’'"


_MARK: Final = {family: re.compile(f"[{family.value}]") for family in Family}
_WORD: Final = re.compile(r"[^\W_]")
_AFTER_OPENER: Final = " \t\u00a0.,;:!?)”’…"
_BEFORE_OPENER: Final = "([{—–-/‘'“\""
_SENTENCE: Final = frozenset(".,!?…;:—–-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A paragraph of a quote, or one that may be, as its quotation marks tell."""

    bare: str
    """The words without the outer marks; marks within the quote stay."""
    opened: bool
    """It begins with an outer mark."""
    closed: bool
    """The outer marks are closed where it ends. One that is not opened counts as open from the start."""
    ends_marked: bool
    """Its last words are followed by a closing mark, perhaps only an inner one."""
    outside: bool
    """There are words outside the outer marks: this is narrative with a quotation in it."""


def family_of(text: str) -> Family:
    """Which marks enclose a quote that begins with this paragraph."""
    if text[:1] in ("‘", "'"):
        return Family.SINGLE
    if not _MARK[Family.DOUBLE].search(text) and re.search(r"[.,!?…][’']\W*$", text[-8:]):
        return Family.SINGLE
    return Family.DOUBLE


def read_marks(text: str, family: Family) -> Marked:
    """Return the paragraph's marks, counted from outside in.

    >>> marked = read_marks("“We call it “the Hub” here.”", Family.DOUBLE)
    >>> marked.bare, marked.opened, marked.closed
    ('We call it “the Hub” here.', True, True)
    """
    opened = text[:1] in tuple(family.value)
    depth = 0 if opened else 1
    outer: list[int] = []
    outside: list[tuple[int, int]] = []
    for at, opens in _marks(text, family):
        if depth == 0 and outer:
            outside.append((outer[-1] + 1, at))
        if depth == 0 or (depth == 1 and not opens):
            outer.append(at)
        depth = depth + 1 if opens else max(depth - 1, 0)
    if depth == 0 and outer:
        outside.append((outer[-1] + 1, len(text)))
    return Marked(
        bare=_without(text, outer),
        opened=opened,
        closed=depth == 0,
        ends_marked=_ends_marked(text, family),
        outside=any(_WORD.search(text, start, end) for start, end in outside),
    )


def _marks(text: str, family: Family) -> Iterator[tuple[int, bool]]:
    """Where each mark is and whether it opens."""
    last_word = _last_word(text)
    for match in _MARK[family].finditer(text):
        at = match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if at == 0:
            yield at, True
        elif family is Family.SINGLE:
            if at > last_word or (before in _SENTENCE and not after.isalnum()):
                yield at, False
        elif at > last_word:
            yield at, False
        elif match[0] == '"':
            yield at, _opens(before, after)
        else:
            yield at, match[0] == "“"


def _opens(before: str, after: str) -> bool:
    """Whether a straight mark between these two characters opens."""
    return after not in _AFTER_OPENER and (before.isspace() or before in _BEFORE_OPENER)


def _last_word(text: str) -> int:
    """Where the last letter or figure stands, or -1."""
    return next((at for at in range(len(text) - 1, -1, -1) if text[at].isalnum()), -1)


def _ends_marked(text: str, family: Family) -> bool:
    return any(character in family.value for character in text[_last_word(text) + 1 :])


def _without(text: str, outer: list[int]) -> str:
    """Return the text without the characters at these positions; words that would run together are kept apart."""
    pieces: list[str] = []
    start = 0
    for at in (*outer, len(text)):
        piece = text[start:at]
        start = at + 1
        if pieces and piece and (combining(piece[0]) or (pieces[-1][-1].isalnum() and piece[0].isalnum())):
            pieces.append(" ")
        if piece:
            pieces.append(piece)
    return "".join(pieces).strip()
