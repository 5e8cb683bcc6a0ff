"""`spans_of`: the text of a translated message → spans, or all that is wrong with it. Nothing in it is trusted."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from bulletin.inline import Break, Code, Emphasis, Link, Slot, Span, Spans, Strong, Text, ValueRef, joined
from bulletin.inline.braces import reference_at
from bulletin.l10n.markup import REFERENCE, character, decoded, leaves, links_of, nested_links
from bulletin.l10n.visible import shows, visible

_TOKEN = re.compile(
    rf"<(?P<closing>/?)(?P<tag>[A-Za-z][A-Za-z0-9]*)(?P<rest>[^<>]*)>|(?P<brace>\{{)|{REFERENCE.pattern}"
)
_ALWAYS = ("b", "i", "br")
"""Tags that a translation may have though its source has none: they carry no address and no value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Why a translated text cannot be used."""

    rule: str
    """The id of the check that names it: `unknown-tag`, `lost-link`; docs/checks.md has them all."""
    text: str
    """What was found and what to write instead."""
    offset: int = 0
    """The character of the text that it starts at."""


@dataclass(slots=True)
class _Open:
    """An element that waits for its end."""

    tag: str
    offset: int
    parts: list[Span | Spans | str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    """The state of one reading."""

    links: dict[str, Link]
    tags: tuple[str, ...]
    values: frozenset[str]
    slots: dict[str, Slot]
    stack: list[_Open] = field(default_factory=lambda: [_Open("", 0)])
    faults: list[Fault] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def fault(self, rule: str, text: str, offset: int = 0) -> None:
        self.faults.append(Fault(rule=rule, text=text, offset=offset))

    def add(self, piece: Span | str) -> None:
        self.stack[-1].parts.append(piece)

    def tag(self, match: re.Match[str]) -> None:
        name, rest, closing = match["tag"], match["rest"].strip(), bool(match["closing"])
        code = self.stack[-1].tag == "code"
        if name not in self.tags or rest not in {"", "/"} or (rest == "/" and (name != "br" or closing)):
            allowed = ", ".join(f"<{tag}>" for tag in self.tags) or "none"
            advice = "write the tag as it stands there, or &lt; for a character <"
            self.fault(
                "unknown-tag", f"expected the source's tags ({allowed}), found {match[0]!r}; {advice}", match.start()
            )
        elif code and not (closing and name == "code"):
            self.fault("nesting", f"expected </code> before {match[0]}; nothing stands inside <code>", match.start())
        elif name == "br":
            self.add(Break())
        elif closing:
            self.close(name, match.start())
        elif name in self.links and (outer := self.outer_link()) and not self.nests(outer, name):
            self.fault("nesting", f"expected </{outer}> before <{name}>; no link stands in another", match.start())
        elif name in self.links and name in self.used:
            self.fault(
                "link-twice", f"expected <{name}> once, as in the source, found it again; delete one", match.start()
            )
        else:
            self.stack.append(_Open(name, match.start()))

    def outer_link(self) -> str:
        return next((opened.tag for opened in reversed(self.stack) if opened.tag in self.links), "")

    def nests(self, outer: str, name: str) -> bool:
        """Tell whether the source itself has one link inside the other."""
        return any(link is self.links[name] for link in nested_links(self.links[outer].parts))

    def close(self, name: str, offset: int) -> None:
        if self.stack[-1].tag != name:
            expected = f"</{self.stack[-1].tag}>" if self.stack[-1].tag else "no end tag here"
            self.fault("nesting", f"expected {expected}, found </{name}>; close what was opened last first", offset)
            return
        inner = joined(*self.stack.pop().parts).parts
        self.used.add(name)
        match name:
            case "b":
                self.add(Strong(inner))
            case "i":
                self.add(Emphasis(inner))
            case "code":
                self.add(Code("".join(part.text for part in inner if isinstance(part, Text))))
            case _:
                self.close_link(name, inner, offset)

    def close_link(self, name: str, inner: tuple[Span, ...], offset: int) -> None:
        """Take a link; one that has lost its words can be followed by nobody."""
        if shows(visible(self.links[name].parts)) and not shows(visible(inner)):
            advice = "set it round the words that lead there"
            self.fault("lost-link", f"expected words inside <{name}>…</{name}>, found none; {advice}", offset)
        self.add(replace(self.links[name], parts=inner))

    def brace(self, text: str, offset: int) -> int:
        """Take a value or slot; return the position behind it. A brace that opens neither is a brace."""
        found = reference_at(text, offset)
        if found is None:
            self.add("{")
            return offset + 1
        reference, end = found
        shown = text[offset:end]
        if self.stack[-1].tag == "code":
            advice = "write &lbrace; for a brace"
            self.fault("nesting", f"expected plain characters inside <code>, found {shown}; {advice}", offset)
        elif reference.name not in (self.slots if isinstance(reference, Slot) else self.values):
            known = [f"{{{name}}}" for name in sorted(self.values)] + [f"{{reader.{name}}}" for name in self.slots]
            advice = "copy a name as it stands there, or write &lbrace; for a brace"
            names = ", ".join(known) or "none"
            self.fault("unknown-name", f"expected the source's names ({names}), found {shown}; {advice}", offset)
            self.add(shown)
        elif isinstance(reference, Slot):
            words = {key: decoded(getattr(reference, key)) for key in ("before", "after", "fallback")}
            self.add(replace(reference, place=self.slots[reference.name].place, **words))
        else:
            self.used.add(f"{{{reference.name}}}")
            self.add(reference)
        return end

    def finish(self, *, whole: bool) -> None:
        """Record what is open or missing."""
        for opened in self.stack[1:]:
            self.fault("nesting", f"expected </{opened.tag}> for <{opened.tag}>, found none; write it", opened.offset)
        for tag in self.links:
            if tag not in self.used:
                self.fault(
                    "lost-link", f"expected <{tag}>…</{tag}> as in the source, found none; set it round its words"
                )
        for name in sorted(self.values) if whole else ():
            if f"{{{name}}}" not in self.used:
                self.fault("lost-name", f"expected {{{name}}} as in the source, found none; write it where it belongs")


def spans_of(msgstr: str, source: Spans, *, markup: bool = True, whole: bool = True) -> Spans | tuple[Fault, ...]:
    """Read a translated text against the source's spans, or say all that is wrong with it.

    Links take their addresses from the source; `<b>`, `<i>` and `<br/>` may come and go, the words of a slot are the
    translator's, and every link and value of the source must be there. For all spans `s`,
    `spans_of(message_text(s), s) == s`.

    Without `markup`, in a subject or an address, no tags are known: `<b>` is a fault there too. Unless it has to be
    `whole`, values may be left out: an address in another language can be one that needs none.

    >>> source = joined("worth ", ValueRef("fund"))
    >>> spans_of("{fund} <b>wert</b>", source)
    Spans(parts=(ValueRef(name='fund'), Text(text=' '), Strong(parts=(Text(text='wert'),))))
    >>> [fault.rule for fault in spans_of("<i>{found}", source)]
    ['unknown-name', 'nesting', 'lost-name']
    """
    if source.only_text is not None and _TOKEN.search(msgstr) is None:
        return joined(msgstr)  # the common case: there is nothing to lose, and nothing to find
    reader = _reader(source, markup=markup)
    position = 0
    while (match := _TOKEN.search(msgstr, position)) is not None:
        reader.add(msgstr[position : match.start()])
        position = match.end()
        if match["tag"]:
            reader.tag(match)
        elif match["brace"]:
            position = reader.brace(msgstr, match.start())
        else:
            reader.add(character(match))
    reader.add(msgstr[position:])
    reader.finish(whole=whole)
    return tuple(reader.faults) or joined(*reader.stack[0].parts)


def _reader(source: Spans, *, markup: bool) -> _Reader:
    slots: dict[str, Slot] = {}
    values: set[str] = set()
    code = False
    for part in leaves(source.parts):
        if isinstance(part, Slot):
            slots.setdefault(part.name, part)
        elif isinstance(part, ValueRef):
            values.add(part.name)
        code = code or isinstance(part, Code)
    links = links_of(source)
    tags = (*links, *(["code"] if code else []), *_ALWAYS) if markup else ()
    return _Reader(links=links, tags=tags, values=frozenset(values), slots=slots)
