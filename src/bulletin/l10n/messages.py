"""`messages`: an issue → what its translators are asked for. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from bulletin.inline import Link, Spans
from bulletin.l10n.contexts import SERIES, address_context, article_of
from bulletin.l10n.formatter import Formatter
from bulletin.l10n.markup import links_of, message_text
from bulletin.l10n.notes import notes_of
from bulletin.l10n.readable import readable
from bulletin.l10n.source_texts import SourceText, source_texts
from bulletin.model.issue import Issue
from bulletin.model.marks import Form
from bulletin.model.message import Message, MessageKey
from bulletin.model.same import Same
from bulletin.model.walk import Visit, map_text

Note = Callable[[SourceText, Visit], tuple[str, ...]]
"""What a translator is told about a text."""
_ADDRESS_NOTE = "Address: write another where your readers have a page of their own; else leave it as it is"


def messages(issue: Issue) -> tuple[Message, ...]:
    """Return every text of an issue to be translated, in reading order, each (context, msgid) once.

    Raises ContentError where a text cannot be read.
    """
    formatter = Formatter(issue.newsletter.locale)

    def note(source: SourceText, visit: Visit) -> tuple[str, ...]:
        return notes_of(source.read, visit, article_of(visit), formatter)

    return _gathered(issue, note)


def counted_messages(issue: Issue) -> tuple[Message, ...]:
    """Return the same messages without notes, for those who count them; for the same object the same."""
    return _counted(Same(issue))


@lru_cache(maxsize=2)
def _counted(issue: Same[Issue]) -> tuple[Message, ...]:
    return _gathered(issue.value, lambda _source, _visit: ())


def _gathered(issue: Issue, note: Note) -> tuple[Message, ...]:
    found: list[Message] = []
    texts = source_texts(issue)

    def gather(text: str | Spans, visit: Visit) -> str | Spans:
        found.extend(_messages(texts.of(text, visit), visit, issue, note))
        return text

    map_text(issue, gather)
    return merged(found)


def _messages(source: SourceText, visit: Visit, issue: Issue, note: Note) -> Iterator[Message]:
    """Yield the message of one text, and one for each address in it."""
    article = article_of(visit)
    address = source.form is Form.ADDRESS
    one = Message(
        context=address_context(source.context) if address else source.context,
        msgid=source.msgid,
        domain=issue.newsletter.id if source.context.split(".")[0] == SERIES else issue.id,
        form=source.form,
        notes=(visit.mark.note, _ADDRESS_NOTE) if address else note(source, visit),
        places=(source.place,) if source.place else (),
        article=article.slug if article else "",
        language=article.locale if article else "",
        editions=article.editions if article else (),
        originals=(source.original,) if source.original else (),
        optional=not source.asks,
    )
    yield one
    for number, link in enumerate(links_of(source.read).values(), 1):
        href = message_text(readable(link.href, Form.ADDRESS))
        notes = (f"Where <link{number}> leads: {_shown(link)}", _ADDRESS_NOTE)
        address_of = replace(one, context=address_context(source.context, number), form=Form.ADDRESS, optional=True)
        if href:
            yield replace(address_of, msgid=href, notes=notes)


def _shown(link: Link) -> str:
    return message_text(Spans(link.parts))


def merged(found: Iterable[Message]) -> tuple[Message, ...]:
    """Return the messages, those with the same key as one, which notes all the places.

    It has an original where all of them have: elsewhere a language still needs its translation.
    """
    by_key: dict[MessageKey, Message] = {}
    for message in found:
        first = by_key.setdefault(message.key, message)
        if first is not message:
            notes = tuple(dict.fromkeys((*first.notes, *message.notes)))
            originals = tuple(each for each in first.originals if each in message.originals)
            places = (*first.places, *message.places)
            by_key[message.key] = replace(first, notes=notes, places=places, originals=originals)
    return tuple(by_key.values())
