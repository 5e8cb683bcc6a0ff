"""Reading a text file: UTF-8, of a reasonable size, or a finding that says what it is instead."""

import re
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from bulletin.sources.faults import Faults

LARGEST = 1_000_000
"""Bytes. An article of this size is a book; something else was put in its place."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
"""Characters that no text holds. A byte order mark (U+FEFF) comes with text that was pasted; catalogs refuse it too."""


def read_text(file: Path, faults: Faults) -> str | None:
    """Return the text with line ends as LF and without a byte order mark, or record why it cannot be read."""
    try:
        status = file.stat()
        if not S_ISREG(status.st_mode):
            found = "a folder" if S_ISDIR(status.st_mode) else "something else"
            faults.add("unreadable", f"expected a text file, found {found}; put the file in its place")
            return None
        if status.st_size > LARGEST:
            advice = "split it into several articles"
            faults.add("too-large", f"expected at most {LARGEST:,} bytes, found {status.st_size:,}; {advice}")
            return None
        raw = file.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        faults.add(
            "unreadable", f"expected a file that can be read, found: {reason}; check the name and its permissions"
        )
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
    return None if _has_controls(text, raw, faults) else text


def _has_controls(text: str, raw: bytes, faults: Faults) -> bool:
    """Record the first character that no text holds: neither a mail nor TOML can carry it."""
    found = _CONTROL.search(text)
    if found is None:
        return False
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    if found[0] == "\x00":
        faults.add("not-utf-8", f"expected UTF-8, found {_guess(raw)}; save the file as UTF-8", line, column)
    else:
        faults.add("control-character", _advice(found[0]), line, column)
    return True


def control_in(text: str) -> str:
    """Say which character of a text is one that no text holds; nothing where it has none."""
    found = _CONTROL.search(text)
    return _advice(found[0]) if found else ""


def _advice(character: str) -> str:
    kind = "byte order mark" if character == "\ufeff" else "control character"
    return f"expected text, found the {kind} U+{ord(character):04X}; delete it"


def _guess(raw: bytes) -> str:
    """Name the encoding that such bytes most often are."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "UTF-16"
    if b"\x00" in raw:
        sides = sorted((raw[::2].count(b"\x00"), raw[1::2].count(b"\x00")))
        return "what may be UTF-16" if sides[0] == 0 and sides[1] > 1 else "bytes that are no text"
    for encoding, name in (("cp949", "what may be CP949 (EUC-KR)"), ("cp1252", "what may be Windows-1252")):
        try:
            decoded = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp949" or any("가" <= character <= "힣" for character in decoded):
            return name
    return "another encoding"
