"""The types of scalars in our files: strict, each with a fault that says what to write instead."""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Strict

from bulletin.model.languages import bcp47

RESERVED = ("issue", "series", "bulletin")
"""Words that ids and slugs may not be: they head contexts of messages."""
_LOCALE = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?"
_MOST_DIGITS = 24
"""Of a number: quadrillions with eight places. Decimal reckons with 28 (its default context), Babel likewise."""


def identifier(text: str) -> str:
    """Return the id or slug that `text` is. Raises ValueError for what cannot be one."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        raise ValueError(f"expected small letters, digits and hyphens, found {text!r}; write {_slugged(text)!r}")
    if text in RESERVED:
        raise ValueError(
            f"{text!r} is reserved (so are {', '.join(RESERVED)}); choose another, such as {text + '-1'!r}"
        )
    return text


def _slugged(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "june-2023"


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"expected an IANA time zone, found {name!r}; write one such as 'Europe/London'") from None
    return name


def _locale(tag: str) -> str:
    if not re.fullmatch(_LOCALE, tag):
        right = bcp47(tag) if re.fullmatch(r"[A-Za-z0-9_-]+", tag) else tag
        advice = f"; write {right!r}" if re.fullmatch(_LOCALE, right) else ""
        raise ValueError(f"expected a locale such as 'ko', 'pt-BR' or 'zh-Hans', found {tag!r}{advice}")
    return tag


def _mailbox(address: str) -> str:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", address):
        raise ValueError(f"expected an address such as 'news@example.org', found {address!r}")
    return address


def _web(address: str) -> str:
    if not re.match(r"(https?://[^\s/]+|mailto:[^\s]+@|tel:\+?[0-9]|\{)", address) or re.search(r"\s", address):
        raise ValueError(
            f"expected an address that begins with https://, http://, mailto: or tel:, found {address[:60]!r}; "
            "write it in full, without spaces"
        )
    return address


def _filled(text: str) -> str:
    if not text.strip():
        raise ValueError("expected some text, found none; write it or delete the key")
    return text


def _number(number: Any) -> Decimal:
    if isinstance(number, bool) or not isinstance(number, Decimal | int):
        raise ValueError(f"expected a number, found {number!r}; write it without quotation marks: 12.5")  # noqa: TRY004 - pydantic's way
    amount = Decimal(number)
    if not amount.is_finite() or abs(amount.adjusted()) > _MOST_DIGITS or len(amount.as_tuple().digits) > _MOST_DIGITS:
        advice = "write it in a larger unit"
        raise ValueError(f"expected a number of at most {_MOST_DIGITS} digits, found {amount:.3}; {advice}")
    return amount


def _local(moment: datetime.datetime) -> datetime.datetime:
    if moment.tzinfo is not None:
        raise ValueError(
            f"expected a local time, found one with an offset; write {moment.replace(tzinfo=None).isoformat()} "
            "and the place's time zone as `zone`"
        )
    return moment


Str = Annotated[str, Strict()]
Int = Annotated[int, Strict()]
Bool = Annotated[bool, Strict()]
Day = Annotated[datetime.date, Strict()]
Moment = Annotated[datetime.datetime, Strict()]
Clock = Annotated[datetime.time, Strict()]
Identifier = Annotated[Str, AfterValidator(identifier)]
Zone = Annotated[Str, AfterValidator(_zone)]
Locale = Annotated[Str, AfterValidator(_locale)]
MailAddress = Annotated[Str, AfterValidator(_mailbox)]
WebAddress = Annotated[Str, AfterValidator(_web)]
Filled = Annotated[Str, AfterValidator(_filled)]
Local = Annotated[Moment, AfterValidator(_local)]
Amount = Annotated[Decimal, BeforeValidator(_number)]
