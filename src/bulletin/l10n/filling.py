"""References to values → what they mean, in texts that have been read. Reader slots stay open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bulletin.errors import ContentError
from bulletin.inline import (
    Draft,
    Emphasis,
    Link,
    Slot,
    Span,
    Spans,
    Strong,
    Text,
    ValueRef,
    joined,
    plain,
    plain_text,
)
from bulletin.inline.bidi import isolated
from bulletin.l10n.formatter import Formatter, direction
from bulletin.model.values import Listing, Phrase, Value

_ITEM = "\ue000"
"""Stands on both sides of each item while a list is formatted (private use): its words may decide the "and"."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What references mean where the walk stands."""

    values: Mapping[str, Value]
    formatter: Formatter
    called: str
    """The field, for errors."""
    within: tuple[str, ...] = ()
    """The values whose words are being filled in, outermost first."""
    isolating: bool = True
    """Whether values that could flow the other way are set apart; an address is one run of characters."""


def filled(read: Spans, scope: Scope) -> Spans:
    """Return the spans with each reference replaced by its formatted value.

    Raises ContentError for a value that is not declared, that is made of itself or cannot be written out.
    """
    return joined(*(_fill(part, scope) for part in read.parts))


def _fill(part: Span, scope: Scope) -> Span | Spans:
    match part:
        case ValueRef(name):
            return _value(name, scope)
        case Slot():
            return _apart(Spans((part,)), scope)
        case Strong(inner):
            return Strong(filled(Spans(inner), scope).parts)
        case Emphasis(inner):
            return Emphasis(filled(Spans(inner), scope).parts)
        case Draft(_, inner, language):
            own = replace(scope, formatter=Formatter(language)) if language else scope
            return replace(part, parts=filled(Spans(inner), own).parts)
        case Link(href, inner, title):
            return Link(
                filled(plain(href), replace(scope, isolating=False)), filled(Spans(inner), scope).parts, title=title
            )
    return part


def _apart(told: Spans, scope: Scope) -> Spans:
    return isolated(told, direction(scope.formatter.locale)) if scope.isolating else told


def _value(name: str, scope: Scope) -> Spans:
    """Return a value as it is written; the words of phrases and lists may hold values and slots of their own."""
    if name not in scope.values:
        known = ", ".join(sorted(scope.values)) or "none"
        raise ContentError(
            f"{scope.called}: no value `{name}` is declared (declared: {known}); "
            f"declare it in the article's values, or write \\{{ for a brace"
        )
    if name in scope.within:
        way = " → ".join((*scope.within, name))
        raise ContentError(f"{scope.called}: the value `{name}` is made of itself ({way}); write its words out")
    inner = replace(scope, within=(*scope.within, name))
    match scope.values[name]:
        case Phrase(text=text):
            return _apart(filled(plain(text), inner), scope)
        case Listing(list=items):
            return _listed([_apart(filled(plain(item), inner), scope) for item in items], scope.formatter)
        case value:
            return _apart(Spans((Text(_formatted(value, scope)),)), scope)


def _listed(items: Sequence[Spans], formatter: Formatter) -> Spans:
    """Join items as the language joins them; slots in them stay open."""
    words = [plain_text(item).replace(_ITEM, "") for item in items]
    before, *between = formatter.listing([f"{_ITEM}{word}{_ITEM}" for word in words]).split(_ITEM)[::2]
    return joined(before, *(piece for pair in zip(items, between, strict=True) for piece in pair))


def _formatted(value: Value, scope: Scope) -> str:
    try:
        return scope.formatter.value(value)
    except (ArithmeticError, ValueError) as problem:
        advice = "expected one that can be written out, of at most 24 digits"
        raise ContentError(f"{scope.called}: the value `{value.name}` is {value}; {advice}") from problem
