"""Quotations: which paragraphs after an attribution are the quote.

By English custom each paragraph of a quote opens with a mark and only the last one closes. Where a release forgets
marks, a paragraph belongs to the quote only when a mark says so:

- it opens with a mark and holds no words outside marks, or
- it closes a mark that it never opened, or
- the quote is still open, and a later paragraph closes it, or the very next one opens with a mark again.

No quote runs across another attribution, a list, a heading, a divider or an end mark. Every guess leaves a doubt.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bulletin.sources.press.blocks import Quote, first_words
from bulletin.sources.press.marks import Family, Marked, family_of, read_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bulletin.sources.press.attribution import Attribution
    from bulletin.sources.press.layout import Paragraph

_WIDEST_GAP: Final = 1
"""So many paragraphs without any mark may come before one that opens with a mark again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The paragraphs of a release with what is known of them before any quote is read."""

    paragraphs: Sequence[Paragraph]
    boundaries: Sequence[bool]
    """Whether no quote runs across the paragraph; as many as there are paragraphs."""


def read_quote(attribution: Attribution, at: int, around: Surroundings) -> tuple[Quote, int] | None:
    """Return the quote that the attribution in paragraph `at` opens and the number of the first paragraph after it.

    `None` when nothing follows that is surely a quote.
    """
    start = at if attribution.after else at + 1
    if start == len(around.paragraphs) or (start > at and around.boundaries[start]):
        return None
    text = attribution.after or around.paragraphs[start].text
    family = family_of(text)
    first = read_marks(text, family)
    if first.outside or not _has_evidence(attribution, first):
        return None
    taken, end = _gather(first, start + 1, around, family)
    quote = Quote(
        line=around.paragraphs[at].line,
        speaker=attribution.speaker.name,
        role=attribution.speaker.role,
        paragraphs=tuple(marked.bare for marked in taken),
        source=attribution.source,
        doubts=(*attribution.speaker.doubts, *_doubts(attribution, taken)),
    )
    return (quote, end) if all(quote.paragraphs) else None


def _has_evidence(attribution: Attribution, first: Marked) -> bool:
    """Whether what follows the attribution is a quote: a mark, or the next line after a name with `said:`."""
    if first.opened:
        return True
    if attribution.weak:
        return False
    return first.closed or not attribution.after


def _gather(first: Marked, end: int, around: Surroundings, family: Family) -> tuple[list[Marked], int]:
    taken = [first]
    while count := _count_further(taken[-1], end, around, family):
        taken += [read_marks(paragraph.text, family) for paragraph in around.paragraphs[end : end + count]]
        end += count
    return taken, end


def _count_further(last: Marked, at: int, around: Surroundings, family: Family) -> int:
    """How many of the paragraphs from `at` on go on with a quote whose last paragraph so far is `last`."""
    marked = _marked_at(at, around, family)
    if marked is None or marked.outside:
        return 0
    if marked.opened or (marked.closed and family is Family.DOUBLE):
        return 1
    return 0 if last.closed or last.ends_marked else _look_ahead(at, around, family)


def _look_ahead(at: int, around: Surroundings, family: Family) -> int:
    """How many unmarked paragraphs from `at` on lie between marks of one quote, the closing one included."""
    count = 0
    while (marked := _marked_at(at + count, around, family)) and not marked.outside:
        count += 1
        if marked.opened:
            return count if count <= 1 + _WIDEST_GAP else 0
        if marked.closed:
            return count
    return 0


def _marked_at(at: int, around: Surroundings, family: Family) -> Marked | None:
    if at >= len(around.paragraphs) or around.boundaries[at]:
        return None
    return read_marks(around.paragraphs[at].text, family)


def _doubts(attribution: Attribution, taken: Sequence[Marked]) -> list[str]:
    doubts = []
    if attribution.weak and attribution.speaker.certain and not attribution.source.endswith(":"):
        doubts.append("there is no colon after the attribution")
    if len(taken) == 1 and not taken[0].opened and not taken[0].closed:
        return [*doubts, f"no quotation marks; only “{first_words(taken[0].bare)}” was taken"]
    reopened = [marked for above, marked in pairwise(taken) if above.closed]
    unmarked = [marked for above, marked in pairwise(taken) if not (above.closed or marked.opened or marked.closed)]
    if reopened:
        doubts.append(f"the marks close before {_named(reopened)}, taken as more of the quote")
    if unmarked:
        doubts.append(f"there are no marks at {_named(unmarked)}, taken as part of the quote")
    if not taken[-1].closed:
        doubts.append(f"no closing mark; the quote was ended after “{first_words(taken[-1].bare)}”")
    return doubts


def _named(paragraphs: Sequence[Marked]) -> str:
    """Return the first words of the first paragraph, and how many more there are."""
    more = f" and {len(paragraphs) - 1} more" if len(paragraphs) > 1 else ""
    return f"“{first_words(paragraphs[0].bare)}”{more}"
