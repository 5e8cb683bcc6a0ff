"""The words of an edition, and in which state they are: one definition for `status`, `build` and the gate.

They are the words of the texts that the edition shows, each counted once in the source. What was written in the
edition's own language is reviewed: there is nothing to translate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from bulletin.l10n.states import State
from bulletin.model.edition import Words
from bulletin.model.languages import same_language
from bulletin.model.message import Message


def words_of(messages: Iterable[Message], locale: str, source: str, state: Callable[[Message], State]) -> Words:
    """Return how many words of the edition of a locale stand in which state; `source` is the newsletter's language."""
    counts: Counter[State] = Counter()
    for message in messages:
        if message.shown_in(locale):
            counts[State.REVIEWED if is_own(message, locale, source) else state(message)] += message.words
    return Words(
        total=counts.total(),
        reviewed=counts[State.REVIEWED],
        machine=counts[State.MACHINE],
        changed=counts[State.CHANGED],
        missing=counts[State.MISSING],
    )


def is_own(message: Message, locale: str, source: str) -> bool:
    """Tell whether a text, or what it is a translation of, is written in the language of an edition."""
    return message.written_in(locale) or (not message.language and same_language(source, locale))
