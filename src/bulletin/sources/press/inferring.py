"""Inferring: what an import tells about its guesses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bulletin.sources.press.blocks import Block, Doubt, Happening, Heading, Listing, Quote, first_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def describe(blocks: Iterable[Block]) -> Iterator[str]:
    """One line for each block that is more than a paragraph, and one for each doubt, with line numbers.

    >>> list(describe([Heading(line=9, text="Notes to editors")]))
    ['line 9: heading “Notes to editors”']
    """
    for block in blocks:
        what = _what(block)
        if what:
            yield f"line {block.line}: {what}"
        for doubt in _doubts(block):
            yield f"line {block.line}: check: {doubt}"


def _what(block: Block) -> str:
    match block:
        case Heading():
            return f"heading “{block.text}”"
        case Listing():
            return f"list of {len(block.items)}, from “{first_words(block.items[0].text)}”"
        case Quote():
            return f"quote by {', '.join(part for part in (block.speaker, block.role) if part)}"
        case Happening():
            hours = f"{block.start:%Y-%m-%d %H:%M} to {block.end:%Y-%m-%d %H:%M}"
            return f"event “{block.title}”, {hours}, at {block.place}"
    return ""


def _doubts(block: Block) -> tuple[str, ...]:
    match block:
        case Doubt():
            return (block.text,)
        case Quote() | Happening():
            return block.doubts
    return ()
