"""Pairs behind reader slots: which pair stands there, and which particle each reader's value asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bulletin.l10n.particles.final import final_sounds
from bulletin.l10n.particles.pairs import PAIRS, SPELLING, Pair

_BEHIND = re.compile(
    r"""(?P<between>(?:
        </?(?!br\b)[A-Za-z][^<>]{0,400}>          # tags of a message or of HTML
      | &(?:quot|apos|gt|\#0?39|\#34|\#x27|\#x22);  # closing quotes, escaped
      | [’”›»」』》〉>＞'"`.,!?…:;。、，！？：；™®©\u2060\u200b\u2068\u2069]
      | \([^()\ufffc]{0,200}\) | \[[^\[\]\ufffc]{0,200}\] | （[^（）\ufffc]{0,200}）
    )*?)"""
    rf"(?P<pair>{SPELLING})",
    re.VERBOSE,
)
"""U+FFFC stands for another slot: what a slot in brackets holds is said by nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAfterSlot:
    """A pair that waits for a reader's value: `{reader.name}’은(는) 부산` behind the slot."""

    between: str
    """What stands between the slot and the pair: quotes, tags, brackets. It stays."""
    pair: Pair
    rest: str
    """What stands behind the pair."""

    def particle(self, value: str) -> str:
        """Return the form behind what the slot shows; see `particle_for`."""
        return particle_for(value, self.pair)


def pair_after_slot(text: str) -> PairAfterSlot | None:
    """Return the pair that stands first behind a slot, or None.

    `text` is all that stands behind it: of a message, of plain text or of HTML. Where Hangul or a space comes first,
    as in ` 님은(는)`, no pair waits: `resolve_spans` has resolved it by 님.

    >>> pair_after_slot("</strong>은(는) 부산에").pair.written
    '은(는)'
    >>> pair_after_slot(" 님은 부산에") is None
    True
    """
    match = match_behind(text, 0)
    if match is None:
        return None
    return PairAfterSlot(between=match["between"], pair=PAIRS[match["pair"]], rest=text[match.end() :])


def match_behind(text: str, position: int) -> re.Match[str] | None:
    """Return the match of a pair that stands behind a slot which ends at `position`."""
    return _BEHIND.match(text, position)


def particle_for(value: str, pair: Pair) -> str:
    """Return the particle behind what a slot shows: the reader's value with its words around it, or the fallback.

    `value` is plain characters, not escaped. Where nobody can tell, as for a name in Latin letters, and where nothing
    is shown, both forms stay as the translator wrote them.

    >>> topic = pair_after_slot("은(는)").pair
    >>> [particle_for(value, topic) for value in ("하늘", "민지", "독자님", "Minji", "")]
    ['은', '는', '은', '은(는)', '은(는)']
    """
    return pair.particle(final_sounds(value)) or pair.written
