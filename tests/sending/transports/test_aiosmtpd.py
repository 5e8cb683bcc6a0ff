"""Against a real server in this process: encryption, certificates, logins, sizes and other scripts."""

import contextlib
import logging
import socket
import ssl
import threading
from pathlib import Path

import pytest
from tests.sending.transports.conftest import Authority, Running, Serve
from tests.sending.transports.scripted import Journal, deliveries

from bulletin.errors import ConfigError, DeliveryError
from bulletin.model.delivery import Delivery
from bulletin.sending.transport import Capabilities, Transport
from bulletin.sending.transports.named import transport_of

ANN = {"BULLETIN_SMTP_USER": "ann", "BULLETIN_SMTP_PASSWORD": "open sesame"}
WRONG = ANN | {"BULLETIN_SMTP_PASSWORD": "hunter2-and-more"}


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.CRITICAL, "mail.log")


def sent(transport: Transport, messages: list[Delivery]) -> Journal:
    journal = Journal()
    connection = transport.connect()
    connection.send(iter(messages), journal)
    connection.close()
    return journal


def url(running: Running, scheme: str = "smtp", host: str = "127.0.0.1", **options: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"timeout": 10, **options}.items())
    return f"{scheme}://{host}:{running.port}?{query}"


def test_messages_arrive_byte_for_byte(serve: Serve) -> None:
    running = serve()
    journal = sent(transport_of(url(running), environ={}), deliveries(5))
    assert journal.states() == ["accepted"] * 5
    assert [(it.mail_from, it.rcpt_tos, it.content) for it in running.mailbox.taken] == [
        ("news@example.org", [delivery.recipient], delivery.message) for delivery in deliveries(5)
    ]


def test_what_a_server_takes_is_known_once_it_is_connected(serve: Serve) -> None:
    first = transport_of(url(serve(enable_SMTPUTF8=True, data_size_limit=5000)), environ={}).connect()
    second = transport_of(url(serve(enable_SMTPUTF8=False, data_size_limit=None)), environ={}).connect()
    assert first.capabilities == Capabilities(eight_bit=True, smtputf8=True, size=5000)
    assert second.capabilities == Capabilities(eight_bit=True)
    first.close()
    second.close()


def test_a_message_that_is_too_large_is_refused_and_the_next_one_goes(serve: Serve) -> None:
    running = serve(data_size_limit=1000)
    large, small = deliveries(1, body="x" * 2000 + "\r\n")[0], deliveries(2)[1]
    journal = sent(transport_of(url(running), environ={}), [large, small])
    assert journal.states() == ["rejected", "accepted"]
    assert [it.rcpt_tos for it in running.mailbox.taken] == [[small.recipient]]


def test_eight_bit_text_and_addresses_in_any_script_arrive(serve: Serve) -> None:
    running = serve(enable_SMTPUTF8=True)
    korean = Delivery(
        position=1, sender="소식@example.org", recipient="독자@example.org", message="Subject: 제목\r\n\r\n본문\r\n".encode(),
        smtputf8=True, eight_bit=True,
    )  # fmt: skip
    assert sent(transport_of(url(running), environ={}), [korean]).states() == ["accepted"]
    [taken] = running.mailbox.taken
    assert (taken.mail_from, taken.rcpt_tos, taken.content) == (korean.sender, [korean.recipient], korean.message)
    assert taken.mail_options == [f"SIZE={len(korean.message)}", "BODY=8BITMIME", "SMTPUTF8"]


# ---- encryption ------------------------------------------------------------------------------------------------------


def test_starttls_comes_before_the_first_message(serve: Serve, authority: Authority) -> None:
    running = serve(tls_context=authority.context("127.0.0.1"), require_starttls=True)
    journal = sent(transport_of(url(running, "smtp+starttls", ca=authority.file), environ={}), deliveries(3))
    assert journal.states() == ["accepted"] * 3
    assert running.mailbox.encrypted == [True] * 3


def test_smtps_is_encrypted_from_the_start(serve: Serve, authority: Authority) -> None:
    running = serve(ssl_context=authority.context("localhost"))
    journal = sent(transport_of(url(running, "smtps", "localhost", ca=authority.file), environ={}), deliveries(3))
    assert journal.states() == ["accepted"] * 3
    assert running.mailbox.encrypted == [True] * 3


@pytest.mark.parametrize(("scheme", "option"), [("smtps", "ssl_context"), ("smtp+starttls", "tls_context")])
def test_a_certificate_for_another_host_is_refused(
    serve: Serve, authority: Authority, scheme: str, option: str
) -> None:
    running = serve(**{option: authority.context("mail.example.org")})
    transport = transport_of(url(running, scheme, ca=authority.file), environ=ANN)
    with pytest.raises(DeliveryError, match=r"certificate for 127.0.0.1.*not valid for '127.0.0.1'") as caught:
        transport.connect()
    assert not caught.value.retryable
    assert running.mailbox.users == []


