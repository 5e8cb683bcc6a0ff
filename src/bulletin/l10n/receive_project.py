"""`receive_file`: a catalog file that came back by mail, merged into ours on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.findings import Finding
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.glossary import read_glossary, with_glossary
from bulletin.l10n.locales import po_file
from bulletin.l10n.messages import messages as messages_of
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.l10n.receive import Received, receive
from bulletin.l10n.recognise import recognise
from bulletin.l10n.series import asked_in
from bulletin.l10n.sync import sync
from bulletin.l10n.template import new_catalog
from bulletin.model.issue import Issue
from bulletin.model.languages import bcp47, same_language
from bulletin.model.message import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFile:
    """Which of our files took in what came, and what became of it."""

    file: Path
    locale: str
    domain: str
    written: bool
    """Whether our file changed."""
    received: Received
    findings: tuple[Finding, ...]
    """Notices on what was mended in reading the file that came in."""


def receive_file(
    file: Path, locales: Path, issues: Sequence[Issue], *, locale: str = "", choose_theirs: bool = False
) -> ReceivedFile:
    """Merge `file` into the catalog in the folder `locales` that it belongs to; it is itself never changed.

    `issues` are those it may belong to; which of them, and which language, its messages and headers tell. `locale`
    names the language where the file does not, or names another; `choose_theirs` is that of `receive`. Raises CatalogError where either file fails the scan or where nobody
    can tell whose it is, ConfigError where ours cannot be written.
    """
    incoming = read_catalog(file, locale=bcp47(locale) if locale else "", insist=True)
    language = incoming.locale
    terms = read_glossary(locales / "glossary.csv")
    candidates: dict[int, tuple[Catalog, tuple[Message, ...]]] = {}
    for issue in issues:
        asked = messages_of(issue)
        tags = [each for each in issue.newsletter.locales if language and same_language(language, each)]
        for tag in tags or issue.newsletter.locales:
            for domain in dict.fromkeys((issue.id, issue.newsletter.id)):
                old = _ours(locales, issue, domain, tag)
                noted = with_glossary([each for each in asked if each.asked_for(tag)], terms, tag)
                wanted = tuple(asked_in(old, noted, issue))
                ours = sync(wanted, old).catalog
                candidates[id(ours)] = (ours, wanted)
    ours, wanted = candidates[id(recognise(incoming, [catalog for catalog, _ in candidates.values()]))]
    received = receive(incoming, ours, wanted, choose_theirs=choose_theirs)
    place = po_file(locales, ours.locale, ours.domain)
    written = received.news and write_catalog(place, received.catalog)
    return ReceivedFile(
        file=place, locale=ours.locale, domain=ours.domain, written=written, received=received,
        findings=incoming.findings,
    )  # fmt: skip


def _ours(locales: Path, issue: Issue, domain: str, locale: str) -> Catalog:
    file = po_file(locales, locale, domain)
    if not file.exists():
        return new_catalog(issue, domain, locale)
    return read_catalog(file, locale=locale, called=file.relative_to(locales.parent).as_posix())
