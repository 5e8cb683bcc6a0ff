"""`build_issue`: every edition of an issue as files, the same bytes each time."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.building.gallery import Shown, gallery_page
from bulletin.building.report import edition_record
from bulletin.building.side_by_side import side_by_side
from bulletin.building.writing import write_tree
from bulletin.errors import ConfigError, RenderError, raise_for
from bulletin.findings import Finding
from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.checks.dates import date_findings
from bulletin.l10n.localise import localise
from bulletin.mail.sample import sample_message
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.model.languages import PSEUDO_LOCALES
from bulletin.project import Project
from bulletin.rendering.checks import mail_findings
from bulletin.rendering.render import render
from bulletin.rendering.theme import Theme

if TYPE_CHECKING:
    from bulletin.building.drafts import BuiltDraft
    from bulletin.l10n.catalog import Catalog


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
    drafts: tuple[dict[str, Any], ...] = ()
    """Of each draft: its locale, where it is in `out`, how many texts are in which state."""


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
    draft: bool = False,
    progress: Callable[[str], None] | None = None,
    processes: int = 1,
) -> Build:
    """Build the editions of an issue (an id or a path) into `out/<issue>/`, and with `draft` beside each its draft.

    All editions are made before the first file is written, so that a fault leaves the folder as it was.
    `progress` is called with each locale before its edition is made, in whichever of the `processes` makes it (see
    `side_by_side.cores`). Raises ContentError, RenderError, ConfigError.
    """
    read = project.read(issue)
    theme = project_theme(project)
    wanted = _wanted(read.issue, locales)
    findings = (*read.findings, *date_findings(read.issue))
    if project.templates.is_dir():
        from bulletin.rendering.lint import lint_templates  # the built-in themes are linted by their tests

        raise_for(lint_templates(theme, project.kinds), error=RenderError)

    def make(locale: str) -> _Made:
        if progress:
            progress(locale)
        catalogs = _catalogs(project, locale, read.issue)
        edition = localise(read.issue, catalogs, locale=locale)
        beside = _draft_of(edition, catalogs, theme) if draft else None
        return _files_of(edition, theme, findings, beside)

    made = side_by_side(make, wanted, processes=processes)
    shown = [each.shown for each in made]
    files = {name: data for each in made for name, data in each.files.items()}
    files["gallery.html"] = gallery_page(read.issue, shown).encode()
    folder = out / read.issue.id
    write_tree(folder, files, owned=(*wanted, *(("assets",) if not locales else ())))
    editions = tuple(each.record for each in shown)
    drafts = tuple(each.draft.record for each in shown if each.draft)
    return Build(issue=read.issue, out=folder, editions=editions, findings=findings, drafts=drafts)


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
        from bulletin.l10n.messages import messages  # no other edition needs these
        from bulletin.l10n.pseudo import pseudo_catalog

        return (pseudo_catalog(messages(issue), locale),)
    return read_catalogs(project.locales, locale, issue)


def _draft_of(edition: Edition, catalogs: tuple[Catalog, ...], theme: Theme) -> BuiltDraft | None:
    """Return what the edition would be with the texts that are not reviewed; of a source edition there is none."""
    from bulletin.building.drafts import built_draft, has_draft  # only `--draft` needs them

    return built_draft(edition, catalogs, theme) if has_draft(edition.source, edition.locale) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Made:
    """One edition as it is written and shown."""

    shown: Shown
    files: dict[str, bytes]
    """By their paths."""


def _files_of(edition: Edition, theme: Theme, findings: tuple[Finding, ...], draft: BuiltDraft | None) -> _Made:
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
    return _Made(shown=Shown(record=record, html=html, text=text, draft=draft), files=files)
