"""`shield`: the text of a message → what an engine is shown, tags, names and amounts out of its reach."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from bulletin.inline import Break, Code, Emphasis, Link, Slot, Span, Spans, Strong, Text, ValueRef, joined
from bulletin.inline.braces import reference_at
from bulletin.l10n.engines.holds import held
from bulletin.l10n.engines.translator import Failure, Markup
from bulletin.l10n.glossary import Term
from bulletin.l10n.markup import message_text
from bulletin.l10n.untrusted import spans_of

_LINK = re.compile(r"<link(\d{1,4})>")
_TOKEN = re.compile(r"\[\s?\[\s?/?\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One text for the engine."""

    text: str
    wanted: bool
    """False where nothing is left to translate: the holds are all there is, and the text is its own answer."""
    plain: str
    """The words without tags and holds, by which numbers are verified."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotText:
    """The words of a reader slot, which are texts of their own: round the name, and without one."""

    index: int
    """Of its hold."""
    slot: Slot
    around: int | None = None
    """Which of the asked texts they are; None where there are none."""
    fallback: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shielded:
    """A message as an engine is shown it, and what puts it together again."""

    source: Spans
    markup: Markup
    asked: tuple[Asked, ...]
    """The message first, then the words of its slots."""
    holds: tuple[str, ...]
    """What stands for each placeholder in the translation."""
    tags: tuple[str, ...] = ()
    """Placeholder → the tag that it opens; empty for a hold."""
    slots: tuple[SlotText, ...] = ()
    lines: bool = False
    """Whether the source has line ends."""
    terms: tuple[Term, ...] = ()
    """The glossary, which forbids words."""


def shield(
    msgid: str,
    markup: Markup,
    source: str,
    target: str,
    terms: Sequence[Term] = (),
    previews: Mapping[str, str] = MappingProxyType({}),
) -> Shielded | Failure:
    """Return a message as an engine is shown it; `previews` are what names stand for, which helps its grammar.

    >>> shown = shield("worth <b>{fund}</b> or £5", Markup.HTML, "en-GB", "ko")
    >>> shown.asked[0].text
    'worth <b><span translate="no" class="notranslate" id="q1">fund</span></b> or <span translate="no" class="notranslate" id="q2">£5</span>'
    >>> shown.holds
    ('', '{fund}', '5파운드')
    >>> shield("worth <b>{fund}</b>", Markup.TOKENS, "en-GB", "ko").asked[0].text
    'worth [[0]][[1]][[/0]]'
    """
    read = read_message(msgid)
    if isinstance(read, Failure):
        return read
    if markup is Markup.TOKENS and _TOKEN.search(msgid):
        return Failure(reason="the text has [[1]] of its own, which stands for tags here; translate it by hand")
    writer = _Writer(markup=markup, source=source, target=target, terms=terms, previews=previews)
    main = writer.asked(read.parts)
    texts = [main]
    slots: list[SlotText] = []
    for index, slot in writer.slots:
        around = fallback = None
        if slot.before or slot.after:
            around = len(texts)
            texts.append(_slot_words(writer, (Text(slot.before), ValueRef("name"), Text(slot.after))))
        if slot.fallback:
            fallback = len(texts)
            texts.append(_slot_words(writer, (Text(slot.fallback),)))
        slots.append(SlotText(index=index, slot=slot, around=around, fallback=fallback))
    return Shielded(
        source=read, markup=markup, asked=tuple(texts), holds=tuple(writer.holds), tags=tuple(writer.tags),
        slots=tuple(slots), lines="\n" in msgid, terms=tuple(terms),
    )  # fmt: skip


def _slot_words(writer: _Writer, parts: tuple[Span, ...]) -> Asked:
    """Write words without holds of their own but the name's, which is number 0."""
    own = replace(writer, pieces=[], plain=[], holds=[], tags=[], slots=[], terms=(), running=False)
    return own.asked(parts)


@dataclass(slots=True, kw_only=True)
class _Writer:
    """The state of one writing."""

    markup: Markup
    source: str
    target: str
    terms: Sequence[Term]
    previews: Mapping[str, str]
    running: bool = True
    """Whether the text may have holds of its own."""
    pieces: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)
    holds: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    slots: list[tuple[int, Slot]] = field(default_factory=list)
    links: int = 0

    def asked(self, parts: tuple[Span, ...]) -> Asked:
        self.write(parts)
        words = "".join(self.plain)
        wanted = any(character.isalpha() for character in words)
        return Asked(text="".join(self.pieces), wanted=wanted, plain=words)

    def write(self, parts: tuple[Span, ...]) -> None:
        for part in parts:
            match part:
                case Text(text):
                    self.words(text)
                case Strong(inner):
                    self.element("b", inner)
                case Emphasis(inner):
                    self.element("i", inner)
                case Link():
                    self.links += 1
                    self.element(f"link{self.links}", part.parts)
                case Slot():
                    self.slots.append((len(self.holds), part))
                    self.hold(part.name, message_text(Spans((part,))))
                case ValueRef(name):
                    self.hold(self.previews.get(name, name), f"{{{name}}}")
                case Break() | Code():
                    self.hold(part.text if isinstance(part, Code) else "", message_text(Spans((part,))))

    def words(self, text: str) -> None:
        position = 0
        for each in held(text, self.terms, self.source, self.target) if self.running else ():
            self.chars(text[position : each.start])
            self.hold(text[each.start : each.end], message_text(joined(each.text)))
            position = each.end
        self.chars(text[position:])

    def chars(self, text: str) -> None:
        self.plain.append(text)
        self.pieces.append(html.escape(text, quote=False) if self.markup is Markup.HTML else text)

    def element(self, tag: str, inner: tuple[Span, ...]) -> None:
        index = self.placeholder("", tag)
        if self.markup is Markup.HTML:
            name = "a" if tag.startswith("link") else tag
            opening = f'<a id="{tag}">' if name == "a" else f"<{tag}>"
            closing = f"</{name}>"
        else:
            opening, closing = f"[[{index}]]", f"[[/{index}]]"
        self.pieces.append(opening)
        self.write(inner)
        self.pieces.append(closing)

    def hold(self, shown: str, written: str) -> None:
        index = self.placeholder(written, "")
        self.plain.append(" ")
        self.pieces.append(
            f'<span translate="no" class="notranslate" id="q{index}">{html.escape(shown, quote=False)}</span>'
            if self.markup is Markup.HTML
            else f"[[{index}]]"
        )

    def placeholder(self, written: str, tag: str) -> int:
        self.holds.append(written)
        self.tags.append(tag)
        return len(self.holds) - 1


def read_message(msgid: str) -> Spans | Failure:
    """Return the spans that the text of a message stands for, its links leading to their numbers."""
    read = spans_of(msgid, Spans(tuple(_permitted(msgid))))
    if isinstance(read, Spans):
        return read
    return Failure(reason=f"the source itself cannot be read: {read[0].text}")


def _permitted(msgid: str) -> Iterator[Span]:
    """Yield whatever a message names, as the source to read it against."""
    for number in range(1, max((int(match[1]) for match in _LINK.finditer(msgid)), default=0) + 1):
        yield Link(f"#{number}", ())
    if "<code>" in msgid:
        yield Code("")
    for position in (match.start() for match in re.finditer(r"\{", msgid)):
        if found := reference_at(msgid, position):
            yield found[0]
