"""Progress: drawn on a terminal, a line a minute in a log."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bulletin.sending.report import Progress

_LINE_EVERY = 60
"""Seconds between two lines of a log."""


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


@contextmanager
def sending(*, quiet: bool = False) -> Iterator[Callable[[Progress], None]]:
    """Give a function that shows how far a run is: a bar with rate and time left on a terminal, else lines."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        with _bar() as tell:
            yield tell
    else:
        yield _lines()


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    from rich import progress as drawn
    from rich.console import Console

    columns = (
        drawn.TextColumn("Sending"), drawn.BarColumn(), drawn.MofNCompleteColumn(),
        drawn.TextColumn("{task.fields[rate]}"), drawn.TimeRemainingColumn(),
    )  # fmt: skip
    with drawn.Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, rate="")

        def tell(progress: Progress) -> None:
            done, total, rate = _numbers(progress)
            bar.update(task, completed=done, total=total, rate=rate)

        yield tell


def _lines() -> Callable[[Progress], None]:
    """Return what writes a line a minute to standard error."""
    last = 0.0

    def tell(progress: Progress) -> None:
        nonlocal last
        if progress.seconds - last >= _LINE_EVERY:
            last = progress.seconds
            done, total, rate = _numbers(progress)
            print(f"{done:,} of {total:,} · {rate}", file=sys.stderr, flush=True)  # noqa: T201 - a log's line

    return tell


def _numbers(progress: Progress) -> tuple[int, int, str]:
    done = sum(progress.made.values())
    rate = done / progress.seconds if progress.seconds else 0
    return done, done + progress.left, f"{rate:,.0f} a second"
