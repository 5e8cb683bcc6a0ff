"""What a draft edition shows of a text: whatever there is, and how far it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bulletin.findings import error
from bulletin.inline import Draft, Spans
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.gate import DRAFT_REFUSED
from bulletin.l10n.markup import message_text
from bulletin.l10n.readable import has_letters
from bulletin.l10n.states import State, state_of
from bulletin.l10n.translations import Translation, Translations
from bulletin.l10n.untrusted import spans_of
from bulletin.l10n.visible import shows, visible
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.model.marks import Form

UNREADABLE = "unreadable"
"""The state of a text that has a translation, none of whose entries can be read: the source is shown."""


def as_draft(edition: Edition) -> Edition:
    """Return an edition as a draft, which the gate refuses whatever its texts are."""
    return replace(edition, draft=True, refused=(DRAFT_REFUSED, *edition.refused))


def drafted(given: Translations, issue: Issue) -> DraftTranslations:
    """Return the catalogs of an edition as its draft reads them."""
    languages = {article.slug: article.locale for article in issue.articles if article.locale}
    return DraftTranslations(
        given.catalogs, given.policy, given.locale, language=issue.newsletter.locale, languages=languages
    )


@dataclass(slots=True)
class DraftTranslations(Translations):
    """Catalogs read for people at work: any text that can be read is used, and says how far it is.

    So nothing falls back but what has no text at all, and that stands there in the source's words.
    """

    language: str = ""
    """The newsletter's, BCP 47."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Those of the articles that have their own, by slug."""

    def of(self, context: str, source: Spans, form: Form, *, msgid: str = "") -> Translation:
        """Return what there is for a text, as `Draft` unless it is reviewed; a text without letters needs none."""
        found = Translations.of(self, context, source, form, msgid=msgid)
        if found.text is not None:
            return found if found.state is State.REVIEWED else _marked(found.text, found.state, kept=found.kept)
        if not has_letters(message_text(source)):
            return found
        filled = [(entry, catalog) for catalog in self.catalogs for entry in self._filled(catalog, context, source)]
        for entry, catalog in filled:
            text = self._readable(entry, catalog, source, form)
            if text is not None:
                state = state_of(entry)
                moved = self._with_addresses(context, text, entry.text)
                return _marked(moved, State.CHANGED if state is State.REVIEWED else state)
        language = self.languages.get(context.split(".", 1)[0], self.language)
        return _marked(source, UNREADABLE if filled else State.MISSING, language=language)

    def _filled(self, catalog: Catalog, context: str, source: Spans) -> tuple[Entry, ...]:
        entry = catalog.by_key.get((context, message_text(source)))
        return (entry,) if entry is not None and entry.filled else ()

    def _readable(self, entry: Entry, catalog: Catalog, source: Spans, form: Form) -> Spans | None:
        """Return an entry's text as spans, whatever its state; None, with what is wrong, where it cannot be read."""
        read = spans_of(entry.text, source, markup=form is Form.INLINE)
        if isinstance(read, Spans):
            return read if shows(visible(read.parts)) else None
        place = catalog.place(entry)
        self.findings += (error(fault.rule, f"{fault.text}; the source is shown meanwhile", place) for fault in read)
        return None


def _marked(text: Spans, state: str, *, language: str = "", kept: bool = False) -> Translation:
    """Return a text that says how far it is; `language` is that of a source's words."""
    marked = Spans((Draft(str(state), text.parts, language),))
    known = State.MISSING if language else State(state)
    return Translation(text=marked, state=known, kept=kept)
