import re
from email.header import decode_header, make_header

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.mail.making import HOSTILE, expected_line, values

from bulletin.mail.gate import passes
from bulletin.mail.words import encoded_words, header_text, phrase, unstructured

_WORD = re.compile(rb"=\?utf-8\?[BQ]\?[!->@-~]*\?=")


@given(values)
def test_a_text_for_a_header_is_one_line_without_controls(text: str) -> None:
    assert header_text(text) == expected_line(text)


@given(values.map(header_text).filter(bool), st.integers(2, 42))
@example("김" * 5000, 9)
@example("a" * 5000, 9)
def test_encoded_words_decode_to_their_text_and_keep_to_their_lengths(text: str, used: int) -> None:
    encoded = encoded_words(text, used)
    words = encoded.split(b"\r\n ")
    assert str(make_header(decode_header(encoded.decode().replace("\r\n ", " ")))) == text
    assert all(_WORD.fullmatch(word) and len(word) <= 75 for word in words)
    assert used + len(words[0]) <= 76
    for word in words:
        assert "\ufffd" in text or "\ufffd" not in str(make_header(decode_header(word.decode())))  # whole characters


@given(values.map(header_text))
def test_a_subject_reads_as_it_was_meant(text: str) -> None:
    written = unstructured(text, 9)
    assert passes(written)
    unfolded = written.decode().replace("\r\n ", " ")
    assert str(make_header(decode_header(unfolded))) == text
    assert all(len(line) <= 76 for line in (b"Subject: " + written).split(b"\r\n"))


def test_a_long_subject_in_ascii_is_folded_at_its_spaces() -> None:
    text = "One " * 40 + "two"
    written = unstructured(text, 9)
    assert b"=?" not in written
    assert written.count(b"\r\n") == 2
    assert written.replace(b"\r\n ", b" ").decode() == text


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ann", b"Ann"),
        ("Ann Lee", b"Ann Lee"),
        ("Lee, Ann", b'"Lee, Ann"'),
        ('Ann "A" \\ Lee', rb'"Ann \"A\" \\ Lee"'),
        ("Café Liverpool", b"=?utf-8?Q?Caf=C3=A9_Liverpool?="),
        ("김민지", b"=?utf-8?B?6rmA66+87KeA?="),
        ("=?utf-8?q?x?=", b"=?utf-8?B?PT91dGYtOD9xP3g/PQ==?="),
        ("Mr. Lee", b'"Mr. Lee"'),
    ],
)
def test_a_name_is_written_bare_quoted_or_encoded(name: str, written: bytes) -> None:
    assert phrase(name, 4) == written


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leaves_its_header(name: str) -> None:
    assert passes(phrase(header_text(name) or "x", 4))
