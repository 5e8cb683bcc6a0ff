"""`bulletin sync`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bulletin.cli.options import IssueArgument, LocaleOption, ProjectOption

if TYPE_CHECKING:
    from collections.abc import Iterable


def sync(
    issue: IssueArgument,
    locale: LocaleOption = None,
    same_meaning: Annotated[
        str | None,
        typer.Option(
            "--same-meaning",
            help="Keep the translation of the changed text at this place. Where several stand on the line, "
            "FILE:LINE#CONTEXT or FILE:LINE#2 names one.",
            metavar="FILE:LINE",
        ),
    ] = None,
    project: ProjectOption = None,
) -> None:
    """Refresh the translators' files; nobody's work is lost."""
    from bulletin.building.words import handouts, sync_words
    from bulletin.findings import Severity
    from bulletin.l10n.keep_project import keep_in_project
    from bulletin.l10n.sync_project import sync_project
    from bulletin.project import project_of

    found = project_of(issue, project)
    read, only = found.read(issue).issue, tuple(locale or ())
    report = sync_project(found.locales, read, only=only)
    written = [each.file for each in report.files if each.written]
    _tell_written(written)
    if same_meaning is not None:
        kept = keep_in_project(found.locales, read, same_meaning, only=only)
        for each in kept:
            typer.echo(f"{each.locale}: kept the translation at {same_meaning}: {each.entry.text}")
        report = sync_project(found.locales, read, only=only)
        _tell_written(file for file in dict.fromkeys(each.file for each in kept) if file not in written)
    _tell_written(sync_words(found, only))
    to_do = handouts(found, report.handouts, only)
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


def _tell_written(files: Iterable[Path]) -> None:
    for file in files:
        typer.echo(f"wrote {_shown(file)}")


def _shown(file: Path) -> str:
    here = Path.cwd()
    return str(file.relative_to(here)) if file.is_relative_to(here) else str(file)
