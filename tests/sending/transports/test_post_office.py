"""Against a real Postfix that delivers to mailboxes which a real Dovecot shows: what is read is what was sent."""

import base64
import datetime
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.sending.transports.conftest import Authority
from tests.sending.transports.post_office import PASSWORD, USER, PostOffice, open_post_office
from tests.sending.transports.scripted import Journal

from bulletin import (
    MailTemplate,
    Secret,
    SqliteLedger,
    Subscriber,
    Theme,
    deliver,
    localise,
    read_catalogs,
    render,
)
from bulletin.errors import DeliveryError
from bulletin.model.delivery import Delivery
from bulletin.project import open_issue
from bulletin.sending.transports.named import transport_of
from bulletin.testing import FrozenClock

ANN = {"BULLETIN_SMTP_USER": USER, "BULLETIN_SMTP_PASSWORD": PASSWORD}
RULE = "permit_sasl_authenticated, reject_unauth_destination"
READERS = ("plain", "starttls", "tls", "replaced", "among", "large", "english", "korean", "독자")
HEAD = (
    "From: Port Cities <news@example.org>\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Tue, 06 Jun 2023 08:00:00 +0100\r\n"
    "Message-ID: <{number}@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
    "Content-Transfer-Encoding: {encoding}\r\n\r\n"
)
HOSTILE = (
    ".\r\n..\r\n.hidden\r\n\r\n.\r\nMAIL FROM:<evil@example.org>\r\nFrom here on\r\n>From there\r\n"
    "QUIT\r\n.\r\n" + "x" * 998 + "\r\n  trailing  \r\n\t\r\n.\r\n"
)


@pytest.fixture(scope="module")
def office(authority: Authority) -> Iterator[PostOffice]:
    """A post office that takes mail for its own readers, and from whoever has logged in."""
    home = Path(tempfile.mkdtemp(prefix="bulletin-post-office-"))
    home.chmod(0o755)
    try:
        with open_post_office(home, authority, rule=RULE, readers=READERS) as office:
            yield office
    finally:
        shutil.rmtree(home)


def letter(number: int, to: str, body: bytes, encoding: str, **facts: bool) -> Delivery:
    subject = (
        "=?utf-8?b?" + base64.b64encode("부산과 리버풀".encode()).decode() + "?=" if encoding == "base64" else "June"
    )
    head = HEAD.format(to=to, subject=subject, number=f"{to}-{number}", encoding=encoding)
    return Delivery(position=number, sender="news@example.org", recipient=to, message=head.encode() + body, **facts)


def letters(reader: str) -> list[Delivery]:
    """Return an English, a Korean, an eight-bit and a hostile letter."""
    korean = base64.encodebytes("두 항구 도시의 소식입니다.\r\n".encode() * 40).replace(b"\n", b"\r\n")
    to = f"{reader}@reader.test"
    return [
        letter(1, to, b"The five-year memorandum opens.\r\n", "7bit"),
        letter(2, to, korean, "base64"),
        letter(3, to, "Caffè, 항구, ميناء\r\n.점으로 시작\r\n".encode(), "8bit", eight_bit=True),
        letter(4, to, HOSTILE.encode(), "7bit"),
        letter(5, to, b"", "7bit"),
    ]


def sent(url: str, deliveries: list[Delivery], environ: dict[str, str] | None = None) -> Journal:
    journal = Journal()
    connection = transport_of(url, environ=environ or {}).connect()
    try:
        connection.send(iter(deliveries), journal)
    finally:
        connection.close()
    return journal


def as_sent(letter: bytes) -> bytes:
    """Return a letter without what Postfix wrote above it."""
    above, ours, rest = letter.partition(b"From: Port Cities")
    names = [line.split(b":")[0] for line in above.splitlines() if line[:1] not in {b" ", b"\t"}]
    assert set(names) <= {b"Return-Path", b"X-Original-To", b"Delivered-To", b"Received"}
    return ours + rest


@pytest.mark.parametrize(
    ("reader", "scheme", "query"),
    [
        ("plain", "smtp", ""),
        ("starttls", "smtp+starttls", "?ca={ca}"),
        ("tls", "smtps", "?ca={ca}"),
        ("replaced", "smtp+starttls", "?ca={ca}&cap=2"),
    ],
)
def test_letters_are_read_as_they_were_sent(
    office: PostOffice, authority: Authority, reader: str, scheme: str, query: str
) -> None:
    port = office.smtps if scheme == "smtps" else office.smtp
    journal = sent(f"{scheme}://127.0.0.1:{port}{query.format(ca=authority.file)}", letters(reader))
    assert journal.states() == ["accepted"] * 5, journal.settlements
    read = office.letters(f"{reader}@reader.test", 5)
    assert sorted(map(as_sent, read)) == sorted(delivery.message for delivery in letters(reader))


