"""The interface's own words: "Unsubscribe", "In this issue". One catalog a language, shipped with the library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from bulletin.inline import Spans, joined

_NAME = re.compile(r"\{(\w+)\}")


def filled(message: str, names: Mapping[str, str | Spans | int]) -> str | Spans:
    """Return a message with its names filled in; spans where one of them is spans.

    >>> filled("No. {number} · {date}", {"number": 6, "date": "June 2023"})
    'No. 6 · June 2023'
    """
    pieces = [
        names[piece] if index % 2 else piece for index, piece in enumerate(_NAME.split(message))
    ]
    texts = [str(piece) if isinstance(piece, int) else piece for piece in pieces]
    if all(isinstance(text, str) for text in texts):
        return "".join(str(text) for text in texts)
    return joined(*texts)


@dataclass(frozen=True)
class InterfaceWords:
    """The words of one locale; where there is none, the English ones that the templates hold."""

    locale: str
    messages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(msgctxt or "", msgid) → msgstr."""

    def gettext(self, message: str, **names: str | Spans | int) -> str | Spans:
        """Return a whole message in this locale, with its names filled in."""
        return filled(self.messages.get(("", message), message), names)

    def pgettext(self, context: str, message: str, **names: str | Spans | int) -> str | Spans:
        """Return a message that means something else in another context."""
        return filled(self.messages.get((context, message), message), names)

    def ngettext(self, one: str, many: str, n: int, **names: str | Spans | int) -> str | Spans:
        """Return the form of a message for `n` things."""
        return filled(one if n == 1 else many, {"n": n, **names})
