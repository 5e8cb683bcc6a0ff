"""`Translated`: one message with its translation, as the checks look at it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bulletin.findings import Finding, Place, Severity
from bulletin.inline import Code, Link, Span, Spans, Text
from bulletin.inline.braces import reference_at
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.checks.rules import SEVERITIES, found
from bulletin.l10n.glossary import Term
from bulletin.l10n.judging import ignored, judged
from bulletin.l10n.states import State, state_of
from bulletin.l10n.untrusted import Fault, spans_of
from bulletin.l10n.visible import visible
from bulletin.model.marks import Form
from bulletin.model.message import Message

_TOKEN = re.compile(r"<(?P<closing>/?)(?P<tag>link\d+|code)>|\{")
_UNREVIEWED = {State.MACHINE: "a machine's text, ", State.CHANGED: "not reviewed yet, "}


@dataclass(frozen=True, kw_only=True)
class Translated:
    """A message, its entry in a catalog and what both say."""

    message: Message
    entry: Entry
    locale: str
    source_locale: str
    place: Place | None = None
    terms: Sequence[Term] = ()
    """The glossary's."""
    plurals: str = ""
    """The Plural-Forms header of its catalog."""

    @cached_property
    def state(self) -> State:
        """How far the translation is."""
        return state_of(self.entry)

    @cached_property
    def source(self) -> Spans:
        """The source text as spans; its links lead nowhere."""
        return read_source(self.message.msgid, markup=self.message.form is Form.INLINE)

    @cached_property
    def read(self) -> Spans | tuple[Fault, ...]:
        """The translated text as spans, or what is wrong with its markup."""
        form = self.message.form
        return spans_of(self.entry.text, self.source, markup=form is Form.INLINE, whole=form is not Form.ADDRESS)

    @cached_property
    def faults(self) -> tuple[Fault, ...]:
        """Why the text cannot be used: what `localise` refuses it for."""
        found = judged(
            self.entry, self.source, self.message.form, locale=self.locale, terms=self.terms, plurals=self.plurals
        )
        return () if isinstance(found, Spans) else found

    @cached_property
    def before(self) -> str:
        """The characters of the source, as `visible` gives them."""
        return visible(self.source.parts)

    @cached_property
    def after(self) -> str:
        """The characters of the translation; none where its markup is at fault."""
        return visible(self.read.parts) if isinstance(self.read, Spans) else ""

    @property
    def field(self) -> str:
        """The last part of the context: `headline`, `subject`, `alt`."""
        return self.message.context.split("@")[0].rsplit(".", 1)[-1]

    @cached_property
    def ignored(self) -> frozenset[str]:
        """The checks that a comment of the translator silences: `# bulletin-ignore: double-space, copied-source`."""
        return ignored(self.entry)

    def finding(self, rule: str, text: str) -> Finding:
        """Return a finding on this entry. Nothing weighs more than a warning before the text is reviewed."""
        if self.state is State.REVIEWED:
            return found(rule, text, self.place)
        told = found(rule, f"{_UNREVIEWED.get(self.state, '')}{text}", self.place)
        return replace(told, severity=Severity.WARNING) if told.severity is Severity.ERROR else told

    def heard(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings that no comment silences."""
        return (finding for finding in findings if finding.rule not in self.ignored)

    def unknown_ignored(self) -> list[str]:
        """Return what the comment names and no check bears."""
        return sorted(self.ignored - set(SEVERITIES))


def translated(
    messages: Iterable[Message],
    catalogs: Sequence[Catalog],
    locale: str,
    source_locale: str,
    terms: Sequence[Term] = (),
) -> Iterator[Translated]:
    """Yield each message that a locale is asked for with its entry: the nearest, and those behind what cannot be used."""
    for message in messages:
        if not message.asked_for(locale):
            continue
        for catalog in catalogs:
            entry = catalog.by_key.get(message.key)
            if entry is not None and any(entry.msgstr):
                text = Translated(
                    message=message, entry=entry, locale=locale, source_locale=message.language or source_locale,
                    place=catalog.place(entry), terms=terms, plurals=catalog.header("Plural-Forms"),
                )  # fmt: skip
                yield text
                if text.state is State.REVIEWED and not text.faults:
                    break


def read_source(msgid: str, *, markup: bool = True) -> Spans:
    """Read a source text, which is our own, against the tags and names that stand in it.

    >>> read_source("<link1>{fund}</link1>").parts
    (Link(href='', parts=(ValueRef(name='fund'),), title=''),)
    """
    stack: list[tuple[str, list[Span]]] = [("", [])]
    for match in _TOKEN.finditer(msgid):
        if match[0] == "{":
            reference = reference_at(msgid, match.start())
            stack[-1][1].extend(reference[:1] if reference else ())
        elif match["tag"] == "code":
            stack[-1][1].append(Code(""))
        elif not match["closing"]:
            stack.append((match["tag"], []))
        elif len(stack) > 1:
            _, inner = stack.pop()
            stack[-1][1].append(Link("", tuple(inner)))
    read = spans_of(msgid, Spans(tuple(stack[0][1])), markup=markup)
    return read if isinstance(read, Spans) else Spans((Text(msgid),))
