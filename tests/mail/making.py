"""Mails made up for tests, and what each of their readers is to see, told in another way than the code tells it."""

from __future__ import annotations

import datetime
import email
import email.policy
import html
import unicodedata
from email.message import EmailMessage
from typing import Any

from hypothesis import strategies as st

from bulletin.inline import Slot, SlotPlace
from bulletin.inline.bidi import flows_otherwise
from bulletin.mail.identity import Purpose, Secret
from bulletin.mail.template import MailTemplate
from bulletin.model.newsletter import Links, Mailbox, Newsletter
from bulletin.model.subscriber import Subscriber
from bulletin.rendering.slotted import Asset, Calendar, Passage, Rendered, Slotted

SECRET = "a secret of thirty-two characters"  # noqa: S105 - of tests
NOON = datetime.datetime(2023, 6, 6, 12, tzinfo=datetime.UTC)
LINKS = Links(
    unsubscribe="https://example.org/u/{token}?a=1&b=2",
    unsubscribe_mail="mailto:leave@example.org?subject={token}",
    preferences="https://example.org/p/{token}",
    view="https://example.org/{issue}/{locale}/",
    help="https://example.org/help/",
)
PAPER = Newsletter(
    id="port-cities",
    title="Port Cities",
    locale="en-GB",
    locales=("ko",),
    sender=Mailbox(name="Port Cities, 항구", address="news@example.org"),
    reply_to="editors@example.org",
    bounces="bounces@example.org",
    links=LINKS,
)
HEADERS = [
    "From", "To", "Subject", "Date", "Message-ID", "Reply-To", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
    "List-Archive", "List-Help", "Content-Language", "Precedence", "MIME-Version", "Content-Type",
]  # fmt: skip
PICTURE = Asset(name="0123456789abcdef.png", data=bytes(range(256)) * 5, mime="image/png", width=2, height=2)
CALENDAR = Calendar(name="busan-1.ics", data=b"BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n")

HOSTILE = (
    "Ann\r\nBcc: x@example.org", "Ann\rBcc: x", "Ann\nBcc: x@example.org", "Ann\x00", "Ann\u2028Bcc: x", "Ann\x85Bcc: x",
    "Ann\x0bLee\x0c", "=?utf-8?q?=0ABcc:_x@example.org?=", "=?utf-8?b?Cg==?=", ".", "..", ".Ann\n.\nLee",
    "\ud800", "Ann\udfffLee", "Lee, Ann; <x@example.org>", 'Ann "the" Lee', "Ann \\", "<b>Ann</b>",
    "&amp;", "--=_", "From Ann", "=", "=3D", "a  b", " ", "\t", "Ann (Lee)", "Ann @ Lee", "ann@example.org", ":", "…",
    "김민지", "민지 김", "José", "محمد", "e\u0301", "👩‍👩‍👧", "\u202eAnn", "\ufeffAnn", "\x7f", "\x9b",
)  # fmt: skip
"""What a field of a subscribers' file has held, or will."""
LONG = ("a" * 5000, "김" * 5000, "a b " * 1250)

values = st.sampled_from(HOSTILE) | st.text(st.characters(), max_size=90) | st.text("ab \r\n=.<&\"'김", max_size=200)
locals_ = st.from_regex(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}(\.[A-Za-z0-9-]{1,9}){0,2}", fullmatch=True)
addresses = st.builds("{}@{}".format, locals_, st.sampled_from(("example.org", "mail.example.org", "bücher.example")))
subscribers = st.builds(
    Subscriber,
    address=addresses,
    id=st.just("") | values,
    name=values,
    segments=st.lists(st.sampled_from(("business", "harbour", "none")), max_size=3, unique=True).map(tuple),
    fields=st.dictionaries(st.sampled_from(("city", "note")), values),
)


ANN = Subscriber(address="ann@example.org", name="Ann", fields={"city": "Busan"})


def slot(name: str, place: SlotPlace, *, fallback: str = "", before: str = "", after: str = "") -> Slot:
    return Slot(name=name, place=place, fallback=fallback, before=before, after=after)


