"""`bulletin receive`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bulletin.cli.options import ProjectOption

if TYPE_CHECKING:
    from bulletin.errors import ContentError
    from bulletin.model.issue import Issue
    from bulletin.project import Project

_SAID = {
    "taken": "taken",
    "both": "two people’s texts differ; ours stands, theirs is kept in the file: choose one",
    "chosen": "theirs is taken, as you asked; ours is kept in the file",
    "unasked": "two people’s texts differ, and no text asks for them any more; both are kept in the file",
    "replaced": "taken; ours was marked fuzzy and is kept in the file",
    "older": "ours stands; theirs is older or marked fuzzy, and is kept in the file",
    "proposed": "taken, still marked fuzzy: somebody has to look",
}
"""What is said of each outcome."""


def receive(
    file: Annotated[Path, typer.Argument(help="A catalog that came back.", metavar="FILE")],
    locale: Annotated[str, typer.Option("--locale", help="Its language, whatever the file says.")] = "",
    issue: Annotated[str, typer.Option("--issue", help="Its issue, where several have its texts.")] = "",
    theirs: Annotated[bool, typer.Option("--theirs", help="Take theirs where two people’s texts differ.")] = False,  # noqa: FBT002 - typer calls by name
    project: ProjectOption = None,
) -> None:
    """Merge a translator's file into ours; nobody's work is overwritten."""
    from bulletin.l10n.receive_project import receive_file
    from bulletin.project import project_of

    found = project_of("", project)
    issues, unread = _issues(found, issue)
    done = receive_file(file, found.locales, issues, locale=locale, choose_theirs=theirs, unread=unread)
    for finding in done.findings:
        typer.echo(str(finding), err=True)
    for each in done.received.merged:
        where = f"{each.references[0]}: " if each.references else f"{each.key[0]}: "
        typer.echo(f"{where}{_SAID[each.outcome.value]}")
        if each.outcome.value in {"both", "chosen", "unasked"}:
            typer.echo(f"  ours:   {each.ours}\n  theirs: {each.theirs}")
    if done.received.conflicts:
        typer.echo(f"`bulletin receive {shlex.quote(str(file))} --theirs` takes theirs")
    typer.echo(f"{'wrote' if done.written else 'nothing new for'} {done.file}")


def _issues(found: Project, issue: str) -> tuple[list[Issue], dict[str, ContentError]]:
    """Return the issues that a file may belong to, and those that cannot be read with the reason."""
    from bulletin.errors import ContentError

    issues: list[Issue] = []
    unread: dict[str, ContentError] = {}
    for each in [found.issue_folder(issue).name] if issue else found.issues:
        try:
            issues.append(found.read(each).issue)
        except ContentError as problem:
            unread[each] = problem
    return issues, unread
