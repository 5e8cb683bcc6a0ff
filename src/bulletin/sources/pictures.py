"""Whether the pictures that an article names are there, and pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bulletin.model.blocks import Image
from bulletin.model.issue import Article
from bulletin.sources.faults import Faults

_SIGNATURE = re.compile(rb"\x89PNG\r\n\x1a\n|\xff\xd8\xff|GIF8[79]a|RIFF....WEBP", re.DOTALL)
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


def check_pictures(article: Article, folder: Path, root: Path, faults: Faults) -> None:
    """Record every picture that is missing, outside the newsletter's folder `root`, or no picture."""
    limit = os.path.normpath(root if folder.is_relative_to(root) else folder)
    for image in images(article):
        where = image.where("src")
        line = where.line if where else 1
        if is_remote(image.src):
            if not (image.width and image.height):
                advice = "a picture at a web address is not measured; write it as a ```figure with width and height"
                faults.add_near("picture-size", advice, line, image.src)
            continue
        file = folder / image.src
        inside = Path(os.path.normpath(file)).is_relative_to(limit)
        problem = picture_problem(file) if inside else "expected a picture in the newsletter's folder; copy it there"
        if problem:
            faults.add_near("picture", f"{image.src}: {problem}", line, image.src)


def picture_problem(file: Path) -> str:
    """Say what is wrong with a picture's file, or nothing."""
    try:
        if file.exists() and not file.is_file():
            return "expected a picture there, found a folder or something else; name the picture's file"
        with file.open("rb") as opened:
            start = opened.read(64)
    except FileNotFoundError:
        return "expected a picture there, found no file; check the name (capitals count)"
    except OSError as problem:
        return f"expected a picture that can be read, found: {problem.strerror}; check the name and its permissions"
    except ValueError:
        return "expected the name of a picture, found a control character in it; write the name by hand"
    if not _SIGNATURE.match(start):
        found = (
            "an SVG drawing, which mail programs do not show"
            if b"<svg" in start or b"<?xml" in start
            else "something else"
        )
        return f"expected a PNG, JPEG, GIF or WebP picture, found {found}; save it as PNG or JPEG"
    return ""
