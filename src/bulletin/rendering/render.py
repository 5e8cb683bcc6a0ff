"""`render`: an edition and a theme → `Rendered`. Reads pictures; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import Any

from bulletin.errors import ContentError
from bulletin.inline import Slot, SlotPlace, Spans, plain, text_parts
from bulletin.inline.html import fit, one_line
from bulletin.l10n.formatter import Formatter
from bulletin.l10n.words import InterfaceWords
from bulletin.model.blocks import Block, List, Paragraph
from bulletin.model.edition import Edition
from bulletin.rendering.calendar import calendars
from bulletin.rendering.environment import Jinja, Markup, mjml_environment, run, source_of, template, text_environment
from bulletin.rendering.fill import Filling
from bulletin.rendering.given import functions, nouns, runs
from bulletin.rendering.skeleton import compile_skeleton
from bulletin.rendering.slotted import Rendered, Slotted, slotted
from bulletin.rendering.store import storing
from bulletin.rendering.text import composing
from bulletin.rendering.theme import Theme
from bulletin.rendering.views import Views

_DEEPEST = 12
"""Lists in lists deeper than this are no writing, and mrml ends the process on deep nesting."""


def render(edition: Edition, theme: Theme, *, web: bool = False) -> Rendered:
    """Return subject, HTML and text of an edition, with reader slots left open.

    `web` gives the web copy: without personal links, with links between the languages, without a text part. Pictures are read and scaled;
    nothing is written. Raises RenderError where a template is at fault, ContentError where a picture is.
    """
    for article in edition.issue.articles:
        _check_depth(article.blocks)
    formatter = Formatter(edition.locale)
    words = InterfaceWords(edition.locale, formatter.number)
    views = Views(edition, formatter, web, calendars=calendars(edition))
    given = nouns(edition, theme, views) | _offered(functions(words, views))
    html, filling = _html(theme, given)
    return Rendered(
        key=edition.issue.key,
        newsletter=edition.source.newsletter,
        locale=edition.locale,
        dir=edition.dir,
        subject=_header(edition.issue.subject),
        preheader=_header(edition.issue.preheader),
        html=html,
        text=Slotted() if web else _text(theme, given),
        pictures=tuple(views.assets[name] for name in sorted(views.assets)),
        calendars=tuple(views.calendars.values()),
        findings=tuple(dict.fromkeys(filling.findings)),
    )


def _check_depth(blocks: tuple[Block, ...], depth: int = 0) -> None:
    """Refuse what no template can lay out: lists without end, and components amid a list's words."""
    if depth > _DEEPEST:
        raise ContentError(
            f"expected lists nested at most {_DEEPEST} deep, found more; two or three levels are readable"
        )
    for block in blocks:
        if depth and not isinstance(block, List | Paragraph):
            raise ContentError(
                f"expected paragraphs and lists in a list item, found a block of kind {block.kind!r}; move it out"
            )
        if isinstance(block, List):
            for item in block.items:
                _check_depth(item.blocks, depth + 1)


def _header(text: str | Spans) -> Slotted:
    """Return a text for a header: a line end or a tab, with the spaces round it, becomes one space."""
    return slotted(
        replace(part, place=SlotPlace.HEADER) if isinstance(part, Slot) else fit(one_line(part))
        for part in text_parts(plain(text))
    )


@lru_cache(maxsize=16)
def _environments(theme: Theme) -> tuple[Jinja, Jinja]:
    return mjml_environment(theme.folders, theme.sources), text_environment(theme.folders, theme.sources)


def _offered(functions: Mapping[str, Callable[..., Any]]) -> dict[str, Callable[..., Any]]:
    """Mark functions as callable from templates, whose sandbox refuses all others."""
    return {name: _Offered(function) for name, function in functions.items()}


@dataclass(frozen=True, slots=True)
class _Offered:
    """A function that templates may call."""

    function: Callable[..., Any]
    for_templates = True

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.function(*args, **options)


def _show(jinja: Jinja, suffix: str, given: Mapping[str, Any], block: Block, **more: Any) -> Markup:
    """Return what a block's own template makes of it, found by the block's kind."""
    name = f"blocks/{block.kind}.{suffix}"
    return Markup(run(template(jinja, name), {**given, **more, "block": block}))


def _html(theme: Theme, given: Mapping[str, Any]) -> tuple[Slotted, Filling]:
    """Return the HTML, and the filling with what it found."""
    jinja, _ = _environments(theme)

    def flows(kind: str) -> bool:
        return "<mj-" not in source_of(jinja, f"blocks/{kind}.mjml.j2")

    own: dict[str, Any] = dict(given)
    own |= _offered({"show": partial(_show, jinja, "mjml.j2", own), "runs": lambda blocks: runs(blocks, flows)})
    with storing() as values:
        mjml = run(template(jinja, "issue.mjml.j2"), own)
    filling = Filling(dict(theme.inline))
    return filling.fill(compile_skeleton(mjml), values), filling


def _text(theme: Theme, given: Mapping[str, Any]) -> Slotted:
    """Return the text part."""
    _, jinja = _environments(theme)
    own: dict[str, Any] = dict(given)
    with composing() as part:
        own |= _offered(
            {
                "show": partial(_show, jinja, "txt.j2", own),
                "wrap": part.wrap,
                "underline": part.underline,
                "number": part.number,
                "address": part.address,
                "take_links": part.take_links,
                "indented": part.indented,
                "bulleted": part.bulleted,
                "numbered": part.numbered,
                "quoted": part.quoted,
            }
        )
        return part.close(run(template(jinja, "issue.txt.j2"), own))
