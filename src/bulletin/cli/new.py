"""`bulletin new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def new(
    folder: Annotated[Path, typer.Argument(help="The newsletter's folder.", metavar="DIR")],
    issue: Annotated[str | None, typer.Option("--issue", help="Add an issue with this id.", metavar="ID")] = None,
    previous: Annotated[
        str | None, typer.Option("--from", help="The issue to start from; by default the latest.", metavar="ID")
    ] = None,
) -> None:
    """Make a newsletter's folder, or the next issue in it."""
    from bulletin.building.scaffold import new_issue, new_newsletter
    from bulletin.errors import ConfigError
    from bulletin.project import find_project
    from bulletin.sending.clock import today

    if issue is None:
        if previous is not None:
            raise ConfigError(
                "expected --issue ID beside --from; write the id of the new issue, such as --issue 2023-07"
            )
        files = new_newsletter(folder, today=today())
        built = files[2].parent.name
        advice = f"Now: cd {folder} && bulletin build {built}"
    else:
        project = find_project(folder)
        if previous is None and not project.issues:
            raise ConfigError(f"{folder}: expected an issue to start from, found none; write it with an editor first")
        files = new_issue(project, issue, previous=previous or project.issues[-1])
        advice = f"Now: write articles into {files[0].parent}, name them in issue.toml, and bulletin build {issue}"
    for file in files:
        typer.echo(f"wrote {file}")
    typer.echo(advice)
