"""`Blueprint`: all that a message of one edition is made of, before its transfer encodings. This is what is stored."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bulletin.mail.attached import calendar_part, picture_part
from bulletin.mail.banner import banner_in_html, banner_in_text
from bulletin.mail.content import Content, Gathering, segments_of
from bulletin.mail.encoding import Encoding, shorter_encoding
from bulletin.mail.headers import Heading, configured
from bulletin.mail.inserts import Insert, TokenInsert
from bulletin.mail.links import personal_addresses
from bulletin.mail.seen import content_hash
from bulletin.rendering.slotted import Rendered, slotted


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """One edition's message with holes."""

    newsletter: str
    issue: str
    locale: str
    content_hash: str
    """SHA-256 of what readers see, in hexadecimal digits."""
    sender: str
    """The envelope sender."""
    domain: str
    """Of Message-IDs, in A-labels."""
    head: tuple[bytes | int, ...]
    """Header lines, and numbers of values; the last line is there, the empty one behind it is not."""
    subject: Content
    """What value `SUBJECT` is made of; one without holes stands in the head already."""
    message_name: str
    """What a Message-ID is made of beside the person: the issue's id. Of a test, another each time, lest a mailbox take
    the issue for a second copy of its test."""
    inserts: tuple[Insert, ...]
    """What the values from number `FIRST_INSERT` on are."""
    text: Content
    html: Content
    text_encoding: Encoding
    html_encoding: Encoding
    pictures: tuple[bytes, ...] = ()
    """Body parts with their headers, encoded."""
    calendars: tuple[bytes, ...] = ()
    boundary: str
    """What boundaries begin with. `=_` occurs in no encoded body (RFC 2045 §6.7)."""

    @property
    def subject_varies(self) -> bool:
        """Whether the subject differs from reader to reader."""
        return any(not isinstance(part, str) for part in self.subject)

    @property
    def fields(self) -> tuple[str, ...]:
        """The reader's fields that its slots ask for, sorted."""
        asked = (insert.slot.name for insert in self.inserts if not isinstance(insert, TokenInsert))
        return tuple(sorted(set(asked)))

    @property
    def segments(self) -> tuple[str, ...]:
        """The segments that its passages ask for, sorted."""
        return tuple(sorted({*segments_of(self.text), *segments_of(self.html)}))


def blueprint(
    mail: Rendered,
    *,
    date: datetime.datetime,
    more: Mapping[str, str] | None = None,
    test: bool = False,
    banner: str = "",
    personal: bool = True,
) -> Blueprint:
    """Return the blueprint of a mail; without `personal` its personal links are `#`. Raises ConfigError."""
    newsletter, (name, issue) = mail.newsletter, mail.key
    own = configured(newsletter.sender.address, "[sender] address")
    bounces = configured(newsletter.bounces, "[sender] bounces") if newsletter.bounces else own
    gathering = _gathering(mail, own.domain, test=test, personal=personal)
    subject = gathering.line(slotted([f"[TEST {mail.locale}] ", *mail.subject.parts]) if test else mail.subject)
    text, html = (
        gathering.content(banner_in_text(mail.text, banner)),
        gathering.content(banner_in_html(mail.html, banner)),
    )
    heading = Heading(
        newsletter=newsletter, issue=issue, locale=mail.locale, subject=subject, date=date, more=more or {}, test=test
    )
    head = _merged_head(heading.parts(gathering.number))
    seen = content_hash(mail)
    return Blueprint(
        newsletter=name,
        issue=issue,
        locale=mail.locale,
        content_hash=seen,
        sender=str(bounces),
        domain=own.domain,
        head=head,
        subject=subject,
        message_name=f"{issue} {mail.locale} {date.isoformat()}" if test else issue,
        inserts=tuple(gathering.inserts),
        text=text,
        html=html,
        text_encoding=shorter_encoding(str(mail.text)),
        html_encoding=shorter_encoding(str(mail.html)),
        pictures=_pictures(mail, gathering),
        calendars=_calendars(mail),
        boundary=f"=_{seen[:24]}",
    )


def _gathering(mail: Rendered, domain: str, *, test: bool, personal: bool) -> Gathering:
    addresses = personal_addresses(mail.newsletter.links, mail.key[1], mail.locale, test=test)
    return Gathering(
        personal=addresses if personal else dict.fromkeys(addresses, ("#",)),
        pictures={f"asset:{picture.name}": f"{picture.name}@{domain}" for picture in mail.pictures},
    )


def _pictures(mail: Rendered, gathering: Gathering) -> tuple[bytes, ...]:
    """Return the pictures that the HTML shows by their content ids."""
    ids = gathering.pictures
    named = ((f"asset:{picture.name}", picture) for picture in mail.pictures)
    return tuple(
        picture_part(picture.name, picture.mime, picture.data, ids[slot])
        for slot, picture in named
        if slot in gathering.shown
    )


def _calendars(mail: Rendered) -> tuple[bytes, ...]:
    """Return the calendar files that are not hosted."""
    hosted = bool(mail.newsletter.links.assets)
    return () if hosted else tuple(calendar_part(calendar.name, calendar.data) for calendar in mail.calendars)


def _merged_head(parts: Iterable[bytes | int]) -> tuple[bytes | int, ...]:
    whole: list[bytes | int] = []
    for part in parts:
        if isinstance(part, bytes) and whole and isinstance(whole[-1], bytes):
            whole[-1] += part
        else:
            whole.append(part)
    return tuple(whole)
