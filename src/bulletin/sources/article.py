"""An article file → `Article`: front matter between `+++` lines (TOML), then Markdown."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bulletin.findings import Severity
from bulletin.inline import Spans
from bulletin.model.blocks import Block, Event, Image, List
from bulletin.model.issue import Article
from bulletin.model.origin import Origin, line_inside
from bulletin.model.own_words import walk_originals
from bulletin.model.values import Date, Listing, Money, Number, Percent, Phrase, TimeRange, Value
from bulletin.model.walk import Visit, map_text
from bulletin.sources.faults import Faults
from bulletin.sources.fences import keywords
from bulletin.sources.kinds import Kind
from bulletin.sources.markdown import read_blocks
from bulletin.sources.shapes import (
    ArticleHead,
    DateTable,
    ListTable,
    MoneyTable,
    NumberTable,
    PercentTable,
    TextTable,
    TimeRangeTable,
)
from bulletin.sources.text import read_text
from bulletin.sources.texts import check_texts, line_of, references
from bulletin.sources.toml import Toml, parse_toml
from bulletin.sources.validate import validate

_VALUES: dict[type[Any], type[Any]] = {
    MoneyTable: Money, NumberTable: Number, PercentTable: Percent, DateTable: Date, TimeRangeTable: TimeRange,
    ListTable: Listing, TextTable: Phrase,
}  # fmt: skip


def read_article(file: Path, faults: Faults, kinds: Mapping[str, Kind]) -> Article | None:
    """Read one article; its slug is the file's name. Records every fault.

    Returns None where there is no text to speak of, and an article without its front matter where that is wrong.
    """
    text = read_text(file, faults)
    return None if text is None else article_from(text, file.stem, faults, kinds)


def article_from(text: str, slug: str, faults: Faults, kinds: Mapping[str, Kind]) -> Article | None:
    """Return the article that `text` is; see `read_article`."""
    faults.source = text
    parts = _split(text, faults)
    if parts is None:
        return None
    front, body, offset = parts
    toml = parse_toml(front, faults, offset=1)
    head = validate(ArticleHead, toml, faults) if toml is not None else None
    blocks = read_blocks(body, faults, offset=offset, kinds=kinds)
    if toml is None:
        return None
    if head is None:
        # what follows from the text alone is told in the same breath
        values = toml.data.get("values")
        _check_references(Article(slug=slug, blocks=blocks), set(values) if isinstance(values, dict) else set(), faults)
        return Article(slug=slug, blocks=blocks)
    given = keywords(head)
    origin = Origin(file=faults.file, line=1, line_of=toml.line_of)
    image = Image(**vars(head.image), origin=_image_origin(faults.file, toml)) if head.image else None
    given["values"] = tuple(_value(name, table) for name, table in head.values.items())
    article = Article(**{**given, "image": image, "slug": slug, "blocks": blocks, "origin": origin})
    _check(article, toml, faults)
    return article


def _image_origin(file: str, toml: Toml) -> Origin:
    """Return where the lead picture is declared: its fields are keys of the table `image`."""
    return Origin(file=file, line=2, line_of=partial(line_inside, toml.line_of, "image"))


def _split(text: str, faults: Faults) -> tuple[str, str, int] | None:
    """Return front matter, Markdown and the number of lines before the Markdown."""
    lines = text.split("\n")
    if lines[0].rstrip() == "---":
        faults.add(
            "front-matter",
            "expected front matter in TOML between +++ lines, found YAML between --- lines "
            '(in YAML the locale `no` is false); write\n    +++\n    headline = "…"\n    +++',
            1, 1,
        )  # fmt: skip
        return None
    if lines[0].rstrip() != "+++":
        found = lines[0].strip()[:40]
        faults.add(
            "front-matter",
            f'expected +++ as the first line, found {found!r}; begin with\n    +++\n    headline = "…"\n    +++',
            1,
            1,
        )
        return None
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == "+++":
            return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 1
    faults.add(
        "front-matter", "expected a second +++ line behind the front matter, found none; write it before the text", 1, 1
    )
    return None


def _value(name: str, table: Any) -> Value:
    value: Value = _VALUES[type(table)](name=name, **keywords(table))
    return value


def _check(article: Article, toml: Toml, faults: Faults) -> None:
    """Record what is wrong with texts in the front matter, and what only shows in the article as a whole."""
    check_texts(replace(article, blocks=()), faults)
    if not article.headline and not article.label:
        faults.add(
            "missing-key",
            '`headline` is missing; write headline = "…" (only an article with a `label` may go without)',
            1,
            1,
        )
    for value in article.values:
        if isinstance(value, TimeRange) and value.end <= value.start:
            advice = f"`end` ({value.end}) must be later than `start` ({value.start}); write a later one"
            faults.add("event-order", advice, *toml.locate(("values", value.name, "end")))
    declared = {value.name for value in article.values}
    used = _check_references(article, declared, faults)
    for name in sorted(declared - used):
        place = toml.locate(("values", name))
        faults.add(
            "unused-value",
            f"the value `{name}` stands nowhere in the text; delete it or write {{{name}}}",
            *place,
            Severity.WARNING,
        )


def _check_references(article: Article, declared: set[str], faults: Faults) -> set[str]:
    """Record references to values that are not declared, each once, and return the names of those used."""
    used: set[str] = set()

    def look(text: str | Spans, visit: Visit) -> str | Spans:
        for name in references(text, visit.mark.form):
            if name not in declared and name not in used:
                line = line_of(visit)
                known = f"known are {', '.join(sorted(declared))}" if declared else "the article declares none"
                advice = f"write it under [values] as {name} = {{ … }}, or \\{{ for a brace"
                faults.add_near(
                    "undeclared-value", f"no value `{name}` is declared ({known}); {advice}", line, f"{{{name}}}"
                )
            used.add(name)
        return text

    map_text(article, look)
    walk_originals(article, look)
    return used


def _events(blocks: tuple[Block, ...]) -> Iterator[Event]:
    for block in blocks:
        if isinstance(block, Event):
            yield block
        elif isinstance(block, List):
            for item in block.items:
                yield from _events(item.blocks)


def check_times(article: Article, zone: str, faults: Faults) -> None:
    """Record events without a zone, and local times that do not exist or exist twice in theirs."""
    for event in _events(article.blocks):
        line = event.origin.line if event.origin else 0
        name = event.zone or zone
        if not name:
            faults.add(
                "no-zone",
                'the event has no time zone, nor has the newsletter; write zone = "Europe/London" in either',
                line,
                1,
            )
            continue
        for key, moment in (("start", event.start), ("end", event.end)):
            if problem := local_time_problem(moment, name):
                where = event.where(key)
                faults.add("local-time", f"`{key}`: {problem}", where.line if where else line, 1)


def local_time_problem(moment: datetime.datetime, zone: str) -> str:
    """Say why a local time names no single moment in `zone`: it is skipped or repeated when clocks change."""
    there = moment.replace(tzinfo=ZoneInfo(zone))
    early, late = there.utcoffset(), there.replace(fold=1).utcoffset()
    if early == late:
        return ""
    again = there.astimezone(datetime.UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    if again != moment:
        return f"{moment} does not exist in {zone}, where clocks go forward then; write {again} if that is meant"
    return f"{moment} exists twice in {zone}, where clocks go back then; write a time an hour earlier or later"
