"""`read_subscribers`: a CSV or JSON-lines file → subscribers, one at a time, a million if need be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

from bulletin.errors import ConfigError
from bulletin.findings import Finding
from bulletin.mail.address import address_fault
from bulletin.model.subscriber import Subscriber
from bulletin.sending.tabular import Faults, read_rows

KNOWN: Mapping[str, str] = {
    "address": "address", "id": "id", "name": "name", "locale": "locale", "locales": "locale", "zone": "zone",
    "segments": "segments",
}  # fmt: skip
"""The columns that mean something to us; every other is a field."""
_MEANT = {"language": "locale", "languages": "locale", "lang": "locale", "timezone": "zone", "segment": "segments"}
"""Columns that are likely to be meant for others: taken for fields, they would be of no effect."""
_LONGEST_NAME = 200
_PLAIN = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)
"""What nearly every address looks like (RFC 5321 §4.1.2); whatever else there is gets the long look."""
_PLAIN_LENGTH = 64
"""Octets that no limit of RFC 5321 forbids."""
_LOCALE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*(?:\.[\w-]+)?")


def read_subscribers(
    file: Path, *, skip_faulty: bool = False, skipped: Callable[[Finding], None] | None = None
) -> Iterator[Subscriber]:
    """Yield the subscribers of a file: JSON lines where its name ends in `.jsonl`, `.ndjson` or `.json`, CSV otherwise.

    See `read_rows` for the CSV that is read. `address` is required; `id`, `name`, `locale` (or `locales`: preferences
    separated by spaces), `zone` and `segments` are known in any case; every other column is a field. Faulty rows are all
    listed in the ConfigError that ends the reading; with `skip_faulty` they are told to `skipped` instead and left out.
    `skipped` is told of columns that look misnamed as well.

    One address in two rows is one person, and so is one `id`: the ledger keeps the row that comes first.
    """
    faults = Faults(str(file))
    rows = read_rows(file, KNOWN, faults)
    for number, (line, values) in enumerate(rows):
        if not number:
            _note_misnamed(values, line, faults)
        fault, subscriber = _subscriber(values)
        if subscriber is None:
            faults.add(line, fault)
        else:
            yield subscriber
    if faults.count and not skip_faulty:
        raise ConfigError(findings=faults.listed())
    if skipped:
        for finding in (*faults.notes, *faults.listed()):
            skipped(finding)


def _note_misnamed(values: Mapping[str, str], line: int, faults: Faults) -> None:
    """Say so where a column is probably meant for one that is known."""
    for name in values:
        meant = _MEANT.get(name.casefold(), "")
        if meant and meant not in values:
            faults.note(
                line, f"the column {name!r} is a field like any other; call it `{meant}` if it is meant for that"
            )


def _subscriber(row: dict[str, str]) -> tuple[str, Subscriber | None]:
    """Return what is wrong with a row, or whom it describes."""
    address = row.pop("address", "").strip()
    usual = len(address) <= _PLAIN_LENGTH and _PLAIN.fullmatch(address)
    if not usual and (fault := address_fault(address)):
        return fault, None
    locales, zone = row.pop("locale", "").strip(), row.pop("zone", "").strip()
    if fault := _locale_fault(locales) or _zone_fault(zone):
        return fault, None
    name = row.pop("name", "").strip()
    if not name.isprintable():
        name = " ".join(name.split())
    if len(name) > _LONGEST_NAME:
        return f"expected a name of at most {_LONGEST_NAME} characters, found {len(name):,}", None
    subscriber = Subscriber(
        address=address, id=row.pop("id", "").strip(), name=name, locales=_locales(locales),
        zone=zone, segments=_words(row.pop("segments", "")), fields=row,
    )  # fmt: skip
    return "", subscriber


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"[\s,;|]+", text.strip())) if text.strip() else ()


@lru_cache(maxsize=4096)
def _locales(text: str) -> tuple[str, ...]:
    """Return locale tags as BCP 47 spells them: `ko_kr.UTF-8` is ko-KR."""
    return tuple(_tag(word) for word in _words(text))


def _tag(word: str) -> str:
    language, *rest = word.partition(".")[0].replace("_", "-").split("-")
    return "-".join([language.lower(), *(_subtag(each) for each in rest)])


def _subtag(text: str) -> str:
    return {2: text.upper(), 4: text.title()}.get(len(text), text.lower())


@lru_cache(maxsize=4096)
def _locale_fault(text: str) -> str:
    wrong = next((word for word in _words(text) if not _LOCALE.fullmatch(word)), None)
    return f"expected locales such as `ko en`, best first, found {wrong!r}" if wrong else ""


@lru_cache(maxsize=1024)
def _zone_fault(zone: str) -> str:
    try:
        _ = ZoneInfo(zone) if zone else None
    except (KeyError, ValueError, OSError):
        return f"expected the IANA name of a time zone, such as Asia/Seoul, found {zone!r}"
    return ""
