"""Articles for segments: only readers who belong to one of an article's segments find it in their mail.

What stands for segments is marked while templates run, by words that the skeleton keeps, and becomes a `Passage`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bulletin.errors import ContentError
from bulletin.inline import Slot
from bulletin.model.edition import Edition
from bulletin.model.issue import Article, Section
from bulletin.rendering.slotted import Passage

_HTML = re.compile(r"zqfor:([a-z0-9,-]*):qz")
_TEXT = re.compile("\x01([a-z0-9,-]*)\x01")
_BEGINS = re.compile("(\x01[a-z0-9,-]+\x01)(\n+)")
_ENDS = re.compile("\x01\x01(\n+)")
_SEGMENT = re.compile(r"[a-z0-9][a-z0-9-]*")
_END = ""
"""What a mark names that ends a passage."""


def marked(output: str, segments: tuple[str, ...], suffix: str) -> str:
    """Return what templates put out for an article, with the marks of its segments round it.

    Content cannot hold these marks: none is in a skeleton, and in text it holds no controls (`inline.html.fit`).
    """
    if not segments:
        return output
    named = ",".join(segments)
    if suffix.startswith("mjml"):
        return f"<mj-raw>zqfor:{named}:qz</mj-raw>{output}<mj-raw>zqfor:{_END}:qz</mj-raw>"
    return f"\x01{named}\x01{output}\x01{_END}\x01"


def has_passages(static: Iterable[str]) -> bool:
    """Tell whether there are marks in the parts of a skeleton."""
    return any("zqfor:" in part for part in static)


def marks_in_html(static: str) -> list[str | Passage]:
    """Return a part of a skeleton cut at its marks, each of which is an empty passage."""
    return _cut(_HTML, static)


def marks_in_text(text: str) -> list[str | Passage]:
    """Return a text cut at its marks."""
    return _cut(_TEXT, text)


def drawn_in(text: str) -> str:
    """Return a text in which no line end stands before an article inside its marks, and none behind them.

    So a reader who does not find the article finds no gap in its place.
    """
    begun = _BEGINS.sub(lambda match: f"{match[2]}{match[1]}", text)
    return _ENDS.sub(lambda match: f"{match[1]}\x01\x01", begun)


def _cut(mark: re.Pattern[str], text: str) -> list[str | Passage]:
    pieces = mark.split(text)
    return [
        Passage(segments=tuple(filter(None, piece.split(","))), parts=()) if index % 2 else piece
        for index, piece in enumerate(pieces)
    ]


def gathered(parts: Iterable[str | Slot | Passage]) -> list[str | Slot | Passage]:
    """Return the parts in which what stands between two marks is a passage."""
    done: list[str | Slot | Passage] = []
    inside: list[str | Slot] = []
    segments: tuple[str, ...] = ()
    for part in parts:
        if isinstance(part, Passage):
            if not part.segments:
                done.append(Passage(segments=segments, parts=tuple(inside)))
            segments, inside = part.segments, []
        elif segments:
            inside.append(part)
        else:
            done.append(part)
    return done


def arranged(edition: Edition, *, web: bool) -> Edition:
    """Return an edition whose sections begin with what everybody reads; on the web there is nothing else.

    So a section's name, which stands with its first article, is seen by all who see anything of the section. Raises
    ContentError where that cannot be: in a section whose articles are all for segments, and not for the same ones.
    """
    if not any(article.segments for article in edition.issue.articles):
        return edition
    sections = tuple(_arranged(section, web=web) for section in edition.issue.sections)
    kept = tuple(section for section in sections if section.articles or not web)
    return replace(edition, issue=replace(edition.issue, sections=kept))


def _arranged(section: Section, *, web: bool) -> Section:
    for_all = tuple(article for article in section.articles if not article.segments)
    for_some = tuple(article for article in section.articles if article.segments)
    for article in for_some:
        _check(article)
    if not for_all and len({frozenset(article.segments) for article in for_some}) > 1:
        article = for_some[1]
        raise ContentError(
            f"{article.where('segments') or article.slug}: expected the articles of a section without any for everybody "
            f"to have the same segments, found {', '.join(article.segments)} beside {', '.join(for_some[0].segments)}; "
            "make two sections of it"
        )
    return replace(section, articles=for_all if web else (*for_all, *for_some))


def _check(article: Article) -> None:
    for segment in article.segments:
        if not _SEGMENT.fullmatch(segment):
            raise ContentError(
                f"{article.where('segments') or article.slug}: expected a segment of small letters, digits and hyphens, "
                f"found {segment!r}"
            )
