"""The contract of an engine: texts in, and for each a translation or the reason why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, runtime_checkable


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Why a text has no translation."""

    reason: str
    """A sentence for a person; it never holds a key."""
    final: bool = False
    """The engine cannot go on: to ask it for more is of no use."""


@runtime_checkable
class Translator(Protocol):
    """Any engine.

    One that takes HTML says so with an attribute `markup = Markup.HTML`; others get tokens such as `[[1]]` for tags.
    """

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str | Failure]:
        """Return one result a text, in their order. `source` and `target` are BCP 47.

        Raises ConfigError where the key, the address or the pair of languages is wrong.
        """
        ...


class Markup(StrEnum):
    """How an engine is shown what it must not translate."""

    HTML = "html"
    """As elements: the text is a fragment of HTML."""
    TOKENS = "tokens"
    """As `[[1]]`, `[[/1]]`: the text is plain."""


def markup_of(translator: Translator) -> Markup:
    """Return how an engine wants its texts."""
    return Markup(getattr(translator, "markup", Markup.TOKENS))
