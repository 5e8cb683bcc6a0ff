"""Over SMTP each message is marked before its last octet leaves, and settled by the reply to it alone."""

from collections.abc import Iterator

import pytest
from tests.sending.transports.scripted import (
    CLOSE,
    PIPELINED,
    STEPWISE,
    Answer,
    Journal,
    ScriptedServer,
    Step,
    deliveries,
)

from bulletin.errors import DeliveryError
from bulletin.model.delivery import Delivery, DeliveryState
from bulletin.sending.transport import Capabilities
from bulletin.sending.transports import pipelined
from bulletin.sending.transports.smtp import SmtpTransport

ONE, TWO, THREE = "1@example.org", "2@example.org", "3@example.org"
BOTH = pytest.mark.parametrize("announces", [PIPELINED, STEPWISE], ids=["pipelined", "stepwise"])


def send(
    server: ScriptedServer, sent: list[Delivery], journal: Journal, transport: SmtpTransport | None = None
) -> None:
    connection = (transport or server.transport()).connect()
    try:
        connection.send(iter(sent), journal)
    finally:
        connection.close()


@BOTH
def test_messages_arrive_as_they_are(announces: tuple[str, ...]) -> None:
    journal = Journal()
    with ScriptedServer(announces=announces) as server:
        send(server, deliveries(5), journal)
    assert server.received == [(delivery.recipient, delivery.message) for delivery in deliveries(5)]
    assert journal.states() == ["accepted"] * 5
    assert journal.outcomes[ONE].code == 250
    assert journal.outcomes[ONE].reply == "2.0.0 queued"
    assert server.commands[-1] == "QUIT"


HOSTILE = [
    b".\r\n",
    b".\r\n.\r\n",
    b"..\r\n",
    b".first\r\n\r\n.\r\n..\r\n...\r\nlast\r\n",
    b"a\r\n.\r\nMAIL FROM:<evil@example.org>\r\nRCPT TO:<all@example.org>\r\nDATA\r\nspam\r\n.\r\n",
    b"bare\n.\nline feeds\n.\r\nand\r.\rreturns\r\n",
]


@BOTH
@pytest.mark.parametrize("message", HOSTILE)
def test_no_line_of_a_message_ends_it(announces: tuple[str, ...], message: bytes) -> None:
    sent = Delivery(position=1, sender="a@example.org", recipient=ONE, message=message)
    after = deliveries(2)[1]
    with ScriptedServer(announces=announces) as server:
        send(server, [sent, after], Journal())
    assert server.received == [(ONE, message), (TWO, after.message)]
    assert len([line for line in server.commands if line.startswith("MAIL")]) == 2


def test_a_message_costs_one_write_and_one_round_trip_where_pipelining_is_announced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pipelined, "_SLOW", 3600)
    with ScriptedServer() as server:
        send(server, deliveries(10), Journal())
    ends = [write for write in server.writes if write.endswith(b"\r\n.\r\n")]
    both = [write for write in server.writes if b"\r\n.\r\nMAIL FROM:" in write and write.endswith(b"DATA\r\n")]
    assert len(ends) == 2  # the first, before it is known that deliveries come quickly, and the last
    assert len(both) == 8


@BOTH
def test_a_large_message_goes_ahead_of_its_mark_apart_from_its_end(announces: tuple[str, ...]) -> None:
    journal = Journal()
    large = deliveries(1, body="x" * 76 + "\r\n.y\r\n" * 70_000)
    marked: list[list[str]] = []
    server = ScriptedServer(
        announces=(*announces[:-1], "SIZE"), on_dot=lambda recipient: marked.append(journal.those("handing"))
    )
    with server:
        send(server, large, journal)
    assert marked == [[ONE]]
    assert server.received == [(ONE, large[0].message)]
    assert journal.states() == ["accepted"]


# ---- refusals --------------------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA", "DOT"])
@pytest.mark.parametrize(("reply", "state"), [(b"451 4.3.0 later\r\n", "deferred"), (b"550 5.1.1 no\r\n", "rejected")])
def test_a_refusal_settles_its_own_message_only(
    announces: tuple[str, ...], step: str, reply: bytes, state: str
) -> None:
    answers: dict[Step, Answer] = {(step, 2): reply}
    if step == "MAIL":
        answers |= {("RCPT", 2): b"503 no sender\r\n", ("DATA", 2): b"503 no recipient\r\n"}
    journal = Journal()
    with ScriptedServer(answers, announces) as server:
        send(server, deliveries(4), journal)
    assert journal.states() == ["accepted", state, "accepted", "accepted"]
    assert str(journal.outcomes[TWO].code).encode() == reply[:3]
    assert journal.those("settled") == [delivery.recipient for delivery in deliveries(4)]
    assert (TWO in journal.those("handing")) == (step == "DOT")
    assert server.commands[-1] == "QUIT"


