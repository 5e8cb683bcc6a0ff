"""`prepare`: an issue of a folder → the messages of its editions, checked and let through by the gate."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from bulletin.building.check import GATE, check_issue
from bulletin.errors import CheckFailed, EditionRefused
from bulletin.findings import Finding, Severity
from bulletin.mail.identity import Secret
from bulletin.mail.template import MailTemplate
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.project import Project
from bulletin.rendering.slotted import Rendered
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.report import left_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An issue that is ready to be sent."""

    issue: Issue
    editions: Mapping[str, Edition]
    """By locale: those that are sent."""
    mails: Mapping[str, Rendered]
    """By locale, likewise."""
    templates: Mapping[str, MailTemplate]
    """By locale, likewise."""
    instead: Mapping[str, str]
    """From each refused locale to the one that its readers receive."""
    findings: tuple[Finding, ...]
    """What is worth knowing and stops nothing."""
    outdated: str = ""
    """Why these are the messages of an earlier plan: the issue as it stands now cannot be sent. Empty: they are today's."""


def prepare(project: Project, issue: str, secret: Secret, now: datetime.datetime) -> Prepared:
    """Return the messages of an issue (an id or a path), dated `now`.

    Raises CheckFailed with every finding where one is an error, EditionRefused where the gate holds an edition back
    and its policy is to stop.
    """
    checked = check_issue(project, issue)
    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR]
    if errors:
        refused = all(finding.rule == GATE for finding in errors)
        raise (EditionRefused if refused else CheckFailed)(findings=errors)
    sent = {locale: edition for locale, edition in checked.editions.items() if not edition.refused}
    mails = {locale: checked.mails[locale] for locale in sent}
    return Prepared(
        issue=checked.issue,
        editions=sent,
        mails=mails,
        templates={locale: MailTemplate.compile(mail, secret=secret, date=now) for locale, mail in mails.items()},
        instead={locale: checked.issue.newsletter.locale for locale in checked.editions if locale not in sent},
        findings=checked.findings,
    )


def planned_before(project: Project, issue: str, ledger: SqliteLedger, secret: Secret) -> Prepared | None:
    """Return an issue with the messages that an unfinished run has kept; None where there is no such run.

    They need nothing but the ledger, so that a run which was cut short can be finished although an editor has begun
    to change the issue. Raises ContentError where the issue cannot be read at all.
    """
    read = project.read(issue).issue
    run = ledger.run(*read.key)
    if run is None or not left_of(ledger.counts(run)):
        return None
    stored = ledger.templates(run)
    return Prepared(
        issue=read, editions={}, mails={}, instead={}, findings=(), outdated="the issue has changed since",
        templates={locale: MailTemplate.load(data, secret=secret) for locale, data in stored.items()},
    )  # fmt: skip
