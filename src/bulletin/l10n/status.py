"""`status`: how far the translations of an issue are, in words. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bulletin.l10n.catalog import Catalog
from bulletin.l10n.consequences import consequences
from bulletin.l10n.localise import policy_of
from bulletin.l10n.prospects import Prospect, prospects
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
    parts: dict[str, list[Prospect]] = {}
    for each in asked:
        parts.setdefault(each.message.article or WHOLE, []).append(each)
    return LocaleStatus(
        locale=locale,
        words=words_by_state(asked),
        articles=tuple((part, words_by_state(texts)) for part, texts in parts.items()),
        consequences=consequences(issue, messages, catalogs, locale),
    )


def words_by_state(texts: Iterable[Prospect]) -> Words:
    """Return how many source words of texts stand in which state."""
    counts: Counter[State] = Counter()
    for each in texts:
        counts[each.state] += each.message.words
    return Words(
        total=counts.total(),
        reviewed=counts[State.REVIEWED],
        machine=counts[State.MACHINE],
        changed=counts[State.CHANGED],
        missing=counts[State.MISSING],
    )
