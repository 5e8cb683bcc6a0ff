"""What an engine made of the numbers, by value, and of the tags and names, by shape."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from bulletin.inline import Break, Code, Emphasis, Link, Slot, Span, Spans, Strong, Text, ValueRef
from bulletin.l10n.amounts import Amount, amounts, spelled, spells

_RANGE = re.compile(r"\s?(?:[–~-]|to|and)\s?[£€₩$]?")
_DECADE = re.compile(r"(?<!\d)\d\d(?P<short>[1-9]0)[’']?s\b")
"""The 1990s, which are the nineties to others: 90년대."""
_SMALL = 31
"""Days and months come as digits where a source names them: 6월."""

Shape = Counter[tuple[tuple[str, ...], bool]]


def numbers_fault(source: str, source_locale: str, target: str, target_locale: str) -> str:
    """Return what is wrong with the numbers of a translation; empty where each stands there by its value.

    >>> numbers_fault("worth £12bn", "en-GB", "120억 파운드 규모", "ko")
    ''
    >>> numbers_fault("worth £12bn", "en-GB", "vale 12 billones de libras", "es")
    'expected the number 12000000000, found 12000000000000'
    """
    found = list(amounts(target, target_locale))
    missing: list[frozenset[Decimal]] = []
    for value, values in _meant(source, source_locale):
        matching = [each for each in found if each.values & values]
        if matching:
            found.remove(next((each for each in matching if each.value == value), matching[0]))
        else:
            missing.append(values)
    in_words = spelled(target, target_locale)
    missing = [values for values in missing if not values & in_words]
    if missing:
        shown = ", ".join(_shown(each.value) for each in found) or "none"
        return f"expected the number {' or '.join(_shown(value) for value in sorted(missing[0]))}, found {shown}"
    return _added(found, source, source_locale)


def _meant(text: str, locale: str) -> list[tuple[Decimal, frozenset[Decimal]]]:
    """Return what each number of a text says and may mean: the 5 of "5–10 million" is five or five million."""
    found = amounts(text, locale)
    decades = {match.start(): frozenset({Decimal(match["short"])}) for match in _DECADE.finditer(text)}
    meant = [(each.value, each.values | decades.get(each.start, frozenset())) for each in found]
    for index, (each, following) in enumerate(pairwise(found)):
        if _RANGE.fullmatch(text[each.end : following.start]) and following.power and not each.power:
            meant[index] = each.value, each.values | {each.value.scaleb(following.power)}
    return meant


def _added(found: Iterable[Amount], source: str, locale: str) -> str:
    """Return a fault for a number that nothing in the source accounts for."""
    if not spells(locale):
        return ""
    known = spelled(source, locale).union(*(values for _, values in _meant(source, locale)))
    strange = [each.value for each in found if not each.values & known and each.value > _SMALL]
    return f"expected no other number than the source's, found {_shown(strange[0])}" if strange else ""


def _shown(value: Decimal) -> str:
    return f"{value.normalize():f}"


def shape(spans: Spans) -> Shape:
    """Return each element and name with those around it, and whether an element holds anything."""
    return Counter(_paths(spans.parts, ()))


def _paths(parts: tuple[Span, ...], around: tuple[str, ...]) -> list[tuple[tuple[str, ...], bool]]:
    paths: list[tuple[tuple[str, ...], bool]] = []
    for part in parts:
        if isinstance(part, Text):
            continue
        path = (*around, _name(part))
        inner: tuple[Span, ...] = getattr(part, "parts", ())
        paths.append((path, any(not isinstance(each, Text) or each.text.strip() for each in inner)))
        paths += _paths(inner, path)
    return paths


def _name(part: Span) -> str:
    match part:
        case Strong():
            return "<b>"
        case Emphasis():
            return "<i>"
        case Link(href):
            return f"<link{str(href).removeprefix('#')}>"
        case Break():
            return "<br/>"
        case Code(text):
            return f"<code>{text}"
        case ValueRef(name):
            return f"{{{name}}}"
        case Slot():
            return f"{{reader.{part.name}}}"
    return type(part).__name__


def shape_fault(source: Spans, target: Spans) -> str:
    """Return what is wrong with the tags and names of a translation; empty where they are the source's, as nested."""
    expected, found = shape(source), shape(target)
    if expected == found:
        return ""
    lost, added = sorted(expected - found), sorted(found - expected)
    shown = "/".join((lost or added)[0][0])
    return f"expected the source's tags and names, found {shown} {'lost, moved or empty' if lost else 'added'}"
