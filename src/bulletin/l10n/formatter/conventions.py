"""`Conventions` of a locale: Babel's CLDR data in a copy of its own, and our overrides."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.localedata import LocaleDataDict, load

from bulletin.errors import ConfigError

_FORMATS = Path(__file__).parent.parent / "formats"
_NAMES = Path(__file__).with_name("names.json")
_SCRIPT = 4
"""Letters of a script's subtag (BCP 47 §2.2.3)."""
_ALIASED = ("months", "days", "quarters", "eras", "currency_formats")
"""The tables of CLDR's root in which one part stands for another; a test compares the list with Babel's data."""


@dataclass(frozen=True)
class Conventions:
    """What is known about a locale's way of writing values."""

    babel: Locale
    own: Mapping[str, Any]
    """The tables of `formats/`, the general locale's under the special one's: en, then en-GB."""

    def table(self, name: str) -> Mapping[str, Any]:
        """Return one table of our overrides; empty where there is none."""
        table: Mapping[str, Any] = self.own.get(name, {})
        return table


def _apart(data: Any) -> Any:
    return {key: _apart(value) for key, value in data.items()} if isinstance(data, dict) else data


def _guarded(locale: Locale) -> Locale:
    """Give a locale its own copy of the tables that Babel fills in where they stand.

    What one locale resolves is written into tables shared by all: after `ko`, `fr` writes "6월" (python-babel#1234).
    """
    data: dict[Any, Any] = load(str(locale))
    own = LocaleDataDict(data | {key: _apart(data[key]) for key in _ALIASED})
    setattr(locale, "_Locale__data", own)  # noqa: B010 - a private name, which a test holds on to
    return locale


@cache
def babel_locale(tag: str) -> Locale:
    """Return Babel's locale of a BCP 47 tag. Raises ConfigError where CLDR does not know it."""
    subtags = tag.removesuffix("-XA").removesuffix("-XB").split("-")  # pseudo-locales are written as their language
    try:
        script = next((subtag for subtag in subtags[1:] if len(subtag) == _SCRIPT), None)
        region = next((subtag for subtag in subtags[1:] if len(subtag) != _SCRIPT), None)
        return _guarded(Locale(subtags[0], region, script))
    except (UnknownLocaleError, ValueError):
        pass  # `zh-TW` is an alias: to resolve it Babel loads tables of all locales
    try:
        return _guarded(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError) as problem:
        raise ConfigError(f"expected a locale that CLDR knows, such as 'ko' or 'pt-BR', found {tag!r}") from problem


@cache
def _overrides(tag: str) -> Mapping[str, Any]:
    file = _FORMATS / f"{tag}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@cache
def conventions(tag: str) -> Conventions:
    """Return the conventions of a BCP 47 tag. Raises ConfigError where CLDR does not know it."""
    locale = babel_locale(tag)
    own: dict[str, Any] = {}
    parts = [part for part in (locale.language, locale.script, locale.territory) if part]
    for length in range(1, len(parts) + 1):
        for name, table in _overrides("-".join(parts[:length])).items():
            own[name] = {**own.get(name, {}), **table}
    return Conventions(locale, own)


def direction(tag: str) -> Literal["ltr", "rtl"]:
    """Return the direction a locale's script is written in."""
    return "rtl" if babel_locale(tag).text_direction == "rtl" else "ltr"


@cache
def own_names() -> Mapping[str, str]:
    """Return each of CLDR's locales as its own speakers call it, by BCP 47 tag.

    A copy of what Babel holds, as a test sees to: a page that names twenty languages would load the data of twenty.
    """
    names: dict[str, str] = json.loads(_NAMES.read_text(encoding="utf-8"))
    return names


def language_name(tag: str, within: str = "") -> str:
    """Return a language's name as its own speakers write it, 한국어, or those of the locale `within`: Korean, 영어.

    With its region or script where the tag has one, among its own speakers.
    """
    if not within and (known := own_names().get(tag)):
        return known
    locale = babel_locale(tag)
    if within:
        return str(locale.get_language_name(babel_locale(within)) or tag)
    return str(locale.get_display_name(locale) or tag)
