"""A tree of nouns as one language shows it: texts read, values written, particles fitted."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from bulletin.errors import ContentError
from bulletin.findings import Finding, warning
from bulletin.inline import Draft, Spans, plain
from bulletin.inline.bidi import isolated_whole
from bulletin.inline.read import spans
from bulletin.l10n.contexts import place_of
from bulletin.l10n.filling import Scope, filled
from bulletin.l10n.formatter import Formatter, direction
from bulletin.model.issue import Article
from bulletin.model.languages import same_language
from bulletin.model.marks import Form
from bulletin.model.newsletter import Newsletter
from bulletin.model.values import Listing, Phrase, Value
from bulletin.model.walk import Visit, map_text

T = TypeVar("T")
NOTHING: Mapping[str, str] = MappingProxyType({})


_ALONE = ("alt", "preheader", "subject")
"""Fields that are shown with nothing round them, by a program that knows how to set each in its own direction."""


def shown(node: T, language: str, readings: Mapping[str, str] = NOTHING) -> tuple[T, list[Finding]]:
    """Return a tree in which every text is `Spans`, its values written as `language` writes them, and what was found.

    `readings` are how the newsletter's own names are said in Korean, written → Hangul.
    Raises ContentError where a text cannot be read or names a value that its article does not declare.
    """
    formatter = Formatter(language)
    korean = same_language(language, "ko")
    flow = direction(language)
    findings: list[Finding] = []

    def change(text: str | Spans, visit: Visit) -> Spans:
        isolating = visit.mark.form is not Form.ADDRESS
        try:
            read = spans(text) if visit.mark.form is Form.INLINE else plain(text)
        except ContentError as problem:
            raise ContentError(f"{_called(visit)}: {problem}", fragment=problem.fragment) from problem
        done = read
        if read.only_text is None:  # else there is nothing to fill in
            done = filled(read, Scope(_values(visit), formatter, _called(visit), isolating=isolating))
        done = isolated_whole(done, flow) if isolating and visit.field not in _ALONE else done
        return _with_particles(done, visit, findings, readings) if korean or _korean_source(read) else done

    return map_text(node, change), findings


def _korean_source(read: Spans) -> bool:
    """Tell whether a draft in another language shows a text in its source's words, and these are Korean."""
    return any(isinstance(part, Draft) and same_language(part.language or "und", "ko") for part in read.parts)


def _with_particles(text: Spans, visit: Visit, findings: list[Finding], readings: Mapping[str, str]) -> Spans:
    """Return a Korean text whose particles fit what stands before them."""
    from bulletin.l10n.particles import resolve_spans  # tables that other languages need not load

    resolved, unknown = resolve_spans(text, readings)
    for word in unknown:
        said = f"how {word!r} ends is not known; write the particle that fits, or `reading.ko` in the glossary"
        findings.append(warning("particle", said, place_of(visit)))
    return resolved


def _values(visit: Visit) -> dict[str, Value]:
    """Return the values in scope: those of the article that the walk is in."""
    return {value.name: value for node in visit.trail if isinstance(node, Article) for value in node.values}


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
