"""`prospects`: messages and catalogs → what an edition would make of each text. It reads them as `localise` does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.checks.translated import read_source
from bulletin.l10n.states import State, state_of
from bulletin.l10n.translations import Translations
from bulletin.model.marks import Form
from bulletin.model.message import Message, MessageKey
from bulletin.model.newsletter import EditionPolicy


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What an edition would make of one text."""

    message: Message
    state: State
    """How far its translation is; one that is reviewed and cannot be used counts as changed."""
    shown: bool
    """Whether the edition would show the translation."""
    kept: bool = False
    """Whether it would be the last one of a source that has changed since."""
    unusable: bool = False
    """Whether the policy would take a text that has a fault."""


def prospects(
    messages: Iterable[Message], catalogs: Sequence[Catalog], locale: str, policy: EditionPolicy
) -> tuple[Prospect, ...]:
    """Return what would become of each message that the edition of a locale is asked for, in their order."""
    given = Translations(tuple(catalogs), policy, locale)
    return tuple(_prospect(message, given) for message in messages if message.asked_for(locale))


def _prospect(message: Message, given: Translations) -> Prospect:
    if message.optional:  # it follows its source, and nothing waits for it
        return Prospect(message=message, state=given.state(message.key), shown=True)
    faults = len(given.findings)
    source = read_source(message.msgid, markup=message.form is Form.INLINE)
    found = given.of(message.context, source, message.form)
    shown = found.text is not None
    unusable = not shown and len(given.findings) > faults
    return Prospect(message=message, state=found.state, shown=shown, kept=found.kept, unusable=unusable)


def state_in(entries: Mapping[MessageKey, Entry], message: Message) -> State:
    """Return the state of a message's translation as its file tells it."""
    entry = entries.get(message.key)
    return State.MISSING if entry is None else state_of(entry)
