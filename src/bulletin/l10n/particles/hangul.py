"""The final sound of a Hangul character."""

from __future__ import annotations

from enum import StrEnum

_FIRST, _LAST = "가", "힣"
_FINALS = 28
"""Syllables stand in the code chart by initial, vowel and final: 28 of each vowel, the first without a final
(The Unicode Standard, section 3.12)."""
_RIEUL = 8
"""The place of ㄹ among the finals."""


class FinalSound(StrEnum):
    """What a particle hears of the word before it."""

    VOWEL = "vowel"
    RIEUL = "rieul"
    """ㄹ: a consonant to every particle but (으)로, which takes it for a vowel."""
    CONSONANT = "consonant"


def is_hangul(character: str) -> bool:
    """Tell whether a character is a syllable or a single letter (자모) of Hangul."""
    return _FIRST <= character <= _LAST or "ㄱ" <= character <= "ㆎ"


def sound_of(character: str) -> FinalSound | None:
    """Return the final sound of a syllable, or of the name of a single letter: ㄹ is 리을. None for what is no Hangul.

    >>> sound_of("항"), sound_of("을"), sound_of("시"), sound_of("ㅋ")
    (<FinalSound.CONSONANT: 'consonant'>, <FinalSound.RIEUL: 'rieul'>, <FinalSound.VOWEL: 'vowel'>,
     <FinalSound.CONSONANT: 'consonant'>)
    """
    if _FIRST <= character <= _LAST:
        final = (ord(character) - ord(_FIRST)) % _FINALS
        return _SOUNDS.get(final, FinalSound.CONSONANT)
    if character == "ㄹ":
        return FinalSound.RIEUL
    if "ㄱ" <= character <= "ㅎ":
        return FinalSound.CONSONANT
    return FinalSound.VOWEL if "ㅏ" <= character <= "ㅣ" else None


_SOUNDS = {0: FinalSound.VOWEL, _RIEUL: FinalSound.RIEUL}
