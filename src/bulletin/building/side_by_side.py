"""Work on many things at once, in copies of this process that may begin before it is known what is to be made."""

from __future__ import annotations

import os
import pickle
import signal
import struct
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import IO, Any, Generic, TypeVar

Task = TypeVar("Task")
A = TypeVar("A")
T = TypeVar("T")
_NUMBER = 2
"""Octets of a number in the queue. Of so few a pipe gives all or none (pipe(7)), whoever else reads from it."""

_LEFT = struct.Struct(">HQ")
"""Before each thing that a copy leaves: its number, and how many octets it has."""

_UNSENT = (pickle.PicklingError, AttributeError, TypeError, RecursionError)
"""What `pickle` raises for what it cannot write."""


def cores() -> int:
    """Return how many processes this one may spread its work over: one where it must not be forked.

    Elsewhere than on Linux a fork can stop in the system's own libraries, and one of a process with threads can wait
    for a lock that nobody holds any more.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0))


@dataclass(slots=True)
class _Copy:
    """A copy of this process, at work."""

    process: int
    file: IO[bytes]
    """Where it leaves what it has made."""

    def end(self) -> None:
        """Leave nothing of it behind, whether it is done or not."""
        if self.process:
            for kill in (os.killpg, os.kill):  # with copies of its own, if it has come so far as to lead a group
                with suppress(ProcessLookupError):
                    kill(self.process, signal.SIGKILL)
            self.wait()
        self.file.close()

    def wait(self) -> None:
        """Return once it has ended."""
        os.waitpid(self.process, 0)
        self.process = 0


@dataclass(slots=True)
class Crew(Generic[Task, A, T]):
    """This process and copies of it. Each takes the next thing from one queue as soon as it can make one."""

    prepare: Callable[[], Callable[[Task, A], T]]
    """Loads what things are made with, in each process, and returns what makes one."""
    _copies: list[_Copy] = field(default_factory=list)
    _early: bool = False
    """Whether a copy was begun early."""
    _further: int = 0
    """How many copies the early one lets begin."""
    _spare: list[IO[bytes]] = field(default_factory=list)
    """Where those leave what they have made."""
    _leads: bool = False
    """Whether this is a copy of the first process, of which copies of its own are ended with it."""
    _task: IO[bytes] = field(default_factory=tempfile.TemporaryFile)
    """The task and the things, for the copies that were begun before these were known."""
    _queue: tuple[int, ...] = field(default_factory=os.pipe)
    """The numbers of the things that nobody has taken yet: the end to read from, and until they are there the other."""

    def begin(self, prepare: Callable[[], Callable[[Task, A], T]], further: int) -> None:
        """Let a copy begin that has to wait for its task, and may load more than it is sure to need.

        It may then be told to let so many `further` ones begin.
        """
        self._spare = [tempfile.TemporaryFile() for _ in range(further)]  # noqa: SIM115 - `end` closes them
        self._copies.append(self._begun(prepare))
        self._early = True

    def grow(self, copies: int) -> None:
        """Let copies begin until there are so many beside one process; an early one does it, which has loaded all."""
        self._further = max(min(copies, len(self._spare)), 0)
        while not self._early and len(self._copies) < copies:
            self._copies.append(self._begun(self.prepare))

    def make(
        self,
        task: Task,
        things: Sequence[A],
        *,
        begin: Callable[[A], None] = lambda _: None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> Iterator[T]:
        """Return what is made of each of the things, in their order; once. All is made when this returns.

        `begin` is told what this process begins with; `meanwhile` is called once it has only to wait.

        Task, things and what is made are pickled. What copies have made is read as it is asked for, before `end`. It
        raises what is raised for the first thing that cannot be made, as one process alone would: what a copy has not
        delivered, for whatever reason, is made here.
        """
        numbers = self._shared(task, things)
        made, failed, problem = self._own(task, things, numbers, begin) if numbers else ({}, -1, None)
        meanwhile()
        for copy in self._copies:
            copy.wait()
        left = {at: one for file in (*(copy.file for copy in self._copies), *self._spare) for at, one in _left_in(file)}
        for at, thing in enumerate(things):
            if at == failed and problem is not None:
                raise problem
            if at not in made and at not in left:
                begin(thing)
                made[at] = self.prepare()(task, thing)
        return (made[at] if at in made else left[at].read() for at in range(len(things)))

    def end(self) -> None:
        """Leave no copy behind."""
        for copy in self._copies:
            copy.end()
        for file in self._spare:
            file.close()
        for end in self._queue:
            os.close(end)
        self._queue = ()
        self._task.close()

    def _shared(self, task: Task, things: Sequence[A]) -> Iterator[int] | None:
        """Let all begin, and return the numbers that this process takes; None where the copies can do without it."""
        if not self._copies:
            return iter(range(len(things)))
        reading, writing = self._queue
        self._queue = (reading,)
        with os.fdopen(writing, "wb") as queue, suppress(*_UNSENT):
            pickle.dump((task, tuple(things), self._further), self._task, protocol=pickle.HIGHEST_PROTOCOL)
            self._task.flush()
            queue.write(b"".join(at.to_bytes(_NUMBER, "big") for at in range(len(things))))
        return self._taken() if len(things) > len(self._copies) and not self._early else None

    def _taken(self) -> Iterator[int]:
        """Yield numbers from the queue until it is empty."""
        while number := os.read(self._queue[0], _NUMBER):
            yield int.from_bytes(number, "big")

    def _own(
        self, task: Task, things: Sequence[A], numbers: Iterator[int], begin: Callable[[A], None]
    ) -> tuple[dict[int, T], int, Exception | None]:
        """Return what this process has made, and at which number it met with which problem."""
        make = self.prepare()
        made: dict[int, T] = {}
        for at in numbers:
            begin(things[at])
            try:
                made[at] = make(task, things[at])
            except Exception as found:  # noqa: BLE001 - raised in `make`, unless a thing before it fails too
                return made, at, found
        return made, -1, None

    def _begun(self, prepare: Callable[[], Callable[[Task, A], T]], file: IO[bytes] | None = None) -> _Copy:
        file = file or tempfile.TemporaryFile()  # noqa: SIM115 - `_Copy.end` closes it
        process = os.fork()
        if process:
            return _Copy(process, file)
        try:
            reading, *writing = self._queue
            self._queue, self._copies, self._leads = (reading,), [], bool(writing)
            for end in writing:
                os.close(end)
                os.setpgid(0, 0)
            self._share(prepare(), file)
            for copy in self._copies:
                copy.wait()
        finally:  # whatever happens, the copy goes no further: not into what the process would do next
            os._exit(0)

    def _share(self, make: Callable[[Task, A], T], file: IO[bytes]) -> None:
        """Leave what a copy makes, each thing as it is made, as far as it can be done."""
        with suppress(Exception):
            known: tuple[Task, tuple[A, ...]] | None = None
            for at in self._taken():
                task, things = known = known or self._told(make)
                _leave(file, at, make(task, things[at]))

    def _told(self, make: Callable[[Task, A], T]) -> tuple[Task, tuple[A, ...]]:
        """Return the task and the things, which are there once there is a number in the queue; let further copies begin."""
        size = os.fstat(self._task.fileno()).st_size
        task, things, further = pickle.loads(os.pread(self._task.fileno(), size, 0))  # noqa: S301 - our own
        if self._leads:
            self._copies += [self._begun(lambda: make, file) for file in self._spare[:further]]
        return task, things


def _leave(file: IO[bytes], at: int, thing: object) -> None:
    """Leave a thing, by its number."""
    data = pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL)
    file.write(_LEFT.pack(at, len(data)))
    file.write(data)
    file.flush()


@dataclass(frozen=True, slots=True)
class _Left:
    """A thing that a copy has made, where it left it."""

    file: IO[bytes]
    offset: int
    size: int

    def read(self) -> Any:
        """Return it."""
        return pickle.loads(os.pread(self.file.fileno(), self.size, self.offset))  # noqa: S301 - from a copy of this process


def _left_in(file: IO[bytes]) -> Iterator[tuple[int, _Left]]:
    """Yield what a copy has made, by its number; not what it was leaving when it was ended."""
    end, offset = os.fstat(file.fileno()).st_size, 0
    while (start := offset + _LEFT.size) <= end:
        at, size = _LEFT.unpack(os.pread(file.fileno(), _LEFT.size, offset))
        offset = start + size
        if offset <= end:
            yield at, _Left(file, start, size)


@contextmanager
def crew(
    prepare: Callable[[], Callable[[Task, A], T]],
    copies: int = 0,
    *,
    early: Callable[[], Callable[[Task, A], T]] | None = None,
) -> Iterator[Crew[Task, A, T]]:
    """Give this process and so many copies, which are ended when the block is left.

    With `early` one begins now and loads that, though it has to wait for its task and may load more than it will need;
    `grow` then says how many there shall be beside it, up to so many. The first process leaves everything to them.
    """
    gathered = Crew(prepare)
    try:
        if early and copies:
            gathered.begin(early, copies)
        else:
            gathered.grow(copies)
        yield gathered
    finally:
        gathered.end()
