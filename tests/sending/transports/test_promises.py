"""What the ledger relies on holds for any script of replies (and for any moment at which the server hangs up)."""

import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
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

COUNT = 4
REPLIES = [
    b"250 ok\r\n",
    b"250-fine\r\n250 really\r\n",
    b"251 elsewhere\r\n",
    b"354 go on\r\n",
    b"354-please\r\n354 go on\r\n",
    b"421 enough\r\n",
    b"450 later\r\n",
    b"503 not now\r\n",
    b"550-no\r\n550 never\r\n",
    b"552 too big\r\n",
    b"250-fine\r\n550 or not\r\n",
    b"nonsense\r\n",
    b"\r\n",
]


def pieces(reply: bytes) -> st.SearchStrategy[Answer]:
    """Return a reply whole, octet by octet, cut off, or followed by the end of the connection."""
    return st.sampled_from(
        [reply, tuple(bytes([octet]) for octet in reply), (reply[:-3] or b"2", CLOSE), (reply, CLOSE)]
    )


ANSWERS = st.sampled_from(REPLIES).flatmap(pieces) | st.just(CLOSE)
STEPS = st.tuples(st.sampled_from(["MAIL", "RCPT", "DATA", "DOT", "RSET"]), st.integers(1, COUNT))
SCRIPTS = st.dictionaries(STEPS, ANSWERS, max_size=5)


@settings(max_examples=300)
@given(answers=SCRIPTS, announces=st.sampled_from([PIPELINED, STEPWISE]), cap=st.sampled_from([0, 0, 2]))
def test_every_message_is_marked_before_it_leaves_and_settled_by_its_own_reply_alone(
    answers: dict[Step, Answer], announces: tuple[str, ...], cap: int
) -> None:
    journal = Journal()
    unmarked = []

    def arrived(recipient: str) -> None:
        if recipient not in journal.those("handing"):
            unmarked.append(recipient)

    sent = {delivery.recipient: delivery.message for delivery in deliveries(COUNT)}
    with ScriptedServer(answers, announces, on_dot=arrived) as server:
        connection = server.transport(cap=cap).connect()
        try:
            connection.send(iter(deliveries(COUNT)), journal)
            ended = True
        except DeliveryError:
            ended = False
        connection.close()

    handed, settled = Counter(journal.those("handing")), Counter(journal.those("settled"))
    whole = [recipient for recipient, message in server.received if message]
    assert set(handed.values()) | set(settled.values()) <= {1}
    assert set(unmarked) <= {recipient for recipient, message in server.received if not message}
    assert set(whole) <= set(handed)
    assert all(sent[recipient] == message for recipient, message in server.received if message)
    for recipient, outcome in journal.outcomes.items():
        if outcome.state == "accepted":
            assert re.fullmatch(rb"(2\d\d-[^\n]*\n)*2\d\d [^\n]*\n", server.said[recipient])
            assert journal.events.index(("handing", recipient)) < journal.events.index(("settled", recipient))
    doubtful = set(handed) - set(settled)
    assert len(doubtful) <= (0 if ended else 1)
    if ended:
        assert set(settled) == set(sent)


@given(st.lists(st.sampled_from([b".", b"..", b"\r\n", b"x", b".\r\n", b"\r\n.\r\n", b"QUIT\r\n"]), max_size=12))
def test_any_message_arrives_as_it_is(parts: list[bytes]) -> None:
    first, second = deliveries(2, body=b"".join(parts).decode() + "\r\n")
    with ScriptedServer() as server:
        connection = server.transport().connect()
        connection.send([first, second], Journal())
        connection.close()
    assert [message for _, message in server.received] == [first.message, second.message]
