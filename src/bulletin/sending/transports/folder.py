"""A folder of `.eml` files, one a message, which any mail program opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from bulletin.model.delivery import Delivery, DeliveryState, Outcome
from bulletin.sending.transport import Connection
from bulletin.sending.transports.durable import make_folder, write_durably
from bulletin.sending.transports.each import EachTransport

_UNSAFE = re.compile(r"[^\w.@+=-]")
_LONGEST = 180
"""Octets of an address that stand in a file's name; most systems allow 255 in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderTransport:
    """Writes each message, as it is, to `<position>-<recipient>.eml`."""

    folder: Path
    """Made when the first connection is opened."""

    @property
    def network(self) -> bool:
        """Never."""
        return False

    def connect(self) -> Connection:
        """Return a connection. Raises DeliveryError where the folder cannot be written to."""
        return EachTransport(hand=self._write, prepare=lambda: make_folder(self.folder)).connect()

    def _write(self, delivery: Delivery) -> Outcome:
        name = file_name(delivery)
        try:
            write_durably(self.folder / f".{name}.part", self.folder / name, delivery.message)
        except OSError as problem:
            return Outcome(state=DeliveryState.DEFERRED, reply=f"not written: {problem.strerror}")
        return Outcome(state=DeliveryState.ACCEPTED, reply=f"written to {name}")


def file_name(delivery: Delivery) -> str:
    """Return the name of a delivery's file, the same in every attempt.

    >>> file_name(Delivery(position=7, sender="", recipient="a/../b@example.org", message=b""))
    '7-a_.._b@example.org.eml'
    """
    safe = _UNSAFE.sub("_", delivery.recipient).encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")
    return f"{delivery.position}-{safe}.eml"
