"""One reader's values by their numbers: those of the headers, then those of the inserts."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bulletin.errors import DeliveryError
from bulletin.mail.address import Address, read_address
from bulletin.mail.blueprint import Blueprint
from bulletin.mail.content import canonical
from bulletin.mail.gate import passes
from bulletin.mail.headers import mailbox
from bulletin.mail.inserts import FIRST_INSERT, TO, Reader
from bulletin.mail.words import header_text, unstructured


def recipient(text: str, *, smtputf8: bool) -> Address:
    """Return where a message goes. Raises DeliveryError, not retryable, with the reason why it cannot."""
    try:
        address = read_address(text)
    except ValueError as problem:
        raise DeliveryError(str(problem), retryable=False) from problem
    if address.international and not smtputf8:
        raise DeliveryError(
            f"the server does not take {address}: letters outside ASCII before the @ need SMTPUTF8 (RFC 6531)",
            retryable=False,
        )
    return address


def values(plan: Blueprint, reader: Reader, address: Address, message_id: str) -> list[bytes]:
    """Return a reader's values: To, Subject and Message-ID, then the inserts' in their order."""
    texts = [insert.text(reader) for insert in plan.inserts]
    subject = b""
    if plan.subject_varies:
        line = "".join(texts[part - FIRST_INSERT] if isinstance(part, int) else str(part) for part in plan.subject)
        subject = unstructured(header_text(line), len("Subject: "))
    to = mailbox(reader.subscriber.name, address, len("To: "))
    return [to, subject, message_id.encode("ascii"), *map(_octets, texts)]


def check_head(given: Sequence[bytes], numbers: Collection[int], *, international: bool) -> None:
    """Raise DeliveryError, not retryable, where a value that stands in the head would not stay in its header."""
    for number in numbers:
        if not passes(given[number], international=international and number == TO):
            raise DeliveryError(
                f"expected printable ASCII on folded lines in a header, found {given[number][:80]!r}", retryable=False
            )


def _octets(text: str) -> bytes:
    return (text if text.isprintable() else canonical(text)).encode()
