"""The interface's own words: "Unsubscribe", "In this issue". One catalog a language, shipped with the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from bulletin.errors import RenderError
from bulletin.inline import Spans, joined

_NAME = re.compile(r"\{(\w+)\}")


Named = str | Spans | int | Decimal


def filled(message: str, names: Mapping[str, Named], number: Callable[[int | Decimal], str] = str) -> str | Spans:
    """Return a message with its names filled in, numbers as `number` writes them; spans where one of them is spans.

    Raises RenderError where the message has a name that is not given, or is given what is no text and no number.

    >>> filled("No. {number} · {date}", {"number": 6, "date": "June 2023"})
    'No. 6 · June 2023'
    """
    pieces: list[str | Spans] = []
    for index, piece in enumerate(_NAME.split(message)):
        value = names.get(piece) if index % 2 else piece
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            value = number(value)
        if not isinstance(value, str | Spans):
            given = ", ".join(names) or "none"
            raise RenderError(f"the message {message!r} needs text or a number for {{{piece}}}, found {value!r} (given: {given})")
        pieces.append(value)
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(str(piece) for piece in pieces)
    return joined(*pieces)


@dataclass(frozen=True)
class InterfaceWords:
    """The words of one locale; where there is none, the English ones that the templates hold."""

    locale: str
    number: Callable[[int | Decimal], str] = str
    """How the locale writes a number."""
    messages: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(msgctxt or "", msgid) → msgstr."""

    def gettext(self, message: str, **names: Named) -> str | Spans:
        """Return a whole message in this locale, with its names filled in."""
        return filled(self.messages.get(("", message), message), names, self.number)

    def pgettext(self, context: str, message: str, **names: Named) -> str | Spans:
        """Return a message that means something else in another context."""
        return filled(self.messages.get((context, message), message), names, self.number)

    def ngettext(self, one: str, many: str, n: int | Decimal, **names: Named) -> str | Spans:
        """Return the form of a message for `n` things."""
        return filled(one if n == 1 else many, {"n": n, **names}, self.number)
