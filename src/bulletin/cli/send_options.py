"""The options of `bulletin send`, each with what its help says."""

from __future__ import annotations

from typing import Annotated

import typer

Issue = Annotated[str | None, typer.Argument(help="An issue's id, or the path of its folder.", metavar="ISSUE")]
Limit = Annotated[int, typer.Option("--limit", help="At most so many messages in this run.", min=0)]
Only = Annotated[str, typer.Option("--only", help="Only readers of this edition.", metavar="LOCALE")]
Rate = Annotated[float, typer.Option("--rate", help="Messages a second; 0: as fast as it goes.", min=0)]
Connections = Annotated[int, typer.Option("--connections", help="Connections at a time.", min=1, max=64)]
Cap = Annotated[int, typer.Option("--cap", help="Messages over one connection; 0: no cap.", min=0)]
OnlyReached = Annotated[
    str, typer.Option("--only-reached", help="Only those who received that issue.", metavar="ISSUE")
]
Test = Annotated[
    str, typer.Option("--test", help="Send a test to these addresses, and nothing else.", metavar="ADDRESS[,ADDRESS]")
]
TestLocale = Annotated[list[str] | None, typer.Option("--locale", help="With --test: only this edition.")]
AsReader = Annotated[
    str, typer.Option("--as", help="With --test: filled as for this subscriber.", metavar="SUBSCRIBER")
]
Due = Annotated[bool, typer.Option("--due", help="Send every issue that is due and approved; for cron.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Replan = Annotated[bool, typer.Option("--replan", help="Plan anew for all who have received nothing yet.")]
Force = Annotated[bool, typer.Option("--force", help="Send although it is too late.")]
