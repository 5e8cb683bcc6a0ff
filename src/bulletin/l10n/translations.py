"""What the catalogs of a locale have for a text, and whether an edition may use it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from bulletin.findings import Finding, error
from bulletin.inline import Emphasis, Link, Span, Spans, Strong, plain
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.contexts import address_context
from bulletin.l10n.judging import judged
from bulletin.l10n.markup import links_of, message_text
from bulletin.l10n.readable import readable
from bulletin.l10n.states import State, state_of
from bulletin.model.marks import Form
from bulletin.model.message import MessageKey
from bulletin.model.newsletter import EditionPolicy

_FACTS = re.compile(
    r"\{[^{}]*\}|</?link\d+>|\d[\d.,:/]*|(?<=[^\s.!?] )[A-Z\u00c0-\u00de\u0386-\u03ab\u0401-\u042f][\w-]*"
)
"""What may not differ: names in braces, links, numbers, and words with a capital inside a sentence."""
_LINK = re.compile(r"<link(\d+)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What there is for one text."""

    text: Spans | None
    """What the edition shows; None: the source is shown."""
    state: State
    kept: bool = False
    """Whether the source has changed since the text was reviewed, and it is shown all the same."""
    unusable: bool = False
    """Whether the policy would take its text, and that has a fault."""


_MISSING = Translation(text=None, state=State.MISSING)


@dataclass(slots=True)
class Translations:
    """The catalogs of one edition, the nearest locale first, read under its policy."""

    catalogs: tuple[Catalog, ...]
    policy: EditionPolicy
    locale: str
    """The edition's, BCP 47: the glossary forbids words by locale."""
    findings: list[Finding] = field(default_factory=list)
    """What was wrong with translated texts, each of which falls back."""
    _known: dict[MessageKey, Translation] = field(default_factory=dict)
    _read_texts: dict[tuple[str, int], tuple[Spans, Translation]] = field(default_factory=dict)
    """By their sources, each held with its identity: two texts of one message may lead to different places."""

    def of(self, context: str, source: Spans, form: Form, *, msgid: str = "") -> Translation:
        """Return the translation of a text that has been read, its links leading where the catalogs say.

        `msgid` is its `message_text`, for those who have it at hand.
        """
        if (known := self._read_texts.get((context, id(source)))) is not None:
            return known[1]
        key = context, msgid or message_text(source)
        found = self._known[key] = self._looked_up(key, source, form)
        self._read_texts[context, id(source)] = source, found
        return found

    def address(self, context: str, source: Spans) -> Spans:
        """Return an address in this locale: the source's where the catalogs have none that can be followed."""
        key = context, message_text(readable(source, Form.ADDRESS))
        for catalog in self.catalogs:
            entry = catalog.by_key.get(key)
            if entry is not None and state_of(entry) is State.REVIEWED:
                moved = self._checked(entry, catalog, source, Form.ADDRESS)
                if moved is not None:
                    return moved
        return source

    def state(self, key: MessageKey) -> State:
        """Return how far the translation of a message is; one that was read and cannot be used has changed."""
        if key in self._known:
            found = self._known[key]
            return State.CHANGED if found.text is None and found.state is State.REVIEWED else found.state
        return next((state_of(entry) for entry in self._entries(key) if entry.filled), State.MISSING)

    def is_unusable(self, key: MessageKey) -> bool:
        """Tell whether a message that was read has a translation with a fault."""
        return key in self._known and self._known[key].unusable

    def _entries(self, key: MessageKey) -> Iterable[Entry]:
        return (entry for catalog in self.catalogs if (entry := catalog.by_key.get(key)) is not None)

    def _looked_up(self, key: MessageKey, source: Spans, form: Form) -> Translation:
        best = _MISSING
        for catalog in self.catalogs:
            entry = catalog.by_key.get(key)
            if entry is None or not entry.filled:
                continue
            found = self._read(entry, catalog, source, form)
            if found.text is not None:
                moved = self._with_addresses(key[0], found.text, entry.text)
                return found if moved is found.text else replace(found, text=moved)
            best = found if best is _MISSING else best
        return best

    def _read(self, entry: Entry, catalog: Catalog, source: Spans, form: Form) -> Translation:
        """Return what an entry gives: its text if the policy takes it and nothing is wrong with it."""
        state = state_of(entry)
        kept = state is State.CHANGED and self.policy.changed == "keep" and _says_the_same(entry)
        taken = state is State.REVIEWED or kept or (state is State.MACHINE and self.policy.machine != "never")
        if not taken:
            return Translation(text=None, state=state)
        text = self._checked(entry, catalog, source, form)
        if text is None:
            return Translation(text=None, state=State.CHANGED, unusable=True)
        return Translation(text=text, state=state, kept=kept)

    def _checked(self, entry: Entry, catalog: Catalog, source: Spans, form: Form) -> Spans | None:
        """Return an entry's text as spans; None, with what is wrong with it, where it cannot be used."""
        plurals = catalog.header("Plural-Forms") if entry.plural is not None else ""
        text = judged(entry, source, form, locale=self.locale, terms=catalog.terms, plurals=plurals)
        if isinstance(text, Spans):
            return text
        place = catalog.place(entry)
        self.findings += (error(fault.rule, f"{fault.text}; the source is shown meanwhile", place) for fault in text)
        return None

    def _with_addresses(self, context: str, text: Spans, written: str) -> Spans:
        """Return a text whose links lead where their `@link1` messages say, in whatever order it has them."""
        links = links_of(text) if text.only_text is None else {}
        if not links:
            return text
        numbers = (int(number) for number in _LINK.findall(written))
        moved = {
            id(link): self.address(address_context(context, number), plain(link.href))
            for number, link in zip(numbers, links.values(), strict=True)
        }
        return Spans(_moved(text.parts, moved))


def _moved(parts: tuple[Span, ...], moved: dict[int, Spans]) -> tuple[Span, ...]:
    """Return spans in which each link has its new address, and no title: those are in the source's language."""
    return tuple(_moved_one(part, moved) for part in parts)


def _moved_one(part: Span, moved: dict[int, Spans]) -> Span:
    match part:
        case Link(_, inner):
            return Link(moved[id(part)], _moved(inner, moved))
        case Strong(inner):
            return Strong(_moved(inner, moved))
        case Emphasis(inner):
            return Emphasis(_moved(inner, moved))
    return part


def _says_the_same(entry: Entry) -> bool:
    """Tell whether a changed source still has the numbers, names and links that its translation was made of."""
    if entry.previous_msgid is None or entry.previous_context not in {None, entry.context}:
        return False
    return Counter(_FACTS.findall(entry.previous_msgid)) == Counter(_FACTS.findall(entry.msgid))
