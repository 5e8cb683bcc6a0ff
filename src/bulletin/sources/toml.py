"""TOML texts whose keys know their places: whole files, front matter and fences."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from bulletin.findings import Severity
from bulletin.sources.faults import Faults
from bulletin.sources.text import control_in

_AT = re.compile(r" \(at line (\d+), column (\d+)\)$")
_CHECK = re.compile(r"[ \t]*#[ \t]*check:[ \t]*(\S.*)")

_LONG = re.compile(r"\b0[xob]\w{999}")
"""A number that Python reads and cannot write."""


@dataclass(frozen=True)
class Toml:
    """A parsed TOML text and the line that it starts after."""

    data: dict[str, Any]
    text: str
    offset: int = 0
    """How many lines of the file stand before it."""
    indent: int = 0
    """How many characters of the file stand before it on each line: of a fence in a list."""

    @cached_property
    def _positions(self) -> dict[tuple[str | int, ...], tuple[int, int]]:
        from bulletin.sources.lines import key_positions  # tree-sitter is loaded for faults only

        return key_positions(self.text)

    def locate(self, path: tuple[str | int, ...]) -> tuple[int, int]:
        """Return line and column of a key; of the table it is missing from, where it is missing."""
        while path:
            if path in self._positions:
                line, column = self._positions[path]
                return line + self.offset, column + self.indent
            path = path[:-1]
        return self.offset + (1 if not self.offset else 0), 1

    def line_at(self, *path: str | int) -> int:
        """Return the line of `locate`."""
        return self.locate(path)[0]

    def line_of(self, key: str) -> int:
        """Return the line of a key, dotted: `image.alt`, or of an item: `text.1`; 0 where it is not there."""
        path = tuple(int(part) if part.isdecimal() else part for part in key.split("."))
        return self._positions[path][0] + self.offset if path in self._positions else 0


def parse_toml(text: str, faults: Faults, offset: int = 0, indent: int = 0) -> Toml | None:
    """Parse a TOML text, numbers with a point as Decimal; record what is wrong and return None where it is none.

    Comments `# check: …`, which `bulletin import` leaves, are recorded as warnings.
    """
    _record_checks(text, faults, offset)
    try:
        if _LONG.search(text):
            raise ValueError  # noqa: TRY301 - as tomllib does for decimal digits
        toml = Toml(tomllib.loads(text, parse_float=Decimal), text, offset, indent)
    except tomllib.TOMLDecodeError as problem:
        sentence = str(problem)
        at = _AT.search(sentence)
        line, column = (int(at[1]), int(at[2])) if at else (text.count("\n") + 1, 0)
        reason = _AT.sub("", sentence).removesuffix(" (at end of document)")
        faults.add(
            "toml",
            f"expected TOML, found something else: {reason}; {_hint(text, line)}",
            line + offset,
            column + indent if column else 0,
        )
    except RecursionError:
        faults.add(
            "toml", "expected tables and lists in a few levels, found too many to read; write them less deep", offset
        )
    except (ValueError, ArithmeticError):  # more digits, or a larger exponent, than Python turns into a number
        faults.add("toml", "expected numbers of ordinary size, found one too long to read; write fewer digits", offset)
    else:
        if "\\" in text:
            _record_controls(toml, faults)
        return toml
    return None


def _record_controls(toml: Toml, faults: Faults) -> None:
    r"""Record what strings hold that no text may: an escape can write it, `"\u000B"`."""
    for path, text in _strings(toml.data, ()):
        if advice := control_in(text):
            faults.add("control-character", advice, *toml.locate(path))


def _strings(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the strings of parsed TOML by their paths."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _strings(value, (*path, key))


def _record_checks(text: str, faults: Faults, offset: int) -> None:
    for line, content in enumerate(text.split("\n"), 1 + offset):
        if found := _CHECK.match(content):
            advice = f"{found[1].rstrip()} (delete the comment when you have looked)"
            faults.add("check-left", advice, line, 1, Severity.WARNING)


def _hint(text: str, line: int) -> str:
    """Say what to write instead, for the mistakes that people make."""
    lines = text.split("\n")
    found = lines[line - 1].strip() if line <= len(lines) else ""
    if re.match(r"[\w-]+\s*:\s", found):
        return f"write `key = value`, not `{found[:40]}`"
    if "\u201c" in found or "\u201d" in found:
        return 'write strings between straight quotation marks: "…"'
    if re.match(r"[\w-]+\s*=\s*[^\W\d]", found) and not re.match(r"[\w-]+\s*=\s*(true|false)\b", found):
        return 'write text between straight quotation marks: key = "text"'
    return 'write `key = "text"`, `key = 12` or `key = 2023-06-01`'
