"""What a report on a message says: a bounce (RFC 3464, RFC 6533) or a complaint (RFC 5965). Octets in, a verdict out."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.message import Message
from enum import StrEnum

from bulletin.sending.statuses import Standing, standing_of


class Verdict(StrEnum):
    """What follows from a report."""

    HARD_BOUNCE = "hard-bounce"
    """The address is dead."""
    COMPLAINT = "complaint"
    """The reader called the message unwanted."""
    UNCLEAR = "not clear"
    """It failed for good, and whether that was for the address cannot be told."""
    NOTHING = "nothing"
    """It is late, the mailbox is full, a policy was against it, or it arrived: nothing is wrong with the address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report, read."""

    verdict: Verdict
    messages: tuple[str, ...]
    """The left halves of the Message-IDs that it may be about, likeliest first: those that look as ours do."""
    recipients: tuple[str, ...] = ()
    """Whom it names, as they are written there. Anybody can write that: it never suppresses by itself."""
    said: str = ""
    """The server's words, on one line."""
    report_id: str = ""
    """The report's own Message-ID."""


_OURS = re.compile(r"<?([0-9a-f]{32})@[^\s<>]+>?", re.IGNORECASE)
"""A Message-ID as `Secret.message_id` makes them."""
_RETURNED = {"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"}
_STATUS = {"message/delivery-status", "message/global-delivery-status"}
_COMPLAINTS = {"abuse", "fraud", "opt-out", "opt-out-list"}
"""Feedback types (RFC 5965 §7.3); `not-spam` (RFC 6430) and `auth-failure` (RFC 6591) speak of something else."""
_XTEXT = re.compile(r"\+([0-9A-F]{2})|\\x\{([0-9A-F]{2,6})\}")
"""Characters that are written in hexadecimal (RFC 3461 §4, RFC 6533 §3)."""
_SAID = 200
_ARRIVED = {"delivered", "relayed", "expanded", "delayed"}


def read_report(raw: bytes) -> Report:
    """Return what a message from a mailbox for bounces says. Raises ValueError, with the reason, where it is no report."""
    mail = email.message_from_bytes(raw, policy=email.policy.compat32)
    parts = [part for part in mail.get_payload() if isinstance(part, Message)] if mail.is_multipart() else []
    for part in parts:
        kind = part.get_content_type()
        if kind in _STATUS:
            return _bounce(mail, parts, part)
        if kind == "message/feedback-report":
            return _complaint(mail, parts, part)
    raise ValueError(_other(mail, raw))


def _other(mail: Message, raw: bytes) -> str:
    """Say what a message is that is no report."""
    if b"\nHi. This is the qmail-send program" in raw.replace(b"\r\n", b"\n"):
        return "a bounce in qmail's own form, which names no Message-ID in a place of its own; look at it yourself"
    if str(mail.get("Auto-Submitted", "no")).strip().lower().startswith("auto-replied"):
        return "an automatic reply, no report"
    if not mail.keys():
        return "no message"
    return "no report as RFC 3464 (bounces) or RFC 5965 (complaints) has them; look at it yourself"


# ---- bounces ----------------------------------------------------------------------------------------------------


def _bounce(mail: Message, parts: Iterable[Message], status: Message) -> Report:
    groups = list(_groups(status))
    people = [group for group in groups if group.get("Action")]
    if not people:
        raise ValueError("a delivery report that tells of no recipient (RFC 3464 §2.3)")
    verdicts, words = zip(*map(_person, people), strict=True)
    named = [_address(str(group[field])) for group in people for field in _NAMED if group.get(field)]
    envelope = [_decoded(str(group.get("Original-Envelope-Id", ""))) for group in groups]
    return Report(
        verdict=_together(verdicts), messages=_messages(mail, parts, envelope), recipients=tuple(named),
        said=next(filter(None, words), ""), report_id=_line(str(mail.get("Message-ID", ""))),
    )  # fmt: skip


_NAMED = ("Original-Recipient", "Final-Recipient")


