"""Anything may happen in any order; nobody is handed over twice, and nobody is lost."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from tests.sending.ledger.samples import ACCEPTED, DEFERRED, NOW, QUICK, REJECTED, SECRET, UNKNOWN, plan, row

from bulletin.model.delivery import DeliveryState
from bulletin.sending.ledger.ledger import Claimed, Run
from bulletin.sending.ledger.sqlite import SqliteLedger

names = st.sampled_from("abcdefgh")
audiences = st.lists(names, max_size=12)


class Runs(RuleBasedStateMachine):
    """One issue, over as many runs, kills, boots and new plans as there may be."""

    def __init__(self) -> None:  # noqa: D107 - Hypothesis calls it
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=QUICK))
        self.boot = 0
        self.now = NOW
        self.handed: Counter[bytes] = Counter()
        """How often each person was handed over and not taken back: by a definite refusal, or by somebody's word."""
        self.planned: set[bytes] = set()
        """Everybody who was ever in a plan."""
        self.barred: set[bytes] = set()
        self.held: dict[int, Claimed] = {}
        self.marked: dict[int, Claimed] = {}
        self._open()

    def _open(self) -> None:
        self.ledger = SqliteLedger.open(self.folder / "ledger", SECRET, boot=f"boot {self.boot}")
        self.owned = self.ledger.owned()
        self.owned.__enter__()

    def teardown(self) -> None:
        self.owned.__exit__(None, None, None)
        self.ledger.close()
        shutil.rmtree(self.folder)

    @property
    def run(self) -> Run:
        run = self.ledger.run("port-cities", "2026-06")
        assert run
        return run

    def _key(self, name: str) -> bytes:
        return SECRET.person_of("port-cities", f"{name}@example.org")

    # ---- planning --------------------------------------------------------------------------------------------------

    @initialize(audience=audiences)
    def plan(self, audience: list[str]) -> None:
        plan(self.ledger, [row(name) for name in audience])
        self.planned |= {self._key(name) for name in audience}

    @precondition(lambda self: not self.held and not self.marked)
    @rule(audience=audiences)
    def replan(self, audience: list[str]) -> None:
        self.plan(audience)

    @precondition(lambda self: not self.held and not self.marked)
    @rule(audience=audiences)
    def refresh(self, audience: list[str]) -> None:
        before = {claimed.key for claimed, _, _ in self.ledger.people(self.run)}
        self.ledger.refresh(self.run, [row(name, city=f"{len(audience)}") for name in audience])
        assert {claimed.key for claimed, _, _ in self.ledger.people(self.run)} == before

    # ---- running ---------------------------------------------------------------------------------------------------

    @rule(limit=st.integers(1, 5))
    def claim(self, limit: int) -> None:
        claimed = self.ledger.claim(self.run, limit, now=self.now)
        assert len(claimed) <= limit
        for each in claimed:
            assert each.key not in self.barred
            assert self.handed[each.key] == 0, "handed over, and claimed again"
            assert each.position not in self.held
            self.held[each.position] = each

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def mark(self, data: st.DataObject) -> None:
        position = data.draw(st.sampled_from(sorted(self.held)))
        self.ledger.record(self.run, handing=[position])
        self.marked[position] = self.held.pop(position)
        self.handed[self.marked[position].key] += 1

    @precondition(lambda self: self.marked)
    @rule(data=st.data(), outcome=st.sampled_from((ACCEPTED, REJECTED, UNKNOWN, DEFERRED)))
    def settle(self, data: st.DataObject, outcome: object) -> None:
        position = data.draw(st.sampled_from(sorted(self.marked)))
        claimed = self.marked.pop(position)
        if outcome is DEFERRED:
            self.ledger.defer(self.run, position, DEFERRED, until=self.now + datetime.timedelta(minutes=5))
            self.handed[claimed.key] -= 1  # the server said that it has not taken it
        else:
            assert outcome in {ACCEPTED, REJECTED, UNKNOWN}
            self.ledger.record(self.run, settled=[(position, outcome)])

    @precondition(lambda self: self.held)
    @rule()
    def release(self) -> None:
        self.ledger.release(self.run, self.held)
        self.held.clear()

    @rule()
    def resolve_to_planned(self) -> None:
        unknown = [claimed.key for claimed, _, _ in self.ledger.people(self.run, DeliveryState.UNKNOWN)]
        assert self.ledger.resolve(self.run, DeliveryState.PLANNED) == len(unknown)
        self.handed.subtract({key: self.handed[key] for key in unknown})

    @rule()
    def resolve_to_accepted(self) -> None:
        self.ledger.resolve(self.run, DeliveryState.ACCEPTED)

    # ---- what comes in between -------------------------------------------------------------------------------------

    @rule(reboot=st.booleans())
    def kill(self, *, reboot: bool) -> None:
        """End the process where it stands, and begin another."""
        self.ledger._store.steps.waiting.clear()
        self.ledger._store.close()
        self.owned.__exit__(None, None, None)
        self.boot += reboot
        self._open()
        recovered = self.ledger.recover(self.run)
        assert recovered.unknown == len(self.marked) + (len(self.held) if reboot else 0)
        assert recovered.released == (0 if reboot else len(self.held))
        self.held.clear()
        self.marked.clear()

    @rule(minutes=st.integers(-60, 60))
    def step_the_clock(self, minutes: int) -> None:
        self.now += datetime.timedelta(minutes=minutes)

    @rule(name=names, locale=st.sampled_from((None, "ko", "fr")), left=st.sampled_from((None, True, False)))
    def choose(self, name: str, locale: str | None, left: bool | None) -> None:  # noqa: FBT001 - Hypothesis gives names
        self.ledger.choose(self._key(name), locale=locale, left=left, at=self.now)
        if left is True:
            self.barred.add(self._key(name))
        if left is False and not self.ledger.suppression(f"{name}@example.org"):
            self.barred.discard(self._key(name))

    @rule(name=names)
    def suppress(self, name: str) -> None:
        self.ledger.suppress(f"{name}@example.org", at=self.now)
        self.barred.add(self._key(name))

    # ---- always ----------------------------------------------------------------------------------------------------

    @invariant()
    def nobody_was_handed_over_twice(self) -> None:
        assert all(count <= 1 for count in self.handed.values())

    @invariant()
    def the_states_add_up_to_everybody_once(self) -> None:
        run = self.ledger.run("port-cities", "2026-06")
        if run is None:
            return
        people = [claimed.key for claimed, _, _ in self.ledger.people(run)]
        assert len(people) == len(set(people)) == self.ledger.counts(run).total
        assert set(people) <= self.planned
        served = {key for key, count in self.handed.items() if count}
        assert served <= set(people)
        states = self.ledger.counts(run).states
        assert states[DeliveryState.CLAIMED] == len(self.held)
        assert states[DeliveryState.HANDED] == len(self.marked)
        assert sum(sum(each.values()) for each in self.ledger.counts(run).locales.values()) == len(people)


Runs.TestCase.settings = settings(max_examples=30, stateful_step_count=40)
TestRuns = Runs.TestCase
