"""Tables: drawn by rich on a terminal, in plain columns where they are piped or logged. The home of rich."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import typer

from bulletin.rendering.wrap import display_width


@dataclass(frozen=True, slots=True)
class Column:
    """One column."""

    head: str
    number: bool = False
    """Set flush right."""
    folds: bool = False
    """Wrapped where the terminal is narrow; the others are not."""


def print_table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Print a table to standard output."""
    if sys.stdout.isatty():
        _draw(columns, rows)
        return
    lines = [[column.head for column in columns], *rows]
    widths = [max(display_width(line[index]) for line in lines) for index in range(len(columns))]
    for line in lines:
        cells = zip(columns, line, widths, strict=True)
        typer.echo("  ".join(_padded(text, width, column) for column, text, width in cells).rstrip())


def _padded(text: str, width: int, column: Column) -> str:
    space = " " * (width - display_width(text))
    return space + text if column.number else text + space


def _draw(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(
            column.head, justify="right" if column.number else "left", overflow="fold", no_wrap=not column.folds
        )
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
