"""Bodies in base64, encoded once, with holes (RFC 2045 §6.8).

Three octets become four characters, so what follows a value depends on its length modulo three: each piece of static text
is kept in three variants, one for each number of octets that the value's last three borrow from it.
"""

from __future__ import annotations

import binascii
import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from bulletin.mail.content import Block, Content

_ROW = 57
"""Octets of a line."""
_WIDTH = 76
"""Characters of a line."""


def rows(data: bytes) -> bytes:
    """Return octets as base64 lines."""
    encoded = binascii.b2a_base64(data, newline=False)
    if len(encoded) <= _WIDTH:
        return encoded + b"\r\n" if data else b""
    whole = len(encoded) // _WIDTH
    lines = struct.unpack_from(f"{_WIDTH}s" * whole, encoded)  # half the time of `base64.encodebytes`
    return b"\r\n".join((*lines, encoded[whole * _WIDTH :], b"") if len(encoded) % _WIDTH else (*lines, b""))


@dataclass(frozen=True, slots=True)
class _Static:
    """A text in three variants, by the number of octets that the quantum before it borrows."""

    data: bytes
    _variants: dict[int, tuple[bytes, bytes, bytes]] = field(default_factory=dict, compare=False)
    """Those that were asked for: of a sample, or of an edition for one reader, it is one."""

    def variant(self, borrowed: int) -> tuple[bytes, bytes, bytes]:
        """Return the borrowed octets, base64 lines, and the one or two octets that are left over."""
        if (known := self._variants.get(borrowed)) is not None:
            return known
        whole = borrowed + (len(self.data) - borrowed) // 3 * 3
        made = self.data[:borrowed], rows(self.data[borrowed:whole]), self.data[whole:]
        self._variants[borrowed] = made
        return made


@dataclass(frozen=True, slots=True)
class Base64Body:
    """A body in base64; no quantum is padded but the last."""

    steps: tuple[bytes | int | _Static | tuple[frozenset[str], Base64Body], ...]
    """Short texts as octets, numbers of values, long texts, blocks."""

    def filled(self, values: Sequence[bytes], segments: Collection[str]) -> list[bytes]:
        """Return the lines for one reader."""
        made: list[bytes] = []
        made.append(rows(self.run(made, b"", values, segments)))
        return made

    def run(self, made: list[bytes], left: bytes, values: Sequence[bytes], segments: Collection[str]) -> bytes:
        """Append lines to `made` and return what is left to encode; `left` is what was left before."""
        for step in self.steps:
            if isinstance(step, int):
                left += values[step]
            elif isinstance(step, _Static):
                borrowed, lines, behind = step.variant(-len(left) % 3)
                made.append(rows(left + borrowed))
                made.append(lines)
                left = behind
            elif isinstance(step, bytes):
                left += step
            elif not step[0].isdisjoint(segments):
                left = step[1].run(made, left, values, segments)
        return left


def base64_body(content: Content) -> Base64Body:
    """Return a body in base64."""
    steps: list[bytes | int | _Static | tuple[frozenset[str], Base64Body]] = []
    for part in content:
        if isinstance(part, str):
            data = part.encode()
            steps.append(_Static(data) if len(data) > _ROW else data)
        elif isinstance(part, Block):
            steps.append((frozenset(part.segments), base64_body(part.parts)))
        else:
            steps.append(part)
    return Base64Body(tuple(steps))
