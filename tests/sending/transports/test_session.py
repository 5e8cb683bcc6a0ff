"""While a connection is opened nothing is taken for the server's word that is not, and no password is shown."""

import base64

import pytest
from tests.sending.transports.conftest import Authority
from tests.sending.transports.scripted import PIPELINED, Answer, Journal, ScriptedServer, Step, deliveries

from bulletin.errors import DeliveryError
from bulletin.model.delivery import Delivery
from bulletin.sending.transports.relay import Login, Security, verifying
from bulletin.sending.transports.smtp import SmtpConnection

ANN = Login(user="ann", password="open sesame")  # noqa: S106 - Ann's
PLAIN = base64.b64encode(b"\0ann\0open sesame").decode()


def test_we_bear_the_name_that_we_are_given() -> None:
    with ScriptedServer() as server:
        server.transport(name="news.example.org").connect().close()
        server.transport().connect().close()
    assert next(line for line in server.commands if line.startswith("ehlo")) == "ehlo news.example.org"


def test_a_login_goes_before_the_first_message() -> None:
    journal = Journal()
    with ScriptedServer(announces=(*PIPELINED, "AUTH PLAIN")) as server:
        connection = server.transport(login=ANN).connect()
        connection.send(deliveries(2), journal)
        connection.close()
    assert server.commands[1] == f"AUTH PLAIN {PLAIN}"
    assert journal.states() == ["accepted"] * 2


@pytest.mark.parametrize(
    ("reply", "helps", "said"),
    [
        ("535 5.7.8 no", False, "found 535 5.7.8 no"),
        ("454 4.7.0 try later", True, "found 454 4.7.0 try later"),
        ("421 4.7.0 too many logins", True, "found 421"),
        ("535 bad password: open sesame", False, "words hold the password"),
        (f"535 cannot read {PLAIN}", False, "words hold the password"),
        (f"535 cannot read {base64.b64encode(b'open sesame').decode()}", False, "words hold the password"),
    ],
)
def test_a_refused_login_shows_no_password(reply: str, helps: object, said: str) -> None:
    answers: dict[Step, Answer] = {("AUTH", 1): f"{reply}\r\n".encode()}
    with ScriptedServer(answers, (*PIPELINED, "AUTH PLAIN")) as server, pytest.raises(DeliveryError) as caught:
        server.transport(login=ANN).connect()
    assert said in str(caught.value)
    assert "sesame" not in str(caught.value)
    assert PLAIN not in str(caught.value)
    assert caught.value.retryable is helps


@pytest.mark.parametrize("announced", ["AUTH CRAM-MD5", "AUTH GSSAPI"])
def test_a_login_that_cannot_be_made_is_told(announced: str) -> None:
    answers: dict[Step, Answer] = {("AUTH", 1): b"334 not base64\r\n"}
    with ScriptedServer(answers, (announced,)) as server, pytest.raises(DeliveryError, match="login"):
        server.transport(login=ANN).connect()


def test_starttls_comes_before_everything_else(authority: Authority) -> None:
    journal = Journal()
    answers: dict[Step, Answer] = {("STARTTLS", 1): b"220 go\r\n"}
    server = ScriptedServer(answers, (*PIPELINED, "STARTTLS"), tls=authority.context("127.0.0.1"))
    with server:
        connection = server.transport(security=Security.STARTTLS, tls=verifying(authority.file)).connect()
        connection.send(deliveries(5), journal)
        connection.close()
    assert [line.split(" ")[0] for line in server.commands[:4]] == ["ehlo", "STARTTLS", "ehlo", "MAIL"]
    assert server.received == [(delivery.recipient, delivery.message) for delivery in deliveries(5)]


def test_replies_slipped_in_before_the_encryption_are_not_believed(authority: Authority) -> None:
    answers: dict[Step, Answer] = {("STARTTLS", 1): b"220 go\r\n250-evil\r\n250 AUTH PLAIN\r\n"}
    server = ScriptedServer(answers, (*PIPELINED, "STARTTLS"), tls=authority.context("127.0.0.1"))
    with server, pytest.raises(DeliveryError, match="found more"):
        server.transport(security=Security.STARTTLS, tls=verifying(authority.file)).connect()
    assert len(server.commands) == 2


@pytest.mark.parametrize("reply", [b"454 not now\r\n", b"502 what?\r\n"])
def test_a_refused_starttls_ends_the_connection(reply: bytes) -> None:
    answers: dict[Step, Answer] = {("STARTTLS", 1): reply}
    with ScriptedServer(answers, (*PIPELINED, "STARTTLS")) as server, pytest.raises(DeliveryError):
        server.transport(security=Security.STARTTLS, login=ANN).connect()
    assert [line.split(" ")[0] for line in server.commands] == ["ehlo", "STARTTLS"]


def test_a_server_that_falls_silent_after_a_message_leaves_it_in_doubt() -> None:
    answers: dict[Step, Answer] = {("DOT", 2): ()}
    with ScriptedServer(answers) as server:
        connection = server.transport().connect()
        assert isinstance(connection, SmtpConnection)
        wire = connection._session.wire

        class Impatient(Journal):
            def handing(self, delivery: Delivery) -> None:
                super().handing(delivery)
                if delivery.position == 2:
                    wire._socket.settimeout(0.01)

        journal = Impatient()
        with pytest.raises(DeliveryError, match="expected a reply within") as caught:
            connection.send(deliveries(2), journal)
        connection.close()
    assert caught.value.retryable
    assert journal.events == [("handing", "1@example.org"), ("settled", "1@example.org"), ("handing", "2@example.org")]
