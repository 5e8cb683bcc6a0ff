import dataclasses
import datetime
import re
from email.headerregistry import AddressHeader
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mail.making import (
    ANN,
    CALENDAR,
    HEADERS,
    HOSTILE,
    LINKS,
    LONG,
    NOON,
    PAPER,
    PICTURE,
    SECRET,
    apart,
    bodies,
    expected_html,
    expected_line,
    expected_text,
    mail,
    parsed,
    slot,
    subscribers,
    template,
    tokens,
    values,
)

from bulletin.errors import ConfigError, DeliveryError
from bulletin.inline import SlotPlace
from bulletin.mail.identity import Secret
from bulletin.mail.template import MailTemplate
from bulletin.model.newsletter import Mailbox
from bulletin.model.subscriber import Subscriber
from bulletin.rendering.slotted import Passage, Rendered, Slotted

SPAN = ('<span dir="auto">', "</span>")


def text_meant(person: Subscriber) -> str:
    name = person.name.strip()
    shown = (f"Dear {name}" if name else "Dear reader", person.value("city"), person.value("note"))
    greeting, city, note = (apart(each, expected_text(each)) for each in shown)
    business = f"For business: {note}\n" if {"business", "trade"} & set(person.segments) else ""
    leave = f"https://example.org/u/{tokens(person, 'unsubscribe')}?a=1&b=2"
    return f"Port Cities\n\n{greeting},\nnews {city or '부산'}[PARTICLE] here.\n.\nFrom us = all \n{business}Leave: {leave}\n"


def html_meant(person: Subscriber) -> str:
    shown = f"Dear {name}" if (name := person.name.strip()) else "Dear <reader>"
    greeting, city = (apart(each, expected_html(each), *SPAN) for each in (shown, person.value("city")))
    business = f"<p>Business in {city}</p>" if "business" in person.segments else ""
    alt = expected_html(person.value("city")).replace("\n", "&#10;").replace("\t", "&#9;")
    leave, choose = tokens(person, "unsubscribe"), tokens(person, "preferences")
    return (
        f'<!doctype html><html lang="en"><body class="a">{greeting}</b>[PARTICLE], {business}'
        f'<img alt="{apart(person.value("city"), alt)}">'
        f'<a href="https://example.org/u/{leave}?a=1&amp;b=2">leave</a><a href="https://example.org/p/{choose}">choose</a>'
        + "x" * 200
        + "</body></html>\n"
    )


def without_particle(text: str) -> str:
    """Return a text with whichever form stands there; particles have tests of their own."""
    return re.sub(r"(?:은\(는\)|은|는)(?=( here\.|, (<p>|<img)))", "[PARTICLE]", text, count=1)


def check(raw: bytes, person: Subscriber, address: str, *, spaced: bool = False) -> None:
    """Compare a message with what was meant; `spaced`: a space between words may have become a line end."""
    lines = raw.split(b"\r\n")
    assert b"\r" not in b"".join(lines)
    assert b"\n" not in b"".join(lines)
    assert b"\0" not in raw
    assert max(map(len, lines)) <= 998
    assert raw.endswith(b"\r\n")
    message = parsed(raw)
    assert [name for name, _ in message.items()] == HEADERS
    assert all(not part.defects for part in message.walk())
    (to,) = cast("AddressHeader", message["to"]).addresses
    assert to.addr_spec == address
    name = expected_line(person.name)
    # Python puts spaces between the encoded words of a name and joins those of a quoted one; other parsers do not
    assert "".join(to.display_name.split()) == "".join(name.split())
    assert message["subject"] == f"News for {apart(person.name, name) or 'you'}, 항구"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    text, html = bodies(raw)
    assert without_particle(text) == text_meant(person)
    seen, meant = without_particle(html), html_meant(person)
    assert (seen.split() if spaced else seen) == (meant.split() if spaced else meant)


@given(subscribers)
def test_any_subscriber_gets_exactly_the_headers_and_bodies_that_were_meant(person: Subscriber) -> None:
    address = str(TEMPLATE.delivery(0, person).recipient)
    check(TEMPLATE.fill(person), person, address)


@given(subscribers)
def test_any_subscriber_gets_the_same_in_8bit(person: Subscriber) -> None:
    delivery = TEMPLATE.delivery(0, person, eight_bit=True, smtputf8=True)
    check(delivery.message, person, delivery.recipient, spaced=True)


