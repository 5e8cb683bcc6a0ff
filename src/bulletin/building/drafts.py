"""Drafts as files: `draft.html` and `draft.txt` beside the edition that they may become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bulletin.building.gallery import held
from bulletin.building.report import finding_record
from bulletin.building.task import Held
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.localise import localise
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.model.languages import same_language
from bulletin.rendering.drafts import survey
from bulletin.rendering.render import render
from bulletin.rendering.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltDraft:
    """The draft of one edition, as it is written."""

    record: dict[str, Any]
    """What `build --json` says of it."""
    mail: Held
    files: dict[str, bytes]
    """By their paths in the build folder, with all its pictures: an edition that drops an article shows fewer. None is a
    message: a draft is never sent."""


def has_draft(issue: Issue, locale: str) -> bool:
    """Tell whether an edition has a draft: one that people translate."""
    newsletter = issue.newsletter
    return locale in newsletter.locales and not same_language(locale, newsletter.locale)


def built_draft(edition: Edition, catalogs: Sequence[Catalog], theme: Theme) -> BuiltDraft:
    """Return the draft of an edition as files. Of its findings those are told that the edition's own are not."""
    draft = localise(edition.source, catalogs, locale=edition.locale, draft=True)
    mail = render(draft, theme)
    findings = [each for each in draft.findings if each not in edition.findings]
    record: dict[str, Any] = {
        "locale": draft.locale,
        "html": f"{draft.locale}/draft.html",
        "text": f"{draft.locale}/draft.txt",
        "texts": dict(survey(draft).counts),
        "findings": [finding_record(finding) for finding in findings],
    }
    html, text = str(mail.html), str(mail.text)
    files = {f"assets/{picture.name}": picture.data for picture in mail.pictures}
    files |= {record["html"]: html.encode(), record["text"]: text.encode()}
    return BuiltDraft(record=record, mail=held(html, text), files=files)
