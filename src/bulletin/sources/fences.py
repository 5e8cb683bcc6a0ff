"""Fenced blocks: the info string names a kind of block, the content holds its fields in TOML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from bulletin.model.blocks import Block, Button, Event, Image, Note, Quote
from bulletin.model.marks import mark_of
from bulletin.model.origin import Origin
from bulletin.sources.faults import Faults
from bulletin.sources.fence_shapes import ButtonFence, EventFence, FigureFence, NoteFence, QuoteFence
from bulletin.sources.kinds import Kind
from bulletin.sources.originals import original_of, with_original
from bulletin.sources.shapes import Shape
from bulletin.sources.texts import check_texts
from bulletin.sources.toml import Toml, parse_toml
from bulletin.sources.validate import validate


def keywords(table: Shape) -> dict[str, Any]:
    """Return a shape's fields as keyword arguments; lists become tuples."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in vars(table).items()}


_BUILT_IN: dict[str, tuple[type[Shape], type[Event | Button | Note | Image | Quote]]] = {
    "event": (EventFence, Event),
    "button": (ButtonFence, Button),
    "note": (NoteFence, Note),
    "figure": (FigureFence, Image),
    "quote": (QuoteFence, Quote),
}


def fence_shapes() -> dict[str, Any]:
    """Return what the fence of each built-in kind may hold, `[original]` included."""
    return {kind: _shape_of(kind) for kind in _BUILT_IN}


@cache
def _shape_of(kind: str) -> Any:
    shape, block = _BUILT_IN[kind]
    forms = {each.name: mark.form for each in fields(block) if (mark := mark_of(each.metadata))}
    return with_original(kind, shape, forms)


def read_fence(
    info: str, content: str, *, line: int, indent: int = 0, translators: str, faults: Faults, kinds: Mapping[str, Kind]
) -> Block | None:
    """Return the block that a fence holds, or record what is wrong with it and return None.

    `line` is that of the opening fence, from 1; `indent` is how far its content stands to the right. `kinds` are those of the newsletter's own folder.
    """
    name = info.strip()
    known = sorted([*_BUILT_IN, *kinds])
    if name not in known:
        found = f"a fence of kind {name!r}" if name else "a fence without a kind, or an indented block"
        faults.add("unknown-kind", f"expected one of the kinds {', '.join(known)}; found {found}", line, 1)
        return None
    toml = parse_toml(content, faults, offset=line, indent=indent)
    if toml is None:
        return None
    origin = Origin(file=faults.file, line=line, line_of=toml.line_of)
    block = _built(name, toml, faults, translators, origin, kinds)
    if block is not None:
        check_texts(block, faults)
    return block


def _built(
    name: str, toml: Toml, faults: Faults, translators: str, origin: Origin, kinds: Mapping[str, Kind]
) -> Block | None:
    if name in kinds:
        return kinds[name].read(toml, faults, translators=translators, origin=origin)
    table = validate(_shape_of(name), toml, faults)
    if table is None:
        return None
    given = keywords(table)
    note = given.pop("translators", "") or translators
    original = original_of(given.pop("original"), toml, faults)
    block = _BUILT_IN[name][1](**given, translators=note, original=original, origin=origin)
    if isinstance(block, Event) and block.end <= block.start:
        faults.add(
            "event-order",
            f"`end` ({block.end}) must be later than `start` ({block.start}); write the day after where it ends past midnight",
            *toml.locate(("end",)),
        )
    return block
