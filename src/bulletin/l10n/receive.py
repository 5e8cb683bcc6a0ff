"""`receive`: a catalog that came back by mail → ours, with nobody's work overwritten. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.obsolete import retired
from bulletin.l10n.outcomes import Outcome, outcome_of
from bulletin.l10n.provenance import COPIED, settled
from bulletin.l10n.states import is_human
from bulletin.l10n.sync import Synced, sync
from bulletin.model.message import Message, MessageKey

_TAKEN = {Outcome.TAKEN, Outcome.CHOSEN, Outcome.REPLACED, Outcome.PROPOSED}
"""Those with which theirs stands."""
_WORKED_ON = {"po-revision-date", "last-translator", "language-team"}
_NOBODY = re.compile("EMAIL@ADDRESS|YEAR-MO-DA|FULL NAME|LL@li.org|^LANGUAGE$")
"""What gettext's programs write where nobody has said anything."""


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
    return merge(incoming, ours, lambda catalog: sync(messages, catalog), choose_theirs=choose_theirs)


def merge(
    incoming: Catalog, ours: Catalog, refresh: Callable[[Catalog], Synced], *, choose_theirs: bool = False
) -> Received:
    """Merge a catalog into ours as `receive` does, both brought up to date by `refresh`."""
    base = refresh(ours).catalog
    live, unused = _news(incoming, ours, refresh(incoming))
    entries: list[Entry] = []
    merged: list[Merged] = []
    beside: list[Entry] = []
    for our in base.live:
        their = live.get(our.key, our)
        outcome = outcome_of(our, their, choose_theirs=choose_theirs)
        chosen, other = (our, their) if outcome in {None, Outcome.BOTH, Outcome.OLDER} else (their, our)
        entries.append(settled(replace(chosen, comments=_comments(our, their, chosen))))
        if is_human(other) and other.msgstr != chosen.msgstr:
            beside.append(other)
        if outcome is not None:
            merged.append(_merged(our, their, outcome))
    unasked, first = _unasked(base, unused, choose_theirs=choose_theirs)
    former, _ = retired(entries, [*first, *base.obsolete, *beside, *unused])
    catalog = refresh(replace(base, entries=(*entries, *former))).catalog
    if any(each.outcome in _TAKEN for each in merged):
        catalog = replace(catalog, headers=_headers(incoming, catalog))
    return Received(catalog=catalog, merged=(*merged, *unasked), news=catalog != base)


def _merged(our: Entry, their: Entry, outcome: Outcome) -> Merged:
    return Merged(key=our.key, outcome=outcome, ours=our.text, theirs=their.text, references=our.references)


def _unasked(base: Catalog, unused: Sequence[Entry], *, choose_theirs: bool) -> tuple[list[Merged], list[Entry]]:
    """Return where two people's texts differ for what no message asks for, and which of theirs are to come first."""
    former = {entry.key: entry for entry in base.obsolete}
    both = [(former[their.key], their) for their in unused if their.key in former]
    differing = [pair for pair in both if all(map(is_human, pair)) and pair[0].msgstr != pair[1].msgstr]
    outcomes = [outcome_of(*pair, choose_theirs=choose_theirs) for pair in differing]
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


def _headers(incoming: Catalog, ours: Catalog) -> tuple[tuple[str, str], ...]:
    """Return our headers with what the other file says of who worked on it last, when, and with what."""
    for name, value in incoming.headers:
        if (name.lower() in _WORKED_ON or name.lower().startswith("x-")) and not _NOBODY.search(value) and value:
            ours = ours.with_header(name, value)
    return ours.headers


def _comments(our: Entry, their: Entry, chosen: Entry) -> tuple[str, ...]:
    """Return both translators' comments, but what says where a text is from only where that text stands."""
    lines = (*our.comments, *(line for line in dict.fromkeys(their.comments) if line not in our.comments))
    return tuple(
        line for line in lines if not line.startswith(("machine: ", "reviewed: ", COPIED)) or line in chosen.comments
    )
