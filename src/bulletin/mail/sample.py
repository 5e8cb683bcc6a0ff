"""`sample_message`: an edition as one whole message, to be looked at. The same bytes each time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bulletin.inline import Slot
from bulletin.inline.html import escaped_for
from bulletin.rendering.slotted import Asset, Rendered, Slotted

READER = Address(username="reader", domain="example.org")
_QUOTED, _BASE64 = 3, 1.37
"""How many characters an octet outside ASCII takes in quoted-printable, and any octet in base64, line ends included."""


def sample_message(mail: Rendered, *, date: datetime.date) -> bytes:
    """Return the message that `reader@example.org` would receive, slots at their fallbacks, personal links as `#`.

    Lines end in CRLF and have at most 998 octets (RFC 5322 §2.1.1). Pictures and calendars that are not hosted travel
    inside (RFC 2387, RFC 2183). `date` gives the Date header, at noon UTC.
    """
    message = EmailMessage(policy=SMTP)
    sender = mail.newsletter.sender
    local, _, domain = sender.address.rpartition("@")
    message["From"] = Address(display_name=sender.name, username=local, domain=domain)
    message["To"] = READER
    message["Subject"] = str(mail.subject)
    message["Date"] = format_datetime(datetime.datetime.combine(date, datetime.time(12), datetime.UTC))
    message["Message-ID"] = f"<{'.'.join((*mail.key, mail.locale))}@{domain}>"
    message["Content-Language"] = mail.locale
    message.set_content(str(mail.text), cte=_encoding(mail.text))
    html, pictures = _with_pictures(mail)
    message.add_alternative(html, subtype="html", cte=_encoding(mail.html))
    body = next(part for part in message.iter_parts() if part.get_content_subtype() == "html")
    for picture in pictures:
        maintype, _, subtype = picture.mime.partition("/")
        body.add_related(
            picture.data, maintype, subtype, cid=f"<{picture.name}>", filename=picture.name, disposition="inline"
        )
    if not mail.newsletter.links.assets:
        for calendar in mail.calendars:
            message.add_attachment(calendar.data, "text", "calendar", filename=calendar.name)
    _fix_boundaries(message)
    return message.as_bytes()


def _encoding(text: Slotted) -> str:
    """Return the shorter encoding: base64 for writing such as Korean, quoted-printable for Latin (RFC 2045 §6)."""
    shown = str(text)
    narrow, whole = len(shown.encode("ascii", "ignore")), len(shown.encode())
    quoted = narrow + _QUOTED * (whole - narrow)
    return "base64" if quoted > _BASE64 * whole else "quoted-printable"


def _with_pictures(mail: Rendered) -> tuple[str, list[Asset]]:
    """Return the HTML with pictures by content id, and the pictures it shows that way."""
    known = {picture.name: picture for picture in mail.pictures}
    shown: dict[str, Asset] = {}
    pieces: list[str] = []
    for part in mail.html.parts:
        if isinstance(part, Slot) and part.name.startswith("asset:"):
            name = part.name.removeprefix("asset:")
            shown[name] = known[name]
            pieces.append(f"cid:{name}")
        else:
            pieces.append(escaped_for(part.place, part.fallback) if isinstance(part, Slot) else part)
    return "".join(pieces), list(shown.values())


def _fix_boundaries(message: EmailMessage) -> None:
    """Set boundaries by position instead of at random."""
    for number, part in enumerate(_multiparts(message)):
        part.set_boundary(f"=-bulletin-{number}-=")


def _multiparts(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.is_multipart():
            yield part
