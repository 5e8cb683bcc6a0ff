"""Korean particles: `{name}은(는)` in a translated text becomes 은 or 는 by the final sound of what stands before.

A pair is two forms of one particle, written as 은(는), 는(은), (은)는, (으)로 or 이라(라), without a space, in
half-width brackets, directly behind what it belongs to. Behind a space, a dash, a stroke, an opening mark or nothing it
is words about particles and stays as it is: "조사 은(는)의 쓰임". A pair that is meant to be read is written with a
space or with full-width brackets: 나이 (가), 나이（가）.
"""

from bulletin.l10n.particles.final import final_sound
from bulletin.l10n.particles.hangul import FinalSound
from bulletin.l10n.particles.pairs import Pair
from bulletin.l10n.particles.resolving import resolve
from bulletin.l10n.particles.slots import PairAfterSlot, pair_after_slot, particle_for
from bulletin.l10n.particles.spanning import resolve_spans

__all__ = [
    "FinalSound",
    "Pair",
    "PairAfterSlot",
    "final_sound",
    "pair_after_slot",
    "particle_for",
    "resolve",
    "resolve_spans",
]