def test_an_envelope_refused_in_the_pipeline_is_taken_back_before_the_next() -> None:
    answers = {("RCPT", 2): b"550 no\r\n", ("DATA", 2): b"554 no valid recipients\r\n"}
    with ScriptedServer(answers) as server:
        send(server, deliveries(3), Journal())
    assert server.commands[server.commands.index("RCPT TO:<3@example.org>") - 2] == "RSET"


def test_data_let_pass_without_a_recipient_gets_an_empty_message() -> None:
    """RFC 2920 §3.1: the server may accept DATA though no recipient is left."""
    answers = {("RCPT", 2): b"550 no\r\n", ("DOT", 2): b"554 no valid recipients\r\n"}
    journal = Journal()
    with ScriptedServer(answers) as server:
        send(server, deliveries(3), journal)
    assert server.received[1] == (TWO, b"")
    assert journal.states() == ["accepted", "rejected", "accepted"]
    assert journal.outcomes[TWO].code == 550
    assert TWO not in journal.those("handing")


def test_a_recipient_taken_after_its_sender_was_refused_ends_the_connection() -> None:
    journal = Journal()
    with ScriptedServer({("MAIL", 1): b"550 no\r\n"}) as server, pytest.raises(DeliveryError) as caught:
        send(server, deliveries(2), journal)
    assert caught.value.retryable
    assert journal.events == [("settled", ONE)]
    assert server.received == []


@BOTH
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_server_that_wants_a_login_rejects_nobody(announces: tuple[str, ...], step: str) -> None:
    journal = Journal()
    answers = {(step, 1): b"530 5.7.0 Authentication required\r\n"}
    with (
        ScriptedServer(answers, announces) as server,
        pytest.raises(DeliveryError, match="BULLETIN_SMTP_USER") as caught,
    ):
        send(server, deliveries(2), journal)
    assert not caught.value.retryable
    assert journal.events == []


# ---- what is not even offered ----------------------------------------------------------------------------------------


@BOTH
def test_a_message_beyond_the_servers_size_is_refused_without_a_word(announces: tuple[str, ...]) -> None:
    journal = Journal()
    sent = deliveries(3)
    sent[1] = Delivery(position=2, sender="a@example.org", recipient=TWO, message=b"x" * 300 + b"\r\n")
    with ScriptedServer(announces=(*announces[:-1], "SIZE 200")) as server:
        send(server, sent, journal)
    assert journal.outcomes[TWO].state is DeliveryState.REJECTED
    assert journal.outcomes[TWO].code == 0
    assert "302 octets" in journal.outcomes[TWO].reply
    assert [recipient for recipient, _ in server.received] == [ONE, THREE]


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "a b@example.org",
        "a@example.org>\r\nRCPT TO:<b@example.org",
        "a@example.org\r\n",
        "a@example.org\n",
        "a>b@example.org",
        "a\x00@example.org",
        "\udcff@example.org",
    ],
)
def test_an_address_that_could_end_its_command_is_refused_without_a_word(recipient: str) -> None:
    journal = Journal()
    bad = Delivery(position=1, sender="a@example.org", recipient=recipient, message=b"x\r\n")
    with ScriptedServer() as server:
        send(server, [bad, deliveries(2)[1]], journal)
    assert journal.outcomes[recipient].state is DeliveryState.REJECTED
    assert [recipient for recipient, _ in server.received] == [TWO]


def test_a_quoted_local_part_goes_as_it_is() -> None:
    odd = Delivery(position=1, sender="", recipient='"a b, c>\\" d"@example.org', message=b"x\r\n")
    with ScriptedServer() as server:
        send(server, [odd], Journal())
    assert server.commands[1:3] == ["MAIL FROM:<> SIZE=3", f"RCPT TO:<{odd.recipient}>"]


def test_parameters_stand_only_where_they_were_announced() -> None:
    sent = Delivery(
        position=1, sender="a@example.org", recipient="한@example.org", message=b"\xc3\xa9\r\n", eight_bit=True
    )
    with ScriptedServer() as server:
        send(server, [sent], Journal())
    assert server.commands[1] == "MAIL FROM:<a@example.org> SIZE=4 BODY=8BITMIME SMTPUTF8"
    with ScriptedServer(announces=()) as server:
        connection = server.transport().connect()
        assert connection.capabilities == Capabilities()
        connection.send(deliveries(1), Journal())
        connection.close()
    assert "MAIL FROM:<news@example.org>" in server.commands


