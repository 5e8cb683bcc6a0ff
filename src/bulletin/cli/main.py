"""`bulletin`: the commands, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Any

import typer

from bulletin.cli.errors import DONE, INTERRUPTED, WRONG_INPUT, exit_code, print_error
from bulletin.cli.start import HELP
from bulletin.errors import BulletinError, LedgerHeld

if TYPE_CHECKING:
    from bulletin.building.side_by_side import Crew

_SETTINGS: dict[str, Any] = {
    "name": "bulletin",
    "help": "Newsletters in every reader's language: compose, localise, render, deliver.",
    "rich_markup_mode": None,
    "pretty_exceptions_enable": False,
    "no_args_is_help": True,
    "add_completion": False,
    "context_settings": {"help_option_names": [*HELP]},
}
_OUTCOMES = {"send": "nothing was sent", "status": "", "check": "", "sent": ""}
"""What became of a command that an error ends, where that is not that nothing was written: some only read."""
_COMMANDS = {
    "new": "new:new",
    "import": "convert:import_file",
    "build": "build:build",
    "sync": "sync:sync",
    "receive": "receive:receive",
    "status": "status:status",
    "translate": "translate:translate",
    "check": "check:check",
    "approve": "approve:approve",
    "send": "send:send",
    "sent": "sent:sent",
    "suppress": "suppress:suppress",
    "forget": "forget:forget",
    "serve-unsubscribe": "serve:serve_unsubscribe",
    "schema": "schema:schema",
}
"""By name, the module of this folder and the function in it: only what is asked for is loaded."""


def run(arguments: list[str] | None = None, crew: Crew[Any, Any, Any] | None = None) -> int:
    """Run one command and return its exit code. Errors are printed to standard error, without a traceback.

    A build's editions are made by a `crew`, if there is one.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        _app_for(given)(given, standalone_mode=True, obj=crew)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else WRONG_INPUT
    except LedgerHeld as held:
        typer.echo(str(held))
        return DONE
    except BulletinError as error:
        print_error(error, _OUTCOMES.get(given[0] if given else "", "nothing was written"))
        return exit_code(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def app(names: Iterable[str] = tuple(_COMMANDS)) -> typer.Typer:
    """Return the app with these commands."""
    made = typer.Typer(**_SETTINGS)
    if [*names] != [*_COMMANDS]:
        made.callback()(_no_options)  # else an app of one command would take no command's name
    for name in names:
        module, _, function = _COMMANDS[name].partition(":")
        made.command(name)(getattr(import_module(f"bulletin.cli.{module}"), function))
    return made


def _app_for(arguments: list[str]) -> typer.Typer:
    """Return the app with the one command that is asked for: to read the options of all takes twenty milliseconds."""
    return app(arguments[:1]) if arguments and arguments[0] in _COMMANDS else app()


def _no_options() -> None:
    """Take nothing before the command."""
