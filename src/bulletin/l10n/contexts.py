"""The `msgctxt` of a text: where it belongs, never at which position it stands."""

from __future__ import annotations

from typing import get_args

from bulletin.findings import Place
from bulletin.model.custom import AddressField, InlineField, PlainField
from bulletin.model.issue import Article, Section
from bulletin.model.newsletter import Newsletter, Publisher
from bulletin.model.origin import Node
from bulletin.model.values import Value
from bulletin.model.walk import Visit

SERIES = "series"
"""The root of every context that belongs to the newsletter, not to one issue."""
_VALUES = get_args(Value)


def context_of(visit: Visit) -> str:
    """Return the context of a text: `busan.paragraph.text`, `busan.headline`, `issue.subject`, `series.section`.

    Texts in a list or a table bear the name of the block they stand in, a value's words its name:
    `busan.value.partners`.
    """
    names = ["issue"]
    field = visit.field
    for node in visit.trail:
        match node:
            case Article(slug=slug):
                names = [slug]
            case Newsletter():
                names = [SERIES]
            case Section():
                names, field = [SERIES], "section"
            case Publisher():
                names.append("publisher")
            case InlineField(name=name) | PlainField(name=name) | AddressField(name=name):
                field = name
            case _ if isinstance(node, _VALUES):
                names, field = [names[0], "value"], node.name
            case _ if kind := getattr(node, "kind", ""):
                names = [names[0], str(kind)]
        if isinstance(node, Article):
            field = visit.field
    return ".".join([*names, field])


def address_context(context: str, number: int = 1) -> str:
    """Return the context of an address: that of the `number`th link of a text, or of a field that holds one.

    >>> address_context("busan.paragraph.text", 2)
    'busan.paragraph.text@link2'
    """
    return f"{context}@link{number}"


def article_of(visit: Visit) -> Article | None:
    """Return the article that the walk is in."""
    return next((node for node in visit.trail if isinstance(node, Article)), None)


def place_of(visit: Visit) -> Place | None:
    """Return where a text was read from, the file by its name alone: a catalog knows its issue."""
    field, index = visit.field, visit.index
    for node in reversed(visit.trail):
        where = node.where(field, index) if isinstance(node, Node) else None
        if where is not None:
            return Place(file=where.file.rsplit("/", 1)[-1], line=where.line)
        if isinstance(node, InlineField | PlainField | AddressField):
            field = node.name
        elif isinstance(node, _VALUES):
            field = f"values.{node.name}.{field}"
    return None
