"""`sync_project`: an issue's templates and every locale's catalogs, refreshed on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import CatalogError
from bulletin.findings import Finding, in_order
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.consequences import consequences
from bulletin.l10n.earlier import earlier_catalogs
from bulletin.l10n.glossary import read_glossary, with_glossary
from bulletin.l10n.locales import po_file, pot_file, translated_locales
from bulletin.l10n.messages import messages as messages_of
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.l10n.prospects import state_in
from bulletin.l10n.series import asked_in
from bulletin.l10n.states import State
from bulletin.l10n.sync import Synced, sync
from bulletin.l10n.template import new_catalog, template, with_identity
from bulletin.model.issue import Issue
from bulletin.model.message import Message

_UNKNOWN = "{}: nothing can be said of this edition until its catalogs can be read"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncedFile:
    """One file that sync looked after."""

    file: Path
    locale: str
    """Empty for a template."""
    domain: str
    written: bool
    """Whether it changed."""
    todo: int = 0
    """How many of its messages are not reviewed; none in a template."""
    synced: Synced | None = None
    """What became of its entries; None for a template."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What sync did, and what it means."""

    files: tuple[SyncedFile, ...]
    consequences: tuple[str, ...]
    """What will appear in the source language, and why, a line each; see `consequences`."""
    findings: tuple[Finding, ...]
    """Errors for files that failed the scan, which were not written; warnings and notices for others."""

    @property
    def handouts(self) -> dict[str, tuple[Path, ...]]:
        """The files to hand to each translator, by locale: those with something to do."""
        locales = dict.fromkeys(each.locale for each in self.files if each.todo)
        return {
            locale: tuple(each.file for each in self.files if each.locale == locale and each.todo) for locale in locales
        }


def sync_project(locales: Path, issue: Issue, *, only: Sequence[str] = ()) -> SyncReport:
    """Refresh both templates in the folder `locales` and the catalogs of every locale, or of those in `only`.

    Each file is written whole or not at all, and only where it changes. A file that fails the scan is left as it is,
    its faults are in the report. Raises ContentError where the issue cannot be read, CatalogError where the glossary
    cannot be, ConfigError where a file cannot be written and, before any is, where one of `only` is no edition.
    """
    tags = translated_locales(issue.newsletter, only)
    asked = messages_of(issue)
    terms = read_glossary(locales / "glossary.csv")
    files: list[SyncedFile] = []
    lines: list[str] = []
    findings: list[Finding] = []
    for domain in (issue.newsletter.id, issue.id):
        file = pot_file(locales, domain)
        written = write_catalog(file, template(asked, issue, domain))
        files.append(SyncedFile(file=file, locale="", domain=domain, written=written))
    for locale in tags:
        wanted = with_glossary([message for message in asked if message.asked_for(locale)], terms, locale)
        done = [
            _sync_file(locales, issue, domain, locale, wanted, findings) for domain in (issue.newsletter.id, issue.id)
        ]
        whole = [each for each in done if each is not None]
        files += whole
        lines += _consequences(locales, issue, wanted, locale) if len(whole) == len(done) else [_UNKNOWN.format(locale)]
    return SyncReport(files=tuple(files), consequences=tuple(lines), findings=in_order(findings))


def _consequences(locales: Path, issue: Issue, wanted: Sequence[Message], locale: str) -> Sequence[str]:
    """Return what `build` would make of the catalogs, those included that the locale falls back to."""
    try:
        return consequences(issue, wanted, read_catalogs(locales, locale, issue), locale)
    except CatalogError:
        return [_UNKNOWN.format(locale)]


def _sync_file(
    locales: Path, issue: Issue, domain: str, locale: str, wanted: Sequence[Message], findings: list[Finding]
) -> SyncedFile | None:
    """Refresh one catalog; None, with its faults, where it failed the scan."""
    file = po_file(locales, locale, domain)
    called = file.relative_to(locales.parent).as_posix()
    try:
        old = read_catalog(file, locale=locale, called=called) if file.exists() else new_catalog(issue, domain, locale)
    except CatalogError as problem:
        findings += problem.findings
        return None
    findings += old.findings
    own = asked_in(old, wanted, issue)
    earlier: tuple[Catalog, ...] = ()
    if domain != issue.newsletter.id:
        earlier, problems = earlier_catalogs(file.parent, issue, locale)
        findings += problems
    synced = sync(own, with_identity(old, issue), earlier)
    written = write_catalog(file, synced.catalog)
    todo = sum(not each.optional and state_in(synced.catalog.by_key, each) is not State.REVIEWED for each in own)
    return SyncedFile(file=file, locale=locale, domain=domain, written=written, todo=todo, synced=synced)
