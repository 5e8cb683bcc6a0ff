"""`read_catalogs`: the catalogs that an edition is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bulletin.errors import CatalogError
from bulletin.findings import Finding, in_order
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.locales import po_file
from bulletin.model.issue import Issue


def read_catalogs(locales: str | Path, locale: str, issue: Issue) -> tuple[Catalog, ...]:
    """Return the catalogs of an issue and its series in a locale, those of `ko-KR` before those of `ko`.

    Each knows the glossary that stands beside them. A catalog that does not exist is left out. Raises CatalogError with
    the faults of all files that cannot be read.
    """
    folder = Path(locales)
    found: list[Catalog] = []
    findings: list[Finding] = []
    for tag in chain(locale):
        for domain in (issue.id, issue.newsletter.id):
            file = po_file(folder, tag, domain)
            if not file.exists():
                continue
            from bulletin.l10n.po.read import read_catalog  # the source edition reads none

            try:
                found.append(read_catalog(file, locale=tag, called=_called(file, folder)))
            except CatalogError as problem:
                if not problem.findings:
                    raise
                findings += problem.findings
    if findings:
        raise CatalogError(findings=in_order(findings))
    return _with_glossary(found, folder / "glossary.csv")


def _with_glossary(catalogs: Sequence[Catalog], file: Path) -> tuple[Catalog, ...]:
    if not catalogs or not file.exists():
        return tuple(catalogs)
    from bulletin.l10n.glossary import read_glossary  # the source edition reads none

    terms = read_glossary(file)
    return tuple(replace(catalog, terms=terms) for catalog in catalogs)


def chain(locale: str) -> Iterator[str]:
    """Yield a locale and what stands behind it.

    >>> list(chain("zh-Hant-HK"))
    ['zh-Hant-HK', 'zh-Hant', 'zh']
    """
    subtags = locale.split("-")
    yield from ("-".join(subtags[:count]) for count in range(len(subtags), 0, -1))


def _called(file: Path, folder: Path) -> str:
    return file.relative_to(folder.parent).as_posix() if folder.name else file.as_posix()
