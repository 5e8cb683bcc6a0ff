import pytest

from bulletin.errors import ConfigError
from bulletin.mail.gate import check_name, header, passes


@pytest.mark.parametrize(
    "body",
    [
        b"a\nBcc: x", b"a\rBcc: x", b"a\r\nBcc: x", b"a\r\n\r\nbody", b"a\x00", b"a\x85b", "부산".encode(), b"a\r\n", b"a\r\n ",
        b"a\r\n \r\n b", b"\r\n \r\nBcc: x", b"a\tb", b"a\x7f", b"a" * 999, b"a\r\n" + b" " * 1001, b"a\n b", b"a\r\n\tb",
    ],
)  # fmt: skip
def test_what_would_not_stay_in_its_header_does_not_pass(body: bytes) -> None:
    assert not passes(body)
    with pytest.raises(ConfigError, match="expected printable ASCII"):
        header("Subject", body)


@pytest.mark.parametrize("body", [b"", b"a", b"a b", b"a\r\n b", b"\r\n a", b"a\r\n b\r\n c", b"a" * 900])
def test_a_folded_line_passes(body: bytes) -> None:
    assert passes(body)
    assert header("Subject", body) == b"Subject: " + body + b"\r\n"


@pytest.mark.parametrize("name", ["", "a b", "a:b", "a\r\nBcc", "a\x00", "a" * 41, "a\n"])
def test_what_is_no_name_of_a_header_is_refused(name: str) -> None:
    with pytest.raises(ConfigError, match="the name of a header"):
        check_name(name.encode())


def test_utf_8_passes_only_where_the_message_is_international() -> None:
    body = "<사용자@example.org>".encode()
    assert not passes(body)
    assert passes(body, international=True)
    assert not passes(b"\xff", international=True)
    assert not passes("사\r\nBcc: 용".encode(), international=True)
