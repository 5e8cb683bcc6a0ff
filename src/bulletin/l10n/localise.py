"""`localise`: an issue → the edition of one locale. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bulletin.errors import ContentError
from bulletin.inline import Emphasis, Link, Span, Spans, Strong, Text, ValueRef, joined, plain, plain_text
from bulletin.inline.read import spans
from bulletin.l10n.formatter import Formatter, direction
from bulletin.model.edition import Edition, Words
from bulletin.model.issue import Article, Issue
from bulletin.model.marks import Form
from bulletin.model.newsletter import Newsletter
from bulletin.model.values import Listing, Phrase, Value
from bulletin.model.walk import Visit, map_text

_ITEM = "\ue000"
"""Stands for each item while a list is formatted (private use)."""


def localise(issue: Issue, *, locale: str | None = None) -> Edition:
    """Return the edition of `issue` in `locale`, a BCP 47 tag; by default, and so far only, its source language.

    In an edition every text is `Spans`, every value is formatted, and reader slots stay open.
    Raises ContentError where a text cannot be read or names a value that its article does not declare.
    """
    locale = locale or issue.newsletter.locale
    formatter = Formatter(locale)

    def change(text: str | Spans, visit: Visit) -> Spans:
        scope = _Scope(_values(visit), formatter, _called(visit))
        try:
            read = spans(text) if visit.mark.form is Form.INLINE else plain(text)
        except ContentError as problem:
            raise ContentError(f"{scope.called}: {problem}", fragment=problem.fragment) from problem
        return _filled(read, scope)

    localised = map_text(issue, change)
    total = count_words(issue)
    return Edition(
        issue=localised,
        source=issue,
        locale=locale,
        dir=direction(locale),
        words=Words(total=total, reviewed=total),
        alternates=tuple(each for each in (issue.newsletter.locale, *issue.newsletter.locales) if each != locale),
    )


def _values(visit: Visit) -> dict[str, Value]:
    """Return the values in scope: those of the article that the walk is in."""
    return {value.name: value for node in visit.trail if isinstance(node, Article) for value in node.values}


@dataclass(frozen=True, slots=True)
class _Scope:
    """What references mean where the walk stands."""

    values: Mapping[str, Value]
    formatter: Formatter
    called: str
    """The field, for errors."""
    within: tuple[str, ...] = ()
    """The values whose words are being filled in, outermost first."""


def _filled(read: Spans, scope: _Scope) -> Spans:
    """Return the spans with each reference replaced by its formatted value."""
    return joined(*(_fill(part, scope) for part in read.parts))


def _fill(part: Span, scope: _Scope) -> Span | Spans:
    match part:
        case ValueRef(name):
            return _value(name, scope)
        case Strong(inner):
            return Strong(_filled(Spans(inner), scope).parts)
        case Emphasis(inner):
            return Emphasis(_filled(Spans(inner), scope).parts)
        case Link(href, inner, title):
            return Link(_filled(plain(href), scope), _filled(Spans(inner), scope).parts, title=title)
    return part


def _value(name: str, scope: _Scope) -> Spans:
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
            return _filled(plain(text), inner)
        case Listing(list=items):
            return _listed([_filled(plain(item), inner) for item in items], scope.formatter)
        case value:
            return Spans((Text(_formatted(value, scope)),))


def _listed(items: Sequence[Spans], formatter: Formatter) -> Spans:
    """Join items as the language joins them; slots in them stay open."""
    before, *between = formatter.listing([_ITEM] * len(items)).split(_ITEM)
    return joined(before, *(piece for pair in zip(items, between, strict=True) for piece in pair))


def _formatted(value: Value, scope: _Scope) -> str:
    try:
        return scope.formatter.value(value)
    except (ArithmeticError, ValueError) as problem:
        advice = "expected one that can be written out, of at most 24 digits"
        raise ContentError(f"{scope.called}: the value `{value.name}` is {value}; {advice}") from problem


def _called(visit: Visit) -> str:
    """Name the field that the walk is in: `busan.headline`, `busan.quote.speaker`, `issue.subject`."""
    root = "issue"
    for node in visit.trail:
        if isinstance(node, Article | Newsletter):
            root = node.slug if isinstance(node, Article) else "newsletter"
    owner = visit.trail[-1]
    if isinstance(owner, Phrase | Listing):
        return f"{root}.values.{owner.name}"
    kind = getattr(owner, "kind", "")
    return ".".join(filter(None, [root, kind, visit.field]))


def count_words(issue: Issue) -> int:
    """Return the number of words in all translatable texts of an issue."""
    total = 0

    def count(text: str | Spans, visit: Visit) -> str | Spans:
        nonlocal total
        if visit.mark.form is not Form.ADDRESS:
            total += len(re.findall(r"\w+(?:['’-]\w+)*", text if isinstance(text, str) else plain_text(text)))
        return text

    map_text(issue, count)
    return total
