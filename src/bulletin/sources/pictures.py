"""Whether the pictures that an article names are there, and pictures."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.model.blocks import Image
from bulletin.model.issue import Article
from bulletin.sources.faults import Faults

_SIGNATURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"RIFF")
"""How PNG, JPEG, GIF and WebP files begin."""


def is_remote(src: str) -> bool:
    """Tell whether a picture lies at a web address."""
    return src.startswith(("https://", "http://"))


def images(node: Any) -> Iterator[Image]:
    """Yield the pictures in an article, its lead first, then in reading order."""
    if isinstance(node, Article):
        yield from images(node.image)
        yield from images(node.blocks)
    elif isinstance(node, tuple):
        for each in node:
            yield from images(each)
    elif isinstance(node, Image):
        yield node
    else:
        for name in ("items", "blocks"):
            yield from images(getattr(node, name, ()) or ())


def check_pictures(article: Article, folder: Path, faults: Faults) -> None:
    """Record every picture that is missing, outside the newsletter or no picture."""
    for image in images(article):
        line = image.origin.line if image.origin else 1
        if is_remote(image.src):
            if not (image.width and image.height):
                advice = "a picture at a web address is not measured; write it as a ```figure with width and height"
                faults.add_near("picture-size", advice, line, image.src)
            continue
        if problem := picture_problem(folder / image.src):
            faults.add_near("picture", f"{image.src}: {problem}", line, image.src)


def picture_problem(file: Path) -> str:
    """Say what is wrong with a picture's file, or nothing."""
    try:
        with file.open("rb") as opened:
            start = opened.read(16)
    except FileNotFoundError:
        return "expected a picture there, found no file; check the name (capitals count)"
    except OSError as problem:
        return f"expected a picture that can be read, found: {problem.strerror}"
    if not start.startswith(_SIGNATURES):
        found = "an SVG drawing, which mail programs do not show" if b"<svg" in start or b"<?xml" in start else "something else"
        return f"expected a PNG, JPEG, GIF or WebP picture, found {found}; save it as PNG or JPEG"
    return ""
