"""Kinds of block that a newsletter's folder defines: `templates/blocks/podcast.toml`.

::

    [fields.title]
    type = "text"        # text, address, number, date, time or switch
    form = "inline"      # of text: inline (Markdown), or plain
    required = true
    note = "Title of the episode"      # for translators
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, make_dataclass
from functools import cached_property
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator

from bulletin.errors import raise_for
from bulletin.findings import Finding
from bulletin.model.custom import AddressField, Custom, CustomField, DataField, InlineField, PlainField
from bulletin.model.marks import Form
from bulletin.model.origin import Origin
from bulletin.sources.faults import Faults
from bulletin.sources.originals import original_of, with_original
from bulletin.sources.scalars import Amount, Bool, Day, Filled, Local, Str, WebAddress
from bulletin.sources.shapes import Shape
from bulletin.sources.text import read_text
from bulletin.sources.toml import Toml, parse_toml
from bulletin.sources.validate import validate

_TYPES: dict[str, Any] = {
    "text": Filled,
    "address": WebAddress,
    "number": Amount,
    "date": Day,
    "time": Local,
    "switch": Bool,
}
_BUILT_IN = {"heading", "paragraph", "quote", "list", "table", "image", "figure", "button", "note", "divider", "event"}
_TAKEN = {name for name in dir(Custom) if not name.startswith("_")}
"""What every block has; a template would find these and never a field of that name."""


def _field_name(name: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        advice = "write one like title"
        raise ValueError(f"expected a field's name in small letters, digits and underscores, found {name!r}; {advice}")
    if name in _TAKEN or iskeyword(name):
        others = ", ".join(sorted(_TAKEN))
        raise ValueError(f"{name!r} cannot name a field (nor can {others}); choose another, such as {name + '_1'!r}")
    return name


FieldName = Annotated[Str, AfterValidator(_field_name)]


@dataclass(kw_only=True)
class FieldTable(Shape):
    """One field of a kind."""

    type: Literal["text", "address", "number", "date", "time", "switch"] = "text"
    form: Literal["inline", "plain"] = "plain"
    required: Bool = False
    note: Str = ""


@dataclass(kw_only=True)
class KindFile(Shape):
    """The definition of a kind of block."""

    fields: dict[FieldName, FieldTable] = field(default_factory=dict)


@dataclass(frozen=True)
class Kind:
    """A kind of block of a newsletter's own."""

    name: str
    fields: Mapping[str, FieldTable]

    @cached_property
    def shape(self) -> type[Shape]:
        """The dataclass that a fence of this kind is held against."""
        required = [(name, _TYPES[each.type]) for name, each in self.fields.items() if each.required]
        optional = [
            (name, _TYPES[each.type] | None, field(default=None))
            for name, each in self.fields.items()
            if not each.required
        ]
        made = make_dataclass(f"{self.name}-fence", [*required, *optional], bases=(Shape,), kw_only=True)
        made.__module__ = __name__
        forms = {name: Form(each.form) for name, each in self.fields.items() if each.type == "text"}
        addresses = {name: Form.ADDRESS for name, each in self.fields.items() if each.type == "address"}
        return with_original(self.name, made, forms | addresses)

    def read(self, toml: Toml, faults: Faults, *, translators: str, origin: Origin) -> Custom | None:
        """Return the block of a fence of this kind, or record what is wrong."""
        table = validate(self.shape, toml, faults)
        if table is None:
            return None
        given = vars(table)
        fields = tuple(_filled(name, each, given[name]) for name, each in self.fields.items())
        original = original_of(given["original"], toml, faults)
        return Custom(kind=self.name, fields=fields, translators=translators, original=original, origin=origin)


def _filled(name: str, table: FieldTable, value: Any) -> CustomField:
    if table.type == "address":
        return AddressField(name=name, value=value or "", note=table.note)
    if table.type != "text":
        return DataField(name=name, value=value)
    kind = InlineField if table.form == "inline" else PlainField
    return kind(name=name, value=value or "", note=table.note)


def read_kinds(folder: Path) -> dict[str, Kind]:
    """Read every `*.toml` in a newsletter's `templates/blocks/`.

    Raises ContentError with every fault of every file for what is no definition.
    """
    kinds: dict[str, Kind] = {}
    findings: list[Finding] = []
    for file in sorted(folder.glob("*.toml")):
        faults = Faults(f"templates/blocks/{file.name}")
        text = read_text(file, faults)
        toml = parse_toml(text, faults) if text is not None else None
        table = validate(KindFile, toml, faults) if toml is not None else None
        if not re.fullmatch(r"[a-z][a-z0-9-]*", file.stem) or file.stem in _BUILT_IN:
            advice = "small letters, digits and hyphens, and none of the built-in kinds"
            found = f"found {file.stem!r}; rename the file, to podcast.toml say"
            faults.add("kind", f"expected a kind's name of {advice}, {found}")
        findings += faults.findings
        if table is not None:
            kinds[file.stem] = Kind(file.stem, table.fields)
    raise_for(findings)
    return kinds
