"""`keep_translation`: after a typo was mended in the source, the translation stands as it was."""

from __future__ import annotations

from dataclasses import replace

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.states import State, state_of


def keep_translation(catalog: Catalog, place: str, *, context: str = "") -> Catalog:
    """Return the catalog with the changed message at `place`, `busan.md:31`, reviewed as it is.

    `context` tells apart several that stand on one line. Raises CatalogError where not exactly one changed message
    stands there, and where its text is a machine's, which somebody has to read first.
    """
    here = [entry for entry in catalog.live if _stands_at(entry, place) and context in {"", entry.context}]
    changed = [entry for entry in here if state_of(entry) is State.CHANGED]
    if len(changed) != 1:
        raise CatalogError(_said(catalog, place, here, changed))
    entries = tuple(entry.accepted() if entry is changed[0] else entry for entry in catalog.entries)
    return replace(catalog, entries=entries)


def _stands_at(entry: Entry, place: str) -> bool:
    return any(place == reference or place.endswith(f"/{reference}") for reference in entry.references)


def _said(catalog: Catalog, place: str, here: list[Entry], changed: list[Entry]) -> str:
    asked = f"expected one changed message of {catalog.locale} at {place}"
    if len(changed) > 1:
        return f"{asked}, found {', '.join(str(entry.context) for entry in changed)}; name one of these contexts"
    if here:
        states = ", ".join(f"{entry.context} ({state_of(entry)})" for entry in here)
        return f"{asked}, found {states}; only a changed translation can be kept"
    waiting = [entry.references[0] for entry in catalog.live if entry.references and state_of(entry) is State.CHANGED]
    return f"{asked}, found none; changed are {', '.join(waiting) or 'none'}: write one of these places"
