"""Reports as mail servers write them: who is dead, who complains, and who is neither."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.sending.bounces import Verdict, read_report

FOLDER = Path(__file__).parent / "bounces"
MESSAGE = "0123456789abcdef" * 2
ADDRESS = "ann.lee@example.com"
READABLE = {
    "complaint": Verdict.COMPLAINT,
    "envelope-only": Verdict.HARD_BOUNCE,
    "exchange": Verdict.HARD_BOUNCE,
    "exim": Verdict.HARD_BOUNCE,
    "exim-bare-words": Verdict.HARD_BOUNCE,
    "exim-unclear": Verdict.UNCLEAR,
    "forwarded": Verdict.HARD_BOUNCE,
    "gmail": Verdict.HARD_BOUNCE,
    "gmail-disabled": Verdict.HARD_BOUNCE,
    "international": Verdict.HARD_BOUNCE,
    "postfix": Verdict.HARD_BOUNCE,
    "postfix-bare-550": Verdict.UNCLEAR,
    "postfix-delayed": Verdict.NOTHING,
    "postfix-exchange-edge": Verdict.HARD_BOUNCE,
    "postfix-expired": Verdict.NOTHING,
    "postfix-full": Verdict.NOTHING,
    "postfix-no-domain": Verdict.HARD_BOUNCE,
    "postfix-policy": Verdict.NOTHING,
    "postfix-relayed": Verdict.NOTHING,
    "several": Verdict.NOTHING,
    "wanted-after-all": Verdict.NOTHING,
}
UNREADABLE = {
    "advertisement": "no report as RFC 3464",
    "away": "an automatic reply",
    "qmail": "a bounce in qmail's own form",
}


def report(name: str, *, address: str = ADDRESS, end: bytes = b"\n") -> bytes:
    """Return a report on a message of ours."""
    text = (FOLDER / f"{name}.eml").read_text(encoding="utf-8")
    return text.replace("@ID@", MESSAGE).replace("@TO@", address).encode().replace(b"\n", end)


def test_every_sample_is_tried() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == {*READABLE, *UNREADABLE}


@pytest.mark.parametrize("end", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("name", READABLE)
def test_a_report_says_what_became_of_which_message(name: str, end: bytes) -> None:
    found = read_report(report(name, end=end))
    assert found.verdict is READABLE[name]
    assert found.messages == (MESSAGE,)
    assert found.report_id.startswith("<")


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_report_says_why(name: str) -> None:
    with pytest.raises(ValueError, match=UNREADABLE[name]):
        read_report(report(name))


def test_the_servers_words_are_told_on_one_line() -> None:
    assert read_report(report("exim")).said == (
        "550-5.1.1 Nobody of that name collects letters here. 550 5.1.1 Look for a slip of the pen."
    )
    assert read_report(report("postfix-no-domain")).said.startswith("5.4.4 Host or domain name not found.")


def test_words_of_strangers_reach_no_terminal() -> None:
    raw = report("postfix").replace(b"nobody\n", b"no\x1b]0;body\x07\n")
    assert read_report(raw).said.isprintable()


@pytest.mark.parametrize(
    ("name", "recipients"),
    [
        ("postfix", (ADDRESS, ADDRESS)),
        ("envelope-only", (ADDRESS,)),
        ("international", ("사용자@example.com", "사용자@example.com")),
        ("forwarded", ("one@example.net",)),
        ("complaint", ()),
    ],
)
def test_recipients_are_told_as_they_are_named(name: str, recipients: tuple[str, ...]) -> None:
    assert read_report(report(name)).recipients == recipients


def test_a_message_that_came_back_says_more_than_the_head_of_the_report() -> None:
    raw = report("gmail").replace(b"References: <" + MESSAGE.encode(), b"References: <" + b"f" * 32, 1)
    assert read_report(raw).messages == (MESSAGE, "f" * 32)


def test_a_message_id_that_is_not_ours_is_none() -> None:
    assert read_report(report("postfix").replace(MESSAGE.encode(), b"20230606.12")).messages == ()


@pytest.mark.parametrize("missing", [b"Action: failed\n", b"Action: failed\nStatus: 5.1.1\n"])
def test_a_report_without_an_action_is_told(missing: bytes) -> None:
    with pytest.raises(ValueError, match="tells of no recipient"):
        read_report(report("gmail").replace(missing, b""))


@given(st.sampled_from([*READABLE, *UNREADABLE]), st.data())
def test_a_report_that_was_cut_or_damaged_is_read_or_refused(name: str, data: st.DataObject) -> None:
    raw = bytearray(report(name))
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=6))
    with contextlib.suppress(ValueError, LookupError):
        assert isinstance(read_report(bytes(raw)).verdict, Verdict)


@given(st.binary(max_size=300))
def test_any_octets_are_a_report_or_none(raw: bytes) -> None:
    with contextlib.suppress(ValueError):
        read_report(raw)
