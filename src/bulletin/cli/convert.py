"""`bulletin import`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer


def import_file(
    file: Annotated[Path, typer.Argument(help="A press release as plain text.", metavar="FILE")],
    date: Annotated[
        datetime | None,
        typer.Option(
            "--date", formats=["%Y-%m-%d"], help="When it was published; gives events their year.", metavar="D"
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="The article file to write; by default standard output.", metavar="FILE"),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,  # noqa: FBT002 - typer calls by name
) -> None:
    """Make an article file of a pasted press release."""
    from bulletin.beside import write_file
    from bulletin.errors import ConfigError, ContentError, raise_for
    from bulletin.sources.faults import Faults
    from bulletin.sources.press import import_press
    from bulletin.sources.text import read_text

    faults = Faults(str(file))
    text = read_text(file, faults)
    raise_for(faults.findings)
    try:
        imported = import_press(text or "", date=date.date() if date else None)
    except ValueError as problem:
        raise ContentError(f"{file}: {problem}") from problem
    for line in imported.inferred:
        typer.echo(line, err=True)
    if out is None:
        typer.echo(imported.text, nl=False)
        return
    if out.exists() and not force:
        raise ConfigError(
            f"{out}: expected no file there, found one; choose another name, or write over it with --force"
        )
    write_file(out, imported.text.encode())
    typer.echo(f"wrote {out}", err=True)
