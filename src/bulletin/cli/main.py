"""`bulletin`: the commands, and the one place where errors become exit codes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import typer
from typer.main import get_command_name
from typer.models import CommandInfo

from bulletin.cli.approve import approve
from bulletin.cli.build import build
from bulletin.cli.check import check
from bulletin.cli.convert import import_file
from bulletin.cli.errors import DONE, INTERRUPTED, WRONG_INPUT, exit_code, print_error
from bulletin.cli.forget import forget
from bulletin.cli.new import new
from bulletin.cli.receive import receive
from bulletin.cli.schema import schema
from bulletin.cli.send import send
from bulletin.cli.sent import sent
from bulletin.cli.serve import serve_unsubscribe
from bulletin.cli.start import HELP
from bulletin.cli.status import status
from bulletin.cli.suppress import suppress
from bulletin.cli.sync import sync
from bulletin.cli.translate import translate
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
app = typer.Typer(**_SETTINGS)
app.command()(new)
app.command("import")(import_file)
app.command()(build)
app.command()(sync)
app.command()(receive)
app.command()(status)
app.command()(translate)
app.command()(check)
app.command()(approve)
app.command()(send)
app.command()(sent)
app.command()(suppress)
app.command()(forget)
app.command("serve-unsubscribe")(serve_unsubscribe)
app.command()(schema)


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
        print_error(error, "nothing was sent" if given[:1] == ["send"] else "nothing was written")
        return exit_code(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return DONE


def _app_for(arguments: list[str]) -> typer.Typer:
    """Return the app with the one command that is asked for: to read the options of all takes ten milliseconds."""
    asked = [each for each in app.registered_commands if arguments[:1] == [_name_of(each)]]
    if not asked:
        return app
    alone = typer.Typer(**_SETTINGS)
    alone.callback()(_no_options)  # else an app of one command would take no command's name
    alone.registered_commands = asked
    return alone


def _name_of(command: CommandInfo) -> str:
    return command.name or (get_command_name(command.callback.__name__) if command.callback else "")


def _no_options() -> None:
    """Take nothing before the command."""
