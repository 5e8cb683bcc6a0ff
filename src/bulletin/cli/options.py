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
ToOption = Annotated[
    Path | None, typer.Option("--to", help="The file of subscribers; by default that of bulletin.toml.", metavar="FILE")
]
TransportOption = Annotated[
    str, typer.Option("--transport", help="smtp://host, smtps://…, maildir:PATH, folder:PATH.", metavar="URL")
]
StateOption = Annotated[
    Path | None, typer.Option("--state", help="The ledger; by default state/bulletin.sqlite.", metavar="PATH")
]
NewLedgerOption = Annotated[bool, typer.Option("--new-ledger", help="Begin a ledger where there is none.")]
SkipFaultyOption = Annotated[
    bool, typer.Option("--skip-faulty", help="Leave out faulty rows of the subscribers' file.")
]
