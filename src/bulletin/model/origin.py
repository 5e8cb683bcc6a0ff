"""Where a node was read from. Takes no part in equality: an issue from Python equals the same one from files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial

from bulletin.findings import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A node's place in a file, and the lines of its fields where they are known."""

    file: str
    line: int
    line_of: Callable[[str], int] | None = field(default=None, compare=False, repr=False)
    """From a field's name to its line, for fields that stand on lines of their own. Asked only when it matters:
    finding the line of a key takes a parser that most readings never load. It can be pickled, as all of an issue can."""

    def place(self, name: str = "", index: tuple[int, ...] = ()) -> Place:
        """Return the place of the field `name`, of one of the texts in it, or of the nearest that is known: the node."""
        steps = [*filter(None, name.split(".")), *map(str, index)]
        names = (".".join(steps[:count]) for count in range(len(steps), 0, -1)) if self.line_of else ()
        line = next((line for each in names if self.line_of and (line := self.line_of(each))), self.line)
        return Place(file=self.file, line=line)

    def inside(self, table: str) -> Origin:
        """Return the origin of what stands in a table of the node: its fields are keys of that table."""
        line_of = self.line_of
        if line_of is None:
            return self
        return Origin(file=self.file, line=line_of(table) or self.line, line_of=partial(line_inside, line_of, table))


def line_inside(line_of: Callable[[str], int], table: str, name: str) -> int:
    """Return the line of a key in a table."""
    return line_of(f"{table}.{name}")


def line_among(lines: Mapping[str, int], name: str) -> int:
    """Return the line of a field by its name; 0 where it is not known.

    It is a function of this module so that what receives a pickled issue need not load what reads Markdown.
    """
    return lines.get(name, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """What everything that is read from a file has in common."""

    origin: Origin | None = field(default=None, compare=False, repr=False)
    """Set by the reader; absent for nodes made in Python."""

    def where(self, name: str = "", index: tuple[int, ...] = ()) -> Place | None:
        """Return where the field `name`, one of the texts in it, or the node was read from."""
        return self.origin.place(name, index) if self.origin else None
