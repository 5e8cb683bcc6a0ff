import base64
import binascii
import quopri
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.mail.content import Block, Content, canonical, merged
from bulletin.mail.encoding import plain_pieces, quoted, quoted_pieces, shorter_encoding
from bulletin.mail.lines import room_for_values, shortened
from bulletin.mail.thirds import base64_body

texts = st.text(st.sampled_from("ab .=F\n김é\t–"), max_size=30) | st.text(st.characters(codec="utf-8"), max_size=120)
static = (texts | texts.map(lambda text: text * 9) | st.sampled_from(("From here\n.\n", "x" * 400, "김" * 200))).map(
    canonical
)
parts = st.lists(static | st.integers(0, 4), max_size=6).map(merged)
blocks = st.builds(Block, st.sampled_from((("business",), ("harbour", "trade"))), parts)
contents = st.lists(static | st.integers(0, 4) | blocks, max_size=9).map(lambda given: merged([*given, "\r\n"]))
filled = st.lists(texts.map(canonical), min_size=5, max_size=5)
readers = st.sampled_from(((), ("business",), ("trade", "none"), ("business", "harbour")))


def shown(content: Content, values: list[str], segments: tuple[str, ...]) -> str:
    """Return what a reader is to read, told without any encoding."""

    def pieces(parts: Content) -> Iterator[str]:
        for part in parts:
            match part:
                case str():
                    yield part
                case int():
                    yield values[part]
                case _:
                    if set(part.segments) & set(segments):
                        yield from pieces(part.parts)

    return "".join(pieces(content))


@given(contents, filled, readers)
@example(("000" + "\x80" * 6 + "\U00010000" * 3 + "0", 0, "\r\n"), [""] * 5, ())
@example(("x" * 74 + " \r\n" + "y" * 73 + "\t\r\n" + "z" * 75 + " \r\n", 0, "\r\n"), [""] * 5, ())
@example(("." * 76, 0, "F" * 76, 1, "é" * 25 + "x", 2, "\r\n"), [""] * 5, ())
@example(("x" * 100, 0, "y", 1, "김" * 60, 2, "\r\n"), ["a", "bb", "김", "", ""], ())
def test_quoted_printable_gives_back_what_was_put_in(
    content: Content, values: list[str], segments: tuple[str, ...]
) -> None:
    made = b"".join(quoted_pieces(content).filled([quoted(value.encode()) for value in values], segments))
    meant = shown(content, values, segments).encode()
    assert binascii.a2b_qp(made) == meant
    assert quopri.decodestring(made) == meant
    lines = made.split(b"\r\n")
    assert b"\n" not in b"".join(lines)
    assert b"\r" not in b"".join(lines)
    assert all(len(line) <= 76 and not line.endswith((b" ", b"\t")) for line in lines)
    assert b"\r\n.\r\n" not in b"\r\n" + made


@given(contents, filled, readers)
@example(("x" * 100, 0, "y" * 100, 1, "김" * 60, 2, "\r\n"), ["a", "bb", "김", "", ""], ())
def test_base64_gives_back_what_was_put_in(content: Content, values: list[str], segments: tuple[str, ...]) -> None:
    made = b"".join(base64_body(content).filled([value.encode() for value in values], segments))
    assert base64.b64decode(made.replace(b"\r\n", b""), validate=True) == shown(content, values, segments).encode()
    lines = made.split(b"\r\n")
    assert lines[-1] == b""
    assert all(0 < len(line) <= 76 and len(line) % 4 == 0 for line in lines[:-1])
    assert b"=" not in b"".join(lines[:-2])


@pytest.mark.parametrize("length", range(8))
@pytest.mark.parametrize("before", range(60, 64))
def test_base64_holds_in_every_phase(length: int, before: int) -> None:
    content = ("a" * before, 0, "b" * (before + 1), 1, "c" * 58, Block(("x",), ("d" * before, 1)), "e" * 64, 0, "\r\n")
    values = ["0" * length, "1" * (length // 2)]
    for segments in ((), ("x",)):
        made = b"".join(base64_body(content).filled([value.encode() for value in values], segments))
        assert base64.b64decode(made.replace(b"\r\n", b""), validate=True).decode() == shown(content, values, segments)


@given(contents, filled, readers)
def test_eight_bit_is_the_text_itself_and_its_lines_stay_short(
    content: Content, values: list[str], segments: tuple[str, ...]
) -> None:
    made = b"".join(plain_pieces(content).filled([value.encode() for value in values], segments))
    assert made == shown(content, values, segments).encode()
    room = room_for_values(content)
    if all(len(value.encode()) <= room for value in values):
        assert all(len(line) <= 998 for line in made.split(b"\r\n"))


def test_a_line_that_is_too_long_by_itself_leaves_no_room() -> None:
    assert room_for_values(("x" * 999, "\r\n")) < 0
    assert room_for_values(("x" * 998 + "\r\n",)) >= 0
    assert room_for_values(("x" * 990, 0, 1, "\r\n")) == 4
    assert room_for_values(("x" * 500, Block(("a",), ("\r\n",)), "x" * 490, 0, "\r\n")) == 8


def test_html_on_one_line_is_broken_where_a_space_counts_for_nothing() -> None:
    cell = '<td align="left" style="a b c"> some words of a text </td>'
    content: Content = (cell * 40, 0, cell * 40, "\r\n")
    short = shortened(merged(content))
    assert room_for_values(merged(content)) < 0
    assert room_for_values(short) > 100
    before, after = (shown(each, ["{}"], ()) for each in (merged(content), short))
    assert before.replace(" ", "\r\n") == after.replace(" ", "\r\n")
    assert after.count('style="a b c"') == 80


def test_html_in_which_white_space_counts_is_left_alone() -> None:
    content: Content = ("<pre>" + "a " * 999 + "</pre>\r\n",)
    assert shortened(content) == content


def test_the_shorter_encoding_is_chosen_by_counting() -> None:
    assert (
        shorter_encoding("Two harbours, one agreement – the “quiet” boats run from Monday on, before the market opens")
        == "quoted-printable"
    )
    assert shorter_encoding("리버풀과 부산, 두 항구를 잇는 협약") == "base64"
