"""LibreTranslate, our own client: texts travel as a JSON list in the body, never in the address."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bulletin.errors import ConfigError
from bulletin.l10n.engines.codes import code_of
from bulletin.l10n.engines.http import TOO_MANY, Answer, Service
from bulletin.l10n.engines.translator import Failure, Markup

KEY = "LIBRE_API_KEY"
_REFUSED = {401, 403}
_SERVER = 500
_ALIASES = {"nb": "nb", "no": "nb"}
_OLD = ({"zh-Hans": "zh", "zh-Hant": "zt"}, {"zh-Hans": "zh-Hans", "zh-Hant": "zh-Hant"})
"""Chinese, as servers before 1.6.5 spell it and as those since do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Libre:
    """A LibreTranslate server."""

    service: Service
    key: str = field(default="", repr=False)
    """Empty where the server asks for none."""
    markup = Markup.HTML

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str | Failure]:
        """Return one result a text. Raises ConfigError where the server refuses the key or the pair of languages."""
        if not texts:
            return ()
        answer = self.service.ask("/languages")
        if answer.dead:
            return self._all(texts, answer)
        first, second = _pair(answer.body, source, target)
        return self._batch(tuple(texts), first, second)

    def _batch(self, texts: tuple[str, ...], source: str, target: str, attempts: int = 0) -> tuple[str | Failure, ...]:
        request = {"q": texts, "source": source, "target": target, "format": "html"}
        body = json.dumps({**request, **({"api_key": self.key} if self.key else {})}).encode()
        answer = self.service.ask("/translate", body, attempts=attempts)
        if answer.status in _REFUSED:
            raise ConfigError(
                f"{self.service.url}: expected a key that the server accepts, found "
                f"{'one that it refuses' if self.key else 'none'}; set {KEY} in the environment"
            )
        if answer.dead:
            return self._all(texts, answer)
        if answer.status != 200 or (len(texts) > 1 and _miscounted(answer.body, len(texts))):  # noqa: PLR2004 - OK
            return self._apart(texts, source, target, answer)
        return _results(answer.body, len(texts))

    def _apart(self, texts: tuple[str, ...], source: str, target: str, answer: Answer) -> tuple[str | Failure, ...]:
        """Ask for each text alone where the server did not take them together: one may be at fault, or their number."""
        said = _said(answer.body)
        if "not supported" in said or "not available" in said:
            raise ConfigError(f"{self.service.url}: expected two languages that the server has, found: {said}")
        if len(texts) == 1:
            return (Failure(reason=f"the server answered {answer.status}{f': {self._clean(said)}' if said else ''}"),)
        once = 1 if answer.status >= _SERVER else 0
        results: list[str | Failure] = []
        for text in texts:
            results += self._batch((text,), source, target, once)
            if isinstance(results[-1], Failure) and results[-1].final:
                break
        return (*results, *[results[-1]] * (len(texts) - len(results)))

    def _all(self, texts: Sequence[str], answer: Answer) -> tuple[Failure, ...]:
        reason = f"the server answered {answer.status}" if answer.status else answer.problem
        advice = "; try again later" if answer.status == TOO_MANY else ""
        return (Failure(reason=f"{self.service.url}: {reason}{advice}", final=True),) * len(texts)

    def _clean(self, said: str) -> str:
        return said.replace(self.key, "***") if self.key else said


def _pair(languages: Any, source: str, target: str) -> tuple[str, str]:
    """Return the server's codes; the languages alone where it does not list any."""
    entries = [each for each in languages if isinstance(each, dict)] if isinstance(languages, list) else []
    targets = {str(each["code"]): each.get("targets") for each in entries if "code" in each}
    if not targets:
        return source.split("-", maxsplit=1)[0], target.split("-", maxsplit=1)[0]
    chinese = _OLD[any(code.startswith("zh-") for code in targets)]
    first = code_of(source, targets, {**_ALIASES, **chinese}, "this server")
    listed = targets[first]
    second = code_of(target, listed if isinstance(listed, list) else targets, {**_ALIASES, **chinese}, "this server")
    return first, second


def _said(body: Any) -> str:
    said = body.get("error") if isinstance(body, dict) else ""
    return said[:200] if isinstance(said, str) else ""


def _miscounted(body: Any, count: int) -> bool:
    """Tell whether a server left texts out of its list, or added some: which is whose nobody can say."""
    texts = body.get("translatedText") if isinstance(body, dict) else None
    return isinstance(texts, list) and len(texts) != count


def _results(body: Any, count: int) -> tuple[str | Failure, ...]:
    texts = body.get("translatedText") if isinstance(body, dict) else None
    if not isinstance(texts, list) or len(texts) != count:
        found = f"{len(texts)}" if isinstance(texts, list) else "no list"
        return (Failure(reason=f"expected a list of {count} texts from the server, found {found}"),) * count
    return tuple(text if isinstance(text, str) else Failure(reason="the server gave no text") for text in texts)
