"""F11: readers leave, change their language or their address while a run goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

from tests.faults.campaign import Campaign
from tests.faults.conftest import Account
from tests.faults.runner import SECRET, paper, readers

from bulletin.model.delivery import DeliveryState
from bulletin.rendering.theme import Theme
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.web.answering import Visit, answer
from bulletin.web.site import Site

Begin = Callable[..., Campaign]
NOW = datetime(2023, 6, 6, 9, tzinfo=UTC)


def choose(ledger: Path, people: int, phase: int) -> dict[str, set[int]]:
    """Let three in thirty readers choose, two of them on the web; return who chose what."""
    chosen: dict[str, set[int]] = {"left": set(), "korean": set(), "moved": set()}
    with SqliteLedger.open(ledger, SECRET) as kept:
        site = Site(newsletter=paper(), choices=kept, secret=SECRET, theme=Theme.named("plain"))
        for number, reader in enumerate(readers(people), 1):
            key = SECRET.person("port-cities", reader)
            if number % 30 == phase:
                token = SECRET.token("unsubscribe", "port-cities", key, "en-GB")
                form = {"List-Unsubscribe": "One-Click"}
                assert answer(site, Visit(page="unsubscribe", token=token, posted=form)).status == 200
                chosen["left"].add(number)
            elif number % 30 == phase + 10 - phase % 2:  # of those who read English
                token = SECRET.token("preferences", "port-cities", key, "en-GB")
                assert answer(site, Visit(page="preferences", token=token, posted={"locale": "ko"})).status == 200
                chosen["korean"].add(number)
            elif number % 30 == phase + 20:
                kept.choose(key, address=f"moved{number}@example.org", at=NOW)
                chosen["moved"].add(number)
    return chosen


def test_f11_who_is_not_yet_claimed_is_heard_and_all_numbers_add_up(
    campaign: Begin, account: Account, tmp_path: Path, *, long: bool
) -> None:
    people, rounds, batch = (10_000, 5, 50) if long else (900, 2, 20)
    keep = tmp_path / "mail"
    keep.mkdir()
    gates = [people * (phase + 1) // (rounds + 2) for phase in range(rounds)]
    going = campaign(people, batch=batch, sink={"gates": gates, "keep": str(keep)})
    process = going.start()
    heard: dict[str, set[int]] = {"left": set(), "korean": set(), "moved": set()}
    for phase, gate in enumerate(gates):
        going.post.await_messages(gate)  # and no message is answered until everybody has chosen
        chosen = choose(going.ledger, people, phase)
        claimed = max(going.post.received()) + batch + 3 * going.connections + len(heard["left"])  # at most
        for what, numbers in chosen.items():
            heard[what] |= {number for number in numbers if number > claimed}
        going.post.go_on()
    process.communicate()
    assert process.returncode == 0
    states, received = going.states(), going.post.received()
    assert min(map(len, heard.values())) > 0
    assert all(states[number] is DeliveryState.SUPPRESSED and not received[number] for number in heard["left"])
    addresses = {recipient for recipient, _ in going.post.noted()}
    assert {f"moved{number}@example.org" for number in heard["moved"]} <= addresses
    languages = {}
    for file in keep.iterdir():
        message = message_from_bytes(file.read_bytes())
        languages[int("".join(filter(str.isdecimal, message["To"].split("<")[1])))] = message["Content-Language"]
    assert all(languages[number] == "ko" for number in heard["korean"])
    assert Counter(states.values())[DeliveryState.ACCEPTED] == sum(received.values())
    account("F11 choices during a run", going, bound=0)