def _groups(status: Message) -> Iterator[Message]:
    """Yield the groups of fields: of the message, then of each recipient (RFC 3464 §2.1)."""
    payload = status.get_payload()
    for part in payload if isinstance(payload, list) else []:
        if not isinstance(part, Message):
            continue
        yield part
        rest = part.get_payload()
        if isinstance(rest, str):  # `email` does not part the groups of message/global-delivery-status
            yield from (email.message_from_string(group) for group in re.split(r"\n[ \t\r]*\n", rest) if group.strip())


def _person(group: Message) -> tuple[Verdict, str]:
    """Return what is said of one recipient."""
    action = str(group["Action"]).split("(")[0].strip().lower()
    kind, _, words = str(group.get("Diagnostic-Code", "")).rpartition(";")
    spoken = _line(words) if kind.strip().lower() in {"smtp", "x-smtp", ""} else ""
    status = _line(str(group.get("Status", "")))
    said = spoken or " ".join(filter(None, (status, _line(words))))
    if action in _ARRIVED or action != "failed":
        return Verdict.NOTHING, said
    standing = standing_of(status, spoken)
    return {
        Standing.DEAD: Verdict.HARD_BOUNCE, Standing.ALIVE: Verdict.NOTHING, Standing.UNCLEAR: Verdict.UNCLEAR,
    }[standing], said  # fmt: skip


def _together(verdicts: tuple[Verdict, ...]) -> Verdict:
    """Return what holds for all: where an address leads to several, one that fails does not make it dead."""
    if all(verdict is verdicts[0] for verdict in verdicts):
        return verdicts[0]
    return Verdict.NOTHING if Verdict.NOTHING in verdicts else Verdict.UNCLEAR


def _address(field: str) -> str:
    """Return the address in `rfc822; ann@example.org`."""
    return _decoded(field.partition(";")[2] or field).strip(" \t\r\n<>")


def _decoded(text: str) -> str:
    return _XTEXT.sub(lambda found: chr(min(int(found[1] or found[2], 16), 0x10FFFF)), text)


# ---- complaints -------------------------------------------------------------------------------------------------


def _complaint(mail: Message, parts: Iterable[Message], feedback: Message) -> Report:
    fields = next(_groups(feedback), Message())
    kind = _line(str(fields.get("Feedback-Type", ""))).lower()
    if not kind:
        raise ValueError("a feedback report without a Feedback-Type (RFC 5965 §3.1)")
    verdict = Verdict.COMPLAINT if kind in _COMPLAINTS else Verdict.NOTHING
    envelope = [_decoded(str(fields.get("Original-Envelope-Id", "")))]
    return Report(
        verdict=verdict, messages=_messages(mail, parts, envelope), said=f"feedback: {kind}",
        recipients=tuple(_address(str(to)) for to in fields.get_all("Original-Rcpt-To", [])),
        report_id=_line(str(mail.get("Message-ID", ""))),
    )  # fmt: skip


# ---- which message ----------------------------------------------------------------------------------------------


def _messages(mail: Message, parts: Iterable[Message], envelope: Iterable[str]) -> tuple[str, ...]:
    """Return what the report may be about: what came back says it best, then the envelope, then the report's own head."""
    places = [str(head.get("Message-ID", "")) for head in map(_returned, parts) if head is not None]
    places += [*envelope, str(mail.get("In-Reply-To", "")), str(mail.get("References", ""))]
    return tuple(dict.fromkeys(found.lower() for place in places for found in _OURS.findall(place)))


def _returned(part: Message) -> Message | None:
    """Return the head of the message that came back, if this part holds it."""
    if part.get_content_type() not in _RETURNED:
        return None
    payload = part.get_payload()
    if isinstance(payload, list):
        return next((inner for inner in payload if isinstance(inner, Message)), None)
    octets = part.get_payload(decode=True)
    return email.message_from_bytes(octets) if isinstance(octets, bytes) else None


def _line(text: str) -> str:
    """Return words from outside on one line, with nothing in them that a terminal would obey."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:_SAID]
