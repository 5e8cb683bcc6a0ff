"""F8: the machine loses power: the ledger is what its disk had at the last sync, and the machine is started anew."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.faults.campaign import Campaign
from tests.faults.conftest import Account

from bulletin.model.delivery import DeliveryState

Begin = Callable[..., Campaign]
CLAIMED, HANDED, UNKNOWN = DeliveryState.CLAIMED, DeliveryState.HANDED, DeliveryState.UNKNOWN


def lose_power(going: Campaign, snapshots: Path) -> None:
    """Put the ledger back as the disk was certain to have it; the files of steps stay, which were never synced."""
    latest = max((each for each in snapshots.iterdir() if not each.suffix), key=lambda each: int(each.name))
    for each in going.ledger.parent.glob("bulletin.sqlite*"):
        if each.suffix != ".lock" and "-steps" not in each.name:
            each.unlink()
    for each in latest.iterdir():
        shutil.copyfile(each, going.ledger.parent / each.name)


def test_f8_after_a_loss_of_power_whoever_was_claimed_is_in_doubt_and_nobody_hears_twice(
    campaign: Begin, account: Account, tmp_path: Path, *, long: bool
) -> None:
    people, losses, batch = (10_000, 25, 50) if long else (600, 4, 20)
    chance = random.Random(8)  # noqa: S311 - a moment, not a secret
    going = campaign(people, batch=batch)
    most = batch + 3 * going.connections
    """A batch is claimed when the one before is given out. Of that one each connection may hold three: one whose outcome is
    not written yet, one that it is about to hand over, and the next."""
    doubtful = 0
    for boot, moment in enumerate(sorted(chance.randrange(people * 9 // 10) for _ in range(losses))):
        snapshots = tmp_path / f"boot {boot}"
        snapshots.mkdir()
        process = going.start(boot=f"boot {boot}", snapshots=str(snapshots))
        going.post.await_messages(max(moment, len(going.post.noted()) + most) + 1)  # some of this run's own
        process.kill()
        process.communicate()
        lose_power(going, snapshots)
        before, doubtful = doubtful, going.count(CLAIMED, HANDED, UNKNOWN)
        assert 0 < doubtful - before <= most, f"boot {boot}"
    report = going.finish(boot="the last")
    assert (report["left"], report["released"]) == (0, 0)
    verdict = account("F8 loss of power", going, bound=losses * most)
    assert verdict.unknown == doubtful
