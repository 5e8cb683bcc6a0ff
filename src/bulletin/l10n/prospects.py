"""`prospects`: messages and catalogs → what an edition would make of each text. It reads them as `localise` does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.checks.translated import read_source
from bulletin.l10n.reasons import Prospect
from bulletin.l10n.states import State, state_of
from bulletin.l10n.translations import Translations
from bulletin.model.marks import Form
from bulletin.model.message import Message, MessageKey
from bulletin.model.newsletter import EditionPolicy


def prospects(
    messages: Iterable[Message], catalogs: Sequence[Catalog], locale: str, policy: EditionPolicy
) -> tuple[Prospect, ...]:
    """Return what would become of each message that the edition of a locale is asked for, in their order."""
    given = Translations(tuple(catalogs), policy, locale)
    return tuple(_prospect(message, given) for message in messages if message.asked_for(locale))


def _prospect(message: Message, given: Translations) -> Prospect:
    if message.optional:  # it follows its source, and nothing waits for it
        return Prospect(message=message, state=given.state(message.key), shown=True)
    source = read_source(message.msgid, markup=message.form is Form.INLINE)
    found = given.of(message.context, source, message.form)
    return Prospect(
        message=message, state=found.state, shown=found.text is not None, kept=found.kept, unusable=found.unusable
    )


def state_in(entries: Mapping[MessageKey, Entry], message: Message) -> State:
    """Return the state of a message's translation as its file tells it."""
    entry = entries.get(message.key)
    return State.MISSING if entry is None else state_of(entry)
