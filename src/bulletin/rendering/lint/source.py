"""A template's source, and a copy of it in which Jinja is blanked out, character for character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from bulletin.findings import Finding, Place, error

OUTPUT = "\ue000"
"""Stands in the blanked copy for each character of `{{ … }}`."""
STATEMENT = "\ue001"
"""Stands there for each character of `{% … %}`, and of markup that has been read."""

_STRINGS = r"""'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*\""""
_JINJA = re.compile(
    rf"""(?P<comment> \{{\# .*? \#\}} )
       | (?P<output> \{{\{{ (?: {_STRINGS} | (?!\}}\}}). )* \}}\}} )
       | (?P<statement> \{{% (?: {_STRINGS} | (?!%\}}). )* %\}} )""",
    re.VERBOSE | re.DOTALL,
)
_END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")


@dataclass(frozen=True, slots=True)
class Construct:
    """One piece of Jinja."""

    kind: str
    """`comment`, `output` or `statement`"""
    start: int
    end: int
    words: str
    """What stands between the delimiters."""

    @property
    def keyword(self) -> str:
        """The first word of a statement."""
        return self.words.partition(" ")[0].partition("(")[0]


@dataclass(frozen=True)
class Source:
    """A template file."""

    file: str
    """As its author knows it: `templates/masthead.mjml.j2`, `harbour/issue.txt.j2`."""
    text: str

    @property
    def is_mjml(self) -> bool:
        """Whether it is a template of MJML; otherwise it is one of text."""
        return self.file.endswith(".mjml.j2")

    @cached_property
    def constructs(self) -> tuple[Construct, ...]:
        """All Jinja in it, in order; what `{% raw %}` encloses is none."""
        return tuple(self._read())

    def _read(self) -> Iterator[Construct]:
        position = 0
        while match := _JINJA.search(self.text, position):
            words = match[0][2:-2].strip("-+").strip()
            found = Construct(str(match.lastgroup), match.start(), match.end(), words)
            yield found
            position = match.end()
            if found.keyword == "raw" and (end := _END_OF_RAW.search(self.text, position)):
                position = end.start()

    @cached_property
    def blank(self) -> str:
        """The text, of the same length and lines, with Jinja blanked out."""
        marks = {"comment": " ", "output": OUTPUT, "statement": STATEMENT}
        text = self.text
        for found in self.constructs:
            text = blanked(text, found.start, found.end, marks[found.kind])
        return text

    def place(self, offset: int) -> Place:
        """Return line and column of a position."""
        line = self.text.count("\n", 0, offset) + 1
        return Place(file=self.file, line=line, column=offset - self.text.rfind("\n", 0, offset))

    def error(self, rule: str, text: str, offset: int) -> Finding:
        """Return a finding at a position."""
        return error(rule, text, self.place(offset))


def blanked(text: str, start: int, end: int, mark: str) -> str:
    r"""Return the text with every character from `start` to `end` replaced by `mark`, line ends kept.

    >>> blanked("a{{ b\n}}c", 1, 8, ".")
    'a....\n..c'
    """
    return text[:start] + re.sub(r"[^\n]", mark, text[start:end]) + text[end:]
