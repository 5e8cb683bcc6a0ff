"""F13: yesterday's ledger is put back in today's place."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable

from tests.faults.campaign import Campaign
from tests.faults.conftest import Account

from bulletin.errors import ConfigError

Begin = Callable[..., Campaign]


def put_back(going: Campaign, name: str) -> None:
    for each in going.ledger.parent.glob("bulletin.sqlite*"):
        if not each.name.endswith(".lock"):
            each.unlink()
    shutil.copyfile(going.folder / name, going.ledger)


def test_f13_a_ledger_that_does_not_know_of_the_last_run_is_refused_until_somebody_says_so(
    campaign: Begin, account: Account
) -> None:
    going = campaign(60)
    assert going.finish(limit=20)["made"] == {"accepted": 20}
    shutil.copyfile(going.ledger, going.folder / "yesterday")
    assert going.finish()["made"] == {"accepted": 40}
    shutil.copyfile(going.ledger, going.folder / "today")

    put_back(going, "yesterday")
    refused = going.finish()
    assert refused["error"] == ConfigError.__name__
    assert "found an earlier copy" in refused["said"]
    assert len(going.post.noted()) == 60

    put_back(going, "today")
    assert going.finish()["made"] == {}
    account("F13 an earlier ledger is put back", going, bound=0)

    put_back(going, "yesterday")
    going.ledger.with_name("bulletin.sqlite.lock").unlink()  # as the message says, for whoever means it
    assert going.finish()["made"] == {"accepted": 40}
    noted = going.post.noted()
    assert sorted(Counter(Counter(recipient for recipient, _ in noted).values()).items()) == [(1, 20), (2, 40)]
    assert len(set(noted)) == 60  # both copies bear one Message-ID, by which mailboxes can tell them


def test_f13_a_run_that_was_killed_leaves_no_earlier_copy(campaign: Begin, account: Account) -> None:
    going = campaign(60)
    for point in ("after claim", "before outcome"):
        going.start(die=(point, 2)).communicate()
        assert going.finish(limit=1)["left"] > 0
    assert going.finish()["left"] == 0
    account("F13 killed in between", going, bound=2 * going.connections)
