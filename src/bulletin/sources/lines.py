"""Line and column of every key in a TOML text: what tomllib knows and does not tell. The home of tree-sitter."""

from collections.abc import Iterator
from functools import cache

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Path = tuple[str | int, ...]
Position = tuple[int, int]
"""Line and column, both from 1, in characters."""

_KEYS = ("bare_key", "quoted_key", "dotted_key")


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_toml.language()))


def _name(node: Node) -> tuple[str, ...]:
    if node.type == "dotted_key":
        return tuple(part for child in node.children for part in _name(child))
    text = (node.text or b"").decode()
    if node.type == "bare_key":
        return (text,)
    return (text[1:-1],) if node.type == "quoted_key" else ()


def _value_keys(node: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    """Yield what stands inside a value: the keys of an inline table, the items of an array."""
    if node.type == "inline_table":
        for child in node.named_children:
            if child.type == "pair":
                yield from _pair_keys(child, path)
    elif node.type == "array":
        items = [child for child in node.named_children if child.type != "comment"]
        for index, child in enumerate(items):
            yield (*path, index), child
            yield from _value_keys(child, (*path, index))


def _pair_keys(pair: Node, path: Path) -> Iterator[tuple[Path, Node]]:
    key, value = pair.named_children[0], pair.named_children[-1]
    here = (*path, *_name(key))
    yield here, key
    yield from _value_keys(value, here)


def _table_keys(table: Node, counts: dict[Path, int]) -> Iterator[tuple[Path, Node]]:
    head = next(child for child in table.named_children if child.type in _KEYS)
    path: Path = ()
    for name in _name(head):
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    if table.type == "table_array_element":
        bare = path[:-1] if isinstance(path[-1], int) else path
        counts[bare] = counts.get(bare, -1) + 1
        path = (*bare, counts[bare])
    yield path, head
    for child in table.named_children:
        if child.type == "pair":
            yield from _pair_keys(child, path)


def key_positions(text: str) -> dict[Path, Position]:
    """Return where each key of a TOML text stands; `text` must be valid TOML.

    >>> key_positions('a = 1\\n[[s]]\\nname = "x"')[("s", 0, "name")]
    (3, 1)
    """
    found: dict[Path, Position] = {}
    counts: dict[Path, int] = {}
    source = text.encode()
    lines = source.split(b"\n")
    for node in _parser().parse(source).root_node.named_children:
        keys = _pair_keys(node, ()) if node.type == "pair" else ()
        if node.type in {"table", "table_array_element"}:
            keys = _table_keys(node, counts)
        for path, key in keys:
            row, column = key.start_point
            found.setdefault(path, (row + 1, len(lines[row][:column].decode(errors="replace")) + 1))
    return found
