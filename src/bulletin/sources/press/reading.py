"""Reading: the paragraphs of a release as blocks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from bulletin.sources.press.attribution import Attribution, read_attribution
from bulletin.sources.press.blocks import Block, Divider, Doubt, Heading, Prose, Quote, first_words
from bulletin.sources.press.boilerplate import is_boundary, is_divider, is_framed, is_heading, is_label
from bulletin.sources.press.happening import trimmed
from bulletin.sources.press.listing import distinguish, read_items, read_listing
from bulletin.sources.press.quotation import Surroundings, read_quote

if TYPE_CHECKING:
    import datetime as dt

    from bulletin.sources.press.layout import Layout, Paragraph

_LONGEST_INTRO: Final = 200
_SHORTEST_SENTENCE: Final = 11
"""A line above a list that ends in no punctuation introduces it when it has fewer words."""


def read_blocks(layout: Layout, published: dt.date | None) -> tuple[Block, ...]:
    """Return what the release consists of, in its order, without the headline."""
    reading = _Reading(layout=layout, published=published)
    at = 0
    while at < len(layout.paragraphs):
        at = reading.read(at)
    return (*_headline_doubts(layout), *distinguish(reading.blocks))


def _headline_doubts(layout: Layout) -> list[Doubt]:
    doubts = []
    if is_label(layout.headline):
        doubts.append("the headline is the first line, which looks like a label of the release")
    if layout.runs_on:
        doubts.append(f"the headline may go on: “{first_words(layout.paragraphs[0].full)}”")
    return [Doubt(line=layout.headline_line, text=doubt) for doubt in doubts]


@dataclass(slots=True, kw_only=True)
class _Reading:
    """One pass over the paragraphs."""

    layout: Layout
    published: dt.date | None
    blocks: list[Block] = field(default_factory=list)
    attributions: list[Attribution | None] = field(init=False)
    around: Surroundings = field(init=False)
    speaker: Quote | None = None
    """The last quote, for `She added:`."""

    def __post_init__(self) -> None:
        paragraphs = self.layout.paragraphs
        self.attributions = [None if one.mark else read_attribution(one.text) for one in paragraphs]
        boundaries = [
            bool(one.mark) or attribution is not None or is_boundary(one.text)
            for one, attribution in zip(paragraphs, self.attributions, strict=True)
        ]
        self.around = Surroundings(paragraphs=paragraphs, boundaries=boundaries)

    def read(self, at: int) -> int:
        """Read the block that begins with paragraph `at`; return the number of the paragraph after it."""
        items = read_items(self.layout.paragraphs, at) if self.layout.paragraphs[at].mark else ()
        if items:
            self.blocks += read_listing(
                items,
                intro=_intro(self.layout.paragraphs[at - 1]) if at else "",
                headline=self.layout.headline,
                published=self.published,
            )
            return at + len(items)
        return self._read_quote(at) or self._read_single(at)

    def _read_quote(self, at: int) -> int:
        attribution = self.attributions[at]
        found = attribution and read_quote(attribution, at, self.around)
        if not attribution or not found:
            return 0
        quote, end = found
        if attribution.speaker.pronoun:
            quote = self._resolved(quote)
        line = quote.line
        if attribution.before:
            self.blocks.append(Prose(line=line, text=attribution.before))
        self.blocks.append(quote)
        self.speaker = quote
        return end

    def _resolved(self, quote: Quote) -> Quote:
        """Return the quote of `She`, given to whoever spoke last."""
        if self.speaker is None:
            return replace(quote, doubts=(*quote.doubts, f"it is not clear who “{quote.speaker}” is"))
        doubt = f"“{quote.speaker}” was taken for the speaker before"
        return replace(quote, speaker=self.speaker.speaker, role=self.speaker.role, doubts=(*quote.doubts, doubt))

    def _read_single(self, at: int) -> int:
        paragraph, attribution = self.layout.paragraphs[at], self.attributions[at]
        if attribution and not attribution.weak:
            doubt = f"“{first_words(paragraph.full)}” looks like a quote and was left as text"
            self.blocks.append(Doubt(line=paragraph.line, text=doubt))
        self.blocks.append(_single(paragraph))
        return at + 1


def _single(paragraph: Paragraph) -> Block:
    if is_divider(paragraph.full):
        return Divider(line=paragraph.line)
    if not paragraph.mark and is_heading(paragraph.text):
        return Heading(line=paragraph.line, text=paragraph.text)
    return Prose(line=paragraph.line, text=paragraph.full)


def _intro(paragraph: Paragraph) -> str:
    """Return the paragraph if it introduces the list below it: it ends in a colon, or is short and ends nothing."""
    text = trimmed(paragraph.text) if is_framed(paragraph.text) else paragraph.text
    if not text or paragraph.mark or len(text) > _LONGEST_INTRO or is_boundary(text):
        return ""
    return text if text[-1] == ":" or (text[-1].isalnum() and len(text.split()) < _SHORTEST_SENTENCE) else ""
