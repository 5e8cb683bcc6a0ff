"""Asking a translation service by HTTP, again where another attempt can help."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from bulletin.errors import ConfigError

_LARGEST = 20_000_000
"""Bytes of an answer that are read."""
_AGAIN = {429, 500, 502, 503, 504}
_LONGEST_WAIT = 60.0
TOO_MANY = 429
NO_ANSWER = 0

Sleep = Callable[[float], None]


def pause(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service said."""

    status: int
    """Of HTTP; 0 where there was no answer."""
    body: Any = None
    """The JSON; None where it is none."""
    problem: str = ""
    """Why there was no answer."""

    @property
    def dead(self) -> bool:
        """Whether the service, rather than this request, is at fault."""
        return self.status in {NO_ANSWER, TOO_MANY, 502, 503, 504}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A service at an address."""

    url: str
    """http or https, without a slash at its end."""
    timeout: float = 60.0
    """Seconds that it may be silent."""
    attempts: int = 4
    sleep: Sleep = pause
    """Waits between attempts; tests put another here."""

    def ask(self, path: str, body: bytes | None = None, kind: str = "application/json", attempts: int = 0) -> Answer:
        """Return the answer to a POST, or a GET where there is no body. Waits longer before each new attempt."""
        last = attempts or self.attempts
        for attempt in range(1, last + 1):
            answer, wait = self._once(path, body, kind)
            if answer.status not in {NO_ANSWER, *_AGAIN} or attempt == last:
                break
            self.sleep(min(wait if wait is not None else 2.0 ** (attempt - 1), _LONGEST_WAIT))
        return answer

    def _once(self, path: str, body: bytes | None, kind: str) -> tuple[Answer, float | None]:
        headers = {"Accept": "application/json", **({"Content-Type": kind} if body is not None else {})}
        request = urllib.request.Request(self.url + path, body, headers)  # noqa: S310 - `service_at` took http(s) only
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:  # noqa: S310 - likewise
                return Answer(status=response.status, body=_json(response.read(_LARGEST))), None
        except urllib.error.HTTPError as refusal:
            with refusal:
                answer = Answer(status=refusal.code, body=_json(_rest(refusal)))
            return answer, _seconds(refusal.headers.get("Retry-After"))
        except TimeoutError:
            return Answer(status=NO_ANSWER, problem=f"no answer within {self.timeout:g} seconds"), None
        except (OSError, http.client.HTTPException, ValueError) as problem:
            return Answer(status=NO_ANSWER, problem=_why(problem, self.timeout)), None


def service_at(url: str, engine: str) -> str:
    """Return an address without the slash at its end. Raises ConfigError where it is not one of http or https."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or any(character.isspace() for character in url):
        raise ConfigError(f"expected {engine}: with an address, such as {engine}:http://localhost:5000, found {url!r}")
    return url.rstrip("/")


def _rest(refusal: urllib.error.HTTPError) -> bytes:
    try:
        return refusal.read(_LARGEST)
    except (OSError, http.client.HTTPException):
        return b""


def _json(data: bytes) -> Any:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return None


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.strip().isdecimal() else None


def _why(problem: Exception, timeout: float) -> str:
    reason = getattr(problem, "reason", problem)
    if isinstance(reason, TimeoutError):
        return f"no answer within {timeout:g} seconds"
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror[0].lower() + reason.strerror[1:]
    return f"the connection broke ({type(reason).__name__})"
