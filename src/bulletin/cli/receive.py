"""`bulletin receive`."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Annotated

import typer

from bulletin.cli.options import ProjectOption

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
    theirs: Annotated[bool, typer.Option("--theirs", help="Take theirs where two people’s texts differ.")] = False,  # noqa: FBT002 - typer calls by name
    project: ProjectOption = None,
) -> None:
    """Merge a translator's file into ours; nobody's work is overwritten."""
    from bulletin.l10n.receive_project import receive_file
    from bulletin.project import project_of

    found = project_of("", project)
    issues = [found.read(issue).issue for issue in found.issues]
    done = receive_file(file, found.locales, issues, locale=locale, choose_theirs=theirs)
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
