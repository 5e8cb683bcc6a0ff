import dataclasses
import datetime
import re

import pytest
from hypothesis import given
from tests.mail.making import (
    ANN,
    HEADERS,
    HOSTILE,
    LONG,
    NOON,
    PAPER,
    SECRET,
    bodies,
    expected_line,
    mail,
    parsed,
    template,
    tokens,
    values,
)

from bulletin.errors import ConfigError
from bulletin.inline import Spans, Text
from bulletin.mail.template import MailTemplate
from bulletin.model.newsletter import Links, Mailbox
from bulletin.model.subscriber import Subscriber
from bulletin.rendering.slotted import Slotted


def test_the_headers_are_those_of_a_list() -> None:
    message = parsed(template().fill(ANN))
    leave = tokens(ANN, "unsubscribe")
    assert message["from"] == "Port Cities, 항구 <news@example.org>" or message["from"].addresses[0].display_name == (
        "Port Cities, 항구"
    )
    assert message["date"] == "Tue, 06 Jun 2023 12:00:00 +0000"
    assert message["reply-to"] == "editors@example.org"
    assert message["list-id"].endswith("<port-cities.en-gb.example.org>")
    assert message["list-unsubscribe"] == (
        f"<https://example.org/u/{leave}?a=1&b=2>, <mailto:leave@example.org?subject={leave}>"
    )
    assert message["list-unsubscribe-post"] == "List-Unsubscribe=One-Click"
    assert message["list-archive"] == "<https://example.org/2023-06/en-GB/>"
    assert message["list-help"] == "<https://example.org/help/>"
    assert message["content-language"] == "en-GB"
    assert message["precedence"] == "bulk"


def test_the_list_of_an_edition_is_named_in_its_language() -> None:
    raw = template(mail(locale="ko")).fill(ANN)
    assert parsed(raw)["list-id"] == "Port Cities (한국어) <port-cities.ko.example.org>"


def test_headers_that_are_not_configured_are_not_there() -> None:
    paper = dataclasses.replace(PAPER, links=Links(), reply_to="")
    names = [name for name, _ in parsed(template(mail(newsletter=paper)).fill(ANN)).items()]
    missing = {"Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Archive", "List-Help"}
    assert names == [name for name in HEADERS if name not in missing]


@pytest.mark.parametrize("address", ["http://example.org/u/{token}", "mailto:leave@example.org?subject={token}"])
def test_one_click_is_promised_only_over_https(address: str) -> None:
    paper = dataclasses.replace(PAPER, links=Links(unsubscribe=address))
    message = parsed(template(mail(newsletter=paper)).fill(ANN))
    assert message["list-unsubscribe"] == f"<{address}>".replace("{token}", tokens(ANN, "unsubscribe"))
    assert message["list-unsubscribe-post"] is None


def test_an_address_of_another_script_is_ascii_in_headers() -> None:
    paper = dataclasses.replace(PAPER, links=Links(unsubscribe="https://예시.한국/떠나기/{token}"))
    message = parsed(template(mail(newsletter=paper)).fill(ANN))
    path = "%EB%96%A0%EB%82%98%EA%B8%B0"
    assert message["list-unsubscribe"] == f"<https://xn--vv4b11d.xn--3e0b707e/{path}/{tokens(ANN, 'unsubscribe')}>"


def test_an_address_in_arabic_stands_in_bodies_as_it_was_written() -> None:
    paper = dataclasses.replace(PAPER, links=Links(unsubscribe="https://example.org/غادر/{token}"))
    text, html = bodies(template(mail(newsletter=paper)).fill(ANN))
    address = f"https://example.org/غادر/{tokens(ANN, 'unsubscribe')}"
    assert f"Leave: {address}\n" in text
    assert f'<a href="{address}">leave</a>' in html


def test_a_message_id_is_the_same_in_every_attempt_and_every_edition_and_no_others() -> None:
    first = parsed(template().fill(ANN))["message-id"]
    again = MailTemplate.compile(mail(locale="ko"), secret=SECRET, date=NOON + datetime.timedelta(hours=9))
    assert parsed(again.fill(ANN))["message-id"] == first
    assert re.fullmatch(r"<[0-9a-f]{32}@example\.org>", first)
    assert parsed(template().fill(Subscriber(address="bob@example.org")))["message-id"] != first
    assert parsed(MailTemplate.compile(mail(), secret="another" * 9, date=NOON).fill(ANN))["message-id"] != first


def test_headers_of_the_senders_own_pass_the_gate_or_are_refused() -> None:
    raw = template(headers={"X-Campaign": "June\r\nBcc: x@example.org", "X-Note": "항구"}).fill(ANN)
    assert parsed(raw)["x-campaign"] == "June Bcc: x@example.org"
    assert parsed(raw)["x-note"] == "항구"
    for name in ("Bcc", "subject", "Content-Type", "X Y", "X\r\nBcc", ""):
        with pytest.raises(ConfigError, match="expected"):
            template(headers={name: "x"})


@pytest.mark.parametrize("address", ["news", "사용자@example.org", "a b@example.org", "news@example.org\r\nBcc: x@y.z"])
def test_a_sender_that_not_every_server_takes_is_refused(address: str) -> None:
    paper = dataclasses.replace(PAPER, sender=Mailbox(name="Port Cities", address=address))
    with pytest.raises(ConfigError, match=r"\[sender\] address"):
        template(mail(newsletter=paper))


def test_a_date_without_an_offset_is_refused() -> None:
    with pytest.raises(ConfigError, match="offset from UTC"):
        MailTemplate.compile(mail(), secret=SECRET, date=NOON.replace(tzinfo=None))


@pytest.mark.parametrize("subject", [*HOSTILE, *LONG])
def test_no_subject_leaves_its_header(subject: str) -> None:
    raw = template(mail(subject=Slotted((subject,)))).fill(ANN)
    assert [header for header, _ in parsed(raw).items()] == HEADERS
    assert parsed(raw)["subject"] == expected_line(subject)


@given(values, values, values.map("https://example.org/{{token}}/{}".format))
def test_no_setting_adds_or_loses_a_header(name: str, title: str, link: str) -> None:
    paper = dataclasses.replace(
        PAPER,
        title=Spans((Text(title),)),
        sender=Mailbox(name=name, address="news@example.org"),
        links=Links(unsubscribe=link, unsubscribe_mail="mailto:leave@example.org", view=link, help=link),
    )
    message = parsed(template(mail(newsletter=paper)).fill(ANN))
    assert [header for header, _ in message.items()] == HEADERS
    assert message["from"].addresses[0].addr_spec == "news@example.org"
    assert message["list-unsubscribe"].startswith(f"<https://example.org/{tokens(ANN, 'unsubscribe')}/")
