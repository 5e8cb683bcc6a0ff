"""Arguments and options that several commands have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

IssueArgument = Annotated[str, typer.Argument(help="An issue's id, or the path of its folder.", metavar="ISSUE")]
ProjectOption = Annotated[
    Path | None, typer.Option("--project", help="The newsletter's folder; by default the nearest above.", metavar="DIR")
]
LocaleOption = Annotated[list[str] | None, typer.Option("--locale", help="Only this edition; may be repeated.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print data as JSON, and nothing else.")]
