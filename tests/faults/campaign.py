"""A campaign: run, be cut short, run again, until nobody is left; then every person is accounted for."""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.faults.runner import SECRET

from bulletin.model.delivery import DeliveryState
from bulletin.sending.ledger.sqlite import SqliteLedger

ROOT = Path(__file__).resolve().parents[2]
HANDED, UNKNOWN, ACCEPTED = DeliveryState.HANDED, DeliveryState.UNKNOWN, DeliveryState.ACCEPTED
_PATIENCE = 20
"""Seconds after which a run that sends nothing is taken for one that hangs."""
_REPORTED = (DeliveryState.REJECTED, DeliveryState.SUPPRESSED, DeliveryState.UNKNOWN)


@dataclass(slots=True)
class Post:
    """A sink that is running, and what it noted."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def await_messages(self, count: int) -> None:
        """Return once so many messages were received since the sink was started."""
        assert self.process.stdout is not None
        self._tell(str(count))
        assert select.select([self.process.stdout], [], [], _PATIENCE)[0], f"the sink never received {count} messages"
        assert self.process.stdout.readline() == f"{count}\n"

    def go_on(self) -> None:
        """Let the sink answer again that stands at a gate."""
        self._tell("go")

    def _tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()

    def noted(self, what: str = "taken") -> list[tuple[str, str]]:
        """Return the recipient and the Message-ID of each message, in the order in which they came."""
        lines = [line.split("\t") for line in self.log.read_text(encoding="utf-8").splitlines()]
        return [(recipient, message) for kind, recipient, message in lines if kind.startswith(what)]

    def received(self) -> Counter[int]:
        """Return how many messages each reader, by number, has received, at whatever address."""
        return Counter(int("".join(filter(str.isdecimal, recipient))) for recipient, _ in self.noted())


@contextlib.contextmanager
def running_post(log: Path, **behaviour: Any) -> Iterator[Post]:
    """Run a sink (`sink.py`) while the context lasts."""
    log.touch()
    command = [sys.executable, "-m", "tests.faults.sink", json.dumps({"log": str(log), **behaviour})]
    process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield Post(process, int(process.stdout.readline()), log)
    finally:
        process.communicate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of everybody: what the sink noted, held against what the ledger says."""

    people: int
    duplicates: int
    """Messages beyond the first to anybody."""
    losses: int
    """People who received nothing and are not reported as rejected, suppressed or unknown."""
    unknown: int
    misreported: int = 0
    """People who received it and are said to be rejected, suppressed, or waiting still."""

    @classmethod
    def of(cls, wanted: Iterable[str], received: Sequence[str]) -> Self:
        """Hold who received something against who was to."""
        everybody, reached = set(wanted), set(received)
        losses = len(everybody - reached)
        return cls(people=len(everybody), duplicates=len(received) - len(reached), losses=losses, unknown=0)


@dataclass(slots=True, kw_only=True)
class Campaign:
    """Runs that share a ledger, a sink and an audience."""

    folder: Path
    templates: Path
    post: Post
    people: int
    connections: int = 4
    batch: int = 50
    runs: int = 0
    newsletter: str = "port-cities"
    more: dict[str, Any] = field(default_factory=dict)
    """Further words of `runner.Task`."""
    processes: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def ledger(self) -> Path:
        """The ledger's file."""
        return self.folder / "state" / "bulletin.sqlite"

    def start(self, **task: Any) -> subprocess.Popen[str]:
        """Begin a run in a process of its own."""
        self.runs += 1
        wanted = {
            "ledger": str(self.ledger), "templates": str(self.templates), "port": self.post.port, "people": self.people,
            "connections": self.connections, "batch": self.batch, **self.more, **task,
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.faults.runner", json.dumps(wanted)]
        self.processes.append(subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True))
        return self.processes[-1]

    def send(self, *arguments: str, before: str = "") -> subprocess.Popen[str]:
        """Begin `bulletin send` on the folder in a process of its own, after some Python."""
        self.runs += 1
        program = f"{before}\nfrom bulletin.cli import main; main()"
        told = ["send", "2023-06", "--to", "subscribers.csv", "--transport", f"smtp://127.0.0.1:{self.post.port}"]
        process = subprocess.Popen(
            [sys.executable, "-c", program, *told, "--new-ledger", "--yes", "--json", *arguments],
            cwd=self.folder, env=os.environ | {"BULLETIN_SECRET": SECRET.value.decode()}, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        self.processes.append(process)
        return process

    def finish(self, **task: Any) -> dict[str, Any]:
        """Run to the end; return the report."""
        said, _ = self.start(**task).communicate()
        found: dict[str, Any] = json.loads(said)
        return found

    def end(self) -> None:
        """Kill every run that a test which failed has left."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.communicate()

    def count(self, *states: DeliveryState) -> int:
        """Return how many people stand in these states; 0 where nothing was planned yet."""
        if not SqliteLedger.exists(self.ledger):
            return 0
        with SqliteLedger.open(self.ledger, SECRET) as ledger:
            run = ledger.run(self.newsletter, "2023-06")
            return sum(ledger.counts(run).states.get(state, 0) for state in states) if run else 0

    def states(self) -> dict[int, DeliveryState]:
        """Return where each reader stands, by number."""
        with SqliteLedger.open(self.ledger, SECRET) as ledger:
            run = ledger.run(self.newsletter, "2023-06")
            assert run is not None
            return {int(claimed.subscriber.id): state for claimed, state, _ in ledger.people(run)}

    def verdict(self) -> Verdict:
        """Hold what was received against what is reported, person by person."""
        received, states = self.post.received(), self.states()
        everybody = set(range(1, self.people + 1))
        assert set(states) == everybody
        assert set(received) <= everybody
        return Verdict(
            people=len(everybody),
            duplicates=sum(count - 1 for count in received.values()),
            losses=sum(not received[each] and states[each] not in _REPORTED for each in everybody),
            unknown=sum(state is UNKNOWN for state in states.values()),
            misreported=sum(states[each] not in {ACCEPTED, UNKNOWN} for each in received),
        )
