"""A person as a row of the ledger, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bulletin.errors import DeliveryError
from bulletin.mail.identity import Secret, normalised
from bulletin.model.delivery import DeliveryState, Outcome
from bulletin.model.subscriber import Subscriber
from bulletin.sending.ledger.schema import SHIFT, STATES, SUPPRESSED

PERSON = "p.address, p.id, p.name, p.locales, p.zone, p.more"
"""The columns that `subscriber_of` reads, in its order."""

_decode = json.JSONDecoder().raw_decode
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Text by text it is three times as fast as for a whole value."""
_REPLY = 500
"""Characters of a reply that are kept."""

Columns = tuple[str, str, str, str, str, str]
ERASED: Columns = ("", "", "", "", "", "")
"""Somebody who was forgotten."""


def columns_of(subscriber: Subscriber) -> Columns:
    """Return what `PERSON` names. Locales are BCP 47, so a space parts them; the rest is JSON where there is any."""
    more = ""
    if subscriber.segments or subscriber.fields:
        segments = ",".join(map(_encode, subscriber.segments)) if subscriber.segments else ""
        fields = ",".join([f"{_encode(name)}:{_encode(value)}" for name, value in subscriber.fields.items()])
        more = f"[[{segments}],{{{fields}}}]"
    return (subscriber.address, subscriber.id, subscriber.name, " ".join(subscriber.locales), subscriber.zone, more)


def subscriber_of(address: str, id_: str, name: str, locales: str, zone: str, more: str) -> Subscriber:
    """Return the person that `columns_of` wrote."""
    known = tuple(locales.split(" ")) if locales else ()
    if not more:
        return Subscriber(address=address, id=id_, name=name, locales=known, zone=zone)
    (segments, fields), _ = _decode(more)
    return Subscriber(
        address=address, id=id_, name=name, locales=known, zone=zone, segments=tuple(segments), fields=fields
    )


def keys_of(secret: Secret, newsletter: str, subscriber: Subscriber) -> tuple[bytes, bytes]:
    """Return the key of a person, and that of the address."""
    address = normalised(subscriber.address)
    return secret.person_of(newsletter, subscriber.id or address), secret.address_of(address)


AMONG = "(SELECT value FROM json_each(?))"
"""Among the numbers that `among` names: one statement for a batch is a third as dear as one for each row."""


def among(places: Iterable[int]) -> str:
    """Return what stands for numbers in a question."""
    return f"[{','.join(map(str, places))}]"


def base_of(run: int) -> int:
    """Return the place of a run's row 0; its rows are those up to `base_of(run + 1)`."""
    return run << SHIFT


def reply_of(outcome: Outcome) -> str:
    """Return a reply as it is kept: on one line, not too long, in characters that can be written."""
    said = outcome.reply
    if not (said.isascii() and said.isprintable()):
        said = said.encode(errors="replace").decode()
    return " ".join(said.split())[:_REPLY]


def outcome_of(state: int, code: int, reply: str | None) -> Outcome | None:
    """Return the last outcome of a row; None where there was none yet."""
    reached = STATES[state]
    if reached in _OUTCOMES:
        return Outcome(state=reached, code=code, reply=reply or "")
    if (code or reply) and state != SUPPRESSED:
        return Outcome(state=DeliveryState.DEFERRED, code=code, reply=reply or "")  # taken again since
    return None


_OUTCOMES = {DeliveryState.ACCEPTED, DeliveryState.DEFERRED, DeliveryState.REJECTED, DeliveryState.UNKNOWN}


def unexpected(file: str, wanted: str, places: list[int]) -> DeliveryError:
    """Return the error for a row that is not in the state from which it was to go on: a fault of the program."""
    positions = ", ".join(str(place & ((1 << SHIFT) - 1)) for place in places[:5])
    return DeliveryError(
        f"{file}: expected rows that are {wanted}, found other ones at position {positions}; nothing was written. "
        "This is a fault of the program: please report it",
        retryable=False,
    )
