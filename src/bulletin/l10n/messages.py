"""`messages`: an issue → what its translators are asked for. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from bulletin.inline import Draft, Emphasis, Link, Span, Spans, Strong, Text, plain
from bulletin.inline.read import spans
from bulletin.l10n.contexts import SERIES, address_context, article_of, context_of, place_of
from bulletin.l10n.formatter import Formatter
from bulletin.l10n.markup import links_of, message_text
from bulletin.l10n.notes import notes_of
from bulletin.model.issue import Issue
from bulletin.model.marks import Form
from bulletin.model.message import Message, MessageKey
from bulletin.model.own_words import own_words
from bulletin.model.walk import Visit, map_text

_MARKUP = re.compile(r"</?[a-z]+[0-9]*/?>|\{[a-z][a-z0-9_]*\}")
_ADDRESS_NOTE = "Address: write another where your readers have a page of their own; else leave it as it is"


def messages(issue: Issue) -> tuple[Message, ...]:
    """Return every text of an issue to be translated, in reading order, each (context, msgid) once.

    Raises ContentError where a text cannot be read.
    """
    found: list[Message] = []
    formatter = Formatter(issue.newsletter.locale)

    def note(text: str | Spans, visit: Visit) -> str | Spans:
        found.extend(_messages(text, visit, issue, formatter))
        return text

    map_text(issue, note)
    return merged(found)


def readable(text: str | Spans, form: Form) -> Spans:
    """Return a marked text as the spans that its message stands for: read, its characters in NFC."""
    return Spans(_composed((spans(text) if form is Form.INLINE else plain(text)).parts))


def _composed(parts: tuple[Span, ...]) -> tuple[Span, ...]:
    return tuple(_nfc(part) for part in parts)


def _nfc(part: Span) -> Span:
    match part:
        case Text(text):
            return part if text.isascii() else Text(unicodedata.normalize("NFC", text))
        case Strong(inner):
            return Strong(_composed(inner))
        case Emphasis(inner):
            return Emphasis(_composed(inner))
        case Link() | Draft():
            return replace(part, parts=_composed(part.parts))
    return part


def _messages(text: str | Spans, visit: Visit, issue: Issue, formatter: Formatter) -> Iterator[Message]:
    """Yield the message of one text, and one for each address in it."""
    form = visit.mark.form
    read = readable(text, form)
    context = context_of(visit)
    article, place = article_of(visit), place_of(visit)
    msgid = message_text(read)
    address = form is Form.ADDRESS
    own = own_words(visit)
    one = Message(
        context=address_context(context) if address else context,
        msgid=msgid,
        domain=issue.newsletter.id if context.split(".")[0] == SERIES else issue.id,
        form=form,
        notes=(visit.mark.note, _ADDRESS_NOTE) if address else notes_of(read, visit, article, formatter),
        places=(place,) if place else (),
        article=article.slug if article else "",
        language=article.locale if article else "",
        editions=article.editions if article else (),
        originals=own[:1] if own else (),
        optional=address or not has_letters(msgid),
    )
    yield one
    for number, link in enumerate(links_of(read).values(), 1):
        href = message_text(readable(link.href, Form.ADDRESS))
        notes = (f"Where <link{number}> leads: {_shown(link)}", _ADDRESS_NOTE)
        address_of = replace(one, context=address_context(context, number), form=Form.ADDRESS, optional=True)
        if href:
            yield replace(address_of, msgid=href, notes=notes)


def _shown(link: Link) -> str:
    return message_text(Spans(link.parts))


def has_letters(msgid: str) -> bool:
    """Tell whether a text has a letter outside its tags and names; one without can stay as it is.

    >>> has_letters("<b>{fund}</b> – 12 %"), has_letters("{reader.name|friend}")
    (False, True)
    """
    return any(character.isalpha() for character in _MARKUP.sub("", msgid))


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