def test_an_address_in_another_script_needs_smtputf8() -> None:
    journal = Journal()
    with ScriptedServer(announces=("PIPELINING",)) as server:
        send(server, [Delivery(position=1, sender="", recipient="한@example.org", message=b"x\r\n")], journal)
    assert "SMTPUTF8" in journal.outcomes["한@example.org"].reply
    assert server.received == []


def test_eight_bit_text_for_a_server_without_8bitmime_has_to_be_filled_again() -> None:
    journal = Journal()
    bad = Delivery(position=1, sender="", recipient=ONE, message=b"\xc3\xa9\r\n", eight_bit=True)
    with ScriptedServer(announces=("PIPELINING",)) as server, pytest.raises(DeliveryError, match="8BITMIME"):
        send(server, [bad], journal)
    assert journal.events == []
    assert server.received == []


# ---- connections that end --------------------------------------------------------------------------------------------


@BOTH
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_421_to_an_envelope_settles_nothing_and_asks_to_slow_down(announces: tuple[str, ...], step: str) -> None:
    journal = Journal()
    answers: dict[Step, Answer] = {(step, 2): (b"421 4.7.0 too much mail\r\n", CLOSE)}
    with (
        ScriptedServer(answers, announces) as server,
        pytest.raises(DeliveryError, match=r"421 4\.7\.0 too much") as caught,
    ):
        send(server, deliveries(3), journal)
    assert caught.value.retryable
    assert caught.value.slow_down
    assert journal.events == [("handing", ONE), ("settled", ONE)]


@BOTH
def test_421_to_a_message_defers_it_and_asks_to_slow_down(announces: tuple[str, ...]) -> None:
    journal = Journal()
    answers: dict[Step, Answer] = {("DOT", 2): (b"421 4.3.2 shutting down\r\n", CLOSE)}
    with ScriptedServer(answers, announces) as server, pytest.raises(DeliveryError) as caught:
        send(server, deliveries(3), journal)
    assert caught.value.slow_down
    assert journal.states() == ["accepted", "deferred"]
    assert journal.those("handing") == [ONE, TWO]


@BOTH
@pytest.mark.parametrize("step", ["MAIL", "RCPT", "DATA"])
def test_a_connection_lost_before_the_message_hands_nothing(announces: tuple[str, ...], step: str) -> None:
    journal = Journal()
    with ScriptedServer({(step, 2): CLOSE}, announces) as server, pytest.raises(DeliveryError) as caught:
        send(server, deliveries(3), journal)
    assert caught.value.retryable
    assert not caught.value.slow_down
    assert journal.events == [("handing", ONE), ("settled", ONE)]


@BOTH
@pytest.mark.parametrize("answer", [CLOSE, (b"250-", CLOSE), b"what?\r\n", b"354 more\r\n", b"250-a\r\n550 b\r\n"])
def test_no_definite_reply_to_a_message_leaves_it_unsettled(announces: tuple[str, ...], answer: Answer) -> None:
    journal = Journal()
    with ScriptedServer({("DOT", 2): answer}, announces) as server, pytest.raises(DeliveryError) as caught:
        send(server, deliveries(3), journal)
    assert caught.value.retryable
    assert journal.events == [("handing", ONE), ("settled", ONE), ("handing", TWO)]


def test_a_reply_nobody_asked_for_does_not_accept_the_next_message() -> None:
    """Were it taken for the reply to the message, a message would count as accepted that nobody took."""
    journal = Journal()
    answers = {("DATA", 1): b"354 go on\r\n250 2.0.0 queued\r\n"}
    with ScriptedServer(answers) as server, pytest.raises(DeliveryError, match="found more"):
        send(server, deliveries(1), journal)
    assert journal.events == []
    assert server.received == []


@BOTH
def test_data_answered_with_250_hands_nothing(announces: tuple[str, ...]) -> None:
    journal = Journal()
    with ScriptedServer({("DATA", 1): b"250 fine\r\n"}, announces) as server, pytest.raises(DeliveryError, match="354"):
        send(server, deliveries(1), journal)
    assert journal.events == []


