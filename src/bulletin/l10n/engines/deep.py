"""deep-translator's classes as engines. The home of deep-translator, which is imported when one is used.

What it lacks is added here: a deadline, since it calls `requests` without one; our own table of codes, since
PapagoTranslator sends names of languages; texts cut to what a service takes; and errors that show no key, since
AuthorizationException and the addresses in `requests`' errors do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from bulletin.errors import ConfigError
from bulletin.l10n.engines.chunks import chunks
from bulletin.l10n.engines.codes import code_of
from bulletin.l10n.engines.deadline import within
from bulletin.l10n.engines.hosted import Hosted
from bulletin.l10n.engines.http import Sleep, pause
from bulletin.l10n.engines.translator import Failure, Markup

_STATUS = re.compile(r"(?:status code: |'code': )(?P<code>\d{3})")
_REFUSED = {"AuthorizationException", "ApiKeyException", "ERR_KEY_INVALID", "ERR_KEY_BLOCKED", "401", "403"}
_AGAIN = {"TooManyRequests", "ERR_TOO_MANY_REQUESTS", "ERR_SERVICE_NOT_AVAIBLE", "429", "503"}
_REASONS = {
    "TooManyRequests": "too many requests; try again later",
    "ERR_TOO_MANY_REQUESTS": "too many requests; try again later",
    "429": "too many requests; try again later",
    "TranslationNotFound": "the service gave no translation",
    "NotValidLength": "the text is too long for the service",
    "RequestError": "the service refused the request",
    "TimeoutError": "no answer in time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Deep:
    """One of deep-translator's services."""

    name: str
    hosted: Hosted
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Argument of the class → key."""
    deadline: float = 30.0
    """Seconds a call may take."""
    attempts: int = 3
    sleep: Sleep = pause

    @property
    def markup(self) -> Markup:
        """How the service is shown what it must not translate."""
        return self.hosted.markup

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str | Failure]:
        """Return one result a text. Raises ConfigError where the service refuses the key or lacks a language."""
        results: list[str | Failure] = []
        for text in texts:
            results.append(self._one(text, source, target))
            if isinstance(results[-1], Failure) and results[-1].final:
                break
        return (*results, *results[-1:] * (len(texts) - len(results)))

    def _one(self, text: str, source: str, target: str) -> str | Failure:
        pieces = chunks(text, self.hosted.limit, _encoded if self.hosted.encoded else len)
        if not pieces:
            return Failure(
                reason=f"the text has no place to cut it under the {self.hosted.limit} characters of {self.name}"
            )
        translated: list[str] = []
        for piece, space in pieces:
            result = self._patiently(piece, source, target)
            if isinstance(result, Failure):
                return result
            translated.append(result + space)
        return "".join(translated)

    def _patiently(self, text: str, source: str, target: str) -> str | Failure:
        for attempt in range(1, self.attempts + 1):
            result = self._call(text, source, target)
            if not isinstance(result, Failure) or not result.final:
                break
            if attempt < self.attempts:
                self.sleep(2.0 ** (attempt - 1))
        return result

    def _call(self, text: str, source: str, target: str) -> str | Failure:
        """Ask once, with a new object each time: those of the library carry the text of the last call."""
        try:
            result = within(self.deadline, lambda: self._service(source, target).translate(text))
        except ConfigError:
            raise
        except Exception as problem:  # noqa: BLE001 - whatever the library raises is told without its words
            told = self._told(problem)
        else:
            return result if isinstance(result, str) else Failure(reason="the service gave no translation")
        if told is None:
            variables = " and ".join(self.hosted.keys) or "the key"
            raise ConfigError(
                f"{self.name}: expected a key that the service accepts, found one that it refuses; "
                f"set {variables} in the environment"
            )
        return told

    def _service(self, source: str, target: str) -> Any:
        """Return the library's object with our own codes: its constructors know fewer languages than the services."""
        import deep_translator

        made = getattr(deep_translator, self.hosted.type)(
            source="auto", target="auto", **self.hosted.settings, **self.keys, **self._plan()
        )
        table = made.get_supported_languages(as_dict=True)
        known = {*(table if self.hosted.by_key else table.values()), *self.hosted.more}
        spoken = source if self.hosted.regions else source.split("-", maxsplit=1)[0]
        made.source, made.target = (
            code_of(locale, known, self.hosted.aliases, self.name) for locale in (spoken, target)
        )
        return made

    def _plan(self) -> dict[str, bool]:
        """DeepL's keys tell which of its two hosts they are for."""
        return {"use_free_api": self.keys["api_key"].endswith(":fx")} if self.name == "deepl" else {}

    def _told(self, problem: Exception) -> Failure | None:
        """Return what to say of an error; None where the key is wrong. The library's own words may show the key."""
        signs = _signs(problem)
        if signs & _REFUSED:
            return None
        known = next((_REASONS[sign] for sign in signs if sign in _REASONS), "")
        # requests' errors are OSErrors, and so is TimeoutError; its JSONDecodeError is a ValueError besides
        lost = isinstance(problem, OSError) and not isinstance(problem, ValueError)
        kind = "the connection broke" if lost else "the service or its library failed"
        return Failure(
            reason=f"{self.name}: {known or f'{kind} ({type(problem).__name__})'}", final=lost or bool(signs & _AGAIN)
        )


def _signs(problem: Exception) -> set[str]:
    words = str(problem)
    status = _STATUS.search(words)
    named = {words} if words.startswith("ERR_") and words.replace("_", "").isalpha() else set()
    return {type(problem).__name__, *named, *({status["code"]} if status else ())}


def _encoded(text: str) -> int:
    return len(quote(text))
