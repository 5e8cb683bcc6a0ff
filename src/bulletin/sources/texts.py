"""What can be wrong inside a text: markup that is not read, stars left over, addresses that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bulletin.errors import ContentError
from bulletin.findings import Severity
from bulletin.inline import Link, Span, Spans, ValueRef, plain, plain_text
from bulletin.inline.commonmark import inline_tokens
from bulletin.inline.read import spans
from bulletin.model.marks import Form
from bulletin.model.origin import Origin
from bulletin.model.own_words import walk_originals
from bulletin.model.values import Listing, Phrase
from bulletin.model.walk import Visit, map_text
from bulletin.sources.faults import Faults
from bulletin.sources.toml import Toml

_SCHEME = re.compile(r"https?:|mailto:|tel:|\{", re.IGNORECASE)
_REFUSED = re.compile(r"\]\(\s*(javascript|vbscript|data|file):", re.IGNORECASE)


def check_texts(node: Any, faults: Faults) -> None:
    """Record the faults of all inline texts in a node that was read from TOML."""

    def look(text: str | Spans, visit: Visit) -> str | Spans:
        if visit.mark.form is Form.INLINE and isinstance(text, str):
            check_inline(text, line_of(visit), faults)
        return text

    map_text(node, look)
    walk_originals(node, look)


def line_of(visit: Visit) -> int:
    """Return the line of the field that the walk is in; 1 where nothing is known."""
    name = visit.field
    for node in reversed(visit.trail):
        origin: Origin | None = getattr(node, "origin", None)
        if origin is not None:
            return origin.place(name).line
        own = str(getattr(node, "name", name))
        name = f"values.{own}" if isinstance(node, Phrase | Listing) else own
    return 1


def check_inline(source: str, line: int, faults: Faults) -> None:
    """Record what is wrong with inline Markdown, or reads but is surely not meant."""
    try:
        read = spans(source)
    except ContentError as problem:
        faults.add_near("inline", str(problem), line, problem.fragment)
        return
    text = plain_text(read)
    if "**" in text and (left := _left_over(source)):
        advice = r"`**` stands here as two stars; close the emphasis, or write \*\* for stars"
        faults.add_near("emphasis-left", advice, line, left, Severity.WARNING)
    if refused := _REFUSED.search(text):
        advice = (
            f"expected a web address, found one that begins with {refused[1]}:; write one that begins with https://"
        )
        faults.add_near("address-scheme", advice, line, refused[1])
    for link in _links(read.parts):
        check_address(str(link.href), line, faults)


def check_address(address: str, line: int, faults: Faults) -> None:
    """Record an address that nobody can follow from a mail."""
    if not _SCHEME.match(address):
        advice = f"expected an address that begins with https://, http://, mailto: or tel:, found {address!r}"
        faults.add_near("address-scheme", f"{advice}; write it in full", line, address)


def _left_over(source: str) -> str:
    """Return the text from the first `**` that opened and closed nothing: neither code nor escaped."""
    for token in inline_tokens(source):
        if token.type == "text" and (at := token.content.find("**")) >= 0:
            return token.content[at:]
    return ""


def _links(parts: tuple[Span, ...]) -> Iterator[Link]:
    for part in parts:
        if isinstance(part, Link):
            yield part
        yield from _links(getattr(part, "parts", ()))


def check_plain(texts: Mapping[tuple[str | int, ...], str], toml: Toml, faults: Faults) -> None:
    """Record references to values in plain texts outside articles, by their paths in a TOML text."""
    for path, text in texts.items():
        for name in references(text, Form.PLAIN):
            advice = f"expected words, found the value `{name}`, and values belong to articles; write them out, or \\{{ for a brace"
            faults.add("undeclared-value", advice, *toml.locate(path))


def references(text: str | Spans, form: Form) -> Iterator[str]:
    """Yield the names of values that a text refers to, those in its addresses among them."""
    try:
        read = spans(text) if form is Form.INLINE else plain(text)
    except ContentError:  # recorded when the text was read
        return
    yield from _names(read.parts)


def _names(parts: tuple[Span, ...]) -> Iterator[str]:
    for part in parts:
        if isinstance(part, ValueRef):
            yield part.name
        elif isinstance(part, Link):
            yield from _names((*plain(part.href).parts, *part.parts))
        else:
            yield from _names(getattr(part, "parts", ()))
