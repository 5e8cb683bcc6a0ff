"""How the octets of a text file are to be read, and what they are where they cannot be."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from bulletin.errors import ConfigError

_NO_TEXT = {
    b"PK\x03\x04": "a spreadsheet, or another packed file; save it as CSV (in Excel: “CSV UTF-8”)",
    b"\xd0\xcf\x11\xe0": "a spreadsheet of an old Excel; save it as CSV (in Excel: “CSV UTF-8”)",
    b"\x1f\x8b\x08": "a packed file; unpack it with `gunzip`",
    b"%PDF": "a PDF; export the list as CSV",
    codecs.BOM_UTF32_LE: "UTF-32; save it as UTF-8",
}
"""What a file begins with that is no text in a coding of ours."""
_HIGH = re.compile(rb"[\x80-\xff]+")
_HANGUL = re.compile("[가-힣]")
_KANA = re.compile("[ぁ-ヿ]")


def coding_of(file: Path) -> str:
    """Return the coding in which to read a file: UTF-8 or UTF-16, by its first octets.

    Raises ConfigError for what is no text, OSError where it cannot be read.
    """
    with file.open("rb") as raw:
        begins = raw.read(4)
    for octets, found in _NO_TEXT.items():
        if begins.startswith(octets):
            raise ConfigError(f"{file}: expected CSV or JSON lines, found {found}")
    if begins.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros = [octet == 0 for octet in begins]
    if zeros == [False, True, False, True]:
        return "utf-16-le"
    return "utf-16-be" if zeros == [True, False, True, False] else "utf-8-sig"


def other_coding(file: Path) -> ConfigError:
    """Return the error for a file that is not in the coding it was read in, naming the place and the likely coding."""
    if coding_of(file) != "utf-8-sig":
        return ConfigError(f"{file}: expected UTF-16 as its first octets say, found others; save it as UTF-8")
    with file.open("rb") as raw:
        for number, line in enumerate(raw, 1):
            try:
                line.decode()
            except UnicodeDecodeError as problem:
                column = len(line[: problem.start].decode()) + 1
                name, whose = _guess(line)
                return ConfigError(
                    f"{file}:{number}:{column}: expected UTF-8, found {name}, as {whose} writes it; save it as UTF-8 "
                    f"(in Excel: “CSV UTF-8”), or run `iconv -f {name} -t UTF-8`"
                )
    return ConfigError(f"{file}: expected UTF-8, found other octets; save it as UTF-8 (in Excel: “CSV UTF-8”)")


def _guess(line: bytes) -> tuple[str, str]:
    """Return the likely coding of a line, and who writes such: letters in pairs of octets are East Asian."""
    if _KANA.search(line.decode("cp932", "ignore")):  # first: Hangul never looks like Kana, Kana like Hangul
        return "CP932", "Windows in Japanese"
    if all(len(found) % 2 == 0 for found in _HIGH.findall(line)) and _HANGUL.search(line.decode("cp949", "ignore")):
        return "CP949", "Windows in Korean"
    return "CP1252", "Windows in western languages"
