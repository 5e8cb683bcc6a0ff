"""`bulletin schema`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def schema(
    out: Annotated[
        Path | None,
        typer.Option("--out", help="A folder for one file each; by default standard output.", metavar="DIR"),
    ] = None,
) -> None:
    """Write the JSON Schemas of the files, for editors."""
    from bulletin.beside import write_file
    from bulletin.sources.schema import schemas

    made = schemas()
    if out is None:
        typer.echo(json.dumps(made, ensure_ascii=False, indent=2))
        return
    for name, content in made.items():
        write_file(out / f"{name}.schema.json", (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode())
        typer.echo(f"wrote {out / name}.schema.json", err=True)