@pytest.mark.parametrize(("scheme", "option"), [("smtps", "ssl_context"), ("smtp+starttls", "tls_context")])
def test_a_certificate_of_an_unknown_authority_is_refused(
    serve: Serve, authority: Authority, scheme: str, option: str
) -> None:
    running = serve(**{option: authority.context("127.0.0.1")})
    with pytest.raises(DeliveryError, match=r"by an authority that is trusted here.*\?ca=FILE"):
        transport_of(url(running, scheme), environ={}).connect()


def test_tls_older_than_1_2_is_refused(authority: Authority) -> None:
    old = authority.context("127.0.0.1")
    with pytest.warns(DeprecationWarning, match=r"TLSv1_1 is deprecated"):
        old.maximum_version = ssl.TLSVersion.TLSv1_1
    old.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED

    def shake_hands(listening: socket.socket) -> None:
        connected, _ = listening.accept()
        with connected, contextlib.suppress(OSError):
            outgoing, incoming = ssl.MemoryBIO(), ssl.MemoryBIO()
            incoming.write(connected.recv(65_536))
            try:
                old.wrap_bio(incoming, outgoing, server_side=True).do_handshake()
            except ssl.SSLError:
                connected.sendall(outgoing.read())  # the alert
            while connected.recv(65_536):
                pass

    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = threading.Thread(target=shake_hands, args=(listening,))
        server.start()
        port = listening.getsockname()[1]
        with pytest.raises(DeliveryError, match=r"TLS 1\.2 or newer") as caught:
            transport_of(f"smtps://127.0.0.1:{port}?timeout=10&ca={authority.file}", environ={}).connect()
        server.join(10)
    assert not caught.value.retryable


def test_without_starttls_nothing_goes_in_the_clear(serve: Serve) -> None:
    running = serve()
    with pytest.raises(DeliveryError, match="announce STARTTLS, found that it does not") as caught:
        transport_of(url(running, "smtp+starttls"), environ=ANN).connect()
    assert not caught.value.retryable
    assert running.mailbox.users == []


def test_a_server_in_the_clear_is_not_mistaken_for_an_encrypted_one(serve: Serve) -> None:
    with pytest.raises(DeliveryError, match="smtps:// is encrypted from the start"):
        transport_of(url(serve(), "smtps"), environ={}).connect()


# ---- logins ----------------------------------------------------------------------------------------------------------


def test_a_login_that_is_right_lets_us_in(serve: Serve, authority: Authority) -> None:
    running = serve(tls_context=authority.context("127.0.0.1"), login=True)
    journal = sent(transport_of(url(running, "smtp+starttls", ca=authority.file), environ=ANN), deliveries(2))
    assert journal.states() == ["accepted"] * 2
    assert running.mailbox.users == ["ann"]


def test_a_login_that_is_wrong_is_told_without_the_password(serve: Serve, authority: Authority) -> None:
    running = serve(tls_context=authority.context("127.0.0.1"), login=True)
    transport = transport_of(url(running, "smtp+starttls", ca=authority.file), environ=WRONG)
    with pytest.raises(DeliveryError, match="expected the login to be taken, found 535") as caught:
        transport.connect()
    assert not caught.value.retryable
    assert "hunter2" not in str(caught.value)
    assert "hunter2" not in repr(transport)


def test_no_login_where_one_is_wanted_rejects_nobody(serve: Serve, authority: Authority) -> None:
    running = serve(tls_context=authority.context("127.0.0.1"), login=True)
    journal = Journal()
    connection = transport_of(url(running, "smtp+starttls", ca=authority.file), environ={}).connect()
    with pytest.raises(DeliveryError, match="BULLETIN_SMTP_USER") as caught:
        connection.send(iter(deliveries(2)), journal)
    connection.close()
    assert not caught.value.retryable
    assert journal.events == []


def test_a_login_for_a_server_that_takes_none_is_told(serve: Serve) -> None:
    with pytest.raises(DeliveryError, match="unset BULLETIN_SMTP_USER"):
        transport_of(url(serve()), environ=ANN).connect()


def test_a_login_in_another_script_is_told(serve: Serve, authority: Authority) -> None:
    running = serve(tls_context=authority.context("127.0.0.1"), login=True)
    environ = ANN | {"BULLETIN_SMTP_PASSWORD": "비밀번호"}
    with pytest.raises(ConfigError, match="ASCII") as caught:
        transport_of(url(running, "smtp+starttls", ca=authority.file), environ=environ).connect()
    assert "비밀" not in str(caught.value)


def test_a_file_without_certificates_is_told(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("not one")
    for name in ("ca.pem", "none.pem"):
        with pytest.raises(ConfigError, match="expected certificates in PEM"):
            transport_of(f"smtps://localhost?ca={name}", environ={}, base=tmp_path)
