"""`assemble`: a blueprint → its message, encoded, with holes: multipart/alternative and what stands round it (RFC 2046)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bulletin.mail.blueprint import Blueprint
from bulletin.mail.content import Content
from bulletin.mail.encoding import Encoding, Pieces, plain_pieces, quoted, quoted_pieces
from bulletin.mail.inserts import FIRST_INSERT
from bulletin.mail.lines import room_for_values, shortened
from bulletin.mail.thirds import Base64Body, base64_body

_EMPTY = b"\r\n"
_LEAST_ROOM = 64
"""Octets: with less for each value, most readers' messages would not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembled:
    """A message with holes."""

    head: Pieces
    """All before the first body."""
    text: Pieces | Base64Body
    between: bytes
    html: Pieces | Base64Body
    tail: bytes
    text_quoted: bool
    """Whether the values of its holes are filled in as `quoted` gives them."""
    html_quoted: bool
    eight_bit: bool
    """Whether it has octets above 127 in a body."""
    room: int
    """Octets that a value may have at most in a body in 8bit."""

    def filled(self, values: Sequence[bytes], segments: Collection[str]) -> bytes:
        """Return one reader's message; `values` are theirs, by their numbers."""
        encoded = values
        if self.text_quoted or self.html_quoted:
            encoded = [*values[:FIRST_INSERT], *map(quoted, values[FIRST_INSERT:])]
        return b"".join(
            [
                *self.head.filled(values, segments),
                *self.text.filled(encoded if self.text_quoted else values, segments),
                self.between,
                *self.html.filled(encoded if self.html_quoted else values, segments),
                self.tail,
            ]
        )

    def holds(self, values: Sequence[bytes], boundary: bytes) -> bool:
        """Tell whether values in 8bit leave its lines short enough and its parts whole."""
        return not any(len(value) > self.room or boundary in value for value in values[FIRST_INSERT:])


def assemble(blueprint: Blueprint) -> Assembled:
    """Return the message in the encodings that every server takes."""
    return _assembled(blueprint, blueprint.text_encoding, blueprint.html_encoding)


def assemble_eight_bit(blueprint: Blueprint) -> Assembled | None:
    """Return the message for servers that announce 8BITMIME (RFC 6152); None where no body fits its lines."""
    fits = _fits(blueprint.html)
    short = blueprint if fits else replace(blueprint, html=shortened(blueprint.html))
    text: Encoding = "8bit" if _fits(blueprint.text) else blueprint.text_encoding
    html: Encoding = "8bit" if fits or _fits(short.html) else blueprint.html_encoding
    return _assembled(short if html == "8bit" else blueprint, text, html) if "8bit" in {text, html} else None


def _fits(content: Content) -> bool:
    return room_for_values(content) >= _LEAST_ROOM


def _assembled(blueprint: Blueprint, text: Encoding, html: Encoding) -> Assembled:
    between, tail = _frame(blueprint, html)
    bodies = ((blueprint.text, text), (blueprint.html, html))
    return Assembled(
        head=_head(blueprint, text),
        text=_body(blueprint.text, text),
        between=between,
        html=_body(blueprint.html, html),
        tail=tail,
        text_quoted=text == "quoted-printable",
        html_quoted=html == "quoted-printable",
        eight_bit="8bit" in {text, html},
        room=min((room_for_values(content) for content, encoding in bodies if encoding == "8bit"), default=0),
    )


def _body(content: Content, encoding: Encoding) -> Pieces | Base64Body:
    if encoding == "base64":
        return base64_body(content)
    return quoted_pieces(content) if encoding == "quoted-printable" else plain_pieces(content)


def _head(blueprint: Blueprint, text: Encoding) -> Pieces:
    """Return all before the text part."""
    opening = b"".join(_opening(blueprint, text))
    parts = [*blueprint.head, opening]
    return Pieces(
        tuple(part if isinstance(part, bytes) else b"" for part in parts),
        tuple((place, part) for place, part in enumerate(parts) if isinstance(part, int)),
    )


def _opening(blueprint: Blueprint, text: Encoding) -> Iterator[bytes]:
    if blueprint.calendars:
        yield _multipart("mixed", blueprint, 0)
        yield _EMPTY + _border(blueprint, 0)
    yield _multipart("alternative", blueprint, 1)
    yield _EMPTY + _border(blueprint, 1) + _leaf("plain", text) + _EMPTY


def _frame(blueprint: Blueprint, html: Encoding) -> tuple[bytes, bytes]:
    """Return what stands between text and HTML, and what stands behind the HTML."""
    before = [_EMPTY, _border(blueprint, 1)]
    behind: list[bytes] = []
    if blueprint.pictures:
        before += [_multipart("related", blueprint, 2), _EMPTY, _border(blueprint, 2)]
        for picture in blueprint.pictures:
            behind += [_EMPTY, _border(blueprint, 2), picture]
        behind += [_EMPTY, _border(blueprint, 2, last=True)]
    before += [_leaf("html", html), _EMPTY]
    behind += [_EMPTY, _border(blueprint, 1, last=True)]
    if blueprint.calendars:
        for calendar in blueprint.calendars:
            behind += [_EMPTY, _border(blueprint, 0), calendar]
        behind += [_EMPTY, _border(blueprint, 0, last=True)]
    return b"".join(before), b"".join(behind)


def _multipart(kind: str, blueprint: Blueprint, level: int) -> bytes:
    root = ' type="text/html";' if kind == "related" else ""  # RFC 2387 §3.1
    return f'Content-Type: multipart/{kind};{root}\r\n boundary="{blueprint.boundary}-{level}"\r\n'.encode("ascii")


def _border(blueprint: Blueprint, level: int, *, last: bool = False) -> bytes:
    return f"--{blueprint.boundary}-{level}{'--' if last else ''}\r\n".encode("ascii")


def _leaf(subtype: str, encoding: Encoding) -> bytes:
    return f"Content-Type: text/{subtype}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n".encode("ascii")
