"""The command line: parse, call one function, exit with its code. Heavy imports wait for the command that needs them."""

from bulletin.cli.start import main

__all__ = ["main"]
