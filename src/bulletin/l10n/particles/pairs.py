"""Pairs: the two forms of a particle as a translator writes them, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bulletin.l10n.particles.hangul import FinalSound


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two forms of one particle: 은 behind a consonant, 는 behind a vowel."""

    written: str
    """As it stands in the text: 은(는), 는(은), (은)는."""
    consonant: str
    """The form behind a consonant: 은, 으로."""
    vowel: str
    """The form behind a vowel: 는, 로."""

    def form(self, sound: FinalSound) -> str:
        """Return the form behind a final sound: 로 behind ㄹ and behind a vowel, 으로 behind any other consonant.

        한글 맞춤법 제18항 and 표준국어대사전, 으로: 서울로, 부산으로, 제주로.
        """
        like_a_vowel = sound is FinalSound.RIEUL and self.consonant.startswith("으")
        return self.vowel if like_a_vowel or sound is FinalSound.VOWEL else self.consonant

    def particle(self, sounds: Iterable[FinalSound]) -> str | None:
        """Return the form behind any of these sounds, or None where they ask for different ones."""
        forms = {self.form(sound) for sound in sounds}
        return forms.pop() if len(forms) == 1 else None


@dataclass(frozen=True, slots=True)
class FoundPair:
    """A pair and where it stands."""

    start: int
    end: int
    pair: Pair


_ALTERNATING = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("아", "야"))
_BRACKET_FIRST = ("(은)는", "(는)은", "(이)가", "(을)를", "(를)을", "(과)와", "(와)과")
"""Not (가)이: that is item (가) with 이다, "정답은 (가)이다"; not (아)야 and (야)아: nobody writes them."""
_WITH_EU = ("로", "로서", "로써", "로부터")
_WITH_I = ("라", "나", "며", "란")
_WITH_I_IN_FRONT = ("다", "든", "랑", "고", "면", "자", "야", "여", "지만", "야말로")
"""Written only as (이)다: 고(이고) and 다(이다) may be the end of a noun with a gloss."""
_CONTRACTED = (("이었", "였"), ("이에요", "예요"))


def _spellings() -> Iterator[Pair]:
    for consonant, vowel in _ALTERNATING:
        for written in (
            f"{consonant}({vowel})",
            f"{vowel}({consonant})",
            f"({consonant}){vowel}",
            f"({vowel}){consonant}",
        ):
            if not written.startswith("(") or written in _BRACKET_FIRST:
                yield Pair(written=written, consonant=consonant, vowel=vowel)
    for first, stems in (("으", _WITH_EU), ("이", _WITH_I)):
        for stem in stems:
            for written in (f"({first}){stem}", f"{first}{stem}({stem})", f"{stem}({first}{stem})"):
                yield Pair(written=written, consonant=first + stem, vowel=stem)
    for stem in _WITH_I_IN_FRONT:
        yield Pair(written=f"(이){stem}", consonant=f"이{stem}", vowel=stem)
    for consonant, vowel in _CONTRACTED:
        yield Pair(written=f"{consonant}({vowel})", consonant=consonant, vowel=vowel)


PAIRS = {pair.written: pair for pair in sorted(_spellings(), key=lambda pair: -len(pair.written))}
"""Every spelling, the longest first."""


def _pattern(written: str) -> str:
    """Match a spelling, unless its bracket begins another: 국가(이)라 is 국가 with (이)라, not 국 with 가(이)."""
    bracket = written[written.index("(") :]
    tails = [other[len(bracket) :] for other in PAIRS if other.startswith(bracket) and other != bracket]
    unless = f"(?!{'|'.join(tails)})" if tails and not written.startswith("(") else ""
    return re.escape(written) + unless


SPELLING = "|".join(_pattern(written) for written in PAIRS)
"""The source of a pattern that matches any pair."""
_PAIR = re.compile(SPELLING)
_LONGEST = max(len(written) for written in PAIRS)


def pairs_in(text: str) -> Iterator[FoundPair]:
    """Yield the pairs of a text in NFC, in order.

    Pairs side by side, and a pair whose form would make another pair with what stands around it, are left out: which
    is meant nobody can tell, and a text that was resolved stays as it is.

    >>> [found.pair.written for found in pairs_in("부산은(는) 국가(이)라는 말을, 로(路) 관(과)")]
    ['은(는)', '(이)라']
    """
    found = [FoundPair(match.start(), match.end(), PAIRS[match[0]]) for match in _PAIR.finditer(text)]
    borders = [0, *(each.end for each in found)]
    starts = [*(each.start for each in found[1:]), -1]
    for each, end_before, start_behind in zip(found, borders, starts, strict=False):
        alone = each.end != start_behind and (end_before != each.start or each is found[0])
        if alone and not _makes_another(text, each):
            yield each


def _makes_another(text: str, found: FoundPair) -> bool:
    before = text[max(0, found.start - _LONGEST) : found.start]
    behind = text[found.end : found.end + _LONGEST]
    for form in (found.pair.consonant, found.pair.vowel):
        for match in _PAIR.finditer(before + form + behind):
            if match.end() > len(before) and match.start() < len(before) + len(form):
                return True
    return False
