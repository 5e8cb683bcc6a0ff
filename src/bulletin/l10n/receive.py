"""`receive`: a catalog that came back by mail → ours, with nobody's work overwritten. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.obsolete import retired
from bulletin.l10n.provenance import settled
from bulletin.l10n.states import State, is_human, state_of
from bulletin.l10n.sync import sync
from bulletin.l10n.template import PROJECT
from bulletin.model.languages import bcp47, same_language
from bulletin.model.message import Message, MessageKey


class Outcome(StrEnum):
    """What was done with one message of the catalog that came in."""

    TAKEN = "taken"
    """Theirs stands now; ours was missing, a machine's, or the same words not yet reviewed."""
    BOTH = "both"
    """Two people's texts differ: ours stands, theirs is kept as an obsolete entry. Somebody has to choose."""
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

    @property
    def conflicts(self) -> tuple[Merged, ...]:
        """The messages that two people have translated differently."""
        return tuple(each for each in self.merged if each.outcome is Outcome.BOTH)


def receive(incoming: Catalog, ours: Catalog, messages: Sequence[Message]) -> Received:
    """Merge a catalog that came back into ours, both brought to `messages` by the rules of `sync` first.

    Filled, unfuzzied texts win over missing ones, a machine's, and those that are the same or marked fuzzy; where two
    people's reviewed texts differ, ours stays, theirs is kept beside it and listed. Neither catalog is changed, and
    receiving the same one twice changes nothing more.
    """
    base = sync(messages, ours).catalog
    theirs = sync(messages, incoming).catalog
    entries: list[Entry] = []
    merged: list[Merged] = []
    beside: list[Entry] = []
    for our in base.live:
        their = theirs.by_key[our.key]
        outcome = _outcome(our, their)
        chosen, other = (our, their) if outcome in {None, Outcome.BOTH, Outcome.OLDER} else (their, our)
        entries.append(settled(replace(chosen, comments=_comments(our, their, chosen))))
        if is_human(other) and other.text != chosen.text:
            beside.append(other)
        if outcome is not None:
            merged.append(
                Merged(key=our.key, outcome=outcome, ours=our.text, theirs=their.text, references=our.references)
            )
    beside += (entry for entry in theirs.obsolete if entry.filled)
    former, _ = retired(entries, [*base.obsolete, *beside])
    return Received(catalog=replace(base, entries=(*entries, *former)), merged=tuple(merged))


def _outcome(our: Entry, their: Entry) -> Outcome | None:
    """Say which of two entries is to stand and why; None where ours stays and nothing is to be said."""
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
    """Return both translators' comments, but a mark on a text only where that text stands."""
    lines = dict.fromkeys((*our.comments, *their.comments))
    return tuple(line for line in lines if not line.startswith(("machine: ", "reviewed: ")) or line in chosen.comments)


def recognise(incoming: Catalog, ours: Sequence[Catalog]) -> Catalog:
    """Return which of our catalogs one that came in belongs to, by its messages and headers.

    Raises CatalogError where its language is none of ours, or its messages are.
    """
    language = incoming.header("Language") or incoming.locale
    spoken = [catalog for catalog in ours if not language or same_language(language, catalog.locale)]
    if not spoken:
        known = ", ".join(dict.fromkeys(catalog.locale for catalog in ours)) or "none"
        raise CatalogError(
            f"{incoming.file}: expected a language of this newsletter ({known}), found {bcp47(language)}; "
            "name the one it belongs to with --locale L"
        )
    shared = {id(catalog): len(_keys(incoming) & _keys(catalog)) for catalog in spoken}
    most = max(shared.values())
    best = [catalog for catalog in spoken if shared[id(catalog)] == most]
    named = [catalog for catalog in best if catalog.header(PROJECT) == incoming.header(PROJECT)] or best
    if not most:
        domains = ", ".join(dict.fromkeys(catalog.domain for catalog in ours))
        raise CatalogError(
            f"{incoming.file}: expected messages of {domains}, found none of them; is it another newsletter's catalog?"
        )
    if len({catalog.locale for catalog in named}) > 1:
        raise CatalogError(
            f"{incoming.file}: expected a Language header, found none; name the language with --locale "
            f"{' or '.join(catalog.locale for catalog in named)}"
        )
    return named[0]


def _keys(catalog: Catalog) -> set[MessageKey]:
    """Return the keys of a catalog, those that its entries had before among them."""
    keys = {entry.key for entry in catalog.entries}
    former = {
        (entry.previous_context or entry.context or "", entry.previous_msgid)
        for entry in catalog.entries
        if entry.previous_msgid is not None
    }
    return keys | former
