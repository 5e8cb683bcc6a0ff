"""`recognise`: which of our catalogs one that came in belongs to. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.template import PROJECT
from bulletin.model.languages import bcp47, same_language
from bulletin.model.message import MessageKey


def recognise(incoming: Catalog, ours: Sequence[Catalog]) -> Catalog | None:
    """Return which of our catalogs one that came in belongs to, by its messages and headers; None where no message is.

    Raises CatalogError where its language is none of ours, or where nobody can tell its language or its issue.
    """
    language = incoming.locale or bcp47(incoming.header("Language"))
    spoken = _spoken(incoming, ours, language)
    shared = {id(catalog): len(_keys(incoming) & _keys(catalog)) for catalog in spoken}
    most = max(shared.values())
    if not most:
        return None
    best = [catalog for catalog in spoken if shared[id(catalog)] == most]
    named = [catalog for catalog in best if catalog.header(PROJECT) == incoming.header(PROJECT)] or best
    domains = list(dict.fromkeys(catalog.domain for catalog in named))
    if len(domains) > 1:
        raise CatalogError(
            f"{incoming.file}: expected messages of one issue, found those that {' and '.join(domains)} have in common; "
            f"name the issue with --issue {' or '.join(domains)}"
        )
    locales = list(dict.fromkeys(each.locale for each in spoken if each.domain in domains and shared[id(each)]))
    if len(locales) > 1:
        raise CatalogError(
            f"{incoming.file}: expected a Language header, found {language or 'none'}; name the language with --locale "
            f"{' or '.join(locales)}"
        )
    return named[0]


def _spoken(incoming: Catalog, ours: Sequence[Catalog], language: str) -> list[Catalog]:
    """Return those of our catalogs that may be in a language: in that very one, or else in one like it."""
    alike = [catalog for catalog in ours if not language or same_language(language, catalog.locale)]
    if not alike:
        known = ", ".join(dict.fromkeys(catalog.locale for catalog in ours)) or "none"
        raise CatalogError(
            f"{incoming.file}: expected a language of this newsletter ({known}), found {language}; "
            "name the one it belongs to with --locale L"
        )
    return [catalog for catalog in alike if catalog.locale == language] or alike


def _keys(catalog: Catalog) -> set[MessageKey]:
    """Return the keys of a catalog, those that its entries had before among them."""
    keys = {entry.key for entry in catalog.entries}
    former = {
        (entry.previous_context or entry.context or "", entry.previous_msgid)
        for entry in catalog.entries
        if entry.previous_msgid is not None
    }
    return keys | former
