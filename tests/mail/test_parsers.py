"""The same messages through two parsers that share nothing with Python's: Node's mailparser and Perl's Email::MIME."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.mail.making import (
    CALENDAR,
    HEADERS,
    HOSTILE,
    LONG,
    PICTURE,
    SECRET,
    apart,
    bodies,
    expected_line,
    mail,
    slot,
    template,
)

from bulletin.inline import SlotPlace
from bulletin.mail.identity import Secret
from bulletin.mail.template import MailTemplate
from bulletin.model.subscriber import Subscriber
from bulletin.rendering.slotted import Slotted

HERE = Path(__file__).resolve().parent
MODULES = Path(os.environ.get("BULLETIN_NODE_MODULES", HERE.parent.parent / "build" / "node" / "node_modules"))
"""Where `npm install mailparser` has put it."""


def needed(found: object, missing: str) -> None:
    """Skip a test for want of a program, or fail where BULLETIN_NO_SKIP is 1."""
    if not found:
        (pytest.fail if os.environ.get("BULLETIN_NO_SKIP") == "1" else pytest.skip)(missing)


def corpus() -> Iterator[tuple[Subscriber, bytes]]:
    """Yield some two hundred readers and their messages: every hostile value in every encoding, with files and without."""
    place = slot(f"asset:{PICTURE.name}", SlotPlace.URL)
    full = template(mail(html=Slotted((*mail().html.parts, place)), pictures=(PICTURE,), calendars=(CALENDAR,)))
    plain = template()
    base64 = dataclasses.replace(plain.blueprint, text_encoding="base64", html_encoding="base64")
    in_base64 = MailTemplate._of(base64, Secret(SECRET.encode()))
    for number, value in enumerate((*HOSTILE, *LONG)):
        reader = Subscriber(
            address=f"reader.{number}@bücher.example",
            name=value,
            segments=("business",) if number % 2 else (),
            fields={"city": value, "note": value},
        )
        for made, eight_bit in ((plain, False), (plain, True), (in_base64, False), (full, False), (full, True)):
            yield reader, made.delivery(0, reader, eight_bit=eight_bit).message


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Subscriber, Path]]:
    folder = tmp_path_factory.mktemp("corpus")
    written = []
    for number, (reader, message) in enumerate(corpus()):
        file = folder / f"{number}.eml"
        file.write_bytes(message)
        written.append((reader, file))
    assert len(written) > 200
    return written


def read_with(program: list[str], messages: list[tuple[Subscriber, Path]], **environment: str) -> list[dict[str, Any]]:
    command = [*program, *(str(file) for _, file in messages)]
    done = subprocess.run(command, capture_output=True, check=True, env={**os.environ, **environment})
    seen: list[dict[str, Any]] = json.loads(done.stdout)
    return seen


def check(reader: Subscriber, file: Path, seen: dict[str, Any]) -> None:
    raw = file.read_bytes()
    assert seen["names"] == [name.lower() for name in HEADERS]
    name = expected_line(reader.name)
    assert seen["many"] == 1
    assert (seen["to"][0] or "").split() == name.split()
    assert seen["to"][1] in {
        reader.address,
        reader.address.replace("bücher", "xn--bcher-kva"),
    }  # mailparser shows U-labels
    assert seen["subject"] == f"News for {apart(reader.name, name) or 'you'}, 항구"
    text, html = bodies(raw)
    assert seen["text"].replace("\r\n", "\n") == text
    assert seen["html"].replace("\r\n", "\n") == html
    files = [["image/png", PICTURE.data.hex()], ["text/calendar", CALENDAR.data.hex()]]
    assert seen["files"] == (files if PICTURE.name.encode() in raw else [])


def test_nodes_mailparser_reads_what_was_meant(messages: list[tuple[Subscriber, Path]]) -> None:
    node = shutil.which("node")
    needed(node, "node is missing: on Debian, apt install nodejs")
    needed(
        (MODULES / "mailparser").is_dir(),
        f"no mailparser in {MODULES}: npm install --prefix build/node mailparser@3.7.2",
    )
    seen = read_with([str(node), str(HERE / "mailparser.cjs")], messages, NODE_PATH=str(MODULES))
    for (reader, file), each in zip(messages, seen, strict=True):
        check(reader, file, each)


def test_perls_email_mime_reads_what_was_meant(messages: list[tuple[Subscriber, Path]]) -> None:
    perl = shutil.which("perl")
    needed(perl, "perl is missing: on Debian, apt install perl")
    found = subprocess.run([str(perl), "-MEmail::MIME", "-e", "1"], capture_output=True, check=False).returncode == 0
    needed(found, "Email::MIME is missing: on Debian, apt install libemail-mime-perl")
    seen = read_with([str(perl), str(HERE / "email_mime.pl")], messages)
    for (reader, file), each in zip(messages, seen, strict=True):
        check(reader, file, each)
