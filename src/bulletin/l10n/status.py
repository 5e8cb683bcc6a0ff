"""`status`: how far the translations of an issue are, in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.l10n.catalog import Catalog
from bulletin.l10n.consequences import consequences
from bulletin.l10n.counting import words_of
from bulletin.l10n.localise import policy_of
from bulletin.l10n.prospects import prospects
from bulletin.l10n.states import State
from bulletin.model.edition import Words
from bulletin.model.issue import Issue
from bulletin.model.message import Message

WHOLE = "issue"
"""What stands in no article: subject, titles, section names, the footer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocaleStatus:
    """How far one locale is."""

    locale: str
    words: Words
    articles: tuple[tuple[str, Words], ...]
    """(slug, words) in reading order, `issue` for what stands in none."""
    consequences: tuple[str, ...]
    """What its readers would not get as reviewed, and why, a line each."""


def status(issue: Issue, messages: Sequence[Message], catalogs: Sequence[Catalog], locale: str) -> LocaleStatus:
    """Return the status of one locale, of whose catalogs the nearest comes first."""
    asked = prospects(messages, catalogs, locale, policy_of(issue.newsletter, locale))
    states = {each.message.key: each.state for each in asked}
    parts: dict[str, list[Message]] = {}
    for message in messages:
        if message.shown_in(locale):
            parts.setdefault(message.article or WHOLE, []).append(message)

    def words(texts: Sequence[Message]) -> Words:
        return words_of(texts, locale, issue.newsletter.locale, lambda message: states.get(message.key, State.REVIEWED))

    return LocaleStatus(
        locale=locale,
        words=words(messages),
        articles=tuple((part, words(texts)) for part, texts in parts.items()),
        consequences=consequences(issue, messages, catalogs, locale),
    )