def mail(
    *, subject: Slotted | None = None, text: Slotted | None = None, html: Slotted | None = None, **more: Any
) -> Rendered:
    """Return a mail with slots of every kind in it, or with the bodies given."""
    plain, tags, url = SlotPlace.PLAIN, SlotPlace.HTML, SlotPlace.URL
    name = slot("name", plain, before="Dear ", fallback="Dear reader")
    in_header = slot("name", SlotPlace.HEADER, fallback="you")
    parts_of_text = (
        "Port Cities\n\n", name, ",\nnews ", slot("city", plain, fallback="부산"), "은(는) here.\n.\nFrom us = all \n",
        Passage(segments=("business", "trade"), parts=("For business: ", slot("note", plain), "\n")),
        "Leave: ", slot("unsubscribe", plain, fallback="#"), "\n",
    )  # fmt: skip
    parts_of_html = (
        '<!doctype html><html lang="en"><body class="a">', slot("name", tags, before="Dear ", fallback="Dear <reader>"),
        "</b>은(는), ", Passage(segments=("business",), parts=("<p>Business in ", slot("city", tags), "</p>")),
        '<img alt="', slot("city", SlotPlace.ATTRIBUTE), '"><a href="', slot("unsubscribe", url, fallback="#"), '">leave</a>',
        '<a href="', slot("preferences", url, fallback="#"), '">choose</a>', "x" * 200, "</body></html>",
    )  # fmt: skip
    given: dict[str, Any] = {
        "key": ("port-cities", "2023-06"), "newsletter": PAPER, "locale": "en-GB", "dir": "ltr", "preheader": Slotted(),
        "subject": subject or Slotted(("News for ", in_header, ", 항구")),
        "text": text or Slotted(parts_of_text), "html": html or Slotted(parts_of_html),
    }  # fmt: skip
    return Rendered(**{**given, **more})


def template(rendered: Rendered | None = None, **more: Any) -> MailTemplate:
    return MailTemplate.compile(rendered or mail(), secret=SECRET, date=NOON, **more)


def tokens(person: Subscriber, purpose: Purpose, locale: str = "en-GB") -> str:
    """Return the token that stands for a reader in the addresses of an edition."""
    secret = Secret(SECRET.encode())
    return secret.token(purpose, "port-cities", secret.person("port-cities", person), locale)


def parsed(raw: bytes) -> EmailMessage:
    """Return a message as Python's `email` reads it."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def bodies(raw: bytes) -> tuple[str, str]:
    """Return text and HTML as Python's `email` reads them, line ends as LF."""
    message = parsed(raw)
    found = [message.get_body((kind,)) for kind in ("plain", "html")]
    texts = [part.get_payload(decode=True).decode() for part in found if part is not None]  # type: ignore[union-attr] # bytes
    return texts[0].replace("\r\n", "\n"), texts[1].replace("\r\n", "\n")


def apart(text: str, written: str, opening: str = "\u2068", closing: str = "\u2069") -> str:
    """Return what is written for a text; one that flows from right to left is set apart from what stands round it."""
    return f"{opening}{written}{closing}" if flows_otherwise(text, "ltr") else written


# ---- what a reader is to see ---------------------------------------------------------------------------------------


def expected_line(text: str) -> str:
    """Return what a header shows of a text: white space with a line end in it as one space, no controls."""
    pieces: list[str] = []
    run = ""
    for character in text + "\0":
        if character.isspace():
            run += character
            continue
        if run:
            breaks = any(each in "\n\r\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029" for each in run)
            pieces.append(" " if breaks else run)
            run = ""
        bad = unicodedata.category(character) in {"Cc", "Cs"}
        pieces.append("\ufffd" if bad else character)
    return "".join(pieces)[:-1].strip()


def expected_text(text: str) -> str:
    """Return what a body shows of a value: trimmed, line ends as LF, what no document can hold replaced."""
    kept = (
        "\ufffd"
        if (unicodedata.category(each) == "Cs" or (each < " " and each not in "\t\n\r") or each == "\x7f")
        else each
        for each in text.strip()
    )
    return "".join(kept).replace("\r\n", "\n").replace("\r", "\n")


def expected_html(text: str) -> str:
    """Return what an element shows of a value, as its source; a line end of the CR kind is a reference."""
    kept = expected_text(text.strip().replace("\r", "\ue000"))
    return html.escape(kept).replace("&#x27;", "&#39;").replace("\ue000", "&#13;")
