"""Apertium, by its HTTP service (apertium-apy), which runs beside us: rules rather than a model, and no key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from bulletin.errors import ConfigError
from bulletin.l10n.engines.http import Answer, Service
from bulletin.l10n.engines.translator import Failure, Markup

_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Apertium:
    """An apertium-apy service. It knows languages by their two or three letters and takes both."""

    service: Service
    markup = Markup.HTML

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str | Failure]:
        """Return one result a text. Raises ConfigError where the service has no such pair of languages."""
        pair = "|".join(locale.split("-", maxsplit=1)[0] for locale in (source, target))
        results: list[str | Failure] = []
        for text in texts:
            results.append(self._one(text, pair))
            if isinstance(results[-1], Failure) and results[-1].final:
                break
        return (*results, *results[-1:] * (len(texts) - len(results)))

    def _one(self, text: str, pair: str) -> str | Failure:
        form = {"q": text, "langpair": pair, "format": "html", "markUnknown": "no"}
        answer = self.service.ask("/translate", urlencode(form).encode(), _FORM)
        if answer.dead:
            reason = f"the service answered {answer.status}" if answer.status else answer.problem
            return Failure(reason=f"{self.service.url}: {reason}", final=True)
        said = _explained(answer)
        if "not installed" in said or "invalid" in said.lower():
            raise ConfigError(
                f"{self.service.url}: expected a pair of languages that is installed, found {pair!r}: {said}"
            )
        translated = _inside(answer.body, "responseData", "translatedText")
        if isinstance(translated, str):
            return translated
        return Failure(reason=f"the service answered {answer.status}{f': {said}' if said else ' without a text'}")


def _explained(answer: Answer) -> str:
    said = _inside(answer.body, "explanation") or _inside(answer.body, "responseDetails")
    return said[:200] if isinstance(said, str) else ""


def _inside(body: Any, *names: str) -> Any:
    for name in names:
        body = body.get(name) if isinstance(body, dict) else None
    return body
