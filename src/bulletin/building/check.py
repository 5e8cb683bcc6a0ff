"""`check_issue`: every check on an issue and on each of its editions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from bulletin.building.build import project_theme
from bulletin.errors import BulletinError, CatalogError, ContentError
from bulletin.findings import Finding, Place, Severity, in_order
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.checks.content import content_findings
from bulletin.l10n.checks.dates import date_findings
from bulletin.l10n.checks.rules import REFUSING, found, unknown_checks, weighed
from bulletin.l10n.checks.translations import translation_findings
from bulletin.l10n.glossary import Term, read_glossary
from bulletin.l10n.locales import check_editions
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.l10n.outdated import outdated, waiting_addresses
from bulletin.mail.sample import sample_message
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.model.message import Message
from bulletin.project import Project
from bulletin.rendering.checks import contrast_findings, mail_findings
from bulletin.rendering.render import render
from bulletin.rendering.slotted import Rendered
from bulletin.rendering.theme import Theme

GATE = "gate"
"""The id of the finding that says why an edition would not be sent. It cannot be silenced: it is no check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An issue that has been looked at, with what was made to look at it."""

    issue: Issue
    findings: tuple[Finding, ...]
    """By place; their weights are those of `[checks]` in bulletin.toml."""
    editions: Mapping[str, Edition]
    """By locale: those that could be made."""
    mails: Mapping[str, Rendered]
    """Likewise."""


def check_issue(project: Project, issue: str, locales: tuple[str, ...] = ()) -> Checked:
    """Check an issue (an id or a path) and its editions, all or those in `locales`, in every way there is.

    Raises ContentError where the issue cannot be read, RenderError where its mail cannot be made, ConfigError for an
    edition or a theme that does not exist.
    """
    read = project.read(issue)
    theme = project_theme(project)
    told = [*read.findings, *date_findings(read.issue)]
    glossary, faults = _glossary(project)
    told += (*faults, *content_findings(read.issue, glossary), *_stray_articles(project, read.issue))
    told += contrast_findings(theme, project.newsletter.where("brand"))
    broken = _template_faults(project, theme)
    told += broken
    looking = _Looking(project, read.issue, messages(read.issue), glossary, None if broken else theme)
    for locale in _wanted(read.issue, locales):
        told += looking.findings(locale)
    settings = project.settings.checks
    for name, _ in settings:
        told += unknown_checks([name], project.newsletter.where(f"checks.{name}"))
    placed = (_placed(finding, project, read.issue) for finding in weighed(told, settings))
    ordered = in_order(dict.fromkeys(placed))
    return Checked(issue=read.issue, findings=ordered, editions=looking.editions, mails=looking.mails)


def _wanted(issue: Issue, locales: tuple[str, ...]) -> tuple[str, ...]:
    known = (issue.newsletter.locale, *issue.newsletter.locales)
    check_editions(locales, known)
    return tuple(locale for locale in known if not locales or locale in locales)


def _glossary(project: Project) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    try:
        return read_glossary(project.locales / "glossary.csv"), ()
    except CatalogError as problem:
        return (), _faults(problem, "glossary")


def _faults(problem: BulletinError, rule: str) -> tuple[Finding, ...]:
    return problem.findings or (Finding(rule=rule, severity=Severity.ERROR, text=str(problem)),)


def _stray_articles(project: Project, issue: Issue) -> Iterator[Finding]:
    """Find articles in the issue's folder that no section names, and that no reader will see."""
    named = {article.slug for article in issue.articles}
    for file in sorted(issue.base.glob("*.md")) if issue.base else ():
        if file.stem not in named and file.stem.lower() != "readme":
            place = Place(file=_called(project, issue, file.name))
            advice = f'write "{file.stem}" into `articles` of a section in issue.toml, or move the file away'
            yield found("stray-article", f"no section names this article; {advice}", place)


def _template_faults(project: Project, theme: Theme) -> tuple[Finding, ...]:
    if not project.templates.is_dir():
        return ()
    from bulletin.rendering.lint import lint_templates  # the built-in themes are linted by their tests

    return lint_templates(theme, project.kinds)


@dataclass(frozen=True, slots=True)
class _Looking:
    """A look at one edition after another; its mail is made only where there is a theme to make it with."""

    project: Project
    issue: Issue
    asked: tuple[Message, ...]
    glossary: tuple[Term, ...]
    theme: Theme | None
    editions: dict[str, Edition] = field(default_factory=dict)
    mails: dict[str, Rendered] = field(default_factory=dict)

    def findings(self, locale: str) -> Iterator[Finding]:
        """Yield what there is to say of one edition, and keep what was made."""
        issue = self.issue
        try:
            catalogs = read_catalogs(self.project.locales, locale, issue)
        except CatalogError as problem:
            yield from _faults(problem, "unreadable")
            return
        yield from _read_findings(catalogs)
        yield from outdated(issue, self.asked, catalogs, locale)
        yield from waiting_addresses(self.asked, catalogs, locale)
        source = issue.newsletter.locale
        yield from translation_findings(self.asked, catalogs, locale=locale, source=source, glossary=self.glossary)
        try:
            edition = self.editions[locale] = localise(issue, catalogs, locale=locale)
        except ContentError as problem:  # what stands above says more, and of which entry
            yield from _faults(problem, "unreadable")
            return
        entries = {catalog.file for catalog in catalogs}
        yield from (each for each in edition.findings if not (each.rule in REFUSING and _in_catalog(each, entries)))
        if self.theme is not None:
            mail = self.mails[locale] = render(edition, self.theme)
            yield from (*mail.findings, *mail_findings(mail, len(sample_message(mail, date=issue.date))))
        yield from _gate(edition)


def _read_findings(catalogs: Iterable[Catalog]) -> Iterator[Finding]:
    for catalog in catalogs:
        yield from catalog.findings


def _in_catalog(finding: Finding, files: set[str]) -> bool:
    return finding.place is not None and finding.place.file in files


def _gate(edition: Edition) -> Iterator[Finding]:
    """Say why an edition would not be sent: an error, unless its readers get the source edition instead."""
    if not edition.refused:
        return
    newsletter = edition.source.newsletter
    policy = next((each for each in newsletter.editions if each.locale == edition.locale), None)
    reasons = "; ".join(edition.refused)
    if policy is not None and policy.refused == "source":
        text = f"{edition.locale} would not be sent, its readers would get {newsletter.locale}: {reasons}"
        yield Finding(rule=GATE, severity=Severity.WARNING, text=text)
    else:
        yield Finding(rule=GATE, severity=Severity.ERROR, text=f"{edition.locale} would not be sent: {reasons}")


def _placed(finding: Finding, project: Project, issue: Issue) -> Finding:
    """Return a finding whose file is called as seen from the newsletter's folder; some know it by its name alone."""
    place = finding.place
    if place is None or "/" in place.file or (project.root / place.file).exists():
        return finding
    for called in (_called(project, issue, place.file), f"locales/{place.file}"):
        if (project.root / called).is_file():
            return replace(finding, place=replace(place, file=called))
    return finding


def _called(project: Project, issue: Issue, name: str) -> str:
    file = (issue.base or project.root) / name
    return file.relative_to(project.root).as_posix() if file.is_relative_to(project.root) else name
