"""Bodies in base64, encoded once, with holes (RFC 2045 §6.8).

Three octets become four characters, so what follows a value depends on its length modulo three: each piece of static text
is kept in three variants, one for each number of octets that the value's last three borrow from it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bulletin.mail.content import Block, Content

_ROW = 57
"""Octets of a line of 76 characters."""


def rows(data: bytes) -> bytes:
    """Return octets as base64 lines."""
    if len(data) <= _ROW:
        return binascii.b2a_base64(data, newline=False) + b"\r\n" if data else b""
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


@dataclass(frozen=True, slots=True)
class _Static:
    """A text in three variants, by the number of octets that the quantum before it borrows."""

    variants: tuple[tuple[bytes, bytes, bytes], ...]
    """(borrowed octets, base64 lines, the one or two octets that are left over)"""


def _static(data: bytes) -> _Static:
    variants = []
    for borrowed in range(3):
        whole = borrowed + (len(data) - borrowed) // 3 * 3
        variants.append((data[:borrowed], rows(data[borrowed:whole]), data[whole:]))
    return _Static(tuple(variants))


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
                borrowed, lines, behind = step.variants[-len(left) % 3]
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
            steps.append(_static(data) if len(data) > _ROW else data)
        elif isinstance(part, Block):
            steps.append((frozenset(part.segments), base64_body(part.parts)))
        else:
            steps.append(part)
    return Base64Body(tuple(steps))
