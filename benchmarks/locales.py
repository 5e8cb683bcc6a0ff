"""What languages cost: an issue in twenty, beside `mjml` compiling one file; and one more, of a hundred as of twenty."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from bulletin.l10n.catalog import Entry
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.l10n.sync_project import sync_project
from bulletin.project import Project
from bulletin.testing import write_newsletter

ISSUE = "2023-06"
_NAMED = """
ko ar cy ja zh-Hans zh-Hant pl fr de es he hi it nl sv da fi cs tr el uk ru pt ro hu bg hr sk sl et lv lt ga mt is nb nn
eu gl ca sq mk sr bs be fa ur bn ta te ml kn mr gu pa ne si th lo my km ka hy az kk ky uz mn vi id ms fil sw zu af am yo
ig ha so rw lg gd br fo lb fy kl as or ps sd ug tk to ln wo sn dz
"""
LOCALES = tuple(_NAMED.split())
"""Ninety-nine beside the source, in the scripts that they are written in."""
_SCRIPTS = {
    "ko": 0xAC00, "ja": 0x3042, "zh": 0x4E00, "ar": 0x0627, "fa": 0x0627, "ur": 0x0627, "he": 0x05D0, "hi": 0x0905,
    "el": 0x03B1, "ru": 0x0430, "uk": 0x0430, "bg": 0x0430, "th": 0x0E01, "ka": 0x10D0, "hy": 0x0561,
}  # fmt: skip
"""The first of the letters that stand for those of the source."""
_WORD = re.compile(r"</?[a-z]+\d*/?>|\{[^{}]*\}|&[a-z]+;|[A-Za-z]+")


def _word(match: re.Match[str], locale: str) -> str:
    """Return a word's place-holder in another language; markup and names stay as they are."""
    word = match[0]
    if word[0] in "<{&":
        return word
    first = _SCRIPTS.get(locale.split("-", maxsplit=1)[0])
    shift = sum(map(ord, locale))
    if first is None:
        return "".join(chr((ord(letter) - 97 + shift) % 26 + 97) if letter.islower() else letter for letter in word)
    return "".join(chr(first + (ord(letter.lower()) - 97) % 24) for letter in word)


def _translated(entry: Entry, locale: str) -> Entry:
    kept = not entry.context or "@" in entry.context
    return replace(entry, msgstr=(entry.msgid if kept else _WORD.sub(lambda each: _word(each, locale), entry.msgid),))


def write_translated(folder: Path, locales: Iterable[str]) -> None:
    """Write the twelve-article newsletter with all of it translated, into words of which no two languages share many."""
    write_newsletter(folder)
    file = folder / "bulletin.toml"
    named = ", ".join(f'"{locale}"' for locale in locales)
    source = 'locale = "en-GB"\n'
    file.write_text(file.read_text(encoding="utf-8").replace(source, f"{source}locales = [{named}]\n", 1), "utf-8")
    project = Project(folder)
    sync_project(project.locales, project.read(ISSUE).issue)
    for po in sorted(project.locales.glob("*/LC_MESSAGES/*.po")):
        catalog = read_catalog(po)
        entries = tuple(_translated(entry, catalog.locale) for entry in catalog.entries)
        write_catalog(po, replace(catalog, entries=entries))


def further(build: Callable[[Path], float], folder: Path, runs: int = 5) -> tuple[dict[int, float], list[float]]:
    """Return the seconds that a build of 1, 20 and 100 locales takes, and those of a further one up to 20 and to 100."""
    spent: dict[int, float] = {}
    for count in (1, 20, 100):
        newsletter = folder / f"in-{count}"
        write_translated(newsletter, LOCALES[: count - 1])
        build(newsletter)
        spent[count] = statistics.median(build(newsletter) for _ in range(runs))
    return spent, [(spent[20] - spent[1]) / 19, (spent[100] - spent[20]) / 80]
