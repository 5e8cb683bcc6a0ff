"""`bulletin sent`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bulletin.cli.errors import UNFINISHED
from bulletin.cli.options import JsonOption, ProjectOption, StateOption
from bulletin.errors import ConfigError

if TYPE_CHECKING:
    from bulletin.posting.account import Account
"""The exit code where messages are in doubt."""


def sent(
    issue: Annotated[
        str | None, typer.Argument(help="An issue's id, or the path of its folder.", metavar="ISSUE")
    ] = None,
    state: StateOption = None,
    project: ProjectOption = None,
    resolve: Annotated[
        Literal["assume-sent", "resend"] | None,
        typer.Option("--resolve", help="Settle every message in doubt: count it as sent, or send it again."),
    ] = None,
    export: Annotated[
        Path | None, typer.Option("--export", help="Write everybody as CSV; - for standard output.", metavar="FILE")
    ] = None,
    person: Annotated[
        str, typer.Option("--person", help="Print all that is kept about an address, as JSON.", metavar="ADDRESS")
    ] = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Tell what the ledger knows of an issue. Exit code 3: messages are in doubt."""
    from bulletin.posting.account import account_of, issue_sent, rows_of
    from bulletin.posting.settings import Settings, kept_ledger, secret_of
    from bulletin.posting.spreadsheet import write_csv
    from bulletin.project import project_of

    if (issue is None) == (not person):
        raise ConfigError("expected either an issue, `bulletin sent 2023-06`, or `bulletin sent --person ADDRESS`")
    if person and (resolve or export):
        raise ConfigError("expected --person alone, found --resolve or --export beside it; these need an issue")
    found = project_of(issue or ".", project)
    with kept_ledger(found, Settings(state=state), secret_of(os.environ)) as ledger:
        if issue is None:
            typer.echo(json.dumps(ledger.person(person), ensure_ascii=False, indent=2))
            return
        newsletter, number = found.newsletter.id, issue_sent(found, ledger, issue)
        account = account_of(ledger, newsletter, number, resolve=resolve)
        if export is not None:
            count = write_csv(export, rows_of(ledger, newsletter, number))
            if str(export) != "-":
                typer.echo(f"wrote {export}: {count:,} rows", err=as_json)
        if as_json:
            typer.echo(json.dumps(account.record(), ensure_ascii=False, indent=2))
        elif export is None:
            _print(account, resolve)
    if account.unknown:
        raise typer.Exit(UNFINISHED)


def _print(account: Account, resolve: str | None) -> None:
    from bulletin.cli.table import Column, print_table

    states = [state for state, count in account.states.items() if count]
    columns = (Column("edition"), *(Column(state, number=True) for state in states))
    rows = [(locale, *(f"{counts.get(state, 0):,}" for state in states)) for locale, counts in account.locales.items()]
    print_table(columns, [*rows, ("all", *(f"{account.states[state]:,}" for state in states))])
    for address, reason in account.rejected:
        typer.echo(f"rejected: {address or 'somebody who was forgotten'}: {reason or 'no reason was kept'}")
    for address in account.unknown:
        typer.echo(f"in doubt: {address or 'somebody who was forgotten'}")
    if account.unknown:
        typer.echo(
            "settle them with --resolve assume-sent (nobody gets it twice) or --resolve resend (nobody goes without)"
        )
    elif resolve == "resend" and account.resolved:
        typer.echo(f"{account.resolved:,} are planned again; `bulletin send` sends them")
    elif resolve:
        typer.echo(f"{account.resolved:,} in doubt before, settled now")
