"""Which `*` may open or close emphasis beside Chinese, Japanese and Korean text.

CommonMark asks for white space or punctuation where these scripts have neither, so that `**부산광역시(釜山)**는` stays
literal (commonmark-spec #650). The rule here is the amendment proposed there: punctuation blocks a delimiter run
only if it is not CJK punctuation, and a CJK character beside the run counts as white space would.
"""

import unicodedata
from functools import lru_cache

_SYMBOLS = ((0x2190, 0x2BFF), (0x1F000, 0x1FAFF))
"""Arrows to miscellaneous symbols, and the emoji planes: wide, yet not CJK."""
_HANGUL = ((0x1100, 0x11FF), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
"""All Hangul, the narrow medial and final letters of decomposed text among it."""


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(first <= code <= last for first, last in ranges)


@lru_cache(maxsize=4096)
def is_cjk(character: str) -> bool:
    """Tell whether a character belongs to CJK writing: its width says so (UAX #11), or it is Hangul."""
    code = ord(character)
    if _within(code, _HANGUL):
        return True
    return unicodedata.east_asian_width(character) in "WFH" and not _within(code, _SYMBOLS)


def is_punctuation(character: str) -> bool:
    """Tell whether a character is Unicode punctuation as CommonMark 0.31 has it: categories P and S."""
    return bool(character) and unicodedata.category(character)[0] in "PS"


@lru_cache(maxsize=4096)
def _is_blocking_punctuation(character: str) -> bool:
    return is_punctuation(character) and not is_cjk(character)


def _is_space(character: str) -> bool:
    return not character or character.isspace()


def flanks(inside: str, outside: str) -> bool:
    """Tell whether a delimiter run flanks the text on its `inside`, seen from its `outside`.

    Both are one character, or empty at the end of the text. CommonMark 0.31 §6.2 with the amendment: not followed
    by white space, and either not by (non-CJK) punctuation, or preceded by white space, punctuation or CJK.

    >>> flanks(")", "는")
    True
    >>> flanks(")", "s")
    False
    """
    if _is_space(inside):
        return False
    if not _is_blocking_punctuation(inside):
        return True
    return _is_space(outside) or _is_blocking_punctuation(outside) or is_cjk(outside)
