"""Blocks of a kind that a newsletter's folder defines: `templates/blocks/podcast.toml`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Self

from bulletin.model.blocks import Described, Inline
from bulletin.model.marks import translate, web_address


@dataclass(frozen=True, slots=True, kw_only=True)
class InlineField:
    """A field of inline Markdown."""

    name: str
    value: Inline = field(metadata=translate("Text of a block", inline=True))
    note: str = ""
    """What the kind's definition tells translators of the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainField:
    """A field of plain text."""

    name: str
    value: Inline = field(metadata=translate("Text of a block"))
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressField:
    """A field that holds a web address."""

    name: str
    value: Inline = field(metadata=web_address("Where a part of a block leads"))
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataField:
    """A field that no language changes: a number, a date, a switch."""

    name: str
    value: Any


CustomField = InlineField | PlainField | AddressField | DataField


@dataclass(frozen=True, slots=True, kw_only=True)
class Custom(Described):
    """A block of a kind from a folder. Templates read a field by its name: `{{ block.title }}`."""

    kind: str
    fields: tuple[CustomField, ...]

    def text_fields(self) -> tuple[str, ...]:
        """Return the names of the fields that hold a text or an address."""
        return tuple(each.name for each in self.fields if not isinstance(each, DataField))

    def in_original(self) -> Self:
        """Return the block with its original's texts in the place of its own; itself where it has none."""
        if self.original is None:
            return self
        texts: dict[str, Any] = dict(self.original.texts)
        own = tuple(replace(each, value=texts[each.name]) if each.name in texts else each for each in self.fields)
        return replace(self, fields=own, original=None, origin=self.original_origin())

    def __getattr__(self, name: str) -> Any:
        """Return the value of the field `name`; raise AttributeError where the kind has none."""
        if not name.startswith("_"):
            for each in self.fields:
                if each.name == name:
                    return each.value
        raise AttributeError(f"a block of kind {self.kind!r} has no field {name!r}")
