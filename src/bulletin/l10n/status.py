"""`status`: how far the translations of an issue are, in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.consequences import consequences, state_in
from bulletin.l10n.states import State
from bulletin.model.edition import Words
from bulletin.model.issue import Issue
from bulletin.model.message import Message, MessageKey

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
    """What will appear in the source language, and why, a line each."""


def status(issue: Issue, messages: Sequence[Message], catalogs: Sequence[Catalog], locale: str) -> LocaleStatus:
    """Return the status of one locale; of catalogs that have the same message the first counts."""
    entries: dict[MessageKey, Entry] = {}
    for catalog in reversed(catalogs):
        entries |= catalog.by_key
    asked = [message for message in messages if message.asked_for(locale)]
    parts: dict[str, list[Message]] = {}
    for message in asked:
        parts.setdefault(message.article or WHOLE, []).append(message)
    return LocaleStatus(
        locale=locale,
        words=words_by_state(asked, entries),
        articles=tuple((part, words_by_state(texts, entries)) for part, texts in parts.items()),
        consequences=consequences(issue, messages, entries, locale),
    )


def words_by_state(messages: Sequence[Message], entries: Mapping[MessageKey, Entry]) -> Words:
    """Return how many source words of the messages stand in which state."""
    counts: Counter[State] = Counter()
    for message in messages:
        counts[state_in(entries, message)] += message.words
    return Words(
        total=counts.total(),
        reviewed=counts[State.REVIEWED],
        machine=counts[State.MACHINE],
        changed=counts[State.CHANGED],
        missing=counts[State.MISSING],
    )
