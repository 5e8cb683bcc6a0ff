"""Work on many things at once, in processes that share what was read before they began."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

A = TypeVar("A")
T = TypeVar("T")
_FEWEST = 3
"""Things for one process: below that, beginning one costs more than it saves."""


def cores() -> int:
    """Return how many processes this one may spread its work over: one where it must not be forked.

    Elsewhere than on Linux a fork can stop in the system's own libraries, and one of a process with threads can wait
    for a lock that nobody holds any more.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


def side_by_side(make: Callable[[A], T], things: Sequence[A], *, processes: int = 1) -> list[T]:
    """Return what `make` returns for each of the things, in their order.

    With more than one of `processes`, copies of this process make their share; what is made is pickled. It raises
    what `make` raises for the first thing that cannot be made, as one process alone would: what a copy has not
    delivered, for whatever reason, is made here.
    """
    count = max(min(processes, len(things) // _FEWEST), 1)
    made: dict[int, T] = {}
    with _copies(make, things, count) as copies:
        own, failed, problem = range(0, len(things), count), len(things), None
        try:
            for at in own:
                failed = at
                made[at] = make(things[at])
            failed = len(things)
        except Exception as found:  # noqa: BLE001 - raised below, unless a thing before it fails too
            problem = found
        for copy in copies:
            made |= copy.delivered()
    for at in range(len(things)):
        if at == failed and problem is not None:
            raise problem
        if at not in made:
            made[at] = make(things[at])
    return [made[at] for at in range(len(things))]


@dataclass(frozen=True, slots=True)
class _Copy(Generic[T]):
    """A copy of this process, at work."""

    process: int
    reading: int
    """The end of the pipe through which it delivers, once, when it is done."""

    def delivered(self) -> dict[int, T]:
        """Return what it has made; nothing where it was ended."""
        with os.fdopen(os.dup(self.reading), "rb") as pipe, suppress(EOFError, pickle.UnpicklingError):
            made: dict[int, T] = pickle.load(pipe)  # noqa: S301 - from a copy of this process
            return made
        return {}

    def end(self) -> None:
        """Leave nothing of it behind, whether it is done or not."""
        os.close(self.reading)
        with suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


@contextmanager
def _copies(make: Callable[[A], T], things: Sequence[A], count: int) -> Iterator[list[_Copy[T]]]:
    """Let `count - 1` copies begin; they are ended when the block is left, however that is."""
    copies: list[_Copy[T]] = []
    try:
        for first in range(1, count):
            copies.append(_begun(make, things, range(first, len(things), count)))  # noqa: PERF401 - each is to be ended
        yield copies
    finally:
        for copy in copies:
            copy.end()


def _begun(make: Callable[[A], T], things: Sequence[A], share: range) -> _Copy[T]:
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return _Copy(process, reading)
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump(_made(make, things, share), pipe, protocol=pickle.HIGHEST_PROTOCOL)
    finally:  # whatever happens, the copy goes no further: not into what the process would do next
        os._exit(0)


def _made(make: Callable[[A], T], things: Sequence[A], share: range) -> dict[int, T]:
    """Return a share of the work, as far as it can be done."""
    made: dict[int, T] = {}
    with suppress(Exception):
        for at in share:
            made[at] = make(things[at])
    return made
