"""`sync`: what is asked for now and what was translated before → one catalog that loses nobody's work. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.matching import is_short, similar
from bulletin.l10n.neighbours import rows, successors
from bulletin.l10n.obsolete import is_address, is_untouched, linked, retired
from bulletin.l10n.provenance import (
    key_hash,
    review_mark,
    reviewed_again,
    settled,
    with_copy_mark,
    with_review_mark,
    without_copy_mark,
    without_idle_marks,
    without_review_mark,
)
from bulletin.l10n.states import State, accepted_by_a_person, state_of
from bulletin.model.message import Message, MessageKey


class Fate(StrEnum):
    """What became of an entry, or where a message has its text from."""

    KEPT = "kept"
    """Same context and text."""
    REVIVED = "revived"
    """Same context and text; it had been obsolete."""
    RESTORED = "restored"
    """Its source is again what a person reviewed it for: reviewed."""
    CARRIED = "carried"
    """Same context between the same neighbours, or the one it was made of: fuzzy, with the previous text if another."""
    MOVED = "moved"
    """Same address in the same text, where another link stands before it than did."""
    EARLIER = "earlier"
    """Reviewed in an earlier issue, in the same context."""
    COPIED = "copied"
    """Same text in another context: fuzzy, and marked."""
    SIMILAR = "similar"
    """A text much like it has disappeared, or stands in fewer places: fuzzy, with the previous text."""
    OBSOLETE = "obsolete"
    """Kept in the file for whenever it is asked for again."""
    DROPPED = "dropped"
    """There was nothing of a person's in it."""
    MISSING = "missing"
    """A message that nobody has translated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of one entry of the old catalog."""

    old: Entry
    fate: Fate
    key: MessageKey | None = None
    """The message that has its translation now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synced:
    """A catalog that asks for exactly the messages given, and how it came about."""

    catalog: Catalog
    became: tuple[Became, ...]
    """One for each old entry, in the order of the old catalog."""
    sources: tuple[Fate, ...]
    """One for each live entry: where its text is from."""


@dataclass(slots=True)
class _Sync:
    """The state of one run."""

    wanted: Sequence[Message]
    old: Catalog
    earlier: Sequence[Catalog]
    made: dict[MessageKey, tuple[Entry, Fate]] = field(default_factory=dict)
    used: dict[int, Became] = field(default_factory=dict)
    """By the identity of the old entry: each is used once."""

    @property
    def open(self) -> list[Message]:
        """The messages without an entry so far."""
        return [message for message in self.wanted if message.key not in self.made]

    def kept(self) -> set[MessageKey]:
        """Return the keys that messages and live entries share."""
        return {became.key for became in self.used.values() if became.key is not None and became.fate is Fate.KEPT}

    def disappeared(self) -> list[Entry]:
        """Return the live entries that nobody has used and no message asks for."""
        return [entry for entry in self.old.live if id(entry) not in self.used]

    def make(self, message: Message, entry: Entry, fate: Fate, old: Entry | None = None) -> None:
        self.made[message.key] = (_as_asked(entry, message), fate)
        if old is not None:
            self.use(old, fate, message.key)

    def use(self, old: Entry, fate: Fate, key: MessageKey | None = None) -> None:
        self.used[id(old)] = Became(old=old, fate=fate, key=key)


def sync(
    messages: Sequence[Message], old: Catalog | None = None, earlier: Sequence[Catalog] = (), *, locale: str = ""
) -> Synced:
    """Return the catalog that asks for `messages`, with every translation of `old` in its place.

    `earlier` are catalogs of earlier issues in the same locale, the latest first. The steps stand in `STEPS`, in their
    order; what none of them takes becomes obsolete. Running it on its own result changes nothing.
    """
    run = _Sync(wanted=messages, old=old or Catalog(locale=locale), earlier=earlier)
    for step in STEPS:
        step(run)
    for message in run.open:
        run.make(message, Entry(context=message.context, msgid=message.msgid), Fate.MISSING)
    entries = tuple(run.made[message.key][0] for message in messages)
    kept, gone = retired(entries, [entry for entry in run.old.entries if id(entry) not in run.used])
    for entry in run.old.entries:
        if id(entry) not in run.used:
            run.use(entry, Fate.DROPPED if id(entry) in gone else Fate.OBSOLETE)
    return Synced(
        catalog=replace(run.old, entries=without_idle_marks((*entries, *kept)), findings=()),
        became=tuple(run.used[id(entry)] for entry in run.old.entries),
        sources=tuple(run.made[message.key][1] for message in messages),
    )


# ---- the steps ----------------------------------------------------------------------------------------------------


def same_key(run: _Sync) -> None:
    """Keep what has the same context and text, obsolete entries too, and restore what was reviewed for them."""
    obsolete = _first(entry for entry in run.old.obsolete if entry.filled)
    marked = {mark.source: entry for entry in (*run.old.obsolete, *run.old.live) if (mark := review_mark(entry))}
    wanted = {message.key for message in run.wanted}
    for message in run.wanted:
        live, former = run.old.by_key.get(message.key), obsolete.get(message.key)
        if live is not None and live.filled:
            run.make(message, live, Fate.KEPT, live)
            continue
        again = marked.get(key_hash(message.key)) if marked and (former is None or former.fuzzy) else None
        if again is not None:
            run.make(message, reviewed_again(again), Fate.RESTORED, None if again.key in wanted else again)
        elif former is not None:
            run.make(message, former, Fate.REVIVED, former)
        elif live is not None:
            run.make(message, live, Fate.KEPT, live)
        if live is not None and id(live) not in run.used:
            run.use(live, Fate.DROPPED)


def same_origin(run: _Sync) -> None:
    """Carry back what is not reviewed and was made of this very message."""
    made_of = {entry.origin: entry for entry in run.disappeared() if entry.filled and entry.fuzzy}
    for message in run.open:
        if (old := made_of.get(message.key)) and not is_untouched(old):
            run.make(message, carried(old, message), Fate.CARRIED, old)


def same_link(run: _Sync) -> None:
    """Let the address of a link go with it where the links of its text are numbered otherwise now."""
    own = (entry for entry in run.disappeared() if is_address(entry) and entry.filled and not is_untouched(entry))
    gone = {linked(entry): entry for entry in own}
    for message in (each for each in run.open if linked(each) in gone):
        run.make(message, old := gone.pop(linked(message)), Fate.MOVED, old)


def same_neighbours(run: _Sync) -> None:
    """Carry what stood in the same context between the same neighbours, whatever it says."""
    kept = run.kept()
    wanted = [message for message in run.wanted if message.key in kept or message.key not in run.made]
    entries = [entry for entry in run.old.live if entry.key in kept or id(entry) not in run.used]
    for message, old in successors(wanted, entries, kept):
        if is_untouched(old):
            run.use(old, Fate.DROPPED)
        elif old.filled:
            run.make(message, carried(old, message), Fate.CARRIED, old)


def earlier_issue(run: _Sync) -> None:
    """Take what was reviewed in an earlier issue, in the same context."""
    reviewed = _first(entry for catalog in run.earlier for entry in catalog.live if state_of(entry) is State.REVIEWED)
    for message in run.open:
        if entry := reviewed.get(message.key):
            run.make(message, entry, Fate.EARLIER)


def same_text(run: _Sync) -> None:
    """Copy the same text from another context: from where it disappeared, else from where it was reviewed."""
    gone: dict[str, list[Entry]] = {}
    for entry in run.disappeared():
        if entry.filled:
            gone.setdefault(entry.msgid, []).append(entry)
    reviewed: dict[str, Entry] = {}
    for catalog in (run.old, *run.earlier):
        for entry in catalog.entries:
            stands = catalog is run.old or not entry.obsolete
            if stands and not is_address(entry) and state_of(entry) is State.REVIEWED:
                reviewed.setdefault(entry.msgid, entry)
    for message in run.open:
        if message.optional:
            continue
        if former := gone.get(message.msgid):
            old = former.pop(0)
            run.make(message, copied(old, message), Fate.COPIED, old)
        elif source := reviewed.get(message.msgid):
            copy = copied(replace(source, comments=()), message)
            run.make(message, without_review_mark(copy), Fate.COPIED)  # the review stays with the source


def similar_text(run: _Sync) -> None:
    """Carry what disappeared and is much like a message, of five words or more."""
    olds = [entry for entry in run.disappeared() if entry.filled and not is_untouched(entry)]
    news = [message for message in run.open if not message.optional]

    def same_context(new: int, old: int) -> bool:
        return news[new].context == olds[old].context

    for match in similar([message.msgid for message in news], [entry.msgid for entry in olds], nearer=same_context):
        old, message = olds[match.old], news[match.new]
        run.make(message, carried(old, message), Fate.SIMILAR, old)


def similar_twin(run: _Sync) -> None:
    """Copy what stands in fewer places than before and is much like a message: one of two that were the same."""
    olds = [made for made, fate in run.made.values() if _stands_less_often(run, made, fate) and not is_untouched(made)]
    news = [message for message in run.open if not message.optional] if olds else []
    for match in similar([each.msgid for each in news], [each.msgid for each in olds]):
        run.make(news[match.new], carried(olds[match.old], news[match.new]), Fate.SIMILAR)


def _stands_less_often(run: _Sync, made: Entry, fate: Fate) -> bool:
    """Tell whether a text has left a place where another stands now, for all that is known."""
    if fate is Fate.KEPT:
        return len(made.references) < len(run.old.by_key[made.key].references) and made.filled
    return fate is Fate.RESTORED


def same_rows(run: _Sync) -> None:
    """Carry short texts that changed side by side, list items say: too short to be likened, as many as before."""
    kept = run.kept()
    wanted = [message for message in run.wanted if message.key in kept or message.key not in run.made]
    entries = [entry for entry in run.old.live if entry.key in kept or id(entry) not in run.used]
    for message, old in rows(wanted, entries, kept):
        if old.filled and not is_untouched(old) and is_short(old.msgid) and is_short(message.msgid):
            run.make(message, carried(old, message), Fate.CARRIED, old)


STEPS: tuple[Callable[[_Sync], None], ...] = (
    same_key, same_origin, same_link, same_neighbours, earlier_issue, same_text, similar_text, similar_twin, same_rows,
)  # fmt: skip
"""In this order: the surest knowledge first."""


# ---- entries ------------------------------------------------------------------------------------------------------


def _first(entries: Iterable[Entry]) -> dict[MessageKey, Entry]:
    found: dict[MessageKey, Entry] = {}
    for entry in entries:
        found.setdefault(entry.key, entry)
    return found


def _as_asked(entry: Entry, message: Message) -> Entry:
    """Return an entry under a message's key, with its notes and references; an optional one is filled."""
    msgstr = tuple(form.strip("\n") if form[:1] == "\n" or form[-1:] == "\n" else form for form in entry.msgstr)
    if message.optional and not entry.filled:
        msgstr = (message.msgid,)
    asked = replace(
        entry, context=message.context, msgid=message.msgid, msgstr=msgstr, notes=message.notes,
        references=message.references, obsolete=False,
    )  # fmt: skip
    return asked if asked.fuzzy else settled(asked.accepted())


def carried(old: Entry, message: Message) -> Entry:
    """Return an old translation under a new message: fuzzy, with the text that it was made of.

    One that is back where it was made of has none, and is as unreviewed as it was before.
    """
    entry = with_review_mark(accepted_by_a_person(old)).marked_fuzzy()
    context, msgid = old.origin if old.fuzzy else old.key
    if (context, msgid) == message.key:
        return replace(without_copy_mark(entry), previous_msgid=None, previous_context=None)
    return replace(entry, previous_msgid=msgid, previous_context=context if context != message.context else None)


def copied(old: Entry, message: Message) -> Entry:
    """Return a translation of the same text from elsewhere: fuzzy, and marked with where it is from."""
    entry = carried(old, message)
    return entry if entry.previous_msgid is None else with_copy_mark(entry, old.context)
