"""What each fence of the built-in kinds may hold, one dataclass a kind; `[original]` is added in `originals`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag

from bulletin.sources.scalars import Bool, Filled, Int, Local, Str, WebAddress, Zone
from bulletin.sources.shapes import ImageTable, Shape


def _paragraphs(text: str | list[str]) -> tuple[str, ...]:
    """Return the paragraphs of a text, which blank lines part; a list has them already."""
    return tuple(text) if isinstance(text, list) else tuple(re.split(r"\n(?:[ \t]*\n)+", text.strip()))


def _form_of(text: Any) -> str:
    return "list =" if isinstance(text, list) else "text ="


Paragraphs = Annotated[
    Annotated[Filled, Tag("text =")] | Annotated[list[Filled], Field(min_length=1), Tag("list =")],
    Discriminator(_form_of),
    AfterValidator(_paragraphs),
]
"""One text or a list of them; held as a tuple with one item a paragraph."""


@dataclass(kw_only=True)
class EventFence(Shape):
    """An `event` fence."""

    title: Filled
    start: Local
    end: Local
    zone: Zone = ""
    place: Str = ""
    address: Str = ""
    url: WebAddress = ""
    description: Str = ""
    uid: Str = ""
    sequence: Annotated[Int, Field(ge=0)] = 0
    clocks: Bool = False


@dataclass(kw_only=True)
class ButtonFence(Shape):
    """A `button` fence."""

    label: Filled
    url: WebAddress


@dataclass(kw_only=True)
class NoteFence(Shape):
    """A `note` fence."""

    text: Filled
    title: Str = ""


@dataclass(kw_only=True)
class QuoteFence(Shape):
    """A `quote` fence."""

    text: Paragraphs
    speaker: Str = ""
    role: Str = ""


FigureFence = ImageTable
