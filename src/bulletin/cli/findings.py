"""Findings as a terminal shows them."""

from __future__ import annotations

import typer

from bulletin.findings import Finding, Severity

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTICE: "blue"}


def print_finding(finding: Finding, severity: Severity | None = None) -> None:
    """Print a finding to standard error, on one line; `severity` is shown in the place of its own."""
    weight = severity or finding.severity
    typer.echo(f"{finding.place}: " if finding.place else "", err=True, nl=False)
    typer.secho(f"{weight}: ", fg=COLOURS[weight], bold=True, err=True, nl=False)
    typer.echo(f"{finding.text} ", err=True, nl=False)
    typer.secho(f"[{finding.rule}]", dim=True, err=True)
