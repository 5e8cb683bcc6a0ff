"""A blueprint as octets and back: what a ledger keeps, so that a run that is resumed sends what was planned."""

from __future__ import annotations

import dataclasses
import json
import zlib
from typing import Any

from bulletin.errors import ConfigError
from bulletin.inline import Slot, SlotPlace
from bulletin.mail.blueprint import Blueprint
from bulletin.mail.content import Block, Content
from bulletin.mail.inserts import FieldInsert, Insert, ParticleInsert, TokenInsert

_MARK = b"bulletin template 1\n"
"""The number is raised whenever the octets that are made of one blueprint would change."""


def dump_blueprint(blueprint: Blueprint) -> bytes:
    """Return a blueprint as octets. It holds no secret."""
    fields = {field.name: getattr(blueprint, field.name) for field in dataclasses.fields(blueprint)}
    fields |= {
        "head": [part if isinstance(part, int) else part.decode("ascii") for part in blueprint.head],
        "inserts": [_insert(insert) for insert in blueprint.inserts],
        "pictures": [picture.decode("ascii") for picture in blueprint.pictures],
        "calendars": [calendar.decode("ascii") for calendar in blueprint.calendars],
    }
    fields |= {name: _content(fields[name]) for name in ("subject", "text", "html")}
    return _MARK + zlib.compress(json.dumps(fields, separators=(",", ":")).encode("ascii"))


def load_blueprint(data: bytes) -> Blueprint:
    """Return the blueprint of `dump_blueprint`. Raises ConfigError for other octets, or those of another version."""
    if not data.startswith(_MARK):
        found = data[: len(_MARK)].decode("ascii", "replace")
        raise ConfigError(
            f"expected a stored template that begins with {_MARK.decode()!r}, found {found!r}: it was planned by "
            "another version of bulletin; finish the run with that one, or plan it again"
        )
    try:
        fields = json.loads(zlib.decompress(data[len(_MARK) :]))
        fields |= {name: _read_content(fields[name]) for name in ("subject", "text", "html")}
        return Blueprint(
            **fields
            | {
                "head": tuple(part if isinstance(part, int) else part.encode("ascii") for part in fields["head"]),
                "inserts": tuple(_read_insert(given) for given in fields["inserts"]),
                "pictures": tuple(part.encode("ascii") for part in fields["pictures"]),
                "calendars": tuple(part.encode("ascii") for part in fields["calendars"]),
            }
        )
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error) as problem:
        raise ConfigError(f"expected a stored template, found octets that are damaged: {problem}") from problem


def _content(content: Content) -> list[object]:
    return [
        {"segments": part.segments, "parts": _content(part.parts)} if isinstance(part, Block) else part
        for part in content
    ]


def _read_content(parts: list[Any]) -> Content:
    return tuple(
        Block(tuple(part["segments"]), _read_content(part["parts"])) if isinstance(part, dict) else part
        for part in parts
    )


def _insert(insert: Insert) -> list[str]:
    match insert:
        case TokenInsert(purpose):
            return ["token", purpose]
        case FieldInsert(slot):
            return ["field", *_slot(slot)]
        case ParticleInsert(slot, pair):
            return ["particle", *_slot(slot), pair]


def _slot(slot: Slot) -> list[str]:
    return [slot.name, slot.fallback, slot.before, slot.after, slot.place.value]


def _read_insert(given: list[Any]) -> Insert:
    kind, *rest = given
    if kind == "token":
        return TokenInsert(rest[0])
    name, fallback, before, after, place, *pair = rest
    slot = Slot(name=name, fallback=fallback, before=before, after=after, place=SlotPlace(place))
    return ParticleInsert(slot, pair[0]) if kind == "particle" else FieldInsert(slot)
