import pytest

from bulletin.errors import ConfigError
from bulletin.mail.attached import calendar_part, picture_part


def test_a_file_has_a_name_that_every_system_takes() -> None:
    assert b'filename="a--Bcc--x-1.ics"\r\n' in calendar_part("a\r\nBcc: x-1.ics", b"")
    assert b'filename="---1.ics"\r\n' in calendar_part('"부-1.ics', b"")


@pytest.mark.parametrize(("mime", "name"), [("image/png\r\nBcc: x", "a"), ("image/png", "a>\r\nBcc: x")])
def test_a_part_has_no_headers_but_its_own(mime: str, name: str) -> None:
    with pytest.raises(ConfigError, match="Content-"):
        picture_part("a.png", mime, b"", name)


def test_a_calendar_without_a_method_says_none() -> None:
    assert b"Content-Type: text/calendar; charset=utf-8\r\n" in calendar_part("a.ics", b"BEGIN:VCALENDAR\r\n")
