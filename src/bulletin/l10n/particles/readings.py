"""The table of readings, `readings.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("readings.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """How Koreans say what is written in letters and symbols: written → Hangul."""

    words: Mapping[str, str]
    """Names and acronyms read as words: OPEC 오펙."""
    letters: frozenset[str]
    """Acronyms with a vowel letter that are read letter by letter: MOU."""
    names: Mapping[str, str]
    """The names of the capital letters: L 엘."""
    symbols: Mapping[str, str]
    """Read wherever they stand: % 퍼센트."""
    currencies: Mapping[str, str]
    """Said behind the number wherever they stand: £12 십이 파운드."""
    units: Mapping[str, str]
    """Read behind a number: km 킬로미터."""


@cache
def readings() -> Readings:
    """Read the table. Each line of the file holds a source too, for people."""
    table: dict[str, Any] = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    said = {name: {written: line[0] for written, line in table[name].items()} for name in table if name != "letters"}
    return Readings(letters=frozenset(table["letters"]), **said)
