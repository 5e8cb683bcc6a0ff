"""Reading a text file: what is no UTF-8 text is told by name."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bulletin.sources.faults import Faults
from bulletin.sources.text import LARGEST, read_text

if TYPE_CHECKING:
    from pathlib import Path

KOREAN = "제목\n부산광역시와 리버풀의 협약\n"


def read(file: Path) -> tuple[str | None, list[str]]:
    faults = Faults(file.name)
    text = read_text(file, faults)
    return text, [str(finding) for finding in faults.findings]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        (b"\xef\xbb\xbfa", "a"),
        (KOREAN.encode(), KOREAN),
        (b"", ""),
        (b"tab\there", "tab\there"),
    ],
)
def test_utf_8_is_read_with_plain_line_ends_and_without_a_mark(tmp_path: Path, raw: bytes, text: str) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(raw)
    assert read(file) == (text, [])


@pytest.mark.parametrize(
    ("raw", "found", "place"),
    [
        (b"abc\n" + KOREAN.encode("cp949"), "what may be CP949 (EUC-KR)", "a.md:2:1"),
        (KOREAN.encode("utf-16"), "UTF-16", "a.md:1:1"),
        (KOREAN.encode("utf-16-be"), "what may be UTF-16", "a.md:1:1"),
        ("headline".encode("utf-16-le"), "what may be UTF-16", "a.md:1:2"),
        ("one\ntwo café\n".encode("latin-1"), "what may be Windows-1252", "a.md:2:8"),
        ("“so”".encode("cp1252"), "what may be Windows-1252", "a.md:1:1"),
        (b"text and then\x00 more", "bytes that are no text", "a.md:1:14"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00", "bytes that are no text", "a.md:1:1"),
        (b"\x81\xff\x8d", "another encoding", "a.md:1:1"),
    ],
)
def test_another_encoding_is_named_with_what_to_do(tmp_path: Path, raw: bytes, found: str, place: str) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(raw)
    text, [fault] = read(file)
    assert text is None
    assert fault == f"{place}: error: expected UTF-8, found {found}; save the file as UTF-8 [not-utf-8]"


@pytest.mark.parametrize(
    ("control", "name"),
    [
        ("\x07", "control character U+0007"),
        ("\x1b", "control character U+001B"),
        ("\x0c", "control character U+000C"),
        ("\x7f", "control character U+007F"),
        ("\ufeff", "byte order mark U+FEFF"),
    ],
)
def test_a_control_character_is_told_with_its_place(tmp_path: Path, control: str, name: str) -> None:
    file = tmp_path / "a.md"
    file.write_text(f"one\ntwo {control}\n", encoding="utf-8")
    _, faults = read(file)
    assert faults == [f"a.md:2:5: error: expected text, found the {name}; delete it [control-character]"]


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"a" * (LARGEST + 1))
    assert read(file) == (
        None,
        ["a.md: error: expected at most 1,000,000 bytes, found 1,000,001; split it into several articles [too-large]"],
    )


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "loop.md").symlink_to("loop.md")
    assert "expected a text file, found a folder" in read(tmp_path)[1][0]
    assert "expected a file that can be read, found: No such file" in read(tmp_path / "none.md")[1][0]
    assert (
        "expected a file that can be read, found: Too many levels of symbolic links" in read(tmp_path / "loop.md")[1][0]
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert "expected a text file, found something else" in read(tmp_path / "pipe.md")[1][0]
