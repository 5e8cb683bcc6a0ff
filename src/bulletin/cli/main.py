"""`bulletin`: the commands, and the one place where errors become exit codes."""

from __future__ import annotations

import gc
import os
import sys

import typer

from bulletin.cli.build import build
from bulletin.cli.check import check
from bulletin.cli.convert import import_file
from bulletin.cli.new import new
from bulletin.cli.receive import receive
from bulletin.cli.schema import schema
from bulletin.cli.status import status
from bulletin.cli.sync import sync
from bulletin.cli.translate import translate
from bulletin.errors import BulletinError, CheckFailed
from bulletin.findings import Severity

DONE, FINDINGS, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done; findings reached the threshold; the input or the configuration is wrong; Ctrl-C."""

app = typer.Typer(
    name="bulletin",
    help="Newsletters in every reader's language: compose, localise, render, deliver.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(new)
app.command("import")(import_file)
app.command()(build)
app.command()(sync)
app.command()(receive)
app.command()(status)
app.command()(translate)
app.command()(check)
app.command()(schema)


def main() -> None:
    """Run the command line and exit."""
    gc.disable()  # a command lives for a second; collecting while modules load costs a tenth of it
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for plugins reads every installed distribution
    code = run()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)  # taking every object apart would cost as long as making an edition


def run(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code. Errors are printed to standard error, without a traceback."""
    try:
        app(arguments, standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG_INPUT
    except CheckFailed as failure:
        print_error(failure)
        return FINDINGS
    except BulletinError as error:
        print_error(error)
        return WRONG_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def print_error(error: BulletinError) -> None:
    """Print every finding of an error, or its sentence, and what became of the run."""
    if not error.findings:
        typer.secho("error: ", fg="red", bold=True, err=True, nl=False)
        typer.echo(str(error), err=True)
        return
    for finding in error.findings:
        where = f"{finding.place}: " if finding.place else ""
        typer.echo(where, err=True, nl=False)
        colour = {Severity.ERROR: "red", Severity.WARNING: "yellow"}.get(finding.severity, "blue")
        typer.secho(f"{finding.severity}: ", fg=colour, bold=True, err=True, nl=False)
        typer.echo(f"{finding.text} ", err=True, nl=False)
        typer.secho(f"[{finding.rule}]", dim=True, err=True)
    errors = sum(finding.severity is Severity.ERROR for finding in error.findings)
    typer.echo(f"{errors} {'error' if errors == 1 else 'errors'}; nothing was written", err=True)
