"""The catalogs of earlier issues, whose reviewed texts this one starts from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from bulletin.errors import CatalogError
from bulletin.findings import Finding, Severity
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.template import CREATED
from bulletin.model.issue import Issue

INTERFACE = "bulletin"
"""The domain of the interface's own words."""


def earlier_catalogs(folder: Path, issue: Issue, locale: str) -> tuple[tuple[Catalog, ...], tuple[Finding, ...]]:
    """Return the catalogs beside an issue's whose cover date is before the issue's, the latest first.

    One that cannot be read is left out, its faults are returned as warnings: it is not this issue's concern.
    """
    found: list[Catalog] = []
    findings: list[Finding] = []
    for file in sorted(folder.glob("*.po")):
        if file.stem in {issue.id, issue.newsletter.id, INTERFACE}:
            continue
        try:
            catalog = read_catalog(file, locale=locale, called=file.name)
        except CatalogError as problem:
            findings += (replace(finding, severity=Severity.WARNING) for finding in problem.findings)
            continue
        if catalog.header(CREATED)[:10] < issue.date.isoformat():
            found.append(catalog)
    found.sort(key=lambda catalog: (catalog.header(CREATED), catalog.domain), reverse=True)
    return tuple(found), tuple(findings)
