"""`candidates`: those of our catalogs that a file which came back may belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import FUZZY, Catalog, Entry
from bulletin.l10n.earlier import INTERFACE, earlier_catalogs
from bulletin.l10n.glossary import read_glossary, with_glossary
from bulletin.l10n.locales import po_file
from bulletin.l10n.messages import messages as messages_of
from bulletin.l10n.obsolete import retired
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.series import asked_in
from bulletin.l10n.sync import Became, Fate, Synced, sync
from bulletin.l10n.template import new_catalog, with_identity
from bulletin.model.issue import Issue
from bulletin.model.languages import same_language
from bulletin.model.message import Message, MessageKey


@dataclass(frozen=True, kw_only=True)
class Texts:
    """The catalog of an issue, or of the series as an issue sees it."""

    file: Path
    ours: Catalog
    """As it stands; one that asks for nothing yet where there is none, or it cannot be read."""
    issue: Issue
    wanted: tuple[Message, ...]
    """All that the issue asks for in the catalog's locale."""
    problem: CatalogError | None = None
    """Why ours cannot be read."""

    @cached_property
    def asked(self) -> frozenset[MessageKey]:
        """The messages of today."""
        return frozenset(message.key for message in asked_in(self.ours, self.wanted, self.issue))

    @cached_property
    def _noted(self) -> list[Message]:
        terms = read_glossary(self.file.parents[2] / "glossary.csv")
        return asked_in(self.ours, with_glossary(self.wanted, terms, self.ours.locale), self.issue)

    @cached_property
    def _earlier(self) -> tuple[Catalog, ...]:
        if self.ours.domain != self.issue.id:
            return ()
        return earlier_catalogs(self.file.parent, self.issue, self.ours.locale)[0]

    def refresh(self, catalog: Catalog) -> Synced:
        """Bring a catalog to the messages of today, as `sync` does."""
        return sync(self._noted, catalog, self._earlier)


@dataclass(frozen=True, kw_only=True)
class Words:
    """The catalog of the words in a newsletter's own templates, which have plurals."""

    file: Path
    ours: Catalog
    """As the last sync left it: it has an entry for each of the words."""
    problem: CatalogError | None = None

    @cached_property
    def asked(self) -> frozenset[MessageKey]:
        """The words of the last sync."""
        return frozenset(entry.key for entry in self.ours.live)

    def refresh(self, catalog: Catalog) -> Synced:
        """Bring a catalog to the words of ours: only the same word, with the same plural, has its translation."""
        known: dict[tuple[MessageKey, str | None], Entry] = {}
        for entry in sorted(catalog.entries, key=lambda entry: entry.obsolete):
            if known.setdefault((entry.key, entry.plural), entry).filled < entry.filled:
                known[entry.key, entry.plural] = entry
        found = [known.get((our.key, our.plural)) for our in self.ours.live]
        live = tuple(_as_ours(our, entry) for our, entry in zip(self.ours.live, found, strict=True))
        used = {id(entry) for entry in found}
        former, _ = retired(live, [entry for entry in catalog.entries if id(entry) not in used])
        return Synced(
            catalog=replace(catalog, entries=(*live, *former), findings=()),
            became=tuple(
                Became(old=entry, fate=Fate.KEPT, key=entry.key)
                if id(entry) in used
                else Became(old=entry, fate=Fate.OBSOLETE)
                for entry in catalog.entries
            ),
            sources=tuple(Fate.KEPT if entry else Fate.MISSING for entry in found),
        )


def _as_ours(our: Entry, entry: Entry | None) -> Entry:
    """Return an entry under our key, notes and references; an empty one where there is none."""
    flags = tuple(flag for flag in our.flags if flag != FUZZY)
    if entry is None:
        return replace(our, msgstr=("",) * len(our.msgstr), comments=(), flags=flags).accepted()
    return replace(
        entry, context=our.context, notes=our.notes, references=our.references, obsolete=False,
        flags=tuple(dict.fromkeys((*entry.flags, *flags))),
    )  # fmt: skip


Candidate = Texts | Words


def candidates(locales: Path, issues: Sequence[Issue], language: str = "") -> tuple[Candidate, ...]:
    """Return the catalogs in the folder `locales` that ask for a language, or for any where none is named.

    One that cannot be read is among them, with its problem: what it asks for is known all the same.
    """
    read: dict[Path, Catalog | CatalogError] = {}
    found: list[Candidate] = []
    for issue in issues:
        asked = messages_of(issue)
        known = issue.newsletter.locales
        for tag in [each for each in known if language and same_language(language, each)] or known:
            wanted = tuple(message for message in asked if message.asked_for(tag))
            domains = (issue.id, issue.newsletter.id)
            found += [_texts(locales, issue, domain, tag, wanted, read) for domain in domains]
            found += _words(po_file(locales, tag, INTERFACE), tag, read)
    return tuple(found)


def _texts(
    locales: Path, issue: Issue, domain: str, tag: str, wanted: tuple[Message, ...],
    read: dict[Path, Catalog | CatalogError],
) -> Texts:  # fmt: skip
    file = po_file(locales, tag, domain)
    begun = new_catalog(issue, domain, tag)
    old = _read(file, tag, read) if file.exists() else begun
    if isinstance(old, CatalogError):
        return Texts(file=file, ours=begun, issue=issue, wanted=wanted, problem=old)
    return Texts(file=file, ours=with_identity(old, issue), issue=issue, wanted=wanted)


def _words(file: Path, tag: str, read: dict[Path, Catalog | CatalogError]) -> Iterator[Words]:
    """Yield the catalog of a newsletter's own words once, if there is one."""
    if file in read or not file.exists():
        return
    old = _read(file, tag, read)
    if isinstance(old, CatalogError):
        yield Words(file=file, ours=Catalog(locale=tag, domain=INTERFACE), problem=old)
    else:
        yield Words(file=file, ours=old)


def _read(file: Path, tag: str, read: dict[Path, Catalog | CatalogError]) -> Catalog | CatalogError:
    """Return a catalog, or why it cannot be read; the series' is asked for by every issue."""
    if file not in read:
        try:
            read[file] = read_catalog(file, locale=tag, called=file.relative_to(file.parents[3]).as_posix())
        except CatalogError as problem:
            read[file] = problem
    return read[file]
