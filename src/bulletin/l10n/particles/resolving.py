"""`resolve`: each pair in a text becomes the particle that the word before it asks for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from bulletin.l10n.particles.brackets import CLOSING_QUOTES, matching_brackets
from bulletin.l10n.particles.final import NO_READINGS, sounds_at, word_at
from bulletin.l10n.particles.pairs import FoundPair, pairs_in
from bulletin.l10n.particles.preceding import word_end


@dataclass(frozen=True, slots=True)
class Choice:
    """What becomes of a pair."""

    found: FoundPair
    end: int
    """Where the word ends that stands before it."""
    particle: str | None
    """The form, or None where nobody can tell."""


def resolve(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a text with its pairs resolved, and the words whose final sound is not known, each once.

    A pair behind such a word stays as it is; so does one that stands behind nothing, with no word named. Values stand
    in the text already: behind a name in braces nobody can tell. A text in which something was resolved comes back in
    NFC, any other unchanged.

    >>> resolve("한국수자원공사(K-water)은(는) 120억을(를) Tidewater과(와) 나눕니다.")
    ('한국수자원공사(K-water)는 120억을 Tidewater과(와) 나눕니다.', ('Tidewater',))
    """
    if "(" not in text:
        return text, ()
    whole = unicodedata.normalize("NFC", text)
    chosen = choices(whole, matching_brackets(whole))
    pieces, position = [], 0
    for choice in chosen:
        if choice.particle is not None:
            pieces += [whole[position : choice.found.start], choice.particle]
            position = choice.found.end
    resolved = "".join([*pieces, whole[position:]]) if pieces else text
    return resolved, unknown_words(whole, chosen)


def choices(text: str, brackets: Mapping[int, int], own: Mapping[str, str] = NO_READINGS) -> list[Choice]:
    """Return what becomes of each pair of a text in NFC that stands behind a word; see `sounds_at` for `own`."""
    chosen = []
    for found in pairs_in(text):
        end = None if _is_quoted(text, found) else word_end(text, found.start, brackets)
        if end is not None:
            chosen.append(Choice(found, end, found.pair.particle(sounds_at(text, end, own))))
    return chosen


def unknown_words(text: str, chosen: list[Choice]) -> tuple[str, ...]:
    """Return the words before the pairs that are not resolved, each once, in order."""
    return tuple(dict.fromkeys(word_at(text, choice.end) for choice in chosen if choice.particle is None))


def _is_quoted(text: str, found: FoundPair) -> bool:
    """Tell whether a pair stands between two straight quotes: it is quoted, not used."""
    mark = text[found.start - 1 : found.start]
    return mark in CLOSING_QUOTES and text[found.end : found.end + 1] == mark
