"""The texts of an issue as localising asks for them: read once, for all editions of the issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from bulletin.findings import Place
from bulletin.inline import Spans
from bulletin.l10n.contexts import context_of, place_of
from bulletin.l10n.markup import message_text
from bulletin.l10n.readable import has_letters, readable
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.marks import Form
from bulletin.model.own_words import blocks_with_original, own_words
from bulletin.model.same import Same
from bulletin.model.walk import Visit, map_text


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """One text of an issue, and what is asked of it in every language."""

    context: str
    read: Spans
    """Its characters in NFC."""
    form: Form
    msgid: str
    """The text of its message."""
    asks: bool
    """Whether its translation is waited for: it has letters and is no address."""
    place: Place | None
    original: str
    """The language of somebody's own words of which it is a translation, BCP 47; empty: of none."""


@dataclass(frozen=True)
class SourceTexts:
    """The texts of one issue. What is asked once is remembered: the issue is a value and does not change."""

    issue: Issue
    _known: dict[tuple[object, ...], SourceText] = field(default_factory=dict)
    _within: dict[int, tuple[SourceText, ...]] = field(default_factory=dict)
    """By the identities of articles."""

    def of(self, text: str | Spans, visit: Visit) -> SourceText:
        """Return what a walk over the issue, over its `shell`, a head or an article, is at.

        Raises ContentError where the text cannot be read.
        """
        key = (*map(id, _in_article(visit.trail)), visit.field, visit.index)  # all of these live as long as the issue
        if (known := self._known.get(key)) is not None:
            return known
        read = readable(text, visit.mark.form)
        msgid = message_text(read)
        own = own_words(visit)
        self._known[key] = found = SourceText(
            context=context_of(visit),
            read=read,
            form=visit.mark.form,
            msgid=msgid,
            asks=visit.mark.form is not Form.ADDRESS and has_letters(msgid),
            place=place_of(visit),
            original=own[0] if own else "",
        )
        return found

    def within(self, article: Article) -> tuple[SourceText, ...]:
        """Return the texts of an article of the issue, in reading order. Raises ContentError where one cannot be read."""
        if (known := self._within.get(id(article))) is None:
            found: list[SourceText] = []

            def note(text: str | Spans, visit: Visit) -> str | Spans:
                found.append(self.of(text, visit))
                return text

            map_text(article, note)
            known = self._within[id(article)] = tuple(found)
        return known

    @cached_property
    def originals(self) -> frozenset[str]:
        """The languages of somebody's own words, BCP 47."""
        return frozenset(block.original.locale for block in blocks_with_original(self.issue) if block.original)

    @cached_property
    def shell(self) -> Issue:
        """The issue without its sections."""
        return replace(self.issue, sections=())

    @cached_property
    def heads(self) -> Mapping[int, Section]:
        """The sections without their articles, by the identity of the whole ones."""
        return {id(section): replace(section, articles=()) for section in self.issue.sections}


def _in_article(trail: tuple[object, ...]) -> tuple[object, ...]:
    """Return a trail from its article on: walks may begin with the issue, or with the article."""
    return next((trail[at:] for at, node in enumerate(trail) if isinstance(node, Article)), trail)


@lru_cache(maxsize=2)
def _texts_of(issue: Same[Issue]) -> SourceTexts:
    return SourceTexts(issue.value)


def source_texts(issue: Issue) -> SourceTexts:
    """Return the texts of an issue; for the same object the same, so that its editions share what was read."""
    return _texts_of(Same(issue))