def test_a_reader_with_a_korean_address_receives_a_letter(office: PostOffice) -> None:
    to = "독자@reader.test"
    korean = letter(1, to, "안녕하세요\r\n".encode(), "8bit", eight_bit=True, smtputf8=True)
    journal = sent(f"smtp://127.0.0.1:{office.smtp}", [korean])
    assert journal.states() == ["accepted"], journal.settlements
    [kept] = _kept(office.home / "mail" / "독자" / "new", office.log)
    assert as_sent(kept.replace(b"\n", b"\r\n")) == korean.message


def _kept(folder: Path, said: Callable[[], str]) -> list[bytes]:
    latest = time.monotonic() + 10
    while not (folder.exists() and list(folder.iterdir())):
        assert time.monotonic() < latest, said()
        time.sleep(0.02)
    return [file.read_bytes() for file in folder.iterdir()]


def test_a_stranger_among_the_recipients_is_refused_alone(office: PostOffice) -> None:
    sent_letters = letters("among")
    sent_letters[2] = letter(3, "stranger@elsewhere.test", b"x\r\n", "7bit")
    journal = sent(f"smtp://127.0.0.1:{office.smtp}", sent_letters)
    assert journal.states() == ["accepted", "accepted", "rejected", "accepted", "accepted"]
    assert "Relay access denied" in journal.outcomes["stranger@elsewhere.test"].reply
    assert len(office.letters("among@reader.test", 4)) == 4


def test_who_is_logged_in_may_write_to_others(office: PostOffice, authority: Authority) -> None:
    url = f"smtp+starttls://127.0.0.1:{office.smtp}?ca={authority.file}"
    out = [letter(1, "stranger@elsewhere.invalid", b"x\r\n", "7bit")]
    assert sent(url, out).states() == ["rejected"]
    assert sent(url, out, ANN).states() == ["accepted"]
    with pytest.raises(DeliveryError, match="expected the login to be taken, found 535"):
        sent(url, out, ANN | {"BULLETIN_SMTP_PASSWORD": "wrong"})


def test_a_letter_beyond_postfixs_limit_is_refused_before_it_is_sent(office: PostOffice) -> None:
    large = letter(1, "large@reader.test", b"x" * 70 + b"\r\n" * 500_000, "7bit")
    journal = sent(f"smtp://127.0.0.1:{office.smtp}", [large, *letters("large")[:1]])
    assert journal.states() == ["rejected", "accepted"]
    assert journal.those("handing") == ["large@reader.test"]


def test_an_issue_reaches_its_readers_in_two_languages(
    office: PostOffice, authority: Authority, examples: Path
) -> None:
    """The whole way: an example is rendered, compiled, planned, handed over, delivered, and read back by IMAP."""
    issue = open_issue(examples / "port-cities" / "issues" / "2023-06")
    catalogs = read_catalogs(examples / "port-cities" / "locales", "ko", issue)
    date = datetime.datetime(2023, 6, 6, 8, tzinfo=datetime.UTC)
    secret = Secret(b"a secret that is long enough")
    templates = {
        locale: MailTemplate.compile(
            render(localise(issue, catalogs if locale == "ko" else (), locale=locale), Theme.named("harbour")),
            secret=secret,
            date=date,
        )
        for locale in ("en-GB", "ko")
    }
    readers = [
        Subscriber(id="1", address="english@reader.test", name="Ann", locales=("en",)),
        Subscriber(id="2", address="korean@reader.test", name="안나", locales=("ko",)),
    ]
    transport = transport_of(f"smtp+starttls://127.0.0.1:{office.smtp}?ca={authority.file}", environ=ANN)
    with SqliteLedger.in_memory(secret) as ledger:
        report = deliver(issue, templates, readers, transport, ledger, clock=FrozenClock(date))
    assert report.done
    for number, (locale, reader) in enumerate(zip(templates, readers, strict=True), 1):
        expected = templates[locale].delivery(number, reader, eight_bit=True, smtputf8=True)
        [read] = office.letters(reader.address, 1)
        assert read.endswith(expected.message)
        above = read.removesuffix(expected.message)
        assert {line.split(b":")[0] for line in above.splitlines() if line[:1] not in {b" ", b"\t"}} == {
            b"Return-Path", b"X-Original-To", b"Delivered-To", b"Received",
        }  # fmt: skip
