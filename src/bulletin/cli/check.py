"""`bulletin check`."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bulletin.cli.errors import FINDINGS
from bulletin.cli.findings import COLOURS
from bulletin.cli.options import IssueArgument, JsonOption, LocaleOption, ProjectOption
from bulletin.findings import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence


def check(
    issue: IssueArgument,
    locale: LocaleOption = None,
    project: ProjectOption = None,
    *,
    as_json: JsonOption = False,
    form: Annotated[
        Literal["text", "github"], typer.Option("--format", help="As lines, or as annotations for GitHub.")
    ] = "text",
) -> None:
    """Check an issue, its translations and every edition's mail. Exit code 1: an error, or an edition is not ready."""
    from bulletin.building.check import check_issue
    from bulletin.building.report import finding_record
    from bulletin.project import project_of

    folder = project_of(issue, project)
    findings = check_issue(folder, issue, tuple(locale or ())).findings
    if as_json:
        typer.echo(json.dumps({"findings": [finding_record(each) for each in findings]}, ensure_ascii=False, indent=2))
    elif form == "github":
        root = folder.root.relative_to(Path.cwd()).as_posix() if folder.root.is_relative_to(Path.cwd()) else "."
        for finding in findings:
            typer.echo(annotation(finding, "" if root == "." else f"{root}/"))
    else:
        _print_list(findings)
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise typer.Exit(FINDINGS)


def annotation(finding: Finding, folder: str = "") -> str:
    """Return a finding as a workflow command, which GitHub shows beside the line of the file.

    The escapes are those of actions/toolkit, packages/core/src/command.ts. `folder` is the newsletter's, with a stroke
    behind it, as seen from the repository.

    >>> from bulletin.findings import Place
    >>> annotation(Finding(rule="nfc", severity=Severity.WARNING, text="100 %", place=Place(file="ko.po", line=3)))
    '::warning file=ko.po,line=3,title=nfc::100 %25'
    """
    values = {"title": finding.rule}
    if place := finding.place:
        numbers = {"line": place.line, "col": place.column}
        values = {"file": folder + place.file} | {name: str(at) for name, at in numbers.items() if at} | values
    told = ",".join(f"{name}={_property(value)}" for name, value in values.items())
    return f"::{finding.severity} {told}::{_data(finding.text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _print_list(findings: Sequence[Finding]) -> None:
    """Print one finding a line, under the file it stands in, and how many there are."""
    file = None
    for finding in findings:
        place = finding.place
        if (here := place.file if place else "") != file:
            file = here
            typer.secho(file or "the issue", bold=True)
        where = ":".join(str(number) for number in ((place.line, place.column) if place else ()) if number)
        typer.echo(f"  {where:>7}  ", nl=False)
        typer.secho(f"{finding.severity:<7}", fg=COLOURS[finding.severity], nl=False)
        typer.echo(f"  {finding.text} ", nl=False)
        typer.secho(f"[{finding.rule}]", dim=True)
    typer.echo(_summary(findings))


def _summary(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    told = [
        f"{counts[severity]} {severity}{'' if counts[severity] == 1 else 's'}"
        for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
        if counts[severity]
    ]
    return ", ".join(told) or "Nothing was found"
