"""`build_issue`: every edition of an issue as files, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.building.gallery import Shown, gallery_page
from bulletin.building.report import edition_record
from bulletin.building.writing import write_tree
from bulletin.errors import ConfigError, RenderError, raise_for
from bulletin.findings import Finding
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.checks.dates import date_findings
from bulletin.l10n.locales import PSEUDO_LOCALES
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.l10n.pseudo import pseudo_catalog
from bulletin.mail.sample import sample_message
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.project import Project
from bulletin.rendering.checks import mail_findings
from bulletin.rendering.render import render
from bulletin.rendering.theme import Theme


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build has made."""

    issue: Issue
    out: Path
    """The folder `DIR/<issue>/`."""
    editions: tuple[dict[str, Any], ...]
    """The `edition.json` of each, in the order of the newsletter's locales."""
    findings: tuple[Finding, ...]
    """What a careful editor would act on in the source."""


def project_theme(project: Project) -> Theme:
    """Return the theme of a newsletter's folder, with its own templates and its brand."""
    newsletter = project.newsletter
    return Theme.named(newsletter.theme, templates=project.templates, brand=dict(newsletter.brand))


def build_issue(
    project: Project,
    issue: str,
    *,
    out: Path,
    locales: tuple[str, ...] = (),
    progress: Callable[[str], None] | None = None,
) -> Build:
    """Build the editions of an issue (an id or a path) into `out/<issue>/`.

    All editions are made before the first file is written, so that a fault leaves the folder as it was.
    `progress` is called with each locale before its edition is made. Raises ContentError, RenderError, ConfigError.
    """
    read = project.read(issue)
    theme = project_theme(project)
    wanted = _wanted(read.issue, locales)
    findings = (*read.findings, *date_findings(read.issue))
    if project.templates.is_dir():
        from bulletin.rendering.lint import lint_templates  # the built-in themes are linted by their tests

        raise_for(lint_templates(theme, project.kinds), error=RenderError)
    files: dict[str, bytes] = {}
    records: list[dict[str, Any]] = []
    shown: list[Shown] = []
    for locale in wanted:
        if progress:
            progress(locale)
        catalogs = _catalogs(project, locale, read.issue)
        made, record = _edition_files(localise(read.issue, catalogs, locale=locale), theme, findings)
        files |= made
        records.append(record)
        shown.append(
            Shown(record=record, html=made[f"{locale}/email.html"].decode(), text=made[f"{locale}/email.txt"].decode())
        )
    files["gallery.html"] = gallery_page(read.issue, shown).encode()
    folder = out / read.issue.id
    write_tree(folder, files, owned=(*wanted, *(("assets",) if not locales else ())))
    return Build(issue=read.issue, out=folder, editions=tuple(records), findings=findings)


def _wanted(issue: Issue, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Return the locales to build: those asked for, or all that there are."""
    known = (issue.newsletter.locale, *issue.newsletter.locales, *(each for each in PSEUDO_LOCALES if each in locales))
    unknown = [locale for locale in locales if locale not in known]
    if unknown:
        raise ConfigError(
            f"expected one of the editions {', '.join(known)}, found {unknown[0]!r}; add it to `locales` in bulletin.toml"
        )
    return tuple(locale for locale in known if not locales or locale in locales)


def _catalogs(project: Project, locale: str, issue: Issue) -> tuple[Catalog, ...]:
    """Return the catalogs of a locale; a pseudo-locale has one that is made up on the spot."""
    if locale in PSEUDO_LOCALES:
        return (pseudo_catalog(messages(issue), locale),)
    return read_catalogs(project.locales, locale, issue)


def _edition_files(
    edition: Edition, theme: Theme, findings: tuple[Finding, ...]
) -> tuple[dict[str, bytes], dict[str, Any]]:
    """Return the files of one edition by their paths, and its record."""
    locale = edition.locale
    mail = render(edition, theme)
    web = render(edition, theme, web=True)
    message = sample_message(mail, date=edition.issue.date)
    record = edition_record(
        edition, mail, message, (*findings, *edition.findings, *mail.findings, *mail_findings(mail, len(message)))
    )
    files = {
        f"{locale}/email.html": str(mail.html).encode(),
        f"{locale}/email.txt": str(mail.text).encode(),
        f"{locale}/email.eml": message,
        f"{locale}/index.html": str(web.html).encode(),
        f"{locale}/edition.json": (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode(),
    }
    files |= {f"{locale}/{calendar.name}": calendar.data for calendar in mail.calendars}
    files |= {f"assets/{picture.name}": picture.data for picture in (*mail.pictures, *web.pictures)}
    return files, record
