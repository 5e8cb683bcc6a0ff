"""`localise`: an issue → the edition of one locale. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from bulletin.errors import ContentError
from bulletin.inline import Emphasis, Link, Span, Spans, Strong, Text, ValueRef, joined, plain, plain_text
from bulletin.inline.read import spans
from bulletin.l10n.formatter import Formatter, direction
from bulletin.model.edition import Edition, Words
from bulletin.model.issue import Article, Issue
from bulletin.model.marks import Form
from bulletin.model.values import Listing, Phrase, Value
from bulletin.model.walk import Visit, map_text


def localise(issue: Issue, *, locale: str | None = None) -> Edition:
    """Return the edition of `issue` in `locale`, a BCP 47 tag; by default, and so far only, its source language.

    In an edition every text is `Spans`, every value is formatted, and reader slots stay open.
    Raises ContentError where a text cannot be read or names a value that its article does not declare.
    """
    locale = locale or issue.newsletter.locale
    formatter = Formatter(locale)

    def change(text: str | Spans, visit: Visit) -> Spans:
        read = spans(text) if visit.mark.form is Form.INLINE else plain(text)
        return _filled(read, _values(visit), formatter, visit)

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


def _filled(read: Spans, values: dict[str, Value], formatter: Formatter, visit: Visit) -> Spans:
    """Return the spans with each reference replaced by its formatted value."""
    return joined(*(_fill(part, values, formatter, visit) for part in read.parts))


def _fill(part: Span, values: dict[str, Value], formatter: Formatter, visit: Visit) -> Span | Spans:
    match part:
        case ValueRef(name):
            if name not in values:
                known = ", ".join(sorted(values)) or "none"
                raise ContentError(
                    f"{_called(visit)}: no value `{name}` is declared (declared: {known}); "
                    f"declare it in the article's values, or write \\{{ for a brace"
                )
            return _formatted(values[name], formatter)
        case Strong(inner):
            return Strong(_filled(Spans(inner), values, formatter, visit).parts)
        case Emphasis(inner):
            return Emphasis(_filled(Spans(inner), values, formatter, visit).parts)
        case Link(href, inner, title):
            resolved = _filled(plain(href), values, formatter, visit)
            return Link(resolved, _filled(Spans(inner), values, formatter, visit).parts, title=title)
    return part


def _formatted(value: Value, formatter: Formatter) -> Spans:
    """Format a value; the words of phrases and lists may hold reader slots of their own."""
    if isinstance(value, Phrase):
        return plain(value.text)
    if isinstance(value, Listing):
        value = replace(value, list=tuple(plain_text(plain(item)) for item in value.list))
    return Spans((Text(formatter.value(value)),))


def _called(visit: Visit) -> str:
    slug = next((node.slug for node in visit.trail if isinstance(node, Article)), "issue")
    return f"{slug}.{visit.field}"


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
