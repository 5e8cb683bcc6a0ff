"""Line and column of every key in a TOML text: what tomllib knows and does not tell. The home of tree-sitter."""

import tomllib
from collections.abc import Iterator
from functools import cache

import tree_sitter_toml
from tree_sitter import Language, Node, Parser

Path = tuple[str | int, ...]
Position = tuple[int, int]
"""Line and column, both from 1, in characters."""
_Found = tuple[Path, Node, bool]
"""A path, the node it stands at, and whether that node defines it: in `a.b = 1`, `a.b` is defined and `a` implied."""


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_toml.language()))


def _parts(key: Node) -> list[Node]:
    """Return the parts of a key, dotted or not."""
    parts: list[Node] = []
    while key.type == "dotted_key":  # a.b.c is (a.b).c
        parts.append(key.named_children[-1])
        key = key.named_children[0]
    return [key, *reversed(parts)]


def _name(part: Node) -> str:
    text = (part.text or b"").decode()
    if part.type == "bare_key":
        return text
    return next(iter(tomllib.loads(f"{text} = 0"))) if "\\" in text else text[1:-1]


def _value_keys(node: Node, path: Path) -> Iterator[_Found]:
    """Yield what stands inside a value: the keys of an inline table, the items of an array."""
    if node.type == "inline_table":
        for child in node.named_children:
            if child.type == "pair":
                yield from _pair_keys(child, path)
    elif node.type == "array":
        items = [child for child in node.named_children if child.type != "comment"]
        for index, child in enumerate(items):
            yield (*path, index), child, True
            yield from _value_keys(child, (*path, index))


def _pair_keys(pair: Node, path: Path) -> Iterator[_Found]:
    key, value = pair.named_children[0], pair.named_children[-1]
    *before, last = _parts(key)
    for part in before:
        path = (*path, _name(part))
        yield path, part, False
    path = (*path, _name(last))
    yield path, last, True
    yield from _value_keys(value, path)


def _table_keys(table: Node, counts: dict[Path, int]) -> Iterator[_Found]:
    """Yield the keys of a table; `counts` has the last index of each array of tables so far."""
    *before, last = _parts(table.named_children[0])
    path: Path = ()
    for part in before:
        path = (*path, _name(part))
        yield path, part, False
        if path in counts:
            path = (*path, counts[path])
    path = (*path, _name(last))
    if table.type == "table_array_element":
        yield path, last, False
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    yield path, last, True
    for child in table.named_children:
        if child.type == "pair":
            yield from _pair_keys(child, path)


def _keys(root: Node) -> Iterator[_Found]:
    counts: dict[Path, int] = {}
    for node in root.named_children:
        if node.type == "pair":
            yield from _pair_keys(node, ())
        elif node.type in {"table", "table_array_element"}:
            yield from _table_keys(node, counts)


def key_positions(text: str) -> dict[Path, Position]:
    r"""Return where each key of a TOML text stands; `text` must be valid TOML.

    A key that only others imply, as `[a.b]` does `a`, stands where it is first named.

    >>> key_positions('a = 1\n[[s]]\nname = "x"')[("s", 0, "name")]
    (3, 1)
    """
    defined: dict[Path, Position] = {}
    implied: dict[Path, Position] = {}
    source = text.encode()
    lines = source.split(b"\n")
    for path, node, defines in _keys(_parser().parse(source).root_node):
        row, column = node.start_point
        found = defined if defines else implied
        found.setdefault(path, (row + 1, len(lines[row][:column].decode(errors="replace")) + 1))
    return implied | defined
