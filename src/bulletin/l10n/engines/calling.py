"""Any Python callable as an engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from bulletin.errors import BulletinError, ConfigError
from bulletin.l10n.engines.translator import Failure, Markup

Function = Callable[[str, str, str], str]
"""(text, source, target) → text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calling:
    """An engine that asks a function for one text after the other.

    >>> Calling(function=lambda text, source, target: text.upper()).translate(["quay"], "en", "ko")
    ('QUAY',)
    """

    function: Function
    markup: Markup = Markup.TOKENS

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str | Failure]:
        """Return what the function gives; what it raises is that text's reason. Errors of ours pass."""
        return tuple(self._one(text, source, target) for text in texts)

    def _one(self, text: str, source: str, target: str) -> str | Failure:
        try:
            result = self.function(text, source, target)
        except BulletinError:
            raise
        except Exception as problem:  # noqa: BLE001 - whatever a function raises is its reason
            return Failure(reason=f"the function raised {type(problem).__name__}")
        return result if isinstance(result, str) else Failure(reason=f"expected text, found {type(result).__name__}")


def calling(path: str) -> Calling:
    """Return the engine of an importable function, `package.module:function`. Raises ConfigError where there is none."""
    module, _, name = path.partition(":")
    try:
        function = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as problem:
        raise ConfigError(
            f"expected a function that can be imported, such as python:my_package.module:translate, found {path!r}"
        ) from problem
    if not callable(function):
        raise ConfigError(f"expected a function of (text, source, target), found {type(function).__name__}: {path!r}")
    return Calling(function=function, markup=getattr(function, "markup", Markup.TOKENS))
