"""What a translator is told about a text, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.inline import Slot, Spans, ValueRef, plain, plain_text
from bulletin.inline.read import spans
from bulletin.l10n.formatter import Formatter
from bulletin.l10n.markup import leaves, links_of, message_text
from bulletin.model.blocks import Inline, Quote
from bulletin.model.issue import Article
from bulletin.model.marks import Form
from bulletin.model.own_words import own_words
from bulletin.model.values import Listing, Phrase, Value
from bulletin.model.walk import Visit


def notes_of(read: Spans, visit: Visit, article: Article | None, formatter: Formatter) -> tuple[str, ...]:
    """Return the notes of a text: what it is, what its author adds, its links, values, slots and speaker."""
    lines = [_described(visit)]
    lines += _authors(visit)
    lines += _speaker(visit)
    if article and article.locale and article.locale != formatter.locale:
        lines.append(f"Written in: {article.locale}")
    lines += _original(visit)
    lines += (f"<{tag}> = {_address(link.href)}" for tag, link in links_of(read).items())
    lines += _names(read, article, formatter)
    return tuple(line for text in lines for line in text.splitlines() if line.strip())


def _described(visit: Visit) -> str:
    own: str = getattr(visit.trail[-1], "note", "")
    return own if isinstance(own, str) and own else visit.mark.note


def _authors(visit: Visit) -> Iterator[str]:
    """Yield the authors' notes: that of the block, and on an article's own fields that of the article."""
    for node in visit.trail:
        if isinstance(node, Article) and node is not visit.trail[-1]:
            continue
        note = getattr(node, "translators", "")
        if isinstance(note, str) and note:
            yield f"Author: {' '.join(note.split())}"


def _speaker(visit: Visit) -> Iterator[str]:
    node = visit.trail[-1]
    if isinstance(node, Quote) and visit.field == "text" and node.speaker:
        yield f"Said by: {', '.join(_plain(part) for part in (node.speaker, node.role) if part)}"


def _original(visit: Visit) -> Iterator[str]:
    """Yield what the text is a translation of: of several paragraphs its own, where the two have as many."""
    own = own_words(visit)
    if own is None:
        return
    locale, said = own
    parts = said if isinstance(said, tuple) else (said,)
    if visit.index and len(parts) == len(getattr(visit.trail[-1], visit.field)):
        parts = (parts[visit.index[0]],)
    text = " ".join(message_text(spans(part) if visit.mark.form is Form.INLINE else plain(part)) for part in parts)
    yield f"Translated from {locale}: {text}" if text else f"The original ({locale}) leaves it out"


def _plain(text: Inline) -> str:
    return plain_text(plain(text))


def _address(href: str | Spans) -> str:
    return message_text(plain(href))


def _names(read: Spans, article: Article | None, formatter: Formatter) -> Iterator[str]:
    """Yield a line for each value and slot, once."""
    values = {value.name: value for value in article.values} if article else {}
    seen: set[str] = set()
    for part in leaves(read.parts):
        if isinstance(part, ValueRef) and part.name not in seen and part.name in values:
            seen.add(part.name)
            yield f"{{{part.name}}} = {_preview(values[part.name], formatter)}"
        elif isinstance(part, Slot) and f"reader.{part.name}" not in seen:
            seen.add(f"reader.{part.name}")
            yield f"{{reader.{part.name}…}} is filled for each reader; keep its name, translate the words in it"


def _preview(value: Value, formatter: Formatter) -> str:
    match value:
        case Phrase(text=text):
            return _plain(text)
        case Listing(list=items):
            return formatter.listing([_plain(item) for item in items])
    return formatter.value(value)
