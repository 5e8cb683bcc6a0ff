"""New catalogs and templates: what a translator starts from. No clock: the one date is the issue's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.locales import gettext_name
from bulletin.model.issue import Issue
from bulletin.model.message import Message

PROJECT, CREATED = "Project-Id-Version", "POT-Creation-Date"


def new_catalog(issue: Issue, domain: str, locale: str = "") -> Catalog:
    """Return the empty catalog of a domain, the newsletter's id or the issue's; without a locale, a template."""
    own = (("Language", gettext_name(locale)),) if locale else ()
    return with_identity(Catalog(locale=locale, domain=domain, headers=own), issue)


def with_identity(catalog: Catalog, issue: Issue) -> Catalog:
    """Return the catalog with headers that say what it belongs to, the cover date for that of the template."""
    series = catalog.domain == issue.newsletter.id
    named = (PROJECT, issue.newsletter.id if series else f"{issue.newsletter.id} {issue.id}")
    dated = () if series else ((CREATED, f"{issue.date:%Y-%m-%d} 00:00+0000"),)
    if not catalog.header(PROJECT):
        rest = tuple(header for header in catalog.headers if header[0] not in {PROJECT, CREATED})
        return replace(catalog, headers=(named, *dated, *rest))
    for name, value in (named, *dated):
        catalog = catalog.with_header(name, value)
    return catalog


def template(messages: Sequence[Message], issue: Issue, domain: str) -> Catalog:
    """Return what a domain's `.pot` file asks for: every message of the domain, none of them filled."""
    entries = tuple(
        Entry(context=message.context, msgid=message.msgid, notes=message.notes, references=message.references)
        for message in messages
        if message.domain == domain
    )
    return replace(new_catalog(issue, domain), entries=entries)
