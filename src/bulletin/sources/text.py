"""Reading a text file: UTF-8, of a reasonable size, or a finding that says what it is instead."""

from pathlib import Path

from bulletin.sources.faults import Faults

LARGEST = 1_000_000
"""Bytes. An article of this size is a book; something else was put in its place."""


def read_text(file: Path, faults: Faults) -> str | None:
    """Return the text with line ends as LF and without a byte order mark, or record why it cannot be read."""
    try:
        size = file.stat().st_size
        if size > LARGEST:
            faults.add("too-large", f"expected at most {LARGEST:,} bytes, found {size:,}; split it into several articles")
            return None
        raw = file.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        faults.add("unreadable", f"expected a file that can be read, found: {reason}; check the name and its permissions")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        column = problem.start - raw.rfind(b"\n", 0, problem.start)
        faults.add("not-utf-8", f"expected UTF-8, found {_guess(raw)}; save the file as UTF-8", line, column)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    faults.source = text
    return text


def _guess(raw: bytes) -> str:
    """Name the encoding that such bytes most often are."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    if b"\x00" in raw[:1024]:
        return "bytes that are no text"
    for encoding, name in (("cp949", "what may be CP949 (EUC-KR)"), ("cp1252", "what may be Windows-1252")):
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp949" or any("가" <= character <= "힣" for character in decoded):
            return name
    return "another encoding"
