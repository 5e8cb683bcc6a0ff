"""Numerals as Koreans say them: the last syllable of the Sino-Korean reading."""

from __future__ import annotations

_DIGITS = "영일이삼사오육칠팔구"
_TENS = "십백천"
_MYRIADS = "만억조경해자양구간정재극"
"""10⁴, 10⁸, 10¹² …"""
_ENGLISH = {"1": "원", "3": "스리", "6": "식스", "7": "세븐", "8": "에이트", "9": "나인"}
"""How a single digit behind letters may be said, where that ends otherwise than the Sino-Korean digit: MP3, F1."""


def last_syllable(digits: str) -> str:
    """Return the last syllable of a whole number, "" from 10⁵² on, which has no name.

    A number with zeros in front is said digit by digit, and so ends in its last digit.

    >>> [last_syllable(digits) for digits in ("0", "3", "10", "100", "1000", "10000", "100000", "1000000000000", "007")]
    ['영', '삼', '십', '백', '천', '만', '만', '조', '칠']
    """
    significant = digits.rstrip("0")
    zeros = len(digits) - len(significant)
    if not zeros or not significant.strip("0"):
        return _DIGITS[int(digits[-1])]
    if zeros <= len(_TENS):
        return _TENS[zeros - 1]
    return _MYRIADS[zeros // 4 - 1] if zeros // 4 <= len(_MYRIADS) else ""


def in_english(digit: str) -> str:
    """Return how a digit behind letters may end in English, "" where that makes no difference."""
    return _ENGLISH.get(digit, "")
