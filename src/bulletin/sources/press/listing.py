"""Lists: which paragraphs are list items, and which of those are events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from bulletin.sources.press.blocks import Block, Doubt, Happening, Item, Listing, first_words
from bulletin.sources.press.calendar_day import write_day
from bulletin.sources.press.happening import Found, read_happening, trimmed

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from bulletin.sources.press.layout import Paragraph

_LONGEST_TITLE: Final = 100


def read_items(paragraphs: Sequence[Paragraph], at: int) -> tuple[Item, ...]:
    """Return the list items from paragraph `at` on: bullets, or at least two numbers in sequence; else none.

    Different bullets make one list; the levels of a nested list are not told apart.
    """
    end = at
    while end < len(paragraphs) and _goes_on(paragraphs, at, end):
        end += 1
    if paragraphs[at].mark[0].isdigit() and end == at + 1:
        return ()
    return tuple(Item(line=item.line, mark=item.mark, text=item.text) for item in paragraphs[at:end])


def _goes_on(paragraphs: Sequence[Paragraph], first: int, at: int) -> bool:
    mark = paragraphs[at].mark
    if at == first or not paragraphs[first].mark[:1].isdigit():
        return bool(mark) and mark[0].isdigit() == paragraphs[first].mark[0].isdigit()
    above = paragraphs[at - 1].mark
    return mark[-1:] == above[-1] and mark[:-1].isdigit() and int(mark[:-1]) == int(above[:-1]) + 1


def read_listing(
    items: Sequence[Item],
    *,
    intro: str,
    headline: str,
    published: dt.date | None,
) -> Iterator[Block]:
    """Return the list, taken apart where one of its items is an event.

    `intro` is the line right above the list when it introduces it, else empty; it or the headline names an event that
    has no title of its own.
    """
    plain: list[Item] = []
    for item in items:
        found = read_happening(item.text, published)
        if isinstance(found, Found):
            if plain:
                yield Listing(line=plain[0].line, items=tuple(plain))
            plain = []
            yield _happening(item, found, intro=intro, headline=headline)
            continue
        plain.append(item)
        if found:
            yield Doubt(line=item.line, text=f"list item “{first_words(item.text)}” was not made an event: {found}")
    if plain:
        yield Listing(line=plain[0].line, items=tuple(plain))


def _happening(item: Item, found: Found, *, intro: str, headline: str) -> Happening:
    title, doubts = _title(found, intro=intro, headline=headline)
    return Happening(
        line=item.line,
        source=f"{item.mark} {item.text}" if item.mark[0].isalnum() else item.text,
        title=title,
        start=found.start,
        end=found.end,
        place=found.place,
        address=found.address,
        doubts=(*doubts, *found.doubts),
    )


def _title(found: Found, *, intro: str, headline: str) -> tuple[str, tuple[str, ...]]:
    if found.title:
        return found.title, ()
    above = trimmed(intro)
    if above and len(above) <= _LONGEST_TITLE:
        return above, ("the title was taken from the line above the list",)
    return headline, ("the title was taken from the headline",)


def distinguish(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with no two events of one title: those that share it get their place, then their day.

    An event is known to calendars by its title, so two of one title would be one event.
    """
    by_place = _retitled(blocks, lambda event: event.place, "another event has the same title, so the place was added")
    return _retitled(by_place, lambda event: write_day(event.start), "the place is the same, too, so the day was added")


def _retitled(blocks: Sequence[Block], addition: Callable[[Happening], str], doubt: str) -> tuple[Block, ...]:
    """Return the blocks with an addition to each title that several events share, if it tells them apart."""
    additions: dict[str, set[str]] = {}
    for block in blocks:
        if isinstance(block, Happening):
            additions.setdefault(block.title, set()).add(addition(block))
    return tuple(
        replace(block, title=f"{block.title}, {addition(block)}", doubts=(*block.doubts, doubt))
        if isinstance(block, Happening) and len(additions[block.title]) > 1
        else block
        for block in blocks
    )
