"""Writing: a headline and blocks as an article file."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from bulletin.sources.press.blocks import (
    Block,
    Divider,
    Doubt,
    Happening,
    Heading,
    Listing,
    Prose,
    Quote,
    first_words,
)
from bulletin.sources.press.escaping import escape_block, escape_inline, escape_plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence


def write_article(headline: str, blocks: Sequence[Block], published: dt.date | None) -> str:
    """Return the article file: front matter with attributions and doubts as comments, then the body.

    It ends with one newline.
    """
    front = [f"headline = {_quoted(escape_inline(headline))}"]
    if published is not None:
        front.append(f"published = {published.isoformat()}")
    front += chain.from_iterable(map(_comments, blocks))
    bodies = filter(None, map(_body, _kept_apart(blocks)))
    return "\n".join(("+++", *front, "+++", *("\n" + body for body in bodies), ""))


def _quoted(text: str) -> str:
    """Return a TOML basic string. Cleaned text holds no control characters but the tab."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t")
    return f'"{escaped}"'


def _comments(block: Block) -> Iterator[str]:
    """Return the comments on a block that stand in the front matter."""
    match block:
        case Doubt():
            yield f"# check: {block.text}"
        case Quote():
            yield f"# from: {block.source}"
            for doubt in block.doubts:
                yield f"# check: quote “{first_words(block.paragraphs[0], 4)}” by {block.speaker}: {doubt}"
        case Listing() if any(item.mark == "o" for item in block.items):
            marks = " ".join(item.mark for item in block.items if item.mark == "o")
            yield f"# from: list marks {marks} (of the list “{first_words(block.items[0].text)}”)"


def _kept_apart(blocks: Sequence[Block]) -> Iterator[Block]:
    """Return the blocks that the body shows, no numbered list like the one right above, or they would be one list."""
    above: Block | None = None
    for block in blocks:
        if isinstance(block, Doubt):
            continue
        clash = isinstance(block, Listing) and isinstance(above, Listing) and above.items[0].mark[-1]
        above = _renumbered(block) if isinstance(block, Listing) and clash == block.items[0].mark[-1] else block
        yield above


def _renumbered(block: Listing) -> Listing:
    """Return the list with `1)` for `1.` and the other way round."""
    other = {".": ")", ")": "."}[block.items[0].mark[-1]]
    return replace(block, items=tuple(replace(item, mark=item.mark[:-1] + other) for item in block.items))


def _body(block: Block) -> str:
    match block:
        case Prose():
            written = escape_block(block.text)
        case Heading():
            written = f"## {escape_inline(block.text)}"
        case Divider():
            written = "---"
        case Listing():
            written = _write_list(block)
        case Quote():
            written = _write_quote(block)
        case Happening():
            written = _write_event(block)
        case Doubt():
            written = ""
    return written


def _write_list(block: Listing) -> str:
    return "\n".join(f"{item.mark if item.ordered else '-'} {escape_block(item.text)}" for item in block.items)


def _write_quote(block: Quote) -> str:
    speaker = ", ".join(escape_inline(part) for part in (block.speaker, block.role) if part)
    return "\n>\n".join((*(f"> {escape_block(text)}" for text in block.paragraphs), f"> — {speaker}"))


def _write_event(block: Happening) -> str:
    fields = (
        ("title", _quoted(escape_plain(block.title))),
        ("start", block.start.isoformat()),
        ("end", block.end.isoformat()),
        ("place", _quoted(escape_plain(block.place))),
        ("address", _quoted(escape_plain(block.address)) if block.address else ""),
    )
    return "\n".join(
        (
            "```event",
            f"# from: {block.source}",
            *(f"# check: {doubt}" for doubt in block.doubts),
            *(f"{key} = {value}" for key, value in fields if value),
            "```",
        ),
    )
