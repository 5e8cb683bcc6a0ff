"""`bulletin sync`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bulletin.cli.options import IssueArgument, LocaleOption, ProjectOption

if TYPE_CHECKING:
    from bulletin.project import Project


def sync(
    issue: IssueArgument,
    locale: LocaleOption = None,
    same_meaning: Annotated[
        str | None,
        typer.Option(
            "--same-meaning", help="Keep the translation of the changed text at this place.", metavar="FILE:LINE"
        ),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Refresh the translators' files; nobody's work is lost."""
    from bulletin.building.words import handouts, sync_words
    from bulletin.findings import Severity
    from bulletin.l10n.sync_project import sync_project
    from bulletin.project import project_of

    found = project_of(issue, project)
    read = found.read(issue).issue
    report = sync_project(found.locales, read, only=tuple(locale or ()))
    if same_meaning is not None:
        for tag in locale or read.newsletter.locales:
            _keep(found, tag, (read.id, read.newsletter.id), same_meaning, strict=bool(locale))
        report = sync_project(found.locales, read, only=tuple(locale or ()))
    for each in report.files:
        if each.written:
            typer.echo(f"wrote {_shown(each.file)}")
    for file in sync_words(found, tuple(locale or ())):
        typer.echo(f"wrote {_shown(file)}")
    to_do = handouts(found, report.handouts, tuple(locale or ()))
    for tag, files in to_do.items():
        typer.echo(f"{tag}: hand out {', '.join(_shown(file) for file in files)}")
    for line in report.consequences:
        typer.echo(line)
    for finding in report.findings:
        typer.echo(str(finding), err=True)
    if any(finding.severity is Severity.ERROR for finding in report.findings):
        typer.echo("files with errors were left as they are", err=True)
        raise typer.Exit(2)
    if not to_do:
        typer.echo("every text is reviewed")


def _keep(found: Project, locale: str, domains: tuple[str, ...], place: str, *, strict: bool) -> None:
    """Keep the translation at a place in whichever catalog of the locale has it."""
    from bulletin.errors import CatalogError
    from bulletin.l10n.keep import keep_translation
    from bulletin.l10n.locales import po_file
    from bulletin.l10n.po.read import read_catalog
    from bulletin.l10n.po.write import write_catalog

    problem: CatalogError | None = None
    for domain in domains:
        file = po_file(found.locales, locale, domain)
        try:
            if file.exists():
                write_catalog(file, keep_translation(read_catalog(file, locale=locale), place))
                return
        except CatalogError as error:
            problem = problem or error
    if problem is not None and strict:
        raise problem


def _shown(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)
