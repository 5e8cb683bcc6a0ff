"""`outcome_of`: which of two translations of one message is to stand, and why."""

from __future__ import annotations

from enum import StrEnum

from bulletin.l10n.catalog import Entry
from bulletin.l10n.obsolete import is_address
from bulletin.l10n.states import State, state_of


class Outcome(StrEnum):
    """What was done with one message of the catalog that came in."""

    TAKEN = "taken"
    """Theirs stands now; ours was missing, a machine's, or the same words not yet reviewed."""
    BOTH = "both"
    """Two people's texts differ: ours stands, theirs is kept as an obsolete entry. Somebody has to choose."""
    CHOSEN = "chosen"
    """Two people's texts differ, and theirs was asked for: it stands now, ours is kept as an obsolete entry."""
    UNASKED = "unasked"
    """Two people's texts differ for a message that nobody asks for any more: both are kept as obsolete entries."""
    REPLACED = "replaced"
    """Theirs is reviewed and stands now; ours was marked fuzzy and is kept as an obsolete entry."""
    OLDER = "older"
    """Theirs was made of an older text, or is marked fuzzy: ours, reviewed, stands; theirs is kept as obsolete."""
    PROPOSED = "proposed"
    """Theirs is fuzzy and stands now, still fuzzy: ours was missing or a machine's."""


def outcome_of(our: Entry, their: Entry, *, choose_theirs: bool) -> Outcome | None:
    """Say which of two entries is to stand and why; None where ours stays and nothing is to be said."""
    outcome = _outcome_by_state(our, their)
    return Outcome.CHOSEN if choose_theirs and outcome is Outcome.BOTH else outcome


def _outcome_by_state(our: Entry, their: Entry) -> Outcome | None:
    mine, yours = state_of(our), state_of(their)
    if yours is State.MISSING or (our.msgstr == their.msgstr and our.fuzzy == their.fuzzy):
        return None
    if yours is State.REVIEWED:
        return _outcome_of_reviewed(our, their, mine)
    if yours is State.MACHINE:
        return Outcome.PROPOSED if mine is State.MISSING else None
    if mine in {State.MISSING, State.MACHINE}:
        return Outcome.PROPOSED
    if our.msgstr == their.msgstr:
        return None
    return Outcome.OLDER if mine is State.REVIEWED else Outcome.BOTH


def _outcome_of_reviewed(our: Entry, their: Entry, mine: State) -> Outcome | None:
    if their.text == their.msgid and our.filled and is_address(our):
        return None  # an address as it arrived
    if mine is State.REVIEWED:
        untouched = our.text == our.msgid and is_address(our)
        return Outcome.TAKEN if untouched else Outcome.BOTH
    return Outcome.REPLACED if mine is State.CHANGED and our.msgstr != their.msgstr else Outcome.TAKEN