@given(subscribers)
def test_any_subscriber_gets_the_same_in_base64(person: Subscriber) -> None:
    address = str(BASE64.delivery(0, person).recipient)
    check(BASE64.fill(person), person, address)


TEMPLATE = template()
IN_BASE64 = dataclasses.replace(TEMPLATE.blueprint, text_encoding="base64", html_encoding="base64")
BASE64 = MailTemplate._of(IN_BASE64, Secret(SECRET.encode()))


@pytest.mark.parametrize("name", [*HOSTILE, *LONG])
def test_no_name_adds_or_loses_a_header(name: str) -> None:
    raw = TEMPLATE.fill(Subscriber(address="ann@example.org", name=name, fields={"city": name, "note": name}))
    assert [header for header, _ in parsed(raw).items()] == HEADERS


@pytest.mark.parametrize("value", [*HOSTILE, *LONG])
def test_a_hostile_value_leaves_the_rest_of_the_bodies_whole(value: str) -> None:
    person = Subscriber(
        address="ann@example.org", name=value, segments=("business",), fields={"city": value, "note": value}
    )
    for eight_bit in (False, True):
        message = TEMPLATE.delivery(0, person, eight_bit=eight_bit).message
        check(message, person, "ann@example.org", spaced=eight_bit)


def test_a_value_that_would_end_a_part_in_8bit_is_encoded_instead() -> None:
    border = f"\r\n--{TEMPLATE.blueprint.boundary}-1--\r\n"
    person = dataclasses.replace(ANN, fields={"city": border})
    delivery = TEMPLATE.delivery(0, person, eight_bit=True)
    assert not delivery.eight_bit
    check(delivery.message, person, "ann@example.org")


# ---- envelopes -------------------------------------------------------------------------------------------------------


def test_the_envelope_has_the_bounce_address_and_a_labels() -> None:
    delivery = TEMPLATE.delivery(7, dataclasses.replace(ANN, address="ann@bücher.example"))
    assert (delivery.position, delivery.sender, delivery.recipient) == (
        7,
        "bounces@example.org",
        "ann@xn--bcher-kva.example",
    )
    assert not delivery.smtputf8
    assert not delivery.eight_bit
    paper = dataclasses.replace(PAPER, bounces="")
    assert template(mail(newsletter=paper)).delivery(0, ANN).sender == "news@example.org"


def test_a_local_part_of_another_script_needs_a_server_that_takes_it() -> None:
    person = dataclasses.replace(ANN, address="사용자@예시.한국")
    with pytest.raises(DeliveryError, match="SMTPUTF8") as refused:
        TEMPLATE.delivery(0, person)
    assert not refused.value.retryable
    delivery = TEMPLATE.delivery(0, person, smtputf8=True)
    assert delivery.smtputf8
    assert delivery.recipient == "사용자@xn--vv4b11d.xn--3e0b707e"
    read = parsed(delivery.message)["to"].addresses[0].addr_spec
    assert read.encode("ascii", "surrogateescape").decode() == delivery.recipient
    assert "To: Ann <사용자@xn--vv4b11d.xn--3e0b707e>\r\n".encode() in delivery.message


@pytest.mark.parametrize("address", ["", "ann", "ann@example.org\r\nBcc: x@y.z", "ann@-.org", "\ud800@example.org"])
def test_an_address_that_is_none_refuses_one_person_with_the_reason(address: str) -> None:
    with pytest.raises(DeliveryError, match="expected") as refused:
        TEMPLATE.fill(Subscriber(address=address))
    assert not refused.value.retryable


@given(st.text(max_size=40) | values.map("{}@example.org".format) | values.map("ann@{}".format))
def test_any_text_is_an_address_that_is_written_to_or_one_that_is_refused(address: str) -> None:
    try:
        delivery = TEMPLATE.delivery(0, Subscriber(address=address), smtputf8=True)
    except DeliveryError as refused:
        assert not refused.retryable  # noqa: PT017 - either is right
        return
    message = parsed(delivery.message)
    assert [header for header, _ in message.items()] == HEADERS
    assert f"\r\nTo: {delivery.recipient}\r\n".encode() in delivery.message
    assert delivery.recipient.count("@") >= 1
    assert delivery.recipient.isprintable()


