"""The bytes of a PO file → its text, or what they are instead of UTF-8."""

from __future__ import annotations

import codecs
import re
import unicodedata

from bulletin.l10n.po.faults import PoFaults

_CHARSET = re.compile(rb"charset=([^\s\\\"]*)", re.IGNORECASE)
_HEADER = 8192
"""Bytes within which the header's charset stands."""
_BOM = "\ufeff"
_UTF8 = {"", "utf-8", "utf8"}
_OTHERS = (
    (b"PK\x03\x04", "a ZIP archive, as office documents are too", "unpack it and take the .po file"),
    (b"\x1f\x8b", "a gzip archive", "unpack it and take the .po file"),
    (b"\xde\x12\x04\x95", "a compiled catalog (.mo)", "ask for the .po file that it was made of"),
    (b"\x95\x04\x12\xde", "a compiled catalog (.mo)", "ask for the .po file that it was made of"),
)
"""What comes by mail under the name of a PO file: its first bytes, what it is, what to do."""
_MEND = "save the file as UTF-8 and write charset=UTF-8"


def decode(data: bytes, faults: PoFaults) -> str | None:
    """Return the text in NFC with LF line ends and no byte order mark; None, with the faults, where it is none."""
    text = _characters(data, faults)
    if text is None:
        return None
    text = _line_ends(_without_marks_of_windows(text, faults), faults)
    for at in _positions(text, _BOM):
        faults.add("bom", "expected a byte order mark at the start only, found one here; delete it", *_place(text, at))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
        faults.notice("nfc", "decomposed characters, as a Mac writes them, were composed (NFC); nothing else changes")
    return text


def _characters(data: bytes, faults: PoFaults) -> str | None:
    for start, what, advice in _OTHERS:
        if data.startswith(start):
            faults.add("encoding", f"expected a PO file, found {what}; {advice}", 1, 1)
            return None
    if utf16 := _utf16(data):
        faults.add("encoding", f"expected UTF-8, found {utf16}; {_MEND}", 1, 1)
        return None
    if (at := data.find(b"\0")) >= 0:
        advice = "the file was damaged on its way: ask for it again"
        before = data[:at].decode("utf-8", "replace")
        faults.add("nul", f"expected text, found a NUL character; {advice}", *_place(before, len(before)))
        return None
    match = _CHARSET.search(data[:_HEADER])
    charset = match[1].decode("ascii", "replace") if match else ""
    place = _byte_place(data, match.start() if match else 0)
    if charset == "CHARSET":
        faults.add(
            "charset",
            "expected charset=UTF-8, found charset=CHARSET, which nobody filled in; write UTF-8",
            *place,
        )
        return None
    if charset.lower() in _UTF8 or (data.isascii() and _known(charset)):
        return _utf8(data, faults)
    return _foreign(data, charset, place, faults)


def _utf16(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    start = data[:200]
    zeros = [sum(not byte for byte in start[first::2]) for first in (0, 1)]
    return "UTF-16" if len(start) > 1 and max(zeros) * 3 > len(start) and not min(zeros) else ""


def _known(charset: str) -> bool:
    try:
        codecs.lookup(charset)
    except LookupError:
        return False
    return True


def _utf8(data: bytes, faults: PoFaults) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        place = _byte_place(data, problem.start)
        faults.add("encoding", f"expected UTF-8, found {_guess(data)}; {_MEND}", *place)
        return None


def _foreign(data: bytes, charset: str, place: tuple[int, int], faults: PoFaults) -> str | None:
    """Read a file that declares another charset, if it is true to its word."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        faults.add(
            "charset", f"expected bytes in {charset}, as the header says, found UTF-8; write charset=UTF-8", *place
        )
        return None
    try:
        text = data.decode(charset)
    except (LookupError, UnicodeDecodeError) as problem:
        wrong = _byte_place(data, problem.start) if isinstance(problem, UnicodeDecodeError) else place
        faults.add("charset", f"expected bytes in {charset}, as the header says, found {_guess(data)}; {_MEND}", *wrong)
        return None
    faults.notice("charset", f"read as {charset}; it is written back as UTF-8", *place)
    return text


def _guess(data: bytes) -> str:
    """Name the encoding that such bytes most often are."""
    for encoding, name in (("cp949", "what looks like CP949 (EUC-KR)"), ("cp1252", "what looks like Windows-1252")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "cp949" or any("가" <= character <= "힣" for character in text):
            return name
    return "another encoding"


def _without_marks_of_windows(text: str, faults: PoFaults) -> str:
    """Leave out what Windows tools add, which is one notice whether they add one thing or both."""
    if not text.startswith(_BOM) and "\r\n" not in text:
        return text
    mended = text.removeprefix(_BOM).replace("\r\n", "\n")
    if "\r\n" not in text:
        faults.notice("bom", "a byte order mark, which some Windows tools add, was left out; nothing else changes")
    elif not text.startswith(_BOM):
        faults.notice("line-ends", "line ends of Windows (CRLF) were read; the file is written back with LF")
    else:
        faults.notice(
            "bom", "a byte order mark and line ends of Windows (CRLF) were read; the file is written back with neither"
        )
    return mended


def _line_ends(text: str, faults: PoFaults) -> str:
    if "\r" not in text:
        return text
    if "\r" in text and "\n" not in text:
        faults.add(
            "line-ends",
            "expected line ends as LF, found CR only, as on an old Mac; save the file with Unix line ends",
            *_place(text, text.index("\r")),
        )
        return text.replace("\r", "\n")
    for at in _positions(text, "\r"):
        faults.add(
            "line-ends", r"expected line ends as LF, found a lone CR; delete it, or write \r for it", *_place(text, at)
        )
    return text


def _positions(text: str, character: str) -> list[int]:
    return [match.start() for match in re.finditer(character, text)] if character in text else []


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _byte_place(data: bytes, at: int) -> tuple[int, int]:
    """Return the line and the column, in characters, of a byte; a byte order mark is none."""
    start = data.rfind(b"\n", 0, at) + 1
    before = data[start:at].removeprefix(codecs.BOM_UTF8 if start == 0 else b"")
    return data.count(b"\n", 0, at) + 1, len(before.decode("utf-8", "replace")) + 1
