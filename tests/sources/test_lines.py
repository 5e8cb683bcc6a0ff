"""Where each key of a TOML text stands."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.sources.lines import key_positions

if TYPE_CHECKING:
    from collections.abc import Iterator

BARE = re.compile(r"[A-Za-z0-9_-]+")

keys = st.from_regex(r"[A-Za-z0-9_-]{1,5}", fullmatch=True) | st.text(
    st.characters(categories=("L", "N", "P", "Zs"), include_characters='"\\'), max_size=5
)
scalars = st.integers(-9, 99) | st.booleans() | st.text("ab부 #=[]{}\"'\\.", max_size=6)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(keys, values, max_size=5)


class Writer:
    """Writes data as TOML in one of the many ways that there are."""

    def __init__(self, draw: st.DrawFn) -> None:
        """Start with no line; `draw` decides each of the ways."""
        self.draw = draw
        self.lines: list[str] = []

    def key(self, name: str) -> str:
        if BARE.fullmatch(name) and self.draw(st.booleans()):
            return name
        if "'" not in name and name.isprintable() and self.draw(st.booleans()):
            return f"'{name}'"
        return json.dumps(name, ensure_ascii=max(name, default="") < "\uffff" and self.draw(st.booleans()))

    def dotted(self, path: tuple[str, ...]) -> str:
        return self.draw(st.sampled_from((".", " . ", ". "))).join(self.key(name) for name in path)

    def value(self, value: Any) -> str:
        if isinstance(value, dict):
            pairs = (f"{self.key(name)} = {self.value(inner)}" for name, inner in value.items())
            return "{ " + ", ".join(pairs) + " }"
        if isinstance(value, list):
            gap = self.draw(st.sampled_from((", ", ",\n  ", ", # 부산, [x]\n")))
            return "[" + gap.join(self.value(inner) for inner in value) + "]"
        return json.dumps(value, ensure_ascii=False)

    def line(self, text: str) -> None:
        self.lines.extend(self.draw(st.sampled_from(([], [""], ["# 주석 = 1", "  "]))))
        self.lines.append(self.draw(st.sampled_from(("", "  ", "\t"))) + text)

    def table(self, table: dict[str, Any], path: tuple[str, ...]) -> None:
        below: list[tuple[str, Any]] = []
        for name, value in table.items():
            tables = isinstance(value, dict) or (
                isinstance(value, list) and value and all(isinstance(each, dict) for each in value)
            )
            way = self.draw(st.sampled_from(("inline", "table", "dotted")))
            if tables and way == "table":
                below.append((name, value))
            elif isinstance(value, dict) and value and way == "dotted":
                for inner, deep in value.items():
                    self.line(f"{self.dotted((name, inner))} = {self.value(deep)}")
            else:
                self.line(f"{self.key(name)} = {self.value(value)}")
        for name, value in below:
            here = (*path, name)
            for each in value if isinstance(value, list) else [value]:
                head = self.dotted(here)
                self.line(f"[[{head}]]" if isinstance(value, list) else f"[ {head} ]")
                self.table(each, here)


@st.composite
def toml_texts(draw: st.DrawFn) -> str:
    writer = Writer(draw)
    writer.table(draw(documents), ())
    return "\n".join([*writer.lines, ""])


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    if path:
        yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inner:
        yield from paths(each, (*path, step))


def key_at(text: str, line: int, column: int) -> str:
    """Read the key that starts at a place, with no help from a parser of ours."""
    rest = text.split("\n")[line - 1][column - 1 :]
    if rest[0] in "\"'":
        end = next(at for at in range(1, len(rest)) if rest[at] == rest[0] and (rest[0] == "'" or _even(rest[1:at])))
        return next(iter(tomllib.loads(f"{rest[: end + 1]} = 0")))
    found = BARE.match(rest)
    assert found, f"no key at {line}:{column}"
    return found[0]


def _even(before: str) -> bool:
    return (len(before) - len(before.rstrip("\\"))) % 2 == 0


@settings(max_examples=80, deadline=None)
@given(toml_texts())
def test_every_key_of_any_toml_stands_where_it_is_said_to_stand(text: str) -> None:
    data = tomllib.loads(text)
    found = key_positions(text)
    assert set(found) == set(paths(data))
    for path, (line, column) in found.items():
        if isinstance(path[-1], str):
            assert key_at(text, line, column) == path[-1]


@pytest.mark.parametrize(
    ("text", "path", "position"),
    [
        ("a = 1", ("a",), (1, 1)),
        ("\n  a = 1", ("a",), (2, 3)),
        ("[t]\na = 1", ("t", "a"), (2, 1)),
        ("[t]\na = 1", ("t",), (1, 2)),
        ("[[t]]\na = 1\n[[t]]\na = 2", ("t", 1, "a"), (4, 1)),
        ("[[t]]\n[[t]]\n[[t.u]]\nb = 1\n[[t.u]]\n", ("t", 1, "u", 1), (5, 5)),
        ("[[t]]\n[t.u]\nb = 1\n[[t]]\n[t.u]\nb = 2", ("t", 1, "u", "b"), (6, 1)),
        ("a.b = 1", ("a",), (1, 1)),
        ("a.b = 1", ("a", "b"), (1, 3)),
        ("[a.b]\nc = 1\n[a]\nd = 2", ("a",), (3, 2)),
        ('"부산" = { "a b" = 1, c = 2 }', ("부산", "c"), (1, 21)),
        ('"\\uBD80" = 1', ("부",), (1, 1)),
        ('a = ["부", "산"]', ("a", 1), (1, 11)),
        ("a = [\n 1, # x\n 2]", ("a", 1), (3, 2)),
        ('s = """\nx = 1\n"""\nb = 2', ("b",), (4, 1)),
    ],
)
def test_a_key_stands_at(text: str, path: tuple[str | int, ...], position: tuple[int, int]) -> None:
    assert key_positions(text)[path] == position


def test_what_is_not_there_has_no_position() -> None:
    assert key_positions("") == {}
    assert key_positions("# only a comment") == {}