# ---- bodies ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [("하늘", "하늘은 왔다"), ("민지", "민지는 왔다"), ("", "독자는 왔다"), ("Tidewater", "Tidewater은(는) 왔다")],
)
def test_a_korean_particle_behind_a_slot_follows_each_readers_value(name: str, shown: str) -> None:
    place = SlotPlace
    made = mail(
        subject=Slotted((slot("name", place.HEADER, fallback="독자"), "은(는) 왔다")),
        text=Slotted((slot("name", place.PLAIN, fallback="독자"), "은(는) 왔다\n")),
        html=Slotted(("<p><b>", slot("name", place.HTML, fallback="독자"), "</b>은(는) 왔다</p>\n")),
    )
    raw = template(made).fill(Subscriber(address="ann@example.org", name=name))
    text, html = bodies(raw)
    assert parsed(raw)["subject"] == shown
    assert text == f"{shown}\n"
    assert re.sub("<.*?>", "", html) == f"{shown}\n"


def test_a_particle_behind_an_honorific_is_the_honorifics() -> None:
    made = mail(text=Slotted((slot("name", SlotPlace.PLAIN, fallback="독자", after=" 님"), "은(는) 왔다\n")))
    for name in ("민지", "Ann"):
        assert bodies(template(made).fill(Subscriber(address="a@example.org", name=name)))[0] == f"{name} 님은 왔다\n"


def test_a_body_that_holds_what_no_encoder_takes_is_sent_without_it() -> None:
    assert bodies(template(mail(text=Slotted(("a\ud800\x00b\rc",)))).fill(ANN))[0] == "a\ufffd\ufffdb\nc\n"


def test_a_particle_in_a_passage_is_resolved_too() -> None:
    passage = Passage(segments=("business",), parts=(slot("name", SlotPlace.PLAIN), "을(를) 부릅니다\n"))
    made = template(mail(text=Slotted(("a\n", passage, "b\n"))))
    person = Subscriber(address="a@example.org", name="하늘", segments=("business",))
    assert bodies(made.fill(person))[0] == "a\n하늘을 부릅니다\nb\n"
    assert bodies(made.fill(dataclasses.replace(person, segments=())))[0] == "a\nb\n"


def test_pictures_that_are_not_hosted_travel_once_inside() -> None:
    place = slot(f"asset:{PICTURE.name}", SlotPlace.URL, fallback="../assets/x.png")
    made = mail(html=Slotted(('<img src="', place, '"><img src="', place, '">\n')), pictures=(PICTURE,))
    raw = template(made).fill(ANN)
    message = parsed(raw)
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png"]
    picture = list(message.walk())[-1]
    assert picture["content-id"] == f"<{PICTURE.name}@example.org>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_payload(decode=True) == PICTURE.data
    assert bodies(raw)[1].count(f"cid:{PICTURE.name}@example.org") == 2


def test_pictures_that_the_html_does_not_show_stay_at_home() -> None:
    assert b"image/png" not in template(mail(pictures=(PICTURE,))).fill(ANN)


def test_calendar_files_are_attached_with_their_method_unless_they_are_hosted() -> None:
    message = parsed(template(mail(calendars=(CALENDAR,))).fill(ANN))
    calendar = list(message.iter_parts())[-1]
    assert message.get_content_type() == "multipart/mixed"
    assert calendar["content-type"] == 'text/calendar; charset="utf-8"; method="PUBLISH"'
    assert calendar.get_filename() == "busan-1.ics"
    assert calendar.get_payload(decode=True) == CALENDAR.data
    hosted = dataclasses.replace(PAPER, links=dataclasses.replace(LINKS, assets="https://cdn.example.org/"))
    assert b"text/calendar" not in template(mail(newsletter=hosted, calendars=(CALENDAR,))).fill(ANN)


def test_a_reader_of_any_segment_of_a_passage_receives_it_in_both_bodies() -> None:
    business = dataclasses.replace(ANN, segments=("business",))
    assert ["usiness" in body for body in bodies(TEMPLATE.fill(business))] == [True, True]
    assert ["usiness" in body for body in bodies(TEMPLATE.fill(ANN))] == [False, False]
    assert TEMPLATE.segments == ("business", "trade")


