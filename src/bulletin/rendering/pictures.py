"""Pictures as they are published: each in its place, found for its locale, named by its content."""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from pathlib import Path

from bulletin.errors import ContentError
from bulletin.rendering.slotted import Asset, asset_of

_PNG = b"\x89PNG\r\n\x1a\n"
_MANY = 100_000_000
"""Pixels; larger ones are Pillow's to judge."""
_DRAWING = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD", b"pHYs"}
"""The chunks of a PNG that are the picture, none of them about who made it (PNG third edition §11)."""


def localised(file: Path, locale: str) -> Path:
    """Return the picture made for a locale, `quay.ko.png` beside `quay.png`, or the picture itself.

    For `pt-BR`, `quay.pt-BR.png` wins over `quay.pt.png`.
    """
    subtags = locale.split("-")
    for length in range(len(subtags), 0, -1):
        own = file.with_suffix(f".{'-'.join(subtags[:length])}{file.suffix}")
        if own.is_file():
            return own
    return file


def publish(file: Path, place: int) -> Asset:
    """Return a picture as it is published in a place `place` pixels wide.

    One wider than twice its place is scaled to that (for screens of double density). What the camera noted as its
    rotation is applied, then all metadata is dropped. A GIF in motion is left as it is.
    Raises ContentError where the file is no picture.
    """
    try:
        status = file.stat()
    except OSError as problem:
        raise ContentError(f"{file}: expected a picture, found none: {problem.strerror}") from problem
    return _publish(file, place * 2, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=256)
def _publish(file: Path, widest: int, _modified: int, _size: int) -> Asset:
    try:
        raw = file.read_bytes()
    except OSError as problem:
        raise ContentError(f"{file}: expected a picture, found a file that is none: {problem}") from problem
    size = bare_png(raw)
    if size is not None and size[0] <= widest:
        return asset_of(raw, "PNG", size)
    from bulletin.rendering.redraw import redrawn  # Pillow is loaded for pictures that need it

    return redrawn(file, raw, widest)


def bare_png(raw: bytes) -> tuple[int, int] | None:
    """Return width and height of a whole PNG that holds nothing but its picture; None for every other file."""
    if not raw.startswith(_PNG):
        return None
    kinds: list[bytes] = []
    position = len(_PNG)
    while position + 12 <= len(raw):
        length, kind = struct.unpack_from(">I4s", raw, position)
        end = position + 8 + length
        if kind not in _DRAWING or end + 4 > len(raw):
            return None
        if struct.unpack_from(">I", raw, end)[0] != zlib.crc32(raw[position + 4 : end]):
            return None
        kinds.append(kind)
        position = end + 4
    whole = position == len(raw) and kinds[:1] == [b"IHDR"] and kinds[-1:] == [b"IEND"] and b"IDAT" in kinds
    width, height = struct.unpack_from(">II", raw, len(_PNG) + 8) if whole else (0, 0)
    return (width, height) if width and height and width * height < _MANY else None
