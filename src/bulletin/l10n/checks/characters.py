"""Characters that nobody sees and that do harm: doubled spaces, zero widths, unpaired directions, decomposed letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bulletin.findings import Finding
from bulletin.l10n.checks.translated import Translated

_DOUBLE = re.compile(r"\S([ \u00a0]{2,})\S")
_ZERO_WIDTH = "\u200b\u2060\ufeff\u00ad\u180e"
_JOINERS = "\u200c\u200d"
_JOINING = (
    "ar",
    "fa",
    "ur",
    "ps",
    "ckb",
    "ug",
    "hi",
    "mr",
    "ne",
    "bn",
    "gu",
    "pa",
    "ta",
    "te",
    "kn",
    "ml",
    "si",
    "km",
    "my",
)
"""Languages whose spelling uses joiners (Unicode core specification §23.2)."""
_BREAKING = ("th", "lo", "km", "my", "bo")
"""Languages that are written without spaces, in which a zero-width space lets a line break."""
_OPENERS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
            "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip
"""Explicit embeddings, overrides and isolates → what ends them (UAX #9 §2)."""


def double_space(text: Translated) -> Iterator[Finding]:
    """Find two spaces in a row where the source has none."""
    if (match := _DOUBLE.search(text.after)) and not _DOUBLE.search(text.before):
        near = text.after[max(0, match.start() - 12) : match.end() + 12]
        yield text.finding("double-space", f"expected one space, found {len(match[1])} in “{near}”; delete the others")


def invisible_characters(text: Translated) -> Iterator[Finding]:
    """Find characters of no width that the language has no use for."""
    language = text.locale.split("-")[0]
    allowed = (_JOINERS if language in _JOINING else "") + ("\u200b" if language in _BREAKING else "")
    for at, character in enumerate(text.after):
        plain = character in _ZERO_WIDTH or (character in _JOINERS and not _joins_emoji(text.after, at))
        if plain and character not in allowed and character not in text.before:
            name = unicodedata.name(character, "a character of no width").lower()
            yield text.finding(
                "invisible-character", f"found U+{ord(character):04X} ({name}) behind “{text.after[max(0, at - 12):at]}”; "
                "it shows nothing and breaks searching: delete it",
            )  # fmt: skip
            return


def _joins_emoji(text: str, at: int) -> bool:
    """Tell whether a joiner stands between two pictures, which it makes one (UTS #51 §2.3)."""
    around = text[max(0, at - 2) : at + 2]
    return any(unicodedata.category(character) == "So" for character in around)


def unpaired_directions(text: Translated) -> Iterator[Finding]:
    """Find a control for direction that is not ended, or that ends nothing."""
    waiting: list[str] = []
    for character in text.after:
        if character in _OPENERS:
            waiting.append(_OPENERS[character])
        elif character in _OPENERS.values() and (not waiting or waiting.pop() != character):
            yield text.finding("unpaired-bidi", f"U+{ord(character):04X} ends nothing; delete it")
            return
    if waiting:
        yield text.finding(
            "unpaired-bidi",
            f"a control for direction is never ended; write U+{ord(waiting[-1]):04X} where its words end",
        )


def decomposed(text: Translated) -> Iterator[Finding]:
    """Find letters in pieces, as some tools write them: the particles and limits after them would be wrong."""
    if not unicodedata.is_normalized("NFC", text.entry.text):
        yield text.finding("nfc", "expected composed letters (Unicode NFC), found letters in pieces; save it composed")
