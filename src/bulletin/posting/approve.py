"""`approve_issue`: an editor says that editions are as they should be."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from bulletin.errors import ConfigError
from bulletin.mail.identity import Secret
from bulletin.posting.approvals import Content, content_of
from bulletin.posting.prepare import prepare
from bulletin.posting.settings import Settings, state_of
from bulletin.project import Project
from bulletin.sending.ledger.sqlite import SqliteLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """One edition that has been approved."""

    locale: str
    subject: str
    content: Content
    again: bool
    """Whether another content was approved before."""


def approve_issue(
    project: Project,
    issue: str,
    settings: Settings,
    *,
    secret: Secret,
    now: datetime.datetime,
    locales: tuple[str, ...] = (),
    by: str = "",
) -> tuple[Approved, ...]:
    """Record what the editions of an issue say, all or those in `locales`. Sending checks that they still say it.

    Raises CheckFailed and EditionRefused as sending would, ConfigError for an edition that there is not.
    """
    prepared = prepare(project, issue, secret, now)
    unknown = [locale for locale in locales if locale not in prepared.editions]
    if unknown:
        raise ConfigError(f"expected one of the editions {', '.join(prepared.editions)}, found {unknown[0]!r}")
    with SqliteLedger.open(state_of(project, settings), secret) as ledger:
        key = prepared.issue.key
        before = ledger.approvals(*key)
        approved: list[Approved] = []
        for locale, edition in prepared.editions.items():
            if locales and locale not in locales:
                continue
            template = prepared.templates[locale]
            content = content_of(edition, template)
            ledger.approve(*key, locale, content.to_json(), at=now, by=by)
            again = locale in before and Content.from_json(before[locale]).whole != content.whole
            approved.append(
                Approved(locale=locale, subject=str(prepared.mails[locale].subject), content=content, again=again)
            )
        return tuple(approved)
