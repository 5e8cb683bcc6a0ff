"""`restore`: what an engine answered → the text of a translation, or the reason why it cannot be one."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Literal

from bulletin.inline import Slot, Spans, joined
from bulletin.l10n.engines.holds import ADDRESS
from bulletin.l10n.engines.shield import Asked, Shielded
from bulletin.l10n.engines.spacing import without_added_spaces
from bulletin.l10n.engines.translator import Failure, Markup
from bulletin.l10n.engines.unseen import control_fault, without_nothing
from bulletin.l10n.engines.verify import numbers_fault, shape_fault
from bulletin.l10n.glossary import Term, forbidden_forms
from bulletin.l10n.markup import message_text
from bulletin.l10n.untrusted import spans_of
from bulletin.l10n.visible import visible

_TOKEN = re.compile(r"[\[［【]\s*[\[［【]\s*(?P<end>[/／]?)\s*(?P<index>\d{1,4})\s*[\]］】]\s*[\]］】]")
_SPACES = re.compile(r" {2,}")
_LINE = re.compile(r"[ \t]*[\r\n]+[ \t]*")

_LONGER, _ROOM = 8, 200
"""A translation that is longer than so many times its source, and a little, is something else."""

Kind = Literal["text", "open", "close", "hold", "strange"]
Event = tuple[Kind, str]


def restore(shielded: Shielded, answers: Sequence[str], source: str, target: str) -> str | Failure:
    """Return the text of a translation from the answers to `shielded.asked`, verified.

    >>> from bulletin.l10n.engines.shield import shield
    >>> shown = shield("worth <b>{fund}</b>", Markup.TOKENS, "en", "ko")
    >>> restore(shown, ["[[0]] [[1]] [[/0]] 규모"], "en", "ko")
    '<b>{fund}</b> 규모'
    >>> restore(shown, ["규모"], "en", "ko").reason
    'expected {fund} as in the source, found none'
    """
    holds = list(shielded.holds)
    heard = [_events(shielded, index, answer, target) for index, answer in enumerate(answers)]
    for words in shielded.slots:
        slot: Slot | Failure = words.slot
        if words.around is not None:
            slot = _around(words.slot, shielded.asked[words.around], heard[words.around])
        if words.fallback is not None and isinstance(slot, Slot):
            slot = _fallback(slot, shielded.asked[words.fallback], heard[words.fallback])
        if isinstance(slot, Failure):
            return slot
        holds[words.index] = message_text(Spans((slot,)))
    return _verified(shielded, heard[0], holds, source, target)


def _verified(
    shielded: Shielded, events: Sequence[Event], holds: Sequence[str], source: str, target: str
) -> str | Failure:
    words = "".join(text if kind == "text" else " " for kind, text in events)
    if strange := next((text for kind, text in events if kind == "strange"), ""):
        return Failure(reason=f"expected the source's tags, found {strange}")
    if reason := _words_fault(words, shielded.asked[0]) if shielded.asked[0].wanted else "":
        return Failure(reason=reason)
    expected = [index for index, tag in enumerate(shielded.tags) if not tag]
    counts = Counter(int(text) for kind, text in events if kind == "hold")
    length, expected_length = len(words) - len(events), len(shielded.asked[0].plain)
    if length > _LONGER * expected_length + _ROOM:
        return Failure(reason=f"expected about {expected_length} characters, found {length}")
    opened = Counter(text for kind, text in events if kind == "open")
    if added := opened - Counter(tag for tag in shielded.tags if tag):
        return Failure(reason=f"expected the source's tags, found <{next(iter(added))}> added")
    if wrong := [index for index in expected if counts[index] != 1]:
        found = "none" if not counts[wrong[0]] else f"{counts[wrong[0]]} of them"
        return Failure(reason=f"expected {shielded.holds[wrong[0]] or 'a name'} as in the source, found {found}")
    msgstr = "".join(_written(kind, text, shielded, holds) for kind, text in events)
    msgstr = (msgstr if shielded.lines else _SPACES.sub(" ", _LINE.sub(" ", msgstr))).strip()
    msgstr = without_added_spaces(msgstr, message_text(shielded.source), target)
    read = spans_of(msgstr, shielded.source)
    if not isinstance(read, Spans):
        return Failure(reason=read[0].text)
    reason = (
        shape_fault(shielded.source, read)
        or numbers_fault(shielded.asked[0].plain, source, words, target)
        or _terms_fault(read, shielded.terms, target)
    )
    return Failure(reason=reason) if reason else unicodedata.normalize("NFC", msgstr)


def _words_fault(words: str, asked: Asked) -> str:
    if not words.strip():
        return "expected words, found none"
    if control := control_fault(words, asked.plain):
        return control
    if address := ADDRESS.search(words):
        return f"expected no address that the source has not, found {address[0][:60]}"
    return ""


def _terms_fault(read: Spans, terms: Sequence[Term], target: str) -> str:
    """Return which word the glossary forbids, as `judged` would once the text stands in the catalog."""
    for form, term in forbidden_forms(visible(read.parts), terms, target):
        return f"expected {' or '.join(term.accepted(target)) or 'another word'}, found “{form}”, which the glossary forbids"
    return ""


def _written(kind: Kind, text: str, shielded: Shielded, holds: Sequence[str]) -> str:
    match kind:
        case "text":
            return message_text(joined(text if shielded.lines else _LINE.sub(" ", text))) if text else ""
        case "hold":
            return holds[int(text)]
        case "open":
            return f"<{text}>"
    return f"</{text}>"


def _around(slot: Slot, asked: Asked, events: Sequence[Event]) -> Slot | Failure:
    if not asked.wanted:
        return slot
    before, after, seen = "", "", 0
    for kind, text in events:
        if kind == "hold":
            seen += 1
        elif kind != "text":
            return Failure(reason=f"expected words round a reader's {slot.name}, found a tag")
        elif seen:
            after += text
        else:
            before += text
    if seen != 1:
        return Failure(reason=f"expected the reader's {slot.name} once among the words round it, found {seen}")
    if reason := _words_fault(before + " " + after, asked):
        return Failure(reason=reason)
    # an engine gives back no outer space: the source's is kept
    lead, tail = slot.before[: len(slot.before) - len(slot.before.lstrip())], slot.after[len(slot.after.rstrip()) :]
    return replace(slot, before=lead + _one_line(before).lstrip(), after=_one_line(after).rstrip() + tail)


def _fallback(slot: Slot, asked: Asked, events: Sequence[Event]) -> Slot | Failure:
    if not asked.wanted:
        return slot
    words = "".join(text for kind, text in events if kind == "text")
    if any(kind != "text" for kind, _ in events) or not words.strip():
        return Failure(reason=f"expected words for a reader without {slot.name}, found a tag or none")
    reason = _words_fault(words, asked)
    return Failure(reason=reason) if reason else replace(slot, fallback=_one_line(words).strip())


def _one_line(text: str) -> str:
    return unicodedata.normalize("NFC", _LINE.sub(" ", text))


def _events(shielded: Shielded, index: int, answer: str, target: str) -> tuple[Event, ...]:
    """Return an answer as text, tags and holds, without what shows and means nothing."""
    around = any(index == words.around for words in shielded.slots)
    tags = shielded.tags if not index else ("",) if around else ()
    found = _read(shielded.markup, answer, tags)
    return tuple((kind, without_nothing(text, target) if kind == "text" else text) for kind, text in found)


def _read(markup: Markup, answer: str, tags: Sequence[str]) -> tuple[Event, ...]:
    if markup is Markup.TOKENS:
        return tuple(_from_tokens(answer, tags))
    parser = _Fragment(tags)
    try:
        parser.feed(answer)
        parser.close()
    except (AssertionError, ValueError):  # html.parser's own, for some malformed declarations (cpython#77057)
        return (("strange", "malformed HTML"),)
    return tuple(parser.events)


def _from_tokens(answer: str, tags: Sequence[str]) -> Iterator[Event]:
    position = 0
    for match in _TOKEN.finditer(answer):
        yield "text", answer[position : match.start()]
        position = match.end()
        index = int(match["index"])
        if index >= len(tags) or (match["end"] and not tags[index]):
            yield "strange", match[0]
        elif tags[index]:
            yield ("close" if match["end"] else "open"), tags[index]
        else:
            yield "hold", str(index)
    yield "text", answer[position:]


@dataclass(slots=True)
class _State:
    tags: Sequence[str]
    events: list[Event] = field(default_factory=list)
    holding: int = 0
    """How many elements are open inside a hold, itself included."""
    links: list[str] = field(default_factory=list)


class _Fragment(HTMLParser):
    """Reads an HTML fragment, well formed or not, as events."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(convert_charrefs=True)
        self._state = _State(tags)

    @property
    def events(self) -> list[Event]:
        """What was read."""
        return self._state.events

    def handle_data(self, data: str) -> None:
        """Take text; what stands in a hold is the engine's idea of it."""
        if not self._state.holding:
            self.events.append(("text", data))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag, or a hold."""
        state, shown = self._state, dict(attrs).get("id") or ""
        index = shown.removeprefix("q")
        if state.holding:
            state.holding += tag == "span"
        elif tag == "span" and index.isdecimal() and int(index) < len(state.tags) and not state.tags[int(index)]:
            state.holding = 1
            self.events.append(("hold", str(int(index))))
        elif tag == "a" and shown and shown in state.tags:
            state.links.append(shown)
            self.events.append(("open", shown))
        elif tag in {"b", "i"}:
            self.events.append(("open", tag))
        else:
            self.events.append(("strange", f"<{tag}>"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take `<span id="q1"/>` as a hold without contents."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Take the end of a tag or hold."""
        state = self._state
        if state.holding:
            state.holding -= tag == "span"
        elif tag == "a" and state.links:
            self.events.append(("close", state.links.pop()))
        else:
            self.events.append(("close" if tag in {"b", "i"} else "strange", tag))

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - html.parser calls it so
        """Refuse a comment."""
        self.events.append(("strange", "a comment"))

    def handle_decl(self, decl: str) -> None:  # noqa: ARG002 - likewise
        """Refuse a declaration."""
        self.events.append(("strange", "a declaration"))
