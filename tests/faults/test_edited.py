"""F15: the issue is edited between two attempts."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.faults.campaign import Campaign
from tests.faults.conftest import Account
from tests.faults.newsletter import replace

Begin = Callable[..., Campaign]
OLD, NEW = "A roof, quiet boats", "Now with a roof, quiet boats"


def ended(process: subprocess.Popen[str]) -> tuple[int, dict[str, Any], str]:
    said, wrong = process.communicate()
    return process.returncode, json.loads(said) if said else {}, wrong


def test_f15_what_was_planned_goes_out_and_a_new_plan_sends_the_new_text_to_the_rest(
    folder: Begin, account: Account, tmp_path: Path
) -> None:
    keep = tmp_path / "mail"
    keep.mkdir()
    going = folder(90, sink={"keep": str(keep), "gates": [30]})

    def subjects() -> Counter[bool]:
        return Counter(b"Now with" in file.read_bytes() for file in keep.iterdir())

    process = going.send()
    going.post.await_messages(30)
    process.kill()
    process.communicate()
    going.post.go_on()

    replace(going.folder / "issues" / "2023-06" / "issue.toml", OLD, NEW)  # which the Korean subject does not follow
    code, report, _ = ended(going.send("--limit", "20"))
    assert report["edited"]
    assert report["made"] == {"accepted": 20}
    assert subjects()[True] == 0

    before = len(going.post.noted())
    code, _, wrong = ended(going.send("--replan"))
    assert code == 1
    assert "ko would not be sent" in wrong
    assert len(going.post.noted()) == before

    replace(going.folder / "locales" / "ko" / "LC_MESSAGES" / "2023-06.po", f'msgid "{OLD}', f'msgid "{NEW}')
    code, report, _ = ended(going.send("--replan"))
    assert not report["edited"]
    assert report["states"]["planned"] == 0
    assert subjects()[True] > 0
    account("F15 edited between attempts", going, bound=going.connections)