def test_a_template_names_the_fields_that_it_needs() -> None:
    assert TEMPLATE.fields == ("city", "name", "note")
    assert (TEMPLATE.key, TEMPLATE.locale) == (("port-cities", "2023-06"), "en-GB")


# ---- tests, drafts, approvals, storage -------------------------------------------------------------------------------


def test_a_test_says_so_and_can_change_nothing() -> None:
    test = template(test=True, banner="Refused: <3 texts> are not reviewed")
    raw = test.fill(ANN)
    text, html = bodies(raw)
    assert parsed(raw)["subject"] == "[TEST en-GB] News for Ann, 항구"
    assert text.startswith("*** Refused: <3 texts> are not reviewed ***\n\nPort Cities")
    assert re.search(
        r'<body class="a"><div role="note"[^>]*>Refused: &lt;3 texts&gt; are not reviewed</div>Dear Ann', html
    )
    assert tokens(ANN, "test") in text
    assert tokens(ANN, "test") in parsed(raw)["list-unsubscribe"]
    assert tokens(ANN, "unsubscribe").encode() not in raw
    assert test.content_hash == TEMPLATE.content_hash


def test_a_mailbox_cannot_take_the_issue_for_a_second_copy_of_its_test() -> None:
    later = MailTemplate.compile(mail(), secret=SECRET, date=NOON + datetime.timedelta(minutes=1), test=True)
    names = {parsed(each.fill(ANN))["message-id"] for each in (TEMPLATE, template(test=True), later)}
    assert len(names) == 3


def test_a_draft_is_refused() -> None:
    with pytest.raises(ConfigError, match="draft"):
        template(mail(draft=True))


def test_the_content_hash_follows_what_readers_see_and_nothing_else() -> None:
    base = TEMPLATE.content_hash
    assert re.fullmatch("[0-9a-f]{64}", base)
    elsewhere = dataclasses.replace(PAPER, sender=Mailbox(address="other@example.org"))
    same = MailTemplate.compile(mail(newsletter=elsewhere), secret="another" * 9, date=NOON.replace(year=2024))
    assert same.content_hash == base
    slots = mail().html.parts
    passage = Passage(segments=("trade",), parts=("x",))
    changed: list[Rendered] = [
        mail(subject=Slotted(("Other",))), mail(text=Slotted(("Other",))), mail(html=Slotted(("Other",))),
        mail(html=Slotted((*slots, passage))), mail(pictures=(PICTURE,)), mail(calendars=(CALENDAR,)), mail(locale="ko"),
        mail(html=Slotted((*slots, dataclasses.replace(passage, segments=("business",))))),
        mail(html=Slotted((*slots, slot("name", SlotPlace.HTML)))),
        mail(html=Slotted((*slots, slot("name", SlotPlace.HTML, fallback="you")))),
    ]  # fmt: skip
    hashes = [base, *(template(each).content_hash for each in changed)]
    assert len(set(hashes)) == len(hashes)


@given(subscribers)
def test_a_template_that_was_stored_gives_the_same_octets(person: Subscriber) -> None:
    for eight_bit in (False, True):
        assert STORED.delivery(3, person, eight_bit=eight_bit) == FULL.delivery(3, person, eight_bit=eight_bit)


PLACE = slot(f"asset:{PICTURE.name}", SlotPlace.URL)
FULL = template(mail(html=Slotted((*mail().html.parts, PLACE)), pictures=(PICTURE,), calendars=(CALENDAR,)), test=True)
STORED = MailTemplate.load(FULL.dump(), secret=SECRET)


def test_a_stored_template_is_the_same_value_and_holds_no_secret() -> None:
    assert STORED == FULL
    assert STORED.dump() == FULL.dump()
    assert SECRET not in repr(FULL)
    assert SECRET.encode() not in FULL.dump()


@pytest.mark.parametrize(
    "data", [b"", b"pickle", b"bulletin template 1\n", b"bulletin template 1\nx", b"bulletin template 9\n"]
)
def test_octets_that_are_no_template_are_refused(data: bytes) -> None:
    with pytest.raises(ConfigError, match="expected a stored template"):
        MailTemplate.load(data, secret=SECRET)


def test_a_secret_that_could_be_guessed_is_refused() -> None:
    with pytest.raises(ConfigError, match="secret"):
        MailTemplate.compile(mail(), secret="short", date=NOON)  # noqa: S106 - of tests
