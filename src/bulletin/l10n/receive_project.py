"""`receive_file`: a catalog file that came back by mail, merged into ours on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.errors import BulletinError, CatalogError
from bulletin.findings import Finding, Place, Severity
from bulletin.l10n.candidates import Candidate, candidates
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.l10n.receive import Received, merge
from bulletin.l10n.recognise import recognise
from bulletin.l10n.template import PROJECT
from bulletin.model.issue import Issue
from bulletin.model.languages import bcp47


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
    """Notices on what was mended in reading the file that came in, and on what was passed by."""


def receive_file(
    file: Path,
    locales: Path,
    issues: Sequence[Issue],
    *,
    locale: str = "",
    choose_theirs: bool = False,
    unread: Mapping[str, BulletinError] | None = None,
) -> ReceivedFile:
    """Merge `file` into the catalog in the folder `locales` that it belongs to; it is itself never changed.

    `issues` are those it may belong to, `unread` the ids of others and why they cannot be read; which of them, and which
    language, its messages and headers tell. `locale` names the language where the file does not, or names another;
    `choose_theirs` is that of `receive`. What of ours cannot be read is passed by with a notice unless the file belongs
    there, or nowhere else.

    Raises CatalogError where the file fails the scan, or ours does, or where nobody can tell whose it is, the error of
    an issue that the file belongs to, ConfigError where ours cannot be written.
    """
    incoming = read_catalog(file, locale=bcp47(locale) if locale else "", insist=True)
    missing = unread or {}
    for issue, problem in missing.items():
        if incoming.header(PROJECT).endswith(f" {issue}"):
            raise problem
    found = candidates(locales, issues, incoming.locale)
    problems = {each.file: each.problem for each in found if each.problem is not None}
    chosen = _chosen(incoming, found, [*missing.values(), *problems.values()])
    received = merge(incoming, chosen.ours, chosen.refresh, choose_theirs=choose_theirs)
    written = received.news and write_catalog(chosen.file, received.catalog)
    passed_by = [
        *(_passed_by(f"issues/{issue}", f"bulletin check {issue}") for issue in missing),
        *(_passed_by(each.relative_to(locales.parent).as_posix(), "bulletin sync") for each in problems),
    ]
    return ReceivedFile(
        file=chosen.file, locale=chosen.ours.locale, domain=chosen.ours.domain, written=written, received=received,
        findings=(*incoming.findings, *passed_by),
    )  # fmt: skip


def _chosen(incoming: Catalog, found: Sequence[Candidate], problems: Sequence[BulletinError]) -> Candidate:
    """Return whose file it is; where it is nobody's, or its own cannot be read, raise the reason."""
    if not found and problems:
        raise problems[0]
    known = [(_known(candidate), candidate) for candidate in found]
    best = recognise(incoming, [catalog for catalog, _ in known])
    if best is None and problems:
        raise problems[0]
    if best is None:
        domains = ", ".join(dict.fromkeys(each.ours.domain for each in found))
        raise CatalogError(
            f"{incoming.file}: expected messages of {domains}, found none of them; is it another newsletter's catalog?"
        )
    file = next(candidate.file for catalog, candidate in known if catalog is best)
    chosen = _nearest(incoming, [candidate for candidate in found if candidate.file == file])
    if chosen.problem is not None:
        raise chosen.problem
    return chosen


def _known(candidate: Candidate) -> Catalog:
    """Return what a candidate may be known by: all that stands in it, and all that it asks for today."""
    there = {entry.key for entry in candidate.ours.entries}
    asked = (Entry(context=context, msgid=msgid) for context, msgid in candidate.asked - there)
    return replace(candidate.ours, entries=(*candidate.ours.entries, *asked))


def _nearest(incoming: Catalog, same: Sequence[Candidate]) -> Candidate:
    """Return the issue whose view of the series is nearest: it asks for most of the file, and for what ours asks for."""
    keys = {entry.key for entry in incoming.entries}

    def nearness(candidate: Candidate) -> tuple[int, bool]:
        live = {entry.key for entry in candidate.ours.live}
        return len(keys & candidate.asked), live == candidate.asked

    return max(same, key=nearness)


def _passed_by(what: str, command: str) -> Finding:
    text = f"it cannot be read, so that nothing was looked for in it; `{command}` says why"
    return Finding(rule="passed-by", severity=Severity.NOTICE, text=text, place=Place(file=what))
