"""Replies are read whole, however the network cuts them, and nothing else passes for one."""

import contextlib
import itertools
import socket
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.errors import DeliveryError
from bulletin.sending.transports.replies import Replies, Reply

CONVERSATION = b"250-first\r\n250-second\r\n250 last\r\n354\r\n550 5.1.1 no such user\r\n250 2.0.0 \xed\x95\x9c\r\n"
MEANT = [
    Reply(250, (b"first", b"second", b"last")),
    Reply(354, (b"",)),
    Reply(550, (b"5.1.1 no such user",)),
    Reply(250, (b"2.0.0 \xed\x95\x9c",)),
]


class Pieces:
    """A pair of sockets between which each piece arrives as it was sent."""

    def __init__(self) -> None:
        """Open both."""
        self.ours, self.theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)

    def read(self, *pieces: bytes, count: int = 1, timeout: float = 5) -> list[Reply]:
        for piece in pieces:
            self.theirs.send(piece)
        replies = Replies(self.ours, timeout)
        return [replies.read() for _ in range(count)]

    def close(self) -> None:
        self.ours.close()
        self.theirs.close()


@pytest.fixture
def pieces() -> Iterator[Pieces]:
    pair = Pieces()
    yield pair
    pair.close()


@pytest.mark.parametrize("at", range(1, len(CONVERSATION)))
def test_replies_that_are_cut_anywhere_are_read_whole(pieces: Pieces, at: int) -> None:
    assert pieces.read(CONVERSATION[:at], CONVERSATION[at:], count=4) == MEANT


def test_replies_that_arrive_octet_by_octet_are_read_whole(pieces: Pieces) -> None:
    assert pieces.read(*(bytes([octet]) for octet in CONVERSATION), count=4) == MEANT


@given(st.lists(st.integers(1, len(CONVERSATION) - 1), unique=True))
def test_replies_that_are_cut_in_several_places_are_read_whole(cuts: list[int]) -> None:
    pair = Pieces()
    edges = [0, *sorted(cuts), len(CONVERSATION)]
    try:
        parts = [CONVERSATION[start:end] for start, end in itertools.pairwise(edges)]
        assert pair.read(*parts, count=4) == MEANT
    finally:
        pair.close()


def test_a_bare_line_feed_ends_a_line_too(pieces: Pieces) -> None:
    assert pieces.read(b"250-one\n250 two\n") == [Reply(250, (b"one", b"two"))]


@pytest.mark.parametrize(
    "octets",
    [
        b"hello\r\n",
        b"25 short\r\n",
        b"2500 long\r\n",
        b"250_odd\r\n",
        b"150 first digit\r\n",
        b"650 first digit\r\n",
        b"\r\n",
        b" 250 indented\r\n",
        b"250-one\r\n550 another code\r\n",
        b"250-one\r\nnonsense\r\n",
        b"\xff\xfe250 ok\r\n",
    ],
)
def test_what_is_no_reply_is_an_error_that_another_connection_may_mend(pieces: Pieces, octets: bytes) -> None:
    with pytest.raises(DeliveryError, match="as in RFC 5321") as caught:
        pieces.read(octets)
    assert caught.value.retryable


def test_a_reply_without_end_is_given_up(pieces: Pieces) -> None:
    with pytest.raises(DeliveryError, match="as in RFC 5321"):
        pieces.read(*[b"250-" + b"x" * 996 + b"\r\n"] * 20)
    with pytest.raises(DeliveryError, match="as in RFC 5321"):
        pieces.read(*[b"2" * 1000] * 20)


def test_a_connection_that_ends_in_the_middle_of_a_reply_is_an_error(pieces: Pieces) -> None:
    pieces.theirs.send(b"250-first\r\n250 la")
    pieces.theirs.close()
    with pytest.raises(DeliveryError, match="closed the connection"):
        pieces.read()


def test_silence_ends_after_the_time_that_a_reply_has(pieces: Pieces) -> None:
    with pytest.raises(DeliveryError, match=r"within 0\.01 seconds"):
        pieces.read(timeout=0.01)


class Drip:
    """A clock by which each look takes ten seconds, as if every octet did."""

    seconds = 0.0

    def elapsed(self) -> float:
        self.seconds += 10
        return self.seconds


def test_a_server_that_drips_does_not_hold_us_for_ever(pieces: Pieces) -> None:
    for octet in b"250 " + b"." * 100:
        pieces.theirs.send(bytes([octet]))
    with pytest.raises(DeliveryError, match="within 60 seconds"):
        Replies(pieces.ours, 60, Drip()).read()  # type: ignore[arg-type] # of a clock only `elapsed` is asked
    assert pieces.ours.recv(1) == b"."  # the rest is not waited for


@given(st.binary(max_size=200))
def test_any_octets_give_replies_or_one_kind_of_error(octets: bytes) -> None:
    pair = Pieces()
    try:
        if octets:
            pair.theirs.send(octets)
        pair.theirs.close()
        replies = Replies(pair.ours, 5)
        with contextlib.suppress(DeliveryError):
            while True:
                reply = replies.read()
                assert 200 <= reply.code < 600
                assert reply.text.isprintable()
    finally:
        pair.close()


def test_the_words_of_a_reply_stand_on_one_printable_line() -> None:
    assert str(Reply(550, (b"5.7.1\tsee\x00 \x1b[31m", b"  our page \xff"))) == "550 5.7.1 see� �[31m our page �"
    assert len(Reply(250, (b"x" * 5000,)).text) == 300