@BOTH
def test_a_fault_in_filling_a_message_leaves_the_one_at_hand_where_it_was(announces: tuple[str, ...]) -> None:
    journal = Journal()

    def filled() -> Iterator[Delivery]:
        yield from deliveries(3)
        raise ZeroDivisionError

    with ScriptedServer(announces=announces) as server:
        connection = server.transport().connect()
        with pytest.raises(ZeroDivisionError):
            connection.send(filled(), journal)
        connection.close()
    settled = journal.those("settled")
    assert journal.those("handing") == settled
    assert [recipient for recipient, _ in server.received] == settled
    with pytest.raises(DeliveryError, match="closed or broke off"):
        connection.send(deliveries(1), journal)


def test_several_rounds_go_over_one_connection() -> None:
    journal = Journal()
    with ScriptedServer() as server:
        connection = server.transport().connect()
        connection.send([], journal)
        connection.send(deliveries(2), journal)
        connection.send(deliveries(4)[2:], journal)
        connection.close()
        connection.close()
    assert server.connections == 1
    assert journal.states() == ["accepted"] * 4


@BOTH
@pytest.mark.parametrize(("cap", "count", "connections"), [(2, 5, 3), (2, 4, 2), (1, 3, 3), (5, 5, 1), (9, 5, 1)])
def test_a_connection_is_replaced_after_as_many_messages_as_it_may_carry(
    announces: tuple[str, ...], cap: int, count: int, connections: int
) -> None:
    journal = Journal()
    with ScriptedServer(announces=announces) as server:
        send(server, deliveries(count), journal, server.transport(cap=cap))
    assert server.connections == connections
    assert server.commands.count("QUIT") == connections
    assert server.received == [(delivery.recipient, delivery.message) for delivery in deliveries(count)]
    assert journal.states() == ["accepted"] * count


def test_a_server_that_does_not_know_ehlo_is_greeted_with_helo() -> None:
    journal = Journal()
    with ScriptedServer({("EHLO", 1): b"502 what?\r\n"}) as server:
        send(server, deliveries(2), journal)
    assert journal.states() == ["accepted", "accepted"]
    assert server.commands[2] == "MAIL FROM:<news@example.org>"


@pytest.mark.parametrize(
    ("answers", "helps", "said"),
    [
        ({("GREETING", 1): b"554 no service\r\n"}, False, "554 no service"),
        ({("GREETING", 1): b"421 too busy\r\n"}, True, "421 too busy"),
        ({("GREETING", 1): CLOSE}, True, "closed"),
        ({("GREETING", 1): b"HTTP/1.1 400 Bad Request\r\n"}, True, "RFC 5321"),
        ({("EHLO", 1): b"550 not you\r\n"}, False, "550 not you"),
        ({("EHLO", 1): b"250 hi\r\n250 hi again\r\n"}, False, "found more"),
    ],
)
def test_a_server_that_does_not_let_us_in_is_named(answers: dict[Step, Answer], helps: object, said: str) -> None:
    with ScriptedServer(answers) as server, pytest.raises(DeliveryError, match=said) as caught:
        server.transport().connect()
    assert caught.value.retryable is helps
    assert str(caught.value).startswith(f"127.0.0.1:{server.port}: ")
    assert caught.value.slow_down == ("421" in said)


def test_a_port_where_nobody_listens_may_be_tried_again() -> None:
    with ScriptedServer() as server:
        transport = server.transport()
    with pytest.raises(DeliveryError, match="refused") as caught:
        transport.connect()
    assert caught.value.retryable


def test_no_server_is_kept_waiting_for_a_delivery_that_comes_slowly(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server waits minutes for a message that it has asked for, and a rate limit may wait longer for the next one."""
    monkeypatch.setattr(pipelined, "_SLOW", 0)
    journal = Journal()

    def limited() -> Iterator[Delivery]:
        for number, delivery in enumerate(deliveries(4)):
            assert len(journal.settlements) == number
            yield delivery

    with ScriptedServer() as server:
        connection = server.transport().connect()
        connection.send(limited(), journal)
        connection.close()
    assert journal.states() == ["accepted"] * 4
    assert server.commands[-1] == "QUIT"


def test_the_next_delivery_is_asked_for_before_the_mark_of_the_one_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes place in filling is then over: the mark is not made earlier than it has to be."""
    monkeypatch.setattr(pipelined, "_SLOW", 3600)
    journal = Journal()
    asked: list[tuple[int, int]] = []

    def noting() -> Iterator[Delivery]:
        for delivery in deliveries(6):
            asked.append((len(journal.those("handing")), len(journal.settlements)))
            yield delivery

    with ScriptedServer() as server:
        connection = server.transport().connect()
        connection.send(noting(), journal)
        connection.close()
    assert asked == [(0, 0), (1, 1), (1, 1), (2, 2), (3, 3), (4, 4)]
