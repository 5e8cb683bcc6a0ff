"""`bulletin forget`."""

from __future__ import annotations

import json
import os
from typing import Annotated

import typer

from bulletin.cli.options import JsonOption, ProjectOption, StateOption
from bulletin.errors import ConfigError


def forget(
    address: Annotated[str, typer.Argument(help="Whose data to erase.", metavar="ADDRESS")],
    state: StateOption = None,
    project: ProjectOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Erase a person from the state: only a keyed hash stays, which keeps further messages away."""
    from bulletin.mail.address import address_fault
    from bulletin.posting.settings import Settings, kept_ledger, secret_of
    from bulletin.project import project_of

    found = project_of(".", project)
    with kept_ledger(found, Settings(state=state), secret_of(os.environ)) as ledger:
        if (fault := address_fault(address)) and not ledger.person(address):
            raise ConfigError(fault)
        removed = ledger.forget(address)
        gone = ledger.scrub()
    if as_json:
        typer.echo(json.dumps({"removed": removed, "scrubbed": gone}, ensure_ascii=False, indent=2))
        return
    for line in removed:
        typer.echo(f"removed: {line}")
    typer.echo(
        "the address stays suppressed by a keyed hash" if removed else "nothing was kept; the address is suppressed now"
    )
    if not gone:
        typer.echo("another program has the ledger open: copies in free space of the file go when the next run ends")
    typer.echo(
        "erase it from the file of subscribers, from reports and from copies of the ledger: these are not touched"
    )
