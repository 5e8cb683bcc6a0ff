"""`reasons`: why a part of an edition is not shown as translated, in the words of every command and record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bulletin.l10n.states import State
from bulletin.model.message import Message

_WAITING = {
    State.MISSING: ("is not translated", "are not translated"),
    State.CHANGED: ("changed", "changed"),
    State.MACHINE: ("is a machine’s work that nobody has reviewed", "are a machine’s work that nobody has reviewed"),
}
_UNUSABLE = ("cannot be used as it is written", "cannot be used as they are written")
_PLACES = 3


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


def reasons(texts: Sequence[Prospect], waiting: Sequence[Prospect]) -> str:
    """Return why a part is not shown as translated: how many of its texts wait, for what, and where."""
    if all(each.state is State.MISSING for each in texts):
        return "nothing of it is translated"
    said: list[str] = []
    for state, phrases in (*_WAITING.items(), (None, _UNUSABLE)):
        these = [each for each in waiting if (None if each.unusable else each.state) is state]
        if these:
            count = f"{len(these)}" if said else counted(texts, these, waiting)
            said.append(f"{count} {phrases[len(these) > 1]}")
    return " and ".join(said) + places_of(waiting)


def counted(texts: Sequence[Prospect], these: Sequence[Prospect], among: Sequence[Prospect] = ()) -> str:
    """Return how many of which texts: "1 of 24 paragraphs" where all that is spoken of are paragraphs."""
    paragraphs = [each for each in texts if each.message.context.endswith(".paragraph.text")]
    only = all(each in paragraphs for each in among or these)
    noun, total = ("paragraphs", len(paragraphs)) if only else ("texts", len(texts))
    return f"{len(these)} of {total} {noun}"


def places_of(texts: Sequence[Prospect]) -> str:
    """Return the first places of texts, in brackets; nothing where none is known."""
    places = list(dict.fromkeys(each.message.references[0] for each in texts if each.message.references))
    more = ", …" if len(places) > _PLACES else ""
    return f" ({', '.join(places[:_PLACES])}{more})" if places else ""
