"""Pictures drawn anew: scaled, turned upright, stripped of metadata. The home of Pillow."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

from PIL import Image as Pillow
from PIL import ImageOps, ImageSequence, UnidentifiedImageError

from bulletin.errors import ContentError
from bulletin.rendering.slotted import MIMES, Asset, asset_of

_MUCH_WIDER = 1.5
"""A drawing in few colours can grow when it is scaled a little; then the original is published, up to this width."""
_LARGEST = 178_000_000
"""Pixels; a file that claims more is a decompression bomb (twice Pillow's MAX_IMAGE_PIXELS, where it gives up too)."""
_PLAIN_MODES = {"1", "L", "P", "RGB", "RGBA", "LA"}


def redrawn(file: Path, raw: bytes, widest: int) -> Asset:
    """Return a picture of at most `widest` pixels; the file itself where it is fit to be published.

    Raises ContentError where `raw` is no picture; `file` is what it is called.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Pillow.DecompressionBombWarning)
        return _made(file, raw, widest)


def _made(file: Path, raw: bytes, widest: int) -> Asset:
    try:
        with Pillow.open(io.BytesIO(raw)) as opened:
            kind = "JPEG" if opened.format == "MPO" else opened.format or ""
            if opened.width * opened.height > _LARGEST:
                size = f"{opened.width} by {opened.height}"
                raise ContentError(f"{file}: expected at most {_LARGEST:,} pixels, found {size}")
            if kind not in {*MIMES, "WEBP"}:
                raise ContentError(
                    f"{file}: expected a PNG, JPEG, GIF or WebP picture, found {kind or 'something else'}"
                )
            if kind == "GIF" and getattr(opened, "is_animated", False):
                _play(opened)
                return asset_of(raw, kind, opened.size)
            picture: Pillow.Image = ImageOps.exif_transpose(opened)
            bare = opened.format in MIMES and opened.mode != "CMYK" and not opened.getexif() and _bare(raw, kind)
            if bare and opened.width <= widest:
                return asset_of(raw, kind, opened.size)
            picture.load()
            drawn = _drawn(picture, kind, widest)
            smaller = len(drawn.data) < len(raw) or opened.width > _MUCH_WIDER * widest
            return drawn if smaller or not bare else asset_of(raw, kind, opened.size)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Pillow.DecompressionBombError) as problem:
        raise ContentError(f"{file}: expected a picture, found a file that is none: {problem}") from problem


def _play(moving: Pillow.Image) -> None:
    """Read every frame, so that a file cut short is found out."""
    for frame in ImageSequence.Iterator(moving):
        frame.load()


def _bare(raw: bytes, kind: str) -> bool:
    """Tell whether the file of a picture holds nothing but the picture, so that it can be published unchanged."""
    if kind == "PNG":
        return not any(chunk in raw for chunk in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP", b"tIME"))
    return kind == "JPEG" and not any(
        marker in raw[:65536] for marker in (b"\xff\xe1", b"\xff\xe2", b"\xff\xed", b"\xff\xfe")
    )


def _drawn(picture: Pillow.Image, kind: str, widest: int) -> Asset:
    """Scale and write a picture anew: photographs as JPEG, drawings as PNG."""
    if kind == "WEBP":
        kind = "PNG" if picture.mode in {"RGBA", "LA", "P"} else "JPEG"
    if kind != "JPEG" and "transparency" in picture.info:
        picture = picture.convert("RGBA")
    palette = picture.mode == "P"
    if kind == "JPEG" and picture.mode not in {"L", "RGB"}:
        picture = picture.convert("RGB")
    elif picture.mode not in _PLAIN_MODES:
        picture = picture.convert("RGBA" if "A" in picture.mode else "RGB")
    if picture.width > widest:
        height = max(round(picture.height * widest / picture.width), 1)
        if picture.mode in {"P", "1"}:
            picture = picture.convert("RGB")
        picture = picture.resize((widest, height), Pillow.Resampling.LANCZOS)
        if palette:
            picture = picture.quantize(256, dither=Pillow.Dither.NONE)
    picture.info.clear()
    written = io.BytesIO()
    if kind == "JPEG":
        picture.save(written, "JPEG", quality=82, optimize=True, progressive=True)
    else:
        picture.save(written, "PNG" if kind == "PNG" else "GIF", optimize=True)
    return asset_of(written.getvalue(), kind, picture.size)
