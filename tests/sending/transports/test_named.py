"""A transport is named by a URL; what is wrong with one is said without showing what may be a password."""

from pathlib import Path

import pytest

from bulletin.errors import ConfigError
from bulletin.sending.transports.folder import FolderTransport
from bulletin.sending.transports.maildir import MaildirTransport
from bulletin.sending.transports.named import transport_of
from bulletin.sending.transports.relay import Login, Security
from bulletin.sending.transports.smtp import SmtpTransport

ANN = {"BULLETIN_SMTP_USER": "ann", "BULLETIN_SMTP_PASSWORD": "open sesame"}


def smtp(url: str, environ: dict[str, str] | None = None) -> SmtpTransport:
    transport = transport_of(url, environ=environ or {})
    assert isinstance(transport, SmtpTransport)
    return transport


@pytest.mark.parametrize(
    ("url", "port", "security"),
    [
        ("smtp://mail.example.org", 25, Security.NONE),
        ("smtp+starttls://mail.example.org", 587, Security.STARTTLS),
        ("smtps://mail.example.org/", 465, Security.TLS),
        ("SMTPS://mail.example.org:2465", 2465, Security.TLS),
    ],
)
def test_an_smtp_url_names_host_port_and_encryption(url: str, port: int, security: Security) -> None:
    transport = smtp(url)
    assert (transport.relay.host, transport.relay.port, transport.relay.security) == (
        "mail.example.org",
        port,
        security,
    )
    assert transport.relay.timeout == 600
    assert transport.relay.login is None
    assert transport.cap == 0
    assert transport.network


def test_a_host_may_be_an_address() -> None:
    relay = smtp("smtp://[::1]:2525").relay
    assert (relay.host, relay.port, str(relay)) == ("::1", 2525, "[::1]:2525")


def test_options_stand_in_the_query() -> None:
    transport = smtp("smtp://localhost?timeout=30&cap=100&name=news.example.org")
    assert (transport.relay.timeout, transport.cap, transport.relay.name) == (30, 100, "news.example.org")


def test_the_login_stands_in_the_environment_and_is_never_shown() -> None:
    transport = smtp("smtps://mail.example.org", ANN)
    assert transport.relay.login == Login(user="ann", password="open sesame")  # noqa: S106 - Ann's
    assert "sesame" not in repr(transport)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
def test_a_login_goes_in_the_clear_to_this_machine_only(host: str) -> None:
    assert smtp(f"smtp://{host}", ANN).relay.login is not None
    with pytest.raises(ConfigError, match="in the clear"):
        smtp("smtp://mail.example.org", ANN)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mail.example.org", "found no scheme"),
        ("", "found no scheme"),
        ("http://mail.example.org", "found http:"),
        ("smtp:", "expected a host"),
        ("smtp://", "expected a host"),
        ("smtp://:25", "expected a host"),
        ("smtp:mail.example.org", "expected a host"),
        ("smtp:///var/mail", "expected a host"),
        ("smtp://[::1", "cannot be read"),
        ("smtp://host:0", "from 1 to 65535"),
        ("smtp://host:65536", "from 1 to 65535"),
        ("smtp://host:smtp", "from 1 to 65535"),
        ("smtp://host/path", "nothing after host and port"),
        ("smtp://host#part", "nothing after host and port"),
        ("smtp://host?speed=9", "options timeout, cap, ca, name; found “speed”"),
        ("smtp://host?cap=1&cap=2", "one value for “cap”, found two"),
        ("smtp://host?cap=", "one value for “cap”, found none"),
        ("smtp://host?timeout=0", "from 1 to 86400, found “0”"),
        ("smtp://host?timeout=1e9", "found “1e9”"),
        ("smtp://host?timeout=٣", "found “٣”"),
        ("smtp://host?cap=-1", "found “-1”"),
        ("smtp://host?name=a%0d%0ab", "host name in ASCII"),
        ("smtp://host?ca=ca.pem", "with smtps://"),
        ("maildir:", "as in maildir:out/mail"),
        ("folder:", "as in folder:out/mail"),
        ("folder://out", "as in folder:out/mail"),
    ],
)
def test_a_url_that_names_nothing_is_told_apart(url: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        transport_of(url, environ={})
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "smtp://ann:hunter2@mail.example.org",
        "smtps://ann:hunter2@mail.example.org?cap=3",
        "smtp://ann:hunt?er2@mail.example.org",
        "smtp://ann:hunt/er2@mail.example.org",
        "smtp://ann:hunt#er2@mail.example.org",
        "smtp://ann:hunter2",
        "smtp://:hunter2@",
        "smtp://[ann:hunter2@mail",
    ],
)
def test_a_password_in_a_url_is_refused_and_not_shown(url: str) -> None:
    with pytest.raises(ConfigError) as caught:
        transport_of(url, environ={})
    assert "hunt" not in str(caught.value)
    assert "er2" not in str(caught.value)
    assert "@" not in url or "BULLETIN_SMTP_USER and BULLETIN_SMTP_PASSWORD" in str(caught.value)


@pytest.mark.parametrize("given", list(ANN))
def test_half_a_login_is_an_error(given: str) -> None:
    lacking = next(name for name in ANN if name != given)
    with pytest.raises(ConfigError, match=f"expected {lacking} in the environment, since {given} is set"):
        transport_of("smtps://mail.example.org", environ={given: ANN[given]})


def test_a_path_starts_at_the_newsletters_folder(tmp_path: Path) -> None:
    assert transport_of("folder:out/mail", environ={}, base=tmp_path) == FolderTransport(folder=tmp_path / "out/mail")
    assert transport_of("maildir:/var/mail/x", environ={}, base=tmp_path) == MaildirTransport(
        folder=Path("/var/mail/x")
    )
    assert not transport_of("folder:out?x=1", environ={}, base=tmp_path).network
    assert list(tmp_path.iterdir()) == []
