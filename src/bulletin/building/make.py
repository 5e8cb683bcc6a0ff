"""`make`: the edition of one locale, as files."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from bulletin.building.gallery import held
from bulletin.building.report import edition_record
from bulletin.building.task import Made, Shown, Task
from bulletin.findings import Finding
from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.checks.dates import date_findings
from bulletin.l10n.formatter import language_name
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import counted_messages
from bulletin.mail.sample import sample_message
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.model.languages import PSEUDO_LOCALES
from bulletin.model.same import Same
from bulletin.rendering.checks import mail_findings
from bulletin.rendering.render import render
from bulletin.rendering.theme import Theme

if TYPE_CHECKING:
    from bulletin.building.drafts import BuiltDraft
    from bulletin.l10n.catalog import Catalog


def make(task: Task, locale: str) -> Made:
    """Return an edition, with its draft beside it if it has one. Raises ContentError, RenderError, CatalogError."""
    catalogs = _catalogs(task, locale)
    edition = localise(task.issue, catalogs, locale=locale)
    beside = _draft_of(edition, catalogs, task.theme) if task.draft else None
    edition = replace(edition, findings=(*_of_catalogs(task.issue, catalogs, locale), *edition.findings))
    return _files_of(edition, task.theme, (*task.findings, *_of_dates(Same(task.issue))), beside)


def _of_catalogs(issue: Issue, catalogs: tuple[Catalog, ...], locale: str) -> tuple[Finding, ...]:
    """Return what there is to say where catalogs are older than the sources, whose messages localising has counted."""
    if not catalogs:
        return ()
    from bulletin.l10n.outdated import outdated  # the source edition has no catalogs

    return tuple(outdated(issue, counted_messages(issue), catalogs, locale))


@lru_cache(maxsize=2)
def _of_dates(issue: Same[Issue]) -> tuple[Finding, ...]:
    return tuple(date_findings(issue.value))


def _catalogs(task: Task, locale: str) -> tuple[Catalog, ...]:
    """Return the catalogs of a locale; a pseudo-locale has one that is made up on the spot."""
    if locale in PSEUDO_LOCALES:
        from bulletin.l10n.messages import messages  # no other edition needs these
        from bulletin.l10n.pseudo import pseudo_catalog

        return (pseudo_catalog(messages(task.issue), locale),)
    return read_catalogs(task.locales, locale, task.issue)


def _draft_of(edition: Edition, catalogs: tuple[Catalog, ...], theme: Theme) -> BuiltDraft | None:
    """Return what the edition would be with the texts that are not reviewed; of a source edition there is none."""
    from bulletin.building.drafts import built_draft, has_draft  # only `--draft` needs them

    return built_draft(edition, catalogs, theme) if has_draft(edition.source, edition.locale) else None


def _files_of(edition: Edition, theme: Theme, findings: tuple[Finding, ...], draft: BuiltDraft | None) -> Made:
    """Return an edition with its draft beside it, if it has one, as files."""
    locale = edition.locale
    mail = render(edition, theme)
    web = render(edition, theme, web=True)
    message = sample_message(mail, date=edition.issue.date)
    record = edition_record(
        edition, mail, message, (*findings, *edition.findings, *mail.findings, *mail_findings(mail, len(message)))
    )
    html, text = str(mail.html), str(mail.text)
    files = {
        f"{locale}/email.html": html.encode(),
        f"{locale}/email.txt": text.encode(),
        f"{locale}/email.eml": message,
        f"{locale}/index.html": str(web.html).encode(),
        f"{locale}/edition.json": (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode(),
    }
    files |= {f"{locale}/{calendar.name}": calendar.data for calendar in mail.calendars}
    files |= {f"assets/{picture.name}": picture.data for picture in (*mail.pictures, *web.pictures)}
    files |= draft.files if draft else {}
    shown = Shown(record=record, language=language_name(locale), mail=held(html, text), draft=draft)
    return Made(shown=shown, files=files, findings=findings)
