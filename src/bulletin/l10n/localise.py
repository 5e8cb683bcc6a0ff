"""`localise`: an issue and catalogs → the edition of one locale. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bulletin.l10n.formatter import direction
from bulletin.l10n.gate import DRAFT_REFUSED
from bulletin.l10n.messages import counted_messages
from bulletin.l10n.showing import shown
from bulletin.model.edition import Edition, Words
from bulletin.model.issue import Issue
from bulletin.model.languages import same_language
from bulletin.model.newsletter import EditionPolicy, Newsletter

if TYPE_CHECKING:
    from bulletin.l10n.catalog import Catalog


def localise(
    issue: Issue,
    catalogs: Sequence[Catalog] = (),
    *,
    locale: str | None = None,
    policy: EditionPolicy | None = None,
    draft: bool = False,
) -> Edition:
    """Return the edition of `issue` in `locale`, a BCP 47 tag; by default in its source language.

    `catalogs` are those of the locale, then those it falls back to (`ko-KR`, `ko`); `policy` is by default the
    newsletter's own for the locale. In an edition every text is `Spans`, every value is formatted, and reader slots
    stay open. An article of which not every text is ready falls back as the policy says.

    A `draft` is for those who work on it: whatever text there is stands in its place, whoever wrote it and however the
    source has changed since, the source's where there is none; each text that is not reviewed is a `Draft`. It is
    refused always.
    Raises ContentError where a text cannot be read or names a value that its article does not declare.
    """
    locale = locale or issue.newsletter.locale
    foreign = any(article.locale or article.editions for article in issue.articles)
    if same_language(locale, issue.newsletter.locale) and not foreign:
        return _source_edition(issue, locale, draft=draft)
    from bulletin.l10n.editions import translated_edition  # the source edition needs none of it

    return translated_edition(issue, catalogs, locale, policy or policy_of(issue.newsletter, locale), draft=draft)


def _source_edition(issue: Issue, locale: str, *, draft: bool) -> Edition:
    """Return the edition in the language in which everything was written."""
    told, findings = shown(issue, locale)
    total = count_words(issue)
    return Edition(
        issue=told,
        source=issue,
        locale=locale,
        dir=direction(locale),
        words=Words(total=total, reviewed=total),
        draft=draft,
        refused=(DRAFT_REFUSED,) if draft else (),
        findings=tuple(dict.fromkeys(findings)),
        alternates=issue.newsletter.alternates(locale),
    )


def policy_of(newsletter: Newsletter, locale: str) -> EditionPolicy:
    """Return what an edition must fulfil: what the newsletter says of its locale, else the defaults."""
    return next((each for each in newsletter.editions if each.locale == locale), EditionPolicy(locale=locale))


def count_words(issue: Issue) -> int:
    """Return the number of words in all translatable texts of an issue, as its translations count them."""
    return sum(message.words for message in counted_messages(issue))
