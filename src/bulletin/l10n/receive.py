"""`receive`: a catalog that came back by mail → ours, with nobody's work overwritten. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.obsolete import retired
from bulletin.l10n.states import State, is_human, state_of
from bulletin.l10n.sync import COPIED, Synced, sync
from bulletin.model.message import Message, MessageKey


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """One message on which the two catalogs differed."""

    key: MessageKey
    outcome: Outcome
    ours: str
    theirs: str
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """Our catalog with what came in, and where the two differed."""

    catalog: Catalog
    merged: tuple[Merged, ...]
    news: bool
    """Whether anything came in that ours had not; if not, the catalog is ours, brought up to date."""

    @property
    def conflicts(self) -> tuple[Merged, ...]:
        """The messages that two people have translated differently."""
        return tuple(each for each in self.merged if each.outcome is Outcome.BOTH)


def receive(incoming: Catalog, ours: Catalog, messages: Sequence[Message], *, choose_theirs: bool = False) -> Received:
    """Merge a catalog that came back into ours, both brought to `messages` by the rules of `sync` first.

    Filled, unfuzzied texts win over missing ones, a machine's, and those that are the same or marked fuzzy; where two
    people's texts differ, ours stays, theirs is kept beside it and listed, or with `choose_theirs` the other way round.
    Only what the other catalog holds and ours does not is looked at: a part of ours, or the whole, brings nothing.
    Neither catalog is changed, and receiving the same one twice changes nothing more.
    """
    base = sync(messages, ours).catalog
    live, unused = _news(incoming, ours, sync(messages, incoming))
    entries: list[Entry] = []
    merged: list[Merged] = []
    beside: list[Entry] = []
    for our in base.live:
        their = live.get(our.key, our)
        outcome = _outcome(our, their, choose_theirs=choose_theirs)
        chosen, other = (our, their) if outcome in {None, Outcome.BOTH, Outcome.OLDER} else (their, our)
        entries.append(replace(chosen, comments=_comments(our, their, chosen)))
        if is_human(other) and other.msgstr != chosen.msgstr:
            beside.append(other)
        if outcome is not None:
            merged.append(_merged(our, their, outcome))
    unasked, first = _unasked(base, unused, choose_theirs=choose_theirs)
    former, _ = retired(entries, [*first, *base.obsolete, *beside, *unused])
    catalog = sync(messages, replace(base, entries=(*entries, *former))).catalog
    return Received(catalog=catalog, merged=(*merged, *unasked), news=catalog != base)


def _merged(our: Entry, their: Entry, outcome: Outcome) -> Merged:
    return Merged(key=our.key, outcome=outcome, ours=our.text, theirs=their.text, references=our.references)


def _unasked(base: Catalog, unused: Sequence[Entry], *, choose_theirs: bool) -> tuple[list[Merged], list[Entry]]:
    """Return where two people's texts differ for what no message asks for, and which of theirs are to come first."""
    former = {entry.key: entry for entry in base.obsolete}
    both = [(former[their.key], their) for their in unused if their.key in former]
    differing = [pair for pair in both if all(map(is_human, pair)) and pair[0].msgstr != pair[1].msgstr]
    outcomes = [_outcome(*pair, choose_theirs=choose_theirs) for pair in differing]
    listed = [
        _merged(*pair, Outcome.CHOSEN if outcome is Outcome.CHOSEN else Outcome.UNASKED)
        for pair, outcome in zip(differing, outcomes, strict=True)
    ]
    return listed, [their for (_, their), outcome in zip(differing, outcomes, strict=True) if outcome is Outcome.CHOSEN]


def _news(incoming: Catalog, ours: Catalog, theirs: Synced) -> tuple[dict[MessageKey, Entry], list[Entry]]:
    """Return what a catalog says that ours does not: the texts of today's messages by key, and those nobody asks for.

    What `theirs` has for a message without an entry of the file behind it, a copy of another text say, is no news.
    """
    known = {_as_left(entry) for entry in ours.entries}
    held = {became.key for became in theirs.became if _as_left(became.old) not in known}
    unused = {(entry.msgid, entry.msgstr) for entry in incoming.entries if _as_left(entry) not in known}
    return (
        {entry.key: entry for entry in theirs.catalog.live if entry.key in held},
        [entry for entry in theirs.catalog.obsolete if entry.filled and (entry.msgid, entry.msgstr) in unused],
    )


def _as_left(entry: Entry) -> tuple[object, ...]:
    """Return all of an entry that a translator can change."""
    return entry.key, entry.plural, entry.msgstr, entry.fuzzy, entry.comments


def _outcome(our: Entry, their: Entry, *, choose_theirs: bool) -> Outcome | None:
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
    if their.text == their.msgid and our.filled and "@link" in (our.context or ""):
        return None  # an address as it arrived
    if mine is State.REVIEWED:
        untouched = our.text == our.msgid and "@link" in (our.context or "")
        return Outcome.TAKEN if untouched else Outcome.BOTH
    return Outcome.REPLACED if mine is State.CHANGED and our.msgstr != their.msgstr else Outcome.TAKEN


def _comments(our: Entry, their: Entry, chosen: Entry) -> tuple[str, ...]:
    """Return both translators' comments, but what says where a text is from only where that text stands."""
    lines = (*our.comments, *(line for line in dict.fromkeys(their.comments) if line not in our.comments))
    return tuple(line for line in lines if not line.startswith(("machine: ", COPIED)) or line in chosen.comments)
