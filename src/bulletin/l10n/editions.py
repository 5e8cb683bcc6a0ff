"""Editions that need catalogs: what is ready is shown, what is not falls back, and the gate is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from bulletin.findings import Finding, warning
from bulletin.inline import Spans
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.contexts import address_context
from bulletin.l10n.counting import is_own, words_of
from bulletin.l10n.drafts import as_draft, drafted
from bulletin.l10n.formatter import direction
from bulletin.l10n.gate import refusals
from bulletin.l10n.glossary import readings_of
from bulletin.l10n.messages import counted_messages
from bulletin.l10n.reasons import Prospect, reasons
from bulletin.l10n.showing import shown
from bulletin.l10n.source_texts import SourceText, SourceTexts, source_texts
from bulletin.l10n.states import State
from bulletin.l10n.translations import Translation, Translations
from bulletin.model.edition import Edition, Fallback, Words
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.languages import same_language
from bulletin.model.marks import Form
from bulletin.model.message import Message, MessageKey
from bulletin.model.newsletter import EditionPolicy
from bulletin.model.own_words import in_own_words
from bulletin.model.walk import Visit, map_text

T = TypeVar("T")
_KEPT = "the source has changed since this was reviewed; its last translation is shown"


def translated_edition(
    issue: Issue, catalogs: Sequence[Catalog], locale: str, policy: EditionPolicy, *, draft: bool = False
) -> Edition:
    """Return the edition that the catalogs give under a policy, or its draft; see `localise`."""
    given = Translations(tuple(catalogs), policy, locale)
    sources = source_texts(issue)
    run = _Run(issue, locale, drafted(given, issue) if draft else given, policy, sources, readings_of(catalogs, "ko"))
    sections, fallbacks = run.sections()
    shell = run.shown(run.translated(sources.shell), locale)
    edition = Edition(
        issue=replace(shell, sections=sections),
        source=issue,
        locale=locale,
        dir=direction(locale),
        words=run.words(),
        fallbacks=fallbacks,
        machine=run.by_machine(sections) if policy.machine == "label" and not draft else (),
        findings=tuple(dict.fromkeys((*run.translations.findings, *run.findings))),
        alternates=issue.newsletter.alternates(locale),
    )
    missing = run.missing_fields()
    unusable = frozenset(name for name, key in missing.items() if run.translations.is_unusable(key))
    edition = replace(edition, refused=refusals(edition, policy, missing=frozenset(missing), unusable=unusable))
    return as_draft(edition) if draft else edition


@dataclass(slots=True)
class _Run:
    """The state of one localisation."""

    issue: Issue
    locale: str
    translations: Translations
    policy: EditionPolicy
    sources: SourceTexts
    readings: Mapping[str, str]
    """How the glossary says that names sound in Korean, for the particles behind them."""
    findings: list[Finding] = field(default_factory=list)

    # ---- articles ------------------------------------------------------------------------------------------

    def sections(self) -> tuple[tuple[Section, ...], tuple[Fallback, ...]]:
        """Return the sections with the articles of this edition, and what falls back."""
        sections: list[Section] = []
        fallbacks: list[Fallback] = []
        for section in self.issue.sections:
            articles: list[Article] = []
            for article in section.articles:
                if article.editions and not any(same_language(each, self.locale) for each in article.editions):
                    continue
                told, fallback = self.article(article)
                articles += [told] if told is not None else []
                fallbacks += [fallback] if fallback is not None else []
            head = self.shown(self.translated(self.sources.heads[id(section)]), self.locale)
            if articles or not section.articles:
                sections.append(replace(head, articles=tuple(articles)))
        return tuple(sections), tuple(fallbacks)

    def article(self, article: Article) -> tuple[Article | None, Fallback | None]:
        """Return an article as this edition shows it, and why it is not in the edition's language, if it is not."""
        written = article.locale or self.issue.newsletter.locale
        if same_language(written, self.locale):
            return replace(self.shown(article, self.locale), locale=""), None
        lacking = self.lacking(article)
        if not lacking or self.policy.not_ready == "mix":
            told = self.translated(article)
            if any(same_language(each, self.locale) for each in self.sources.originals):
                told = in_own_words(told, self.locale)
            told = replace(self.shown(told, self.locale), locale="")
            return told, self.fallback(article, lacking) if lacking else None
        if self.policy.not_ready == "drop":
            return None, self.fallback(article, lacking, dropped=True)
        return replace(self.shown(article, written), locale=written), self.fallback(article, lacking)

    def lacking(self, article: Article) -> dict[MessageKey, Translation]:
        """Return what there is for the texts of an article that are not ready, in reading order."""
        found: dict[MessageKey, Translation] = {}
        for source in self.sources.within(article):
            if source.asks and not self.in_own_words(source):
                translation = self.translation(source)
                if translation.text is None:
                    found[source.context, source.msgid] = translation
                elif translation.kept:
                    self.findings.append(warning("kept-translation", _KEPT, source.place))
        return found

    def fallback(self, article: Article, lacking: dict[MessageKey, Translation], *, dropped: bool = False) -> Fallback:
        """Say why an article is not shown in the edition's language."""
        texts = [
            self.prospect(message, lacking.get(message.key))
            for message in counted_messages(self.issue)
            if message.article == article.slug and not message.optional
            if message.key in lacking or not self.is_own(message)
        ]
        waiting = [each for each in texts if not each.shown]
        partly = "partly " if self.policy.not_ready == "mix" and len(waiting) < len(texts) else ""
        verb = "was left out" if dropped else f"is shown {partly}in its source language"
        return Fallback(article=article.slug, reason=f"{verb}: {reasons(texts, waiting)}")

    def prospect(self, message: Message, lacking: Translation | None) -> Prospect:
        """Return a text of an article that falls back, with what there is for it where it is the reason."""
        if lacking is None:
            return Prospect(message=message, state=self.state(message), shown=True)
        return Prospect(message=message, state=lacking.state, shown=False, unusable=lacking.unusable)

    def by_machine(self, sections: Sequence[Section]) -> tuple[str, ...]:
        """Return which articles of these show a machine's words, and `issue` where what stands in none does."""
        told = {article.slug for section in sections for article in section.articles if not article.locale} | {""}
        return tuple(
            dict.fromkeys(
                message.article or "issue"
                for message in counted_messages(self.issue)
                if message.article in told and message.words and not self.is_own(message)
                if message.shown_in(self.locale) and self.state(message) is State.MACHINE
            )
        )

    # ---- texts ---------------------------------------------------------------------------------------------

    def translated(self, node: T) -> T:
        """Return a tree in which every text that has a usable translation is that translation, values still open."""
        own = same_language(self.issue.newsletter.locale, self.locale)

        def change(text: str | Spans, visit: Visit) -> str | Spans:
            source = self.sources.of(text, visit)
            if self.in_own_words(source) or (own and not any(isinstance(each, Article) for each in visit.trail)):
                return text
            if source.form is Form.ADDRESS:
                return self.translations.address(address_context(source.context), source.read)
            return self.translation(source).text or text

        return map_text(node, change)

    def translation(self, source: SourceText) -> Translation:
        """Return what the catalogs have for a text."""
        return self.translations.of(source.context, source.read, source.form, msgid=source.msgid)

    def in_own_words(self, source: SourceText) -> bool:
        """Tell whether this edition shows somebody's own words in the place of a text."""
        return bool(source.original) and same_language(source.original, self.locale)

    def shown(self, node: T, language: str) -> T:
        """Return a tree in which every text is read, its values written as `language` writes them."""
        done, findings = shown(node, language, self.readings)
        self.findings += findings
        return done

    # ---- counting ------------------------------------------------------------------------------------------

    def is_own(self, message: Message) -> bool:
        """Tell whether a text, or what it is a translation of, is written in the edition's language."""
        return is_own(message, self.locale, self.issue.newsletter.locale)

    def words(self) -> Words:
        """Return how many words of the edition stand in which state."""
        return words_of(counted_messages(self.issue), self.locale, self.issue.newsletter.locale, self.state)

    def state(self, message: Message) -> State:
        """Return the state of a message's translation; one that cannot be used has changed, or is missing."""
        return self.translations.state(message.key)

    def missing_fields(self) -> dict[str, MessageKey]:
        """Return which of the issue's own fields have no usable translation: `subject`, `preheader`, `title`."""
        return {
            message.context.removeprefix("issue."): message.key
            for message in counted_messages(self.issue)
            if message.context.startswith("issue.") and message.words
            if not self.is_own(message) and self.state(message) is not State.REVIEWED
        }
