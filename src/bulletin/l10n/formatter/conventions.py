"""`Conventions` of a locale: Babel's CLDR data in a copy of its own, and our overrides."""

from __future__ import annotations

import json
import pickle
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel import Locale, UnknownLocaleError, localedata
from babel import __version__ as babel_version

from bulletin.errors import ConfigError
from bulletin.kept import read_kept, write_kept

_FORMATS = Path(__file__).parent.parent / "formats"
_NAMES = Path(__file__).with_name("names.json")
_SCRIPT = 4
"""Letters of a script's subtag (BCP 47 §2.2.3)."""
_KEPT = "locales-1"
"""Where tables are kept: raise the number with whatever changes how."""


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


class _Tables(dict[str | int | None, Any]):
    """The tables of one locale, each read when it is first asked for, and no other locale's."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._pickled = _pickled(name)

    def __missing__(self, table: Any) -> Any:
        found = self[table] = pickle.loads(self._pickled[table])  # noqa: S301 - see `_pickled`
        return found


def _pickled(name: str) -> dict[str, bytes]:
    """Return Babel's tables of a locale, pickled one by one: merged with those that it inherits, they take 4 ms to load."""
    file = f"{babel_version}-{name}"
    if (kept := read_kept(_KEPT, file)) is not None:
        with suppress(pickle.UnpicklingError, EOFError, ValueError):
            known: dict[str, bytes] = pickle.loads(kept)  # noqa: S301 - nobody else can write to the cache
            return known
    made = {table: pickle.dumps(data, pickle.HIGHEST_PROTOCOL) for table, data in _untouched(name).items()}
    write_kept(_KEPT, file, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    return made


def _untouched(name: str) -> dict[str, Any]:
    """Return Babel's tables of a locale as its files have them, whatever has been filled in since by others."""
    known = localedata._cache  # noqa: SLF001 - `load` has no other way to read a file anew
    with localedata._cache_lock:  # noqa: SLF001 - likewise
        held = dict(known)
        known.clear()
        try:
            return localedata.load(name)
        finally:
            known.clear()
            known.update(held)


def _guarded(locale: Locale) -> Locale:
    """Give a locale its own copy of the tables, in which Babel fills in what stands for something else.

    What one locale resolves is written into tables shared by all: after `ko`, `fr` writes "6월" (python-babel#1234).
    """
    own = localedata.LocaleDataDict(_Tables(str(locale)))
    setattr(locale, "_Locale__data", own)  # noqa: B010 - a private name, which a test holds on to
    return locale


def _spelled(tag: str) -> str:
    """Return a tag in the case that BCP 47 recommends (RFC 5646 §2.1.1), variants as they are; bulletin.toml asks for it."""
    language, *rest = tag.replace("_", "-").split("-")
    return "-".join([language.lower(), *(_cased(subtag) for subtag in rest)])


def _cased(subtag: str) -> str:
    if len(subtag) > _SCRIPT:
        return subtag
    return subtag.title() if len(subtag) == _SCRIPT else subtag.upper()


@cache
def babel_locale(tag: str) -> Locale:
    """Return Babel's locale of a BCP 47 tag. Raises ConfigError where CLDR does not know it, or not in this spelling."""
    if (spelled := _spelled(tag)) != tag:  # Babel takes `PT` for known and opens PT.dat
        raise ConfigError(f"expected a locale such as 'ko' or 'pt-BR', found {tag!r}; write {spelled}")
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
