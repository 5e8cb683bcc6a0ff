"""What becomes of an error: an exit code, and lines on standard error."""

from __future__ import annotations

import typer

from bulletin.cli.findings import print_finding
from bulletin.errors import BulletinError, CheckFailed, DeliveryError, EditionRefused, TooLate
from bulletin.findings import Severity

DONE, FINDINGS, WRONG_INPUT, UNFINISHED, TOO_LATE, INTERRUPTED = 0, 1, 2, 3, 4, 130
"""Exit codes: done, or another run is at it; findings, or the gate; the input or the configuration is wrong; people are left
unsent or in doubt; the last moment has passed; Ctrl-C."""


def exit_code(error: BulletinError) -> int:
    """Return the exit code that an error asks for."""
    if isinstance(error, CheckFailed | EditionRefused):
        return FINDINGS
    if isinstance(error, DeliveryError) and error.partly:
        return UNFINISHED
    return TOO_LATE if isinstance(error, TooLate) else WRONG_INPUT


def print_error(error: BulletinError, outcome: str = "nothing was written") -> None:
    """Print every finding of an error, or its sentence, and what became of the run; nothing of one that only reads."""
    if not error.findings:
        typer.secho("error: ", fg="red", bold=True, err=True, nl=False)
        typer.echo(str(error), err=True)
        return
    for finding in error.findings:
        print_finding(finding)
    errors = sum(finding.severity is Severity.ERROR for finding in error.findings)
    count = f"{errors} {'error' if errors == 1 else 'errors'}"
    typer.echo(f"{count}; {outcome}" if outcome else count, err=True)
