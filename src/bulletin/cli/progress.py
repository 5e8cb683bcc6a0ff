"""Progress on a terminal; silence elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def steps(title: str, *, quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Give a function that shows what is being worked on, on one line of standard error that is cleared at the end."""
    shown = not quiet and sys.stderr.isatty()

    def step(name: str) -> None:
        if shown:
            sys.stderr.write(f"\r\x1b[K{title} {name} …")
            sys.stderr.flush()

    try:
        yield step
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
