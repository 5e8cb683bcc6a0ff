"""`read_catalog`: a PO file → `Catalog`, or every fault of the file at once."""

from __future__ import annotations

from pathlib import Path

from bulletin.errors import CatalogError, raise_for
from bulletin.findings import in_order
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.po.decoding import decode
from bulletin.l10n.po.faults import PoFaults
from bulletin.l10n.po.header import check_language, check_plurals, header_place, headers_of, start_of
from bulletin.l10n.po.scan import scan

LARGEST = 50_000_000
"""Bytes. No catalog of texts is of this size; something else was put in its place."""


def read_catalog(file: Path, *, locale: str = "", domain: str = "", called: str = "", insist: bool = False) -> Catalog:
    """Read a PO file.

    `locale` (BCP 47) is what its Language header must not contradict, or with `insist` what holds whatever the header
    says; `domain` is by default the file's name, `called` the path that findings show. Raises CatalogError with every
    fault of the file, each with its place.
    """
    called = called or str(file)
    try:
        if file.stat().st_size > LARGEST:
            raise CatalogError(f"{called}: expected at most {LARGEST:,} bytes, found more; is this a catalog?")
        data = file.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise CatalogError(f"{called}: expected a file that can be read, found: {reason}; check its name") from problem
    return catalog_of(data, called, locale=locale, domain=domain or file.stem, insist=insist)


def catalog_of(data: bytes, called: str, *, locale: str = "", domain: str = "", insist: bool = False) -> Catalog:
    """Return the catalog that the bytes of a PO file are; see `read_catalog`."""
    faults = PoFaults(called)
    catalog = Catalog(locale=locale, domain=domain, file=called)
    text = decode(data, faults)
    if text is not None:
        entries, closing = scan(text, faults)
        catalog = _checked(entries, closing, catalog, text.split("\n"), faults, insist=insist)
    raise_for(faults.findings, error=CatalogError)
    return catalog


def _checked(
    entries: tuple[Entry, ...], closing: tuple[str, ...], catalog: Catalog, lines: list[str], faults: PoFaults,
    *, insist: bool,
) -> Catalog:  # fmt: skip
    header = next((entry for entry in entries if _is_header(entry)), None)
    _check_duplicates(entries, lines, faults)
    if header is None:
        faults.add("no-header", 'expected the header (msgid "") as the first entry, found none; copy it from the '
                   "file that you were given", 1, 1)  # fmt: skip
        return catalog
    headers = headers_of(header)
    found = {name.lower(): value for name, value in headers}
    place = header_place(lines, "Language")
    locale = check_language(found.get("language", ""), catalog.locale, place, faults, insist=insist)
    check_plurals(entries, found.get("plural-forms", ""), locale, lines, faults)
    return Catalog(
        locale=locale, domain=catalog.domain, headers=headers, comments=header.comments,
        entries=tuple(entry for entry in entries if not _is_header(entry)), closing=closing, file=catalog.file,
        findings=in_order(faults.findings),
    )  # fmt: skip


def _is_header(entry: Entry) -> bool:
    return not entry.msgid and entry.context is None and not entry.obsolete


def _check_duplicates(entries: tuple[Entry, ...], lines: list[str], faults: PoFaults) -> None:
    seen: dict[tuple[str | None, str], int] = {}
    for entry in entries:
        if entry.obsolete:
            continue
        key = (entry.context, entry.msgid)
        if key in seen:
            shown = "header" if not entry.msgid else repr(entry.msgid[:40])
            faults.add("duplicate", f"expected each message once, found {shown} again (first on line {seen[key]}); "
                       "keep one and delete the other", *start_of(entry, lines))  # fmt: skip
        seen.setdefault(key, entry.line)
