"""Messages that become files: in a folder, in a Maildir, whole or not at all."""

import mailbox
import os
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.sending.transports.scripted import Journal, deliveries

from bulletin.errors import DeliveryError
from bulletin.model.delivery import Delivery, DeliveryState, Outcome
from bulletin.sending.transport import Transport
from bulletin.sending.transports import durable
from bulletin.sending.transports.each import EachTransport
from bulletin.sending.transports.folder import FolderTransport
from bulletin.sending.transports.maildir import MaildirTransport


def sent(transport: Transport, messages: Iterable[Delivery]) -> Journal:
    journal = Journal()
    connection = transport.connect()
    connection.send(iter(messages), journal)
    connection.close()
    return journal


@pytest.fixture(params=["folder", "maildir"])
def kind(request: pytest.FixtureRequest) -> type[FolderTransport | MaildirTransport]:
    return FolderTransport if request.param == "folder" else MaildirTransport


def test_a_folder_holds_each_message_as_it_is(tmp_path: Path) -> None:
    journal = sent(FolderTransport(folder=tmp_path / "a" / "b"), deliveries(12))
    found = {file.name: file.read_bytes() for file in (tmp_path / "a" / "b").iterdir()}
    assert found == {f"{it.position}-{it.recipient}.eml": it.message for it in deliveries(12)}
    assert journal.states() == ["accepted"] * 12


def test_a_second_attempt_replaces_the_file_of_the_first(tmp_path: Path) -> None:
    sent(FolderTransport(folder=tmp_path), deliveries(1))
    sent(FolderTransport(folder=tmp_path), deliveries(1, body="again\r\n"))
    [file] = tmp_path.iterdir()
    assert file.read_bytes().endswith(b"again\r\n")


@pytest.mark.parametrize(
    ("recipient", "name"),
    [
        ("../../etc/passwd", "1-.._.._etc_passwd.eml"),
        ("독자@example.org", "1-독자@example.org.eml"),
        ('a\0\n:*?|<>"\\b@x', "1-a__________b@x.eml"),
        ("한" * 200, f"1-{'한' * 60}.eml"),
        ("\udcff@x", "1-_@x.eml"),
        ("", "1-.eml"),
    ],
)
def test_any_address_makes_a_file_in_the_folder(tmp_path: Path, recipient: str, name: str) -> None:
    odd = Delivery(position=1, sender="", recipient=recipient, message=b"x\r\n")
    assert sent(FolderTransport(folder=tmp_path), [odd]).states() == ["accepted"]
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_maildir_is_read_by_pythons_own_mailbox(tmp_path: Path) -> None:
    korean = Delivery(
        position=3, sender="news@example.org", recipient="독자@example.org", smtputf8=True, eight_bit=True,
        message="Subject: 3\r\n\r\n본문\r\n.\r\nFrom here\r\n".encode(),
    )  # fmt: skip
    journal = sent(MaildirTransport(folder=tmp_path / "box"), [*deliveries(2), korean])
    assert journal.states() == ["accepted"] * 3
    kept = sorted(mailbox.Maildir(tmp_path / "box", create=False), key=lambda message: str(message["Subject"]))
    assert [message["Return-Path"] for message in kept] == ["<news@example.org>"] * 3
    assert [message.get_subdir() for message in kept] == ["new"] * 3
    files = sorted((tmp_path / "box" / "new").iterdir(), key=lambda file: file.name.partition("Q")[2])
    envelope, _, message = files[2].read_bytes().partition(b"\nDelivered-To: ")
    assert envelope == b"Return-Path: <news@example.org>"
    assert message.replace(b"\n", b"\r\n") == "독자@example.org\r\n".encode() + korean.message
    assert list((tmp_path / "box" / "tmp").iterdir()) == []


def test_a_maildir_takes_no_address_that_would_add_headers(tmp_path: Path) -> None:
    bad = Delivery(position=1, sender="", recipient="a@b\nBcc: c@d", message=b"x\r\n")
    assert sent(MaildirTransport(folder=tmp_path), [bad]).states() == ["rejected"]
    assert list((tmp_path / "new").iterdir()) == []


def test_a_place_that_cannot_be_is_told_before_the_first_message(
    kind: type[FolderTransport | MaildirTransport], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DeliveryError, match="expected a folder that can be written to") as caught:
        kind(folder=tmp_path / "file" / "x").connect()
    assert not caught.value.retryable


def test_a_folder_that_vanishes_defers_messages_and_leaves_none_half_written(
    kind: type[FolderTransport | MaildirTransport], tmp_path: Path
) -> None:
    """As a full disk does: the place is tried again later, and the sentence says what is wrong with it."""
    connection = kind(folder=tmp_path / "x").connect()
    for part in sorted((tmp_path / "x").rglob("*"), reverse=True):
        part.rmdir()
    (tmp_path / "x").rmdir()
    journal = Journal()
    connection.send(deliveries(2), journal)
    assert journal.states() == ["deferred", "deferred"]
    assert "No such file" in journal.outcomes["1@example.org"].reply


def test_a_full_disk_leaves_no_file(kind: type[FolderTransport | MaildirTransport], tmp_path: Path) -> None:
    """`RLIMIT_FSIZE` fails a write in the middle, as a disk does that runs full."""
    resource = pytest.importorskip("resource")
    signal = pytest.importorskip("signal")
    connection = kind(folder=tmp_path).connect()
    journal = Journal()
    limit, before = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))
    try:
        connection.send(deliveries(1, body="x" * 5000 + "\r\n"), journal)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, before)
    assert journal.states() == ["deferred"]
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_a_disk_that_does_not_confirm_leaves_the_message_in_doubt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = FolderTransport(folder=tmp_path).connect()

    def fail(folder: Path) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(durable, "_sync", fail)
    journal = Journal()
    with pytest.raises(DeliveryError, match="does not confirm"):
        connection.send(deliveries(1), journal)
    assert journal.events == [("handing", "1@example.org")]


def test_a_message_is_on_the_disk_before_it_is_settled(
    kind: type[FolderTransport | MaildirTransport], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noting_fsync(handle: int) -> None:
        steps.append("fsync")
        fsync(handle)

    def noting_replace(file: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(file, target)

    monkeypatch.setattr(os, "fsync", noting_fsync)
    monkeypatch.setattr(Path, "replace", noting_replace)
    connection = kind(folder=tmp_path).connect()
    steps.clear()

    class Noting(Journal):
        def settled(self, delivery: Delivery, outcome: Outcome) -> None:
            steps.append("settled")

        def handing(self, delivery: Delivery) -> None:
            steps.append("handing")

    connection.send(deliveries(1), Noting())
    assert steps == ["handing", "fsync", "rename", "fsync", "settled"]


def test_any_function_is_a_transport() -> None:
    def post(delivery: Delivery) -> Outcome:
        if delivery.position == 2:
            return Outcome(state=DeliveryState.REJECTED, code=422, reply="no such reader")
        if delivery.position == 4:
            raise DeliveryError("no answer from the provider", retryable=True)
        return Outcome(state=DeliveryState.ACCEPTED, code=202, reply="queued")

    transport = EachTransport(hand=post)
    assert transport.network
    journal = Journal()
    with pytest.raises(DeliveryError, match="no answer"):
        transport.connect().send(deliveries(5), journal)
    assert journal.states() == ["accepted", "rejected", "accepted"]
    assert journal.those("handing")[-1] == "4@example.org"
