"""`keep_in_project`: a translation kept on disk, in each locale where its source has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.keep import changed_at, not_one, with_kept
from bulletin.l10n.locales import po_file, translated_locales
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.model.issue import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One translation that stands as it was."""

    locale: str
    file: Path
    entry: Entry
    """As it was before: it says which text it was made of."""


def keep_in_project(locales: Path, issue: Issue, place: str, *, only: Sequence[str] = ()) -> tuple[Kept, ...]:
    """Keep the translation at a place in every locale's catalogs, or in those of `only`; return what was kept.

    A locale in which nothing has changed there is left as it is. Raises CatalogError, before anything is written, where
    that is so of all of them, where a locale has several changed texts there, or where a catalog cannot be read.
    """
    found: list[tuple[Kept, Catalog]] = []
    refused: list[CatalogError] = []
    for locale in translated_locales(issue.newsletter, only):
        ours = _catalogs(locales, issue, locale)
        changed = changed_at(list(ours.values()), place)
        if len(changed) > 1:
            raise not_one(list(ours.values()), place)
        if not changed:
            refused.append(not_one(list(ours.values()), place))
        found += (
            (Kept(locale=locale, file=file, entry=entry), with_kept(catalog, entry))
            for file, catalog in ours.items()
            for entry in changed
            if any(entry is each for each in catalog.entries)
        )
    if refused and not found:
        raise refused[0]
    for kept, catalog in found:
        write_catalog(kept.file, catalog)
    return tuple(kept for kept, _ in found)


def _catalogs(locales: Path, issue: Issue, locale: str) -> dict[Path, Catalog]:
    """Return what there is of a locale's catalogs, by file."""
    files = [po_file(locales, locale, domain) for domain in (issue.id, issue.newsletter.id)]
    return {
        file: read_catalog(file, locale=locale, called=file.relative_to(locales.parent).as_posix())
        for file in files
        if file.exists()
    }
