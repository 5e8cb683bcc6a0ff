"""Marks on fields: which are translatable, which hold addresses. Set where the field is declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_KEY = "bulletin.mark"


class Form(StrEnum):
    """How a marked field is read."""

    INLINE = "inline"
    """Inline Markdown with values and slots."""
    PLAIN = "plain"
    """Characters with values and slots; no markup."""
    ADDRESS = "address"
    """A web address with values and slots; not a message of its own."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of a marked field."""

    form: Form
    note: str
    """What a translator should know of the field: what it is, how long it may be."""


def translate(note: str, *, inline: bool = False) -> dict[str, Any]:
    """Return the metadata of a translatable field: `field(metadata=translate("Headline", inline=True))`."""
    return {_KEY: Mark(Form.INLINE if inline else Form.PLAIN, note)}


def web_address(note: str) -> dict[str, Any]:
    """Return the metadata of a field that holds a web address."""
    return {_KEY: Mark(Form.ADDRESS, note)}


def mark_of(metadata: Mapping[str, Any]) -> Mark | None:
    """Return the mark in a field's metadata, if any."""
    mark: Mark | None = metadata.get(_KEY)
    return mark
