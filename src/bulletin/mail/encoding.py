"""Bodies in quoted-printable and 8bit, encoded once, with holes that cost a reader no more than their own octets.

Quoted-printable: a soft line break on both sides of a hole makes what stands round it independent of the value. 8bit: the
octets themselves. (RFC 2045 §6.7, §2.8; for base64 see `thirds.py`)
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bulletin.mail.content import Block, Content

Encoding = Literal["base64", "quoted-printable", "8bit"]
_QUOTED, _BASE64 = 3, 1.37
"""Characters that an octet outside ASCII takes in quoted-printable, and any octet in base64, line ends included."""
_TOUCHY = re.compile(rb"^(?:\.|F(?=rom ))(?=[^\n]{0,72}$)", re.MULTILINE)
"""What relays and mailboxes have mangled at the start of a line (RFC 2049 §3)."""
_OVERFULL = re.compile(rb"^([^\n]{74,75})(=(?:20|09))(?=\n)", re.MULTILINE)
"""Where `binascii` writes a space before a line end in three octets, and the line gets longer than it may be."""
_LONGEST = 76
"""Octets of a line (RFC 2045 §6.7, rule 5)."""
_REFERENCES = {b".": b"=2E", b"F": b"=46"}


def shorter_encoding(text: str) -> Encoding:
    """Return the shorter encoding: base64 for writing such as Korean, quoted-printable for Latin."""
    narrow, whole = len(text.encode("ascii", "ignore")), len(text.encode(errors="replace"))
    return "base64" if narrow + _QUOTED * (whole - narrow) > _BASE64 * whole else "quoted-printable"


@dataclass(frozen=True, slots=True)
class Pieces:
    """Octets with holes that are filled as they are."""

    pieces: tuple[bytes, ...]
    """Empty where a hole or a block is."""
    holes: tuple[tuple[int, int], ...] = ()
    """(place among the pieces, number of the value)"""
    blocks: tuple[tuple[int, frozenset[str], Pieces], ...] = ()
    """(place among the pieces, segments, what their readers receive there)"""

    def filled(self, values: Sequence[bytes], segments: Collection[str]) -> list[bytes]:
        """Return the pieces for one reader."""
        made = list(self.pieces)
        for place, number in self.holes:
            made[place] = values[number]
        for place, named, inner in self.blocks:
            if not named.isdisjoint(segments):
                made[place] = b"".join(inner.filled(values, segments))
        return made


def _pieces(content: Content, static: Iterable[bytes]) -> Pieces:
    """Return a content as pieces; `static` are its texts, encoded, those in blocks among them."""
    encoded = iter(static)
    pieces: list[bytes] = []
    holes: list[tuple[int, int]] = []
    blocks: list[tuple[int, frozenset[str], Pieces]] = []
    for place, part in enumerate(content):
        if isinstance(part, str):
            pieces.append(next(encoded))
            continue
        pieces.append(b"")
        if isinstance(part, Block):
            blocks.append((place, frozenset(part.segments), _pieces(part.parts, encoded)))
        else:
            holes.append((place, part))
    return Pieces(tuple(pieces), tuple(holes), tuple(blocks))


def _texts(content: Content) -> Iterator[str]:
    for part in content:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Block):
            yield from _texts(part.parts)


# ---- quoted-printable ------------------------------------------------------------------------------------------------


def quoted(data: bytes) -> bytes:
    r"""Return octets as quoted-printable lines that leave the next piece at the start of a line.

    >>> quoted("예, a=b".encode())
    b'=EC=98=88, a=3Db=\r\n'
    """
    if not data:
        return b""
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n")
    encoded = binascii.b2a_qp(data)
    if b"=20\n" in encoded or b"=09\n" in encoded:
        encoded = _OVERFULL.sub(rb"\1=\n\2", encoded)
    if encoded[:1] in b".F" or b"\n." in encoded or b"\nFrom " in encoded:
        encoded = _TOUCHY.sub(lambda match: _REFERENCES[match[0]], encoded)
    encoded = encoded.replace(b"\n", b"\r\n")
    if encoded.endswith(b"\n") and data.endswith(b"\n"):
        return encoded
    if len(encoded) - encoded.rfind(b"\n") > _LONGEST:  # the last line is full: there is no room for the soft break
        last = 3 if encoded[-3:-2] == b"=" else 1
        encoded = encoded[:-last] + b"=\r\n" + _REFERENCES.get(encoded[-last:], encoded[-last:])
    return encoded + b"=\r\n"


def quoted_pieces(content: Content) -> Pieces:
    """Return a body in quoted-printable. Its values are filled in as `quoted` gives them."""
    return _pieces(content, [quoted(text.encode()) for text in _texts(content)])


# ---- 8bit ------------------------------------------------------------------------------------------------------------


def plain_pieces(content: Content) -> Pieces:
    """Return a body as its own octets."""
    return _pieces(content, [text.encode() for text in _texts(content)])
