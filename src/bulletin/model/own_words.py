"""Where a tree holds somebody's own words: shown in the edition of their language, read by those who check texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

from bulletin.inline import Spans
from bulletin.model.blocks import Described
from bulletin.model.custom import AddressField, InlineField, PlainField
from bulletin.model.languages import same_language
from bulletin.model.marks import mark_of
from bulletin.model.original import Original, Texts
from bulletin.model.walk import Change, Visit, map_text

T = TypeVar("T")


def in_own_words(node: T, locale: str) -> T:
    """Return a tree in which each block that has an original in the language of `locale` says what that says."""

    def change(block: Described) -> Described:
        own = block.original
        return block.in_original() if own is not None and same_language(own.locale, locale) else block

    return cast("T", _rebuilt(node, change))


def own_words(visit: Visit) -> tuple[str, Texts] | None:
    """Return what the text that a walk is at was translated from: its locale, and what the whole field says in it."""
    block, name = _field_of(visit)
    original = getattr(block, "original", None)
    if not isinstance(original, Original) or name not in original.names:
        return None
    return original.locale, dict(original.texts)[name]


def blocks_with_original(node: Any) -> tuple[Described, ...]:
    """Return the blocks of a tree that have an original, in reading order."""
    found: list[Described] = []

    def note(block: Described) -> Described:
        found.extend([block] if block.original else [])
        return block

    _rebuilt(node, note)
    return tuple(found)


def walk_originals(node: Any, look: Change) -> None:
    """Call `look` on the texts of all originals in a tree, as `map_text` calls it on the texts of blocks.

    A visit's trail begins with the block as its original says it, whose places are those of the original.
    """
    for block in blocks_with_original(node):
        said, names = block.in_original(), block.original.names if block.original else ()

        def look_here(text: str | Spans, visit: Visit, said: Any = said, names: Any = names) -> str | Spans:
            owner, name = _field_of(visit)
            return look(text, visit) if owner is said and name in names else text

        map_text(said, look_here)


def _field_of(visit: Visit) -> tuple[Any, str]:
    """Return the block that a text belongs to and the name of its field; of no block: its owner."""
    owner = visit.trail[-1]
    if isinstance(owner, InlineField | PlainField | AddressField) and len(visit.trail) > 1:
        return visit.trail[-2], owner.name
    return owner, visit.field


@cache
def _inner(kind: type) -> tuple[str, ...]:
    """Name the fields of a type that can hold blocks: those that hold no text and are not compared away."""
    if not is_dataclass(kind) or issubclass(kind, Spans | Original):
        return ()
    return tuple(each.name for each in fields(kind) if each.compare and not mark_of(each.metadata))


def _rebuilt(node: Any, change: Callable[[Described], Described]) -> Any:
    """Rebuild a tree with `change` made to each block; what does not change is the same object."""
    if isinstance(node, tuple):
        items = [_rebuilt(item, change) for item in node]
        return tuple(items) if any(new is not old for new, old in zip(items, node, strict=True)) else node
    kind: Any = type(node)
    changed: dict[str, Any] = {}
    for name in _inner(kind):
        value = getattr(node, name)
        if value and (new := _rebuilt(value, change)) is not value:
            changed[name] = new
    whole = replace(node, **changed) if changed else node
    return change(whole) if isinstance(whole, Described) else whole
