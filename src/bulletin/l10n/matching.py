"""Texts that resemble each other: a shingle index names the candidates, RapidFuzz scores them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.fuzz import ratio

THRESHOLD = 70.0
"""Of 100. A score proposes; it never makes a translation publishable: "agreed" → "not agreed" scores 98."""
FEWEST_WORDS = 5
_CANDIDATES = 12
_COMMONEST = 60
"""A shingle that more texts share tells nothing."""
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]|[^\W\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]+")
"""A word; in scripts that write no spaces, a character."""
_TAG = re.compile(r"</?[a-z]+[0-9]*/?>")


@dataclass(frozen=True, slots=True)
class Match:
    """A pair of texts by their positions, and how alike they are."""

    new: int
    old: int
    score: float


def words(text: str) -> list[str]:
    """Return the words of a message in small letters, tags left out.

    >>> words("Worth <b>{fund}</b>, 釜山")
    ['worth', 'fund', '釜', '山']
    """
    return _WORD.findall(_TAG.sub(" ", text).casefold())


def similar(
    news: Sequence[str], olds: Sequence[str], *, nearer: Callable[[int, int], bool] | None = None
) -> list[Match]:
    """Pair texts of five words and more that score 70 and more, the likest first, each text once.

    Among equals the pairs that `nearer` tells of go first, then those that stand earlier.
    """
    index = _index(olds)
    found = [match for new, text in enumerate(news) for match in _matches(new, text, olds, index)]
    found.sort(key=lambda match: (-match.score, not (nearer and nearer(match.new, match.old)), match.new, match.old))
    pairs: list[Match] = []
    new_used: set[int] = set()
    old_used: set[int] = set()
    for match in found:
        if match.new not in new_used and match.old not in old_used:
            pairs.append(match)
            new_used.add(match.new)
            old_used.add(match.old)
    return pairs


def is_short(text: str) -> bool:
    """Tell whether a text has too few words for its likeness to tell anything."""
    return len(words(text)) < FEWEST_WORDS


def _shingles(text: str) -> set[str]:
    found = words(text)
    if is_short(text):
        return set()
    return {f"{first} {second}" for first, second in pairwise(found)} | set(found)


def _index(olds: Sequence[str]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for position, text in enumerate(olds):
        for shingle in _shingles(text):
            index.setdefault(shingle, []).append(position)
    return index


def _matches(new: int, text: str, olds: Sequence[str], index: dict[str, list[int]]) -> list[Match]:
    shared: Counter[int] = Counter()
    common: list[list[int]] = []
    for shingle in _shingles(text):
        holders = index.get(shingle, ())
        if len(holders) > _COMMONEST:
            common.append(list(holders))
        else:
            shared.update(holders)
    if not shared and common:
        shared.update(min(common, key=len)[: _COMMONEST * 4])
    scored = (
        Match(new, old, ratio(text, olds[old], score_cutoff=THRESHOLD))
        for old, _ in sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:_CANDIDATES]
    )
    return [match for match in scored if match.score]
