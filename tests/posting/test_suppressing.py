"""The suppression list, and what readers chose: put on, read in, written out, and the same after the way there and back."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sending.ledger.samples import NOW, SECRET, later, plan, row

from bulletin.errors import ConfigError
from bulletin.mail.identity import Secret
from bulletin.posting.spreadsheet import bare, write_csv
from bulletin.posting.suppressing import export_choices, export_list, import_list, suppress_addresses
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.ledger.suppressions import Reason

ANN, BO = SECRET.person_of("port-cities", "7"), SECRET.person_of("port-cities", "bo@example.org")


@pytest.fixture
def ledger() -> Iterator[SqliteLedger]:
    """A ledger in which an issue went to Ann, Bo and Cy."""
    with SqliteLedger.in_memory(SECRET) as kept:
        plan(kept, [row("ann", id="7"), row("bo"), row("cy")])
        yield kept


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


def bring(ledger: SqliteLedger, folder: Path, text: str) -> tuple[int, int]:
    """Import a list."""
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    return import_list(ledger, file, SECRET, NOW)


# ---- by hand ----------------------------------------------------------------------------------------------------


def test_addresses_are_suppressed_once_however_they_are_spelt(ledger: SqliteLedger) -> None:
    done = suppress_addresses(ledger, ["Ann@Example.org", " ann@example.org ", "zoe@example.org"], "complaint", NOW)
    assert (done.new, done.known) == (("ann@example.org", "zoe@example.org"), ())
    again = suppress_addresses(ledger, ["ANN@example.org", "new@example.org"], "manual", later(1))
    assert again.new == ("new@example.org",)
    assert [(entry.address, entry.reason, entry.at) for entry in again.known] == [
        ("ann@example.org", Reason.COMPLAINT, NOW)
    ]


@pytest.mark.parametrize(
    ("addresses", "reason", "said"),
    [
        (["ann@example.org", "nobody"], "manual", "expected an address such as 'ann@example.org', found 'nobody'"),
        (["ann@example.org"], "bored", "expected one of unsubscribed, hard-bounce, complaint, manual, forgotten"),
        (["ann@example.org"], "forgotten", "`bulletin forget ADDRESS` erases and suppresses"),
    ],
)
def test_one_fault_and_nothing_is_written(ledger: SqliteLedger, addresses: list[str], reason: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said.replace("(", r"\(")):
        suppress_addresses(ledger, addresses, reason, NOW)
    assert list(ledger.suppressions()) == []


# ---- lists ------------------------------------------------------------------------------------------------------


def test_a_list_of_another_program_is_read(ledger: SqliteLedger, tmp_path: Path) -> None:
    text = "Address;Reason;At;note\nann@example.org;complaint;2024-02-01T10:00:00+09:00;x\nBO@example.org;;;\n\nbo@example.org;;;\n"
    assert bring(ledger, tmp_path, text) == (2, 1)
    found = {entry.address: entry for entry in ledger.suppressions()}
    assert (found["ann@example.org"].reason, found["ann@example.org"].at.astimezone(datetime.UTC).isoformat()) == (
        Reason.COMPLAINT,
        "2024-02-01T01:00:00+00:00",
    )
    assert (found["bo@example.org"].reason, found["bo@example.org"].at, found["bo@example.org"].source) == (
        Reason.MANUAL,
        NOW,
        "import",
    )
    assert bring(ledger, tmp_path, text) == (0, 3)


def test_every_fault_of_a_list_is_told_and_nothing_is_written(ledger: SqliteLedger, tmp_path: Path) -> None:
    text = (
        "address,reason,at,key\nann@example.org,manual,,\nnobody,,,\nbo@example.org,bored,,\ncy@example.org,,yesterday,\n"
        f",forgotten,,{'00' * 4}:{'00' * 16}\n,forgotten,,{SECRET.fingerprint}:00\n,forgotten,,{SECRET.fingerprint}:zz\n,manual,,\n"
    )
    with pytest.raises(ConfigError) as caught:
        bring(ledger, tmp_path, text)
    assert [finding.place.line for finding in caught.value.findings if finding.place] == [3, 4, 5, 6, 7, 8, 9]
    assert list(ledger.suppressions()) == []


def test_a_list_goes_out_and_in_again_unchanged(ledger: SqliteLedger, tmp_path: Path) -> None:
    ledger.suppress("+ann@example.org", Reason.HARD_BOUNCE, at=NOW, source="<x@example.org>")
    ledger.suppress("=1+1@example.org", Reason.MANUAL, at=NOW, source="@SUM(A1)")
    ledger.suppress("'quoted@example.org", Reason.COMPLAINT, at=later(2), source="web")
    ledger.forget("cy@example.org", at=later(3))
    file = tmp_path / "list.csv"
    assert export_list(ledger, file, SECRET) == 4
    assert not any(cell.startswith(("=", "+", "-", "@")) for each in rows(file) for cell in each.values())
    with SqliteLedger.in_memory(SECRET) as other:
        assert import_list(other, file, SECRET, later(99)) == (4, 0)
        assert list(other.suppressions()) == list(ledger.suppressions())
        assert other.suppression("cy@example.org") is not None


def test_another_secret_does_not_take_keys_it_could_not_have_made(ledger: SqliteLedger, tmp_path: Path) -> None:
    ledger.forget("cy@example.org", at=NOW)
    file = tmp_path / "list.csv"
    export_list(ledger, file, SECRET)
    other = Secret(b"another secret of somebody else")
    with SqliteLedger.in_memory(other) as kept, pytest.raises(ConfigError, match="expected a key of the secret"):
        import_list(kept, file, other, NOW)


def test_who_left_on_the_web_is_in_the_list_that_goes_out(ledger: SqliteLedger, tmp_path: Path) -> None:
    ledger.choose(ANN, left=True, at=NOW)
    ledger.choose(BO, left=True, address="bo.new@example.org", at=NOW)
    ledger.choose(SECRET.person_of("port-cities", "cy@example.org"), locale="ko", at=NOW)
    ledger.suppress("bo.new@example.org", Reason.COMPLAINT, at=NOW)
    file = tmp_path / "list.csv"
    assert export_list(ledger, file, SECRET) == 2
    assert {each["address"]: (each["reason"], each["source"]) for each in rows(file)} == {
        "ann@example.org": ("unsubscribed", "reader"),
        "bo.new@example.org": ("complaint", ""),
    }


def test_who_left_and_was_forgotten_has_no_address_to_write(ledger: SqliteLedger, tmp_path: Path) -> None:
    ledger.choose(ANN, left=True, at=NOW)
    ledger.forget("ann@example.org", at=NOW)
    file = tmp_path / "list.csv"
    assert export_list(ledger, file, SECRET) == 1
    [only] = rows(file)
    assert (only["address"], only["reason"]) == ("", "forgotten")
    assert only["key"] == f"{SECRET.fingerprint}:{SECRET.address('ann@example.org').hex()}"


# ---- choices ----------------------------------------------------------------------------------------------------


def test_choices_hold_until_they_are_written_out(ledger: SqliteLedger, tmp_path: Path) -> None:
    ledger.choose(ANN, locale="ko", address="ann.new@example.org", at=NOW)
    ledger.choose(BO, locale="cy", left=True, at=later(1))
    file = tmp_path / "choices.csv"
    assert export_choices(ledger, file) == 2
    assert {each["address"]: each for each in rows(file)} == {
        "ann@example.org": {
            "id": "7", "address": "ann@example.org", "locale": "ko", "new_address": "ann.new@example.org",
            "at": NOW.isoformat(),
        },
        "bo@example.org": {
            "id": "", "address": "bo@example.org", "locale": "cy", "new_address": "", "at": later(1).isoformat(),
        },
    }  # fmt: skip
    assert ledger.choice(ANN) is None
    kept = ledger.choice(BO)
    assert kept is not None
    assert (kept.locale, kept.left) == (None, True)
    assert export_choices(ledger, file) == 0


def test_choices_are_shown_without_being_given_up(ledger: SqliteLedger, capsys: pytest.CaptureFixture[str]) -> None:
    ledger.choose(ANN, locale="ko", at=NOW)
    assert export_choices(ledger, Path("-")) == 1
    assert "7,ann@example.org,ko,," in capsys.readouterr().out
    assert ledger.choice(ANN) is not None


def test_choices_that_cannot_be_written_are_kept(ledger: SqliteLedger, tmp_path: Path) -> None:
    ledger.choose(ANN, locale="ko", at=NOW)
    with pytest.raises(ConfigError, match="expected a place that can be written to"):
        export_choices(ledger, tmp_path)
    assert ledger.choice(ANN) is not None


def test_a_choice_of_somebody_whom_no_plan_knows_is_kept(ledger: SqliteLedger, tmp_path: Path) -> None:
    stranger = SECRET.person_of("port-cities", "never planned")
    ledger.choose(stranger, locale="ko", at=NOW)
    assert export_choices(ledger, tmp_path / "choices.csv") == 0
    assert ledger.choice(stranger) is not None


def test_a_choice_made_while_others_were_written_out_stays(ledger: SqliteLedger) -> None:
    ledger.choose(ANN, locale="ko", at=NOW)
    before = list(ledger.choices())
    ledger.choose(ANN, locale="cy", at=later(1))
    ledger.settle_choices(before)
    kept = ledger.choice(ANN)
    assert kept is not None
    assert kept.locale == "cy"


# ---- spreadsheets -----------------------------------------------------------------------------------------------


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).filter(lambda cell: cell[:1] != "'"))
def test_a_cell_is_inert_and_comes_back(tmp_path_factory: pytest.TempPathFactory, cell: str) -> None:
    file = tmp_path_factory.mktemp("sheet") / "sheet.csv"
    assert write_csv(file, [("head",), (cell,)]) == 1
    with file.open(encoding="utf-8", newline="") as opened:
        written = [*csv.reader(opened)][1]
    assert bare(written[0] if written else "") == cell
    assert not (written or [""])[0].startswith(("=", "+", "-", "@"))
