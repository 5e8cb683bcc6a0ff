"""The steps of the batch in hand, marks and outcomes, in a small file beside the ledger until they move into its tables.

A mark has to outlive the process, not the machine: after a loss of power whoever was claimed is in doubt anyhow. A
transaction gives more than that, at ten times the price, and lets one connection wait for another. So a step is sixteen
octets in a file that is mapped into memory: from then on the kernel has it, however the process ends. With the next
claim all steps move into the tables, in the transaction that is synced then.

The tables name the batch, and a file names it too, with the start of the machine: what is not of this batch is no
news. A batch begins in the file that the one before did not use, before the tables name it: where they name one of
which there is no file, steps were lost (`claiming.recover_run`).
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import itertools
import mmap
import os
import struct
from collections import deque
from pathlib import Path

from bulletin.errors import ConfigError, DeliveryError
from bulletin.sending.ledger.troubles import no_room

Step = tuple[int, int, int, str | None]
"""The place of a row, the state that it has reached, the server's code, and what the server said; None: not known here."""
_HEAD = struct.Struct("<8s8s16s")
_STEP = struct.Struct("<QiB3x")
_CODES = 0x7FFF_FFFF
"""A code is kept in full where it is one of a protocol's."""
_MAGIC = b"bullstep"
_BEGUN = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Page:
    """One file of steps, mapped into memory. Any thread may write: each takes a place of its own."""

    __slots__ = ("_map", "_places")

    def __init__(self, file: Path, head: bytes, most: int) -> None:
        """Begin a file for at most so many steps, with room for all of them on the disk. Raises OSError.

        It is another file than the one that had its name: a thread may still have that in hand.
        """
        room = head + bytes(most * _STEP.size)
        file.unlink(missing_ok=True)
        handle = os.open(file, _BEGUN, 0o600)
        try:
            if os.write(handle, room) != len(room):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            self._map = mmap.mmap(handle, len(room))
        finally:
            os.close(handle)
        self._places = itertools.count(len(head), _STEP.size)

    def write(self, octets: bytes) -> None:
        """Write one step. A process that is killed meanwhile leaves one without state, or of no row: none."""
        place = next(self._places)
        self._map[place : place + _STEP.size] = octets


class Steps:
    """What the process that owns a ledger knows of its batch, and the files that know it too."""

    def __init__(self, ledger: Path | None, boot: str) -> None:
        """Stand beside a ledger; None: one in memory, whose steps end with the process as it does."""
        self.held: dict[int, int] = {}
        """The state of each row that was claimed here and is not settled, by its place."""
        self.waiting: deque[Step] = deque()
        """Steps that are not in the tables yet."""
        self._files = tuple(ledger.with_name(f"{ledger.name}-steps{number}") for number in (1, 2)) if ledger else ()
        self._boot = hashlib.blake2b(boot.encode(), digest_size=16).digest()
        self._pages: tuple[Page, ...] = ()
        """The page of this batch, and while the next one is being claimed that one's too."""
        self._used = 0

    @property
    def is_begun(self) -> bool:
        """Whether steps are written to a file of this process's own."""
        return bool(self._pages)

    def prepare(self, batch: bytes, claimed: int) -> None:
        """Begin a batch of that name, 8 octets, of so many people. Raises DeliveryError, ConfigError.

        From now on steps go to both files: what comes after the tables have taken what waits is in the new one.
        """
        if not self._files:
            return
        file = self._files[1 - self._used]
        most = 2 * (len(self.held) + claimed)  # a mark and an outcome each
        try:
            page = Page(file, self._head(batch), most)
        except OSError as problem:
            raise _refused(problem, file) from problem
        self._pages = (*self._pages[:1], page)

    def switch(self) -> None:
        """Go on with the batch that was prepared: the tables name it now, and hold what waited when they were written."""
        self._pages = self._pages[-1:]
        self._used = 1 - self._used

    def write(self, steps: list[Step]) -> None:
        """Write steps, which belong to rows that nobody else writes for. No lock is needed.

        They wait before they are written: then they are either moved into the tables with the next claim, or come after
        `prepare`, and are in both files.
        """
        self.waiting.extend(steps)
        for page in self._pages:
            for place, state, code, _ in steps:
                page.write(_STEP.pack(place, code & _CODES, state))

    def moved(self, count: int) -> None:
        """Drop the first steps that wait, since the tables have them."""
        for _ in range(count):
            self.waiting.popleft()

    def read(self, batch: bytes) -> list[Step] | None:
        """Return the steps of a batch, in order; None where no file is of that batch and this start of the machine."""
        for file in self._files:
            try:
                octets = file.read_bytes()
            except FileNotFoundError:
                continue
            except OSError as problem:
                raise _refused(problem, file) from problem
            if octets.startswith(self._head(batch)):
                whole = len(octets) - (len(octets) - _HEAD.size) % _STEP.size
                found = _STEP.iter_unpack(octets[_HEAD.size : whole])
                return [(place, state, code, None) for place, code, state in found if state]
        return None

    def forget(self) -> None:
        """Hold nobody, and remove the files: their steps are in the tables, or are not to be believed."""
        self.held.clear()
        self.waiting.clear()
        self._pages = ()
        for file in self._files:
            with contextlib.suppress(OSError):  # one that stays says nothing: its batch is no longer named
                file.unlink(missing_ok=True)

    def _head(self, batch: bytes) -> bytes:
        return _HEAD.pack(_MAGIC, batch, self._boot)


def _refused(problem: OSError, file: Path) -> DeliveryError | ConfigError:
    if problem.errno in _FULL:
        return no_room(str(file))
    return ConfigError(
        f"{file}: expected a file that can be read and written to, found: {problem.strerror or problem}; check its "
        "permissions and its folder's: it says who was written to last"
    )
