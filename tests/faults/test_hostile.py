"""F14: values that were made to break out of where they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.faults.campaign import Post, Verdict
from tests.faults.conftest import Tally, issue, load_templates
from tests.faults.runner import NINE, SECRET

from bulletin import Pace, SqliteLedger, Subscriber, Terms, deliver
from bulletin.model.delivery import DeliveryState
from bulletin.sending.transports.relay import Relay, Security
from bulletin.sending.transports.smtp import SmtpTransport
from bulletin.testing import FrozenClock

ENDS = "\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\x00", "\t", " "
VALUES = [
    *(f"Ann{end}Bcc: everybody@example.org" for end in ENDS),
    *(f"Ann{end}.{end}MAIL FROM:<evil@example.org>{end}" for end in ENDS),
    "\r\n\r\n<script>alert(1)</script>", "=?utf-8?q?Ann=0D=0ABcc:_x?=", '"; DROP TABLE people; --', "{reader.address}",
    "{{ 7 * 7 }}", "%s%n", "\\", '"', "<b>", "&amp;", "]]>", "-->", "\u202eevil", "\ufeff", "김민지", "👩‍👩‍👧", "a" * 5_000,
    ".", "..", "\r\n.\r\n", "=", "=0D=0A", "From ", "",
]  # fmt: skip
ADDRESSES = [
    *(f"ann{end}x@example.org" for end in ENDS), *(f"ann@example.org{end}RCPT TO:<x@example.org>" for end in ENDS),
    "ann@example.org>", "<ann@example.org>", "ann@example.org,x@example.org", "ann@example.org;x@example.org", "@", "ann",
    "ann@", "@example.org", "ann@@example.org", '"ann x"@example.org', '"ann\r\nx"@example.org', "ann@[127.0.0.1]",
    "ann@-example.org", "ann@example..org", "민지@example.org", "ann@부산.example", "a" * 65 + "@example.org", "ann@" + "a" * 300,
    "Ann <ann@example.org>", "ann@example.org SIZE=1", "ann@example.org> SIZE=1 <", " ",
]  # fmt: skip
_HEADER = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)


class Hostile:
    """Sends to people with such values, and reads what arrived."""

    def __init__(self, post: Post, keep: Path, templates: Path) -> None:
        """Send to a sink that keeps whole messages in a folder."""
        self.post, self.keep = post, keep
        self.templates = load_templates(templates)
        relay = Relay(host="127.0.0.1", port=post.port, security=Security.NONE, timeout=60)
        self.transport = SmtpTransport(relay=relay)

    def sent(self, people: list[Subscriber]) -> tuple[Counter[DeliveryState], list[tuple[str, bytes]], set[str]]:
        """Return how many people stand where, who received what, and who was rejected."""
        before = len(self.post.noted())
        with SqliteLedger.in_memory(SECRET) as ledger:
            report = deliver(
                issue("Two harbours"), self.templates, people, self.transport, ledger, clock=FrozenClock(NINE),
                terms=Terms(pace=Pace(connections=1, most_errors=1)),
            )  # fmt: skip
            run = ledger.run("port-cities", "2023-06")
            assert run is not None
            rejected = {
                claimed.subscriber.id: outcome.reply
                for claimed, _, outcome in ledger.people(run, DeliveryState.REJECTED)
                if outcome is not None
            }
        assert all(rejected.values())  # each with its reason
        noted = [recipient for recipient, _ in self.post.noted()[before:]]
        messages = [(self.keep / f"{before + at}.eml").read_bytes() for at in range(1, len(noted) + 1)]
        return Counter(report.counts.states), list(zip(noted, messages, strict=True)), set(rejected)


@pytest.fixture
def hostile(post: Callable[..., Post], templates: Path, tmp_path: Path) -> Hostile:
    (tmp_path / "mail").mkdir()
    return Hostile(post(keep=str(tmp_path / "mail")), tmp_path / "mail", templates)


def check(message: bytes, reference: bytes) -> None:
    """Hold a message to the form of one to a reader who is no trouble."""
    head, gap, body = message.partition(b"\r\n\r\n")
    assert gap
    assert _HEADER.findall(head) == _HEADER.findall(reference.partition(b"\r\n\r\n")[0])
    assert b"\0" not in message
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", message)
    assert max(map(len, message.split(b"\r\n"))) <= 998
    assert b"<script>" not in body.partition(b"text/html")[2]


def test_f14_hostile_names_and_fields_stay_where_they_stand(hostile: Hostile, tally: Tally) -> None:
    people = [
        Subscriber(
            address=f"reader{at}@example.org", id=f"{at} {value}", name=value, zone=value[:40], locales=(value[:40],)
        )
        for at, value in enumerate(VALUES)
    ]
    _, [(_, reference)], _ = hostile.sent([Subscriber(address="ann@example.org", name="Ann")])
    states, arrived, _ = hostile.sent(people)
    assert Counter(recipient for recipient, _ in arrived) == Counter(each.address for each in people)
    assert states[DeliveryState.ACCEPTED] == len(people)
    for _, message in arrived:
        check(message, reference)
    verdict = Verdict.of((each.address for each in people), [recipient for recipient, _ in arrived])
    tally("F14 hostile names", 1, verdict)


def test_f14_hostile_addresses_are_rejected_with_a_reason_or_written_to_alone(hostile: Hostile, tally: Tally) -> None:
    people = [Subscriber(address=address, id=str(at), name="Ann") for at, address in enumerate(ADDRESSES)]
    people += [Subscriber(address=f"reader{at}@example.org", id=f"good {at}") for at in range(10)]
    _, [(_, reference)], _ = hostile.sent([Subscriber(address="ann@example.org", name="Ann")])
    states, arrived, rejected = hostile.sent(people)
    assert len(arrived) + len(rejected) + states[DeliveryState.SUPPRESSED] == sum(states.values())
    assert {f"reader{at}@example.org" for at in range(10)} <= {recipient for recipient, _ in arrived}
    given = {each.address for each in people}
    for recipient, message in arrived:
        assert recipient in given or recipient.encode().isascii()
        assert not re.search(r"[\s<>,;\x00-\x1f]", recipient.replace('"ann x"', ""))
        check(message, reference)
    duplicates = len(arrived) - len({recipient for recipient, _ in arrived})
    tally("F14 hostile addresses", 1, Verdict(people=len(people), duplicates=duplicates, losses=0, unknown=0))
    assert duplicates == 0


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(names=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=60), min_size=1, max_size=8))
def test_f14_whatever_a_name_is_every_message_keeps_its_form(hostile: Hostile, names: list[str]) -> None:
    numbers = count(1)
    people = [Subscriber(address=f"reader{next(numbers)}@example.org", name=name) for name in ("Ann", *names)]
    _, arrived, _ = hostile.sent(people)
    assert Counter(recipient for recipient, _ in arrived) == Counter(each.address for each in people)
    for _, message in arrived:
        check(message, arrived[0][1])
