"""`sync`: what is asked for now and what was translated before → one catalog that loses nobody's work. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.matching import is_short, similar
from bulletin.l10n.neighbours import rows, successors
from bulletin.l10n.obsolete import is_address, is_untouched, retired
from bulletin.l10n.states import State, accepted_by_a_person, state_of
from bulletin.model.message import Message, MessageKey

COPIED = "copied from "
"""How the comment on a copied translation begins."""


class Fate(StrEnum):
    """What became of an entry, or where a message has its text from."""

    KEPT = "kept"
    """Same context and text."""
    REVIVED = "revived"
    """Same context and text; it had been obsolete."""
    CARRIED = "carried"
    """Same context between the same neighbours: fuzzy, with the previous text."""
    EARLIER = "earlier"
    """Reviewed in an earlier issue, in the same context."""
    COPIED = "copied"
    """Same text in another context: fuzzy, and marked."""
    SIMILAR = "similar"
    """A text much like it has disappeared: fuzzy, with the previous text."""
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
        catalog=replace(run.old, entries=(*entries, *kept), findings=()),
        became=tuple(run.used[id(entry)] for entry in run.old.entries),
        sources=tuple(run.made[message.key][1] for message in messages),
    )


# ---- the steps ----------------------------------------------------------------------------------------------------


def same_key(run: _Sync) -> None:
    """Keep what has the same context and text, obsolete entries too."""
    obsolete: dict[MessageKey, Entry] = {}
    for entry in run.old.obsolete:
        if entry.filled:
            obsolete.setdefault(entry.key, entry)
    for message in run.wanted:
        live, former = run.old.by_key.get(message.key), obsolete.get(message.key)
        if live is not None and (live.filled or former is None):
            run.make(message, live, Fate.KEPT, live)
        elif former is not None:
            run.make(message, former, Fate.REVIVED, former)
            if live is not None:
                run.use(live, Fate.DROPPED)


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
            if (
                not is_address(entry)
                and state_of(entry) is State.REVIEWED
                and (catalog is run.old or not entry.obsolete)
            ):
                reviewed.setdefault(entry.msgid, entry)
    for message in run.open:
        if message.optional:
            continue
        if former := gone.get(message.msgid):
            old = former.pop(0)
            run.make(message, copied(old, message), Fate.COPIED, old)
        elif source := reviewed.get(message.msgid):
            run.make(message, copied(replace(source, comments=()), message), Fate.COPIED)


def similar_text(run: _Sync) -> None:
    """Carry what disappeared and is much like a message, of five words or more."""
    olds = [entry for entry in run.disappeared() if entry.filled and not is_untouched(entry)]
    news = [message for message in run.open if not message.optional]

    def same_context(new: int, old: int) -> bool:
        return news[new].context == olds[old].context

    for match in similar([message.msgid for message in news], [entry.msgid for entry in olds], nearer=same_context):
        old, message = olds[match.old], news[match.new]
        run.make(message, carried(old, message), Fate.SIMILAR, old)


def same_rows(run: _Sync) -> None:
    """Carry short texts that changed side by side, list items say: too short to be likened, as many as before."""
    kept = run.kept()
    wanted = [message for message in run.wanted if message.key in kept or message.key not in run.made]
    entries = [entry for entry in run.old.live if entry.key in kept or id(entry) not in run.used]
    for message, old in rows(wanted, entries, kept):
        if old.filled and not is_untouched(old) and is_short(old.msgid) and is_short(message.msgid):
            run.make(message, carried(old, message), Fate.CARRIED, old)


STEPS: tuple[Callable[[_Sync], None], ...] = (
    same_key, same_neighbours, earlier_issue, same_text, similar_text, same_rows,
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
    return asked if asked.fuzzy else asked.accepted()


def carried(old: Entry, message: Message) -> Entry:
    """Return an old translation under a new message: fuzzy, with the text that it was made of."""
    known = old.fuzzy and old.previous_msgid is not None
    previous = old.previous_context if known else old.context
    return replace(
        accepted_by_a_person(old).marked_fuzzy(), previous_msgid=old.previous_msgid if known else old.msgid,
        previous_context=previous if previous != message.context else None,
    )  # fmt: skip


def copied(old: Entry, message: Message) -> Entry:
    """Return a translation of the same text from elsewhere: fuzzy, and marked with where it is from."""
    mark = f"{COPIED}{old.context or 'a text without context'}"
    entry = carried(old, message)
    return replace(entry, comments=(*(line for line in entry.comments if not line.startswith(COPIED)), mark))
