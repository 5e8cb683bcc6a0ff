"""`bulletin approve`."""

from __future__ import annotations

import getpass
import json
import os
from typing import Annotated

import typer

from bulletin.cli.options import IssueArgument, JsonOption, LocaleOption, ProjectOption, StateOption


def approve(
    issue: IssueArgument,
    locale: LocaleOption = None,
    state: StateOption = None,
    project: ProjectOption = None,
    by: Annotated[str, typer.Option("--by", help="Who approves; by default your login name.", metavar="NAME")] = "",
    *,
    as_json: JsonOption = False,
) -> None:
    """Say that editions are as they should be: `send --due` sends what was approved, and nothing else."""
    from bulletin.posting.approve import approve_issue
    from bulletin.posting.settings import Settings, secret_of
    from bulletin.project import project_of
    from bulletin.sending.clock import now

    approved = approve_issue(
        project_of(issue, project), issue, Settings(state=state), secret=secret_of(os.environ), now=now(),
        locales=tuple(locale or ()), by=by or _login(),
    )  # fmt: skip
    if as_json:
        records = [
            {"locale": each.locale, "subject": each.subject, "content": each.content.whole, "again": each.again}
            for each in approved
        ]
        typer.echo(json.dumps({"approved": records}, ensure_ascii=False, indent=2))
        return
    for each in approved:
        again = ", in place of what was approved before" if each.again else ""
        typer.echo(f"{each.locale}: approved{again} · {each.subject} · {each.content.whole[:12]}")


def _login() -> str:
    """Return who is logged in; empty where the system does not say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
