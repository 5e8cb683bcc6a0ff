"""The headers of a message: those that all readers share, and holes for those that differ."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from bulletin.errors import ConfigError
from bulletin.inline import plain, plain_text
from bulletin.l10n.formatter import language_name
from bulletin.mail.address import Address, read_address
from bulletin.mail.content import Content, text_of
from bulletin.mail.gate import check_name, header, passes
from bulletin.mail.inserts import MESSAGE_ID, SUBJECT, TO, TokenInsert
from bulletin.mail.links import is_https, list_addresses
from bulletin.mail.words import LINE, header_text, phrase, unstructured
from bulletin.model.newsletter import Newsletter

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST_ADDRESS = 800
"""Characters of an address in a header: no line may break in it, and a line has 998 octets (RFC 5322 §2.1.1)."""
OURS = frozenset(
    {
        "from", "to", "cc", "bcc", "sender", "subject", "date", "message-id", "mime-version", "reply-to", "list-id",
        "list-unsubscribe", "list-unsubscribe-post", "list-archive", "list-help", "content-language", "precedence",
        "content-type", "content-transfer-encoding", "return-path", "received", "dkim-signature",
    }
)  # fmt: skip
"""Headers that nobody else sets. No `Auto-Submitted`: people write a newsletter (RFC 3834 §5), and `Precedence` and
`List-Id` keep automatic answers away as well (RFC 3834 §2)."""


def configured(text: str, what: str) -> Address:
    """Return an address of the newsletter's own. Raises ConfigError for one that not every server takes."""
    try:
        found = read_address(text)
    except ValueError as problem:
        raise ConfigError(f"{what}: {problem}") from problem
    if found.international:
        raise ConfigError(
            f"{what}: expected ASCII before the @, found {text!r}; few servers take others (RFC 6531), and the "
            "newsletter must reach all"
        )
    return found


def mailbox(name: str, address: Address, used: int) -> bytes:
    """Return a display name and an address (RFC 5322 §3.4), folded where they are long; the name may be empty."""
    written = str(address).encode()
    named = header_text(name)
    if not named:
        return written
    shown = phrase(named, used)
    last = len(shown) - (shown.rfind(b"\n") + 1) + (0 if b"\n" in shown else used)
    between = b"\r\n " if last + len(written) + 3 > LINE else b" "
    return b"%b%b<%b>" % (shown, between, written)


def date_text(moment: datetime.datetime) -> bytes:
    """Return a moment as headers write it (RFC 5322 §3.3). Raises ConfigError for one without an offset from UTC.

    >>> date_text(datetime.datetime(2023, 6, 1, 12, tzinfo=datetime.UTC))
    b'Thu, 01 Jun 2023 12:00:00 +0000'
    """
    if moment.utcoffset() is None:
        raise ConfigError(f"expected a date with its offset from UTC, found {moment.isoformat()}; give it a tzinfo")
    day, month = _DAYS[moment.weekday()], _MONTHS[moment.month - 1]
    return f"{day}, {moment.day:02} {month} {moment.year:04} {moment:%H:%M:%S %z}"[:31].encode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What the headers of an edition are made of."""

    newsletter: Newsletter
    issue: str
    locale: str
    subject: Content
    date: datetime.datetime
    more: Mapping[str, str]
    """Headers that the sender adds."""
    test: bool = False

    def parts(self, number: Callable[[TokenInsert], int]) -> Iterator[bytes | int]:
        """Yield the header lines, and numbers of values between them; `number` gives those of tokens.

        Raises ConfigError where a setting is no header.
        """
        sender = self.newsletter.sender
        own = configured(sender.address, "[sender] address")
        yield header("From", mailbox(sender.name, own, len("From: ")))
        yield b"To: "
        yield TO
        yield b"\r\n"
        subject = text_of(self.subject)
        if subject is None:
            yield b"Subject: "
            yield SUBJECT
            yield b"\r\n"
        else:
            yield header("Subject", unstructured(header_text(subject), len("Subject: ")))
        yield header("Date", date_text(self.date))
        yield b"Message-ID: "
        yield MESSAGE_ID
        yield b"\r\n"
        if self.newsletter.reply_to:
            yield header("Reply-To", str(configured(self.newsletter.reply_to, "[sender] reply_to")).encode())
        yield from self._list(own, number)
        yield header("Content-Language", self.locale.encode("ascii", "replace"))
        yield header("Precedence", b"bulk")
        yield from self._more()
        yield header("MIME-Version", b"1.0")

    def _list(self, sender: Address, number: Callable[[TokenInsert], int]) -> Iterator[bytes | int]:
        yield header("List-Id", self._list_id(sender))
        links = self.newsletter.links
        for name, addresses in list_addresses(links, self.issue, self.locale, test=self.test).items():
            yield check_name(name.encode()) + b": "
            for index, address in enumerate(addresses):
                if sum(len(piece) for piece in address if isinstance(piece, str)) > _LONGEST_ADDRESS:
                    raise ConfigError(f"{name}: expected an address of at most {_LONGEST_ADDRESS} characters")
                yield b",\r\n <" if index else b"<"
                for piece in address:
                    yield _checked(name, piece) if isinstance(piece, str) else number(piece)
                yield b">"
            yield b"\r\n"
            if name == "List-Unsubscribe" and is_https(links.unsubscribe):
                yield header("List-Unsubscribe-Post", b"List-Unsubscribe=One-Click")

    def _list_id(self, sender: Address) -> bytes:
        """Return what names the list of one newsletter in one language (RFC 2919 §2, §3)."""
        title = plain_text(plain(self.newsletter.title))
        name = header_text(f"{title} ({language_name(self.locale)})")
        identifier = f"{self.newsletter.id}.{self.locale.lower()}.{sender.domain}".encode()
        shown = phrase(name, len("List-Id: "))
        last = len(shown) - shown.rfind(b"\n") + len("List-Id: ")
        return b"%b%b<%b>" % (shown, b"\r\n " if last + len(identifier) > LINE else b" ", identifier)

    def _more(self) -> Iterator[bytes]:
        for name, value in self.more.items():
            if name.lower() in OURS or name.lower().startswith("content-"):
                raise ConfigError(
                    f"expected a header of your own, such as X-Campaign, found {name!r}, which is set for you"
                )
            yield header(name, unstructured(header_text(value), len(name) + 2))


def _checked(name: str, text: str) -> bytes:
    body = text.encode("ascii", "replace")
    if not passes(body):
        raise ConfigError(f"{name}: expected an address in printable ASCII, found {text[:80]!r}")
    return body
