"""What the console script calls: it begins what can be begun before the commands are loaded."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bulletin.building.side_by_side import Crew

HELP = ("-h", "--help")

_LARGE = 16 << 20
"""Octets of a block after which glibc keeps blocks up to that size in its heap (mallopt(3), M_MMAP_THRESHOLD).

Else it returns those of an edition to the system with each edition, and the pages of the next are all new ones: 2,000 of
them in each process, at three microseconds.
"""


def main() -> None:
    """Run the command line and exit."""
    gc.disable()  # a command lives for a second; collecting while modules load costs a tenth of it
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")  # looking for plugins reads every installed distribution
    with _begun(sys.argv[1:]) as crew:
        from bulletin.cli.main import run  # typer takes a while: what is begun need not wait for it

        code = run(crew=crew)
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)  # taking every object apart would cost as long as making an edition


@contextmanager
def _begun(arguments: list[str]) -> Iterator[Crew[Any, Any, Any] | None]:
    """Let a build begin in a second process: it loads what makes editions while this one reads options and sources."""
    if arguments[:1] != ["build"] or {*HELP} & {*arguments}:
        yield None
        return
    bytes(_LARGE)  # given back at once, never touched
    from bulletin.building.ready import ready, ready_for_all
    from bulletin.building.side_by_side import cores, crew

    with crew(ready, cores() - 1, early=ready_for_all) as begun:
        yield begun
