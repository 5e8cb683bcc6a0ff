"""`recognise`: which of our catalogs one that came in belongs to. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.template import PROJECT
from bulletin.model.languages import bcp47, same_language
from bulletin.model.message import MessageKey


def recognise(incoming: Catalog, ours: Sequence[Catalog]) -> Catalog:
    """Return which of our catalogs one that came in belongs to, by its messages and headers.

    Raises CatalogError where its language is none of ours, or its messages are.
    """
    language = incoming.locale or bcp47(incoming.header("Language"))
    spoken = [catalog for catalog in ours if not language or same_language(language, catalog.locale)]
    if not spoken:
        known = ", ".join(dict.fromkeys(catalog.locale for catalog in ours)) or "none"
        raise CatalogError(
            f"{incoming.file}: expected a language of this newsletter ({known}), found {language}; "
            "name the one it belongs to with --locale L"
        )
    shared = {id(catalog): len(_keys(incoming) & _keys(catalog)) for catalog in spoken}
    most = max(shared.values())
    best = [catalog for catalog in spoken if shared[id(catalog)] == most]
    named = [catalog for catalog in best if catalog.header(PROJECT) == incoming.header(PROJECT)] or best
    if not most:
        domains = ", ".join(dict.fromkeys(catalog.domain for catalog in ours))
        raise CatalogError(
            f"{incoming.file}: expected messages of {domains}, found none of them; is it another newsletter's catalog?"
        )
    if len({catalog.locale for catalog in named}) > 1:
        raise CatalogError(
            f"{incoming.file}: expected a Language header, found none; name the language with --locale "
            f"{' or '.join(catalog.locale for catalog in named)}"
        )
    return named[0]


def _keys(catalog: Catalog) -> set[MessageKey]:
    """Return the keys of a catalog, those that its entries had before among them."""
    keys = {entry.key for entry in catalog.entries}
    former = {
        (entry.previous_context or entry.context or "", entry.previous_msgid)
        for entry in catalog.entries
        if entry.previous_msgid is not None
    }
    return keys | former
