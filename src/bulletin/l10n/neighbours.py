"""Which entry stood where a message now stands: in the same context, between the same neighbours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Sequence
from typing import TypeVar

from bulletin.l10n.catalog import Entry
from bulletin.model.message import Message, MessageKey

_REFERENCE = re.compile(r"(.+):([0-9]+)")
T = TypeVar("T", Message, Entry)


def in_place(items: Sequence[T]) -> list[T]:
    """Return messages or entries by file and line, as `#:` references give them: other tools sort catalogs at will.

    Where one of them has no reference, they stay as they stand.
    """
    places = [_place(item.references) for item in items]
    if any(place is None for place in places):
        return list(items)
    return [items[at] for at in sorted(range(len(items)), key=lambda at: (places[at], at))]


def _place(references: Sequence[str]) -> tuple[str, int] | None:
    match = _REFERENCE.fullmatch(references[0]) if references else None
    return (match[1], int(match[2])) if match else None


def successors(
    wanted: Sequence[Message], entries: Sequence[Entry], kept: Collection[MessageKey]
) -> list[tuple[Message, Entry]]:
    """Pair each message that is new with the entry whose place it has taken, where only one of each can be meant.

    `kept` are the keys that messages and entries share. Two are neighbours of a place: the nearest kept one on
    either side. A context that only one message and one entry have needs no neighbours.
    """
    news = _by_place(in_place(wanted), kept)
    olds = _by_place(in_place(entries), kept)
    pairs = [(found[0], olds[place][0]) for place, found in news.items() if len(found) == len(olds.get(place, ())) == 1]
    met = {message.key for message, _ in pairs} | {entry.key for _, entry in pairs}
    new_counts = Counter(message.context for message in wanted)
    old_counts = Counter(entry.context for entry in entries)
    single = {entry.context: entry for entry in entries if old_counts[entry.context] == 1 and entry.key not in kept}
    for message in wanted:
        entry = single.get(message.context)
        unmet = message.key not in met and message.key not in kept
        if entry is not None and unmet and new_counts[message.context] == 1 and entry.key not in met:
            pairs.append((message, entry))
    return pairs


def rows(
    wanted: Sequence[Message], entries: Sequence[Entry], kept: Collection[MessageKey]
) -> list[tuple[Message, Entry]]:
    """Pair, in their order, several messages with as many entries between the same neighbours in the same context."""
    news = _by_place(in_place(wanted), kept)
    olds = _by_place(in_place(entries), kept)
    return [
        pair
        for place, found in news.items()
        if len(found) == len(olds.get(place, ()))
        for pair in zip(found, olds[place], strict=True)
    ]


def _by_place(items: Sequence[T], kept: Collection[MessageKey]) -> dict[Hashable, list[T]]:
    """Group what is not kept by context and the nearest kept neighbours."""
    following: list[MessageKey | None] = [None] * len(items)
    after: MessageKey | None = None
    for at in range(len(items) - 1, -1, -1):
        following[at] = after
        if items[at].key in kept:
            after = items[at].key
    groups: dict[Hashable, list[T]] = defaultdict(list)
    before: MessageKey | None = None
    for at, item in enumerate(items):
        if item.key in kept:
            before = item.key
        else:
            groups[item.context, before, following[at]].append(item)
    return groups
