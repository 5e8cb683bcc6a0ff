"""`resolve_spans`: particles in inline text, across the borders of its spans."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bulletin.inline import (
    Break,
    Code,
    Draft,
    Emphasis,
    Isolated,
    Link,
    Slot,
    Span,
    Spans,
    Strong,
    Text,
    ValueRef,
    joined,
)
from bulletin.l10n.particles.brackets import matching_brackets
from bulletin.l10n.particles.final import NO_READINGS, final_sounds, word_at
from bulletin.l10n.particles.resolving import Choice, choices
from bulletin.l10n.particles.slots import match_behind

_PLACE = "\ufffc"
"""OBJECT REPLACEMENT CHARACTER: where a slot or an open value stands."""


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A span without spans in it, and where its characters stand in the whole."""

    span: Span
    start: int
    text: str


def resolve_spans(spans: Spans, own: Mapping[str, str] = NO_READINGS) -> tuple[Spans, tuple[str, ...]]:
    """Return inline text with its pairs resolved, and the words whose final sound is not known, each once.

    What stands before a pair may be bold, a link, code or a formatted value; a pair in code is code. A pair behind a
    reader slot stays for `pair_after_slot`, and one behind a value that is still open stays too. A slot is named
    among the unknown words where its fallback is not known, is empty, or stands in brackets with another slot.
    `own` are the newsletter's readings, written → Hangul.

    >>> read = joined(Strong((Text("부산항"),)), "은(는) ", Slot(name="name", fallback="독자"), "을(를) 부릅니다")
    >>> resolved, unknown = resolve_spans(read)
    >>> resolved.parts[1], resolved.parts[3], unknown
    (Text(text='은 '), Text(text='을(를) 부릅니다'), ())
    """
    leaves = list(_leaves(spans.parts))
    whole = "".join(leaf.text for leaf in leaves)
    chosen = _in_their_leaves(choices(whole, matching_brackets(whole), own), leaves) if "(" in whole else {}
    places = {leaf.start: leaf.span for leaf in leaves if isinstance(leaf.span, Slot | ValueRef)}
    unknown = dict.fromkeys(
        word for group in chosen.values() for choice in group for word in _unknown(whole, choice, places)
    )
    if not any(choice.particle for group in chosen.values() for choice in group):
        return spans, tuple(unknown)
    resolved = (_with_particles(leaf, chosen.get(index, ())) for index, leaf in enumerate(leaves))
    return _rebuilt(spans.parts, resolved), tuple(unknown)


def _leaves(parts: Sequence[Span]) -> Iterator[_Leaf]:
    position = 0
    for span in _flat(parts):
        text = _characters(span)
        yield _Leaf(span, position, text)
        position += len(text)


def _flat(parts: Sequence[Span]) -> Iterator[Span]:
    for span in parts:
        if isinstance(span, Strong | Emphasis | Link | Draft | Isolated):
            yield from _flat(span.parts)
        else:
            yield span


def _characters(span: Span) -> str:
    match span:
        case Text(text) | Code(text):
            return unicodedata.normalize("NFC", text)
        case Break():
            return "\n"
    return _PLACE


def _in_their_leaves(chosen: Sequence[Choice], leaves: Sequence[_Leaf]) -> dict[int, list[Choice]]:
    """Return the choices by the number of their leaf: those whose pair stands whole in one text, not in code."""
    starts = [leaf.start for leaf in leaves]
    groups: dict[int, list[Choice]] = {}
    for choice in chosen:
        index = bisect_right(starts, choice.found.start) - 1
        leaf = leaves[index]
        if isinstance(leaf.span, Text) and choice.found.end <= leaf.start + len(leaf.text):
            groups.setdefault(index, []).append(choice)
    return groups


def _unknown(whole: str, choice: Choice, places: Mapping[int, Span]) -> Iterator[str]:
    """Yield what is not known about a pair: the word before it; of a slot, how its fallback ends."""
    place = places.get(choice.end - 1)
    if isinstance(place, Slot):
        behind = match_behind(whole, choice.end)
        reached = behind is not None and behind.start("pair") == choice.found.start
        if not reached or choice.found.pair.particle(final_sounds(place.fallback)) is None:
            yield place.fallback if reached and place.fallback else f"{{reader.{place.name}}}"
    elif place is None and choice.particle is None:
        yield word_at(whole, choice.end)


def _with_particles(leaf: _Leaf, chosen: Sequence[Choice]) -> Span:
    """Return a leaf with its pairs resolved."""
    pieces, position = [], 0
    for choice in chosen:
        if choice.particle is not None:
            pieces += [leaf.text[position : choice.found.start - leaf.start], choice.particle]
            position = choice.found.end - leaf.start
    return Text("".join([*pieces, leaf.text[position:]])) if pieces else leaf.span


def _rebuilt(parts: Sequence[Span], leaves: Iterator[Span]) -> Spans:
    """Return the tree with these leaves in place of its own."""
    return joined(*(_with_leaves(span, leaves) for span in parts))


def _with_leaves(span: Span, leaves: Iterator[Span]) -> Span:
    match span:
        case Strong(inner):
            return Strong(_rebuilt(inner, leaves).parts)
        case Emphasis(inner):
            return Emphasis(_rebuilt(inner, leaves).parts)
        case Draft(parts=inner) | Isolated(inner):
            return replace(span, parts=_rebuilt(inner, leaves).parts)
        case Link(href, inner, title):
            return Link(href, _rebuilt(inner, leaves).parts, title=title)
    return next(leaves)
