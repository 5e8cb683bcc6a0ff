"""CSV that a spreadsheet opens without computing what strangers wrote into it (CWE-1236)."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bulletin.beside import write_file

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
STANDARD_OUTPUT = Path("-")


def write_csv(file: Path, rows: Iterable[Sequence[str]]) -> int:
    """Write rows, heads first, whole or not at all; `-` is standard output. Return how many there are beside the heads.

    A cell that would be a formula has an apostrophe before it, which `bare` takes away.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    count = -1
    for row in rows:
        writer.writerow([_inert(cell) for cell in row])
        count += 1
    if file == STANDARD_OUTPUT:
        sys.stdout.write(text.getvalue())
    else:
        write_file(file, text.getvalue().encode())
    return count


def bare(cell: str) -> str:
    """Return a cell as it was before `write_csv` made it inert.

    >>> bare("'+ann@example.org"), bare("'ann@example.org")
    ('+ann@example.org', "'ann@example.org")
    """
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
