import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.mail.making import addresses

from bulletin.mail.address import address_fault, ascii_domain, read_address


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ann@example.org", "ann@example.org"),
        (" ann@Example.ORG ", "ann@Example.ORG"),
        ("ann@bücher.example", "ann@xn--bcher-kva.example"),
        ("ann@BÜCHER.example", "ann@xn--bcher-kva.example"),
        ("ann@예시.한국", "ann@xn--vv4b11d.xn--3e0b707e"),
        ("a..b.@docomo.ne.jp", '"a..b."@docomo.ne.jp'),
        ('"ann lee"@example.org', '"ann lee"@example.org'),
        ("o'neil+news@example.org", "o'neil+news@example.org"),
        ("ann@localhost", "ann@localhost"),
    ],
)
def test_an_address_is_written_as_smtp_takes_it(text: str, written: str) -> None:
    assert str(read_address(text)) == written


@pytest.mark.parametrize(
    "text",
    [
        "", "ann", "@example.org", "ann@", "ann@exa mple.org", "ann@-example.org", "ann@example..org", "a b@example.org",
        "ann@example.org\r\nBcc: x@example.org", "ann\n@example.org", "<ann@example.org>", "ann@[192.0.2.1]", "a" * 65 + "@b.c",
        "ann@" + "a" * 64 + ".org", "ann@" + "a." * 130 + "org", "ann\u2028@example.org", "ann\x00@example.org",
        "ann@exam\u2028ple.org", "\ud800@example.org", "ann@\ud800.org", 'a"b@example.org', '"a\nb"@example.org', "ann@☃☃.",
        "ann,lee@example.org", "Ann <ann@example.org>", "=??B?Cg?=@example.org", '"=?utf-8?Q?=0A?="@example.org',
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="expected"):
        read_address(text)
    assert address_fault(text).startswith("expected")


def test_a_local_part_of_another_script_is_known_as_one() -> None:
    assert read_address("사용자@example.org").international
    assert not read_address("ann@예시.한국").international


def test_two_spellings_of_one_hangul_address_are_one() -> None:
    assert read_address("\u1112\u1161\u11ab@example.org") == read_address("한@example.org")


@given(addresses)
def test_an_address_that_was_read_reads_as_itself(text: str) -> None:
    once = read_address(text)
    assert read_address(str(once)) == once
    assert once.domain.isascii()


@given(st.text())
def test_any_text_is_an_ascii_domain_or_a_value_error(text: str) -> None:
    try:
        domain = ascii_domain(text)
    except ValueError:
        return
    assert domain.isascii()
    assert domain.isprintable()
