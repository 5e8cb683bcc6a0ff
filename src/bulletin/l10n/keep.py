"""`keep_translation`: after a typo was mended in the source, the translation stands as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.states import State, state_of

_PLACE = re.compile(r"(?P<line>[^#]+:[0-9]+)(?:#(?P<which>.+))?")
_SHOWN = 40
"""Characters of a text by which to know it."""


def keep_translation(catalog: Catalog, place: str) -> Catalog:
    """Return the catalog with the changed message at `place`, `busan.md:31`, reviewed as it is.

    Where several stand on that line, `busan.md:31#busan.quote.speaker` names one by its context, `busan.md:31#2` by its
    number on the line. Raises CatalogError where not exactly one changed message stands there, and where its text is a
    machine's, which somebody has to read first.
    """
    changed = changed_at([catalog], place)
    if len(changed) != 1:
        raise not_one([catalog], place)
    return with_kept(catalog, changed[0])


def with_kept(catalog: Catalog, entry: Entry) -> Catalog:
    """Return the catalog with one of its entries reviewed as it is."""
    return replace(catalog, entries=tuple(each.accepted() if each is entry else each for each in catalog.entries))


def changed_at(catalogs: Sequence[Catalog], place: str) -> list[Entry]:
    """Return the changed entries at a place, in all the catalogs of a locale."""
    return _changed(_named(*_on_line(catalogs, place)[1:]))


def not_one(catalogs: Sequence[Catalog], place: str) -> CatalogError:
    """Return the error that says what stands at a place instead of one changed entry, and what to write."""
    line, on_line, which = _on_line(catalogs, place)
    here = _named(on_line, which)
    asked = f"expected one changed message{f' of {catalogs[0].locale}' if catalogs else ''} at {place}"
    return CatalogError(f"{asked}, {_found(line, on_line, here) or _elsewhere(catalogs)}")


def _on_line(catalogs: Sequence[Catalog], place: str) -> tuple[str, list[Entry], str]:
    """Return the line that a place names, all that stands on it, and which of that is meant."""
    match = _PLACE.fullmatch(place)
    if match is None:
        raise CatalogError(f"expected a place such as busan.md:31 or busan.md:31#2, found {place!r}; write one like it")
    entries = [entry for catalog in catalogs for entry in catalog.live if _stands_at(entry, match["line"])]
    return match["line"], entries, match["which"] or ""


def _changed(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if state_of(entry) is State.CHANGED]


def _stands_at(entry: Entry, line: str) -> bool:
    return any(line == reference or line.endswith(f"/{reference}") for reference in entry.references)


def _named(entries: list[Entry], which: str) -> list[Entry]:
    """Return those of a line's entries that a context or a number from 1 means; all without either."""
    if which.isdecimal():
        return [entry for number, entry in enumerate(entries, 1) if number == int(which)]
    return [entry for entry in entries if which in {"", entry.context}]


def _found(line: str, on_line: list[Entry], here: list[Entry]) -> str:
    """Say what stands there and how to name one of it; nothing where nothing has changed there."""
    if changed := _changed(here):
        return f"found {len(changed)}; write {_listed(line, on_line, changed)}"
    if here:
        states = ", ".join(f"{entry.context} ({state_of(entry)})" for entry in here)
        return f"found {states}; only a changed translation can be kept"
    waiting = _changed(on_line)
    return f"found none of that name; write {_listed(line, on_line, waiting)}" if waiting else ""


def _listed(line: str, on_line: list[Entry], entries: list[Entry]) -> str:
    """Return places each of which means one entry, with the beginning of its text."""
    contexts = Counter(entry.context for entry in on_line)
    told = [
        f"{line}#{entry.context if contexts[entry.context] == 1 else number} (“{_beginning(entry.msgid)}”)"
        for number, entry in enumerate(on_line, 1)
        if any(entry is each for each in entries)
    ]
    return " or ".join(told)


def _beginning(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def _elsewhere(catalogs: Sequence[Catalog]) -> str:
    waiting = _changed(entry for catalog in catalogs for entry in catalog.live if entry.references)
    places = ", ".join(dict.fromkeys(entry.references[0] for entry in waiting))
    return f"found none; changed are {places or 'none'}{': write one of these places' if places else ''}"
