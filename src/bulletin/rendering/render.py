"""`render`: an edition and a theme → `Rendered`. Reads pictures; writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from typing import Any

from bulletin.errors import ContentError
from bulletin.inline import Slot, SlotPlace, Spans, plain, text_parts
from bulletin.inline.bidi import first_direction
from bulletin.inline.html import fit, one_line
from bulletin.l10n.formatter import Formatter, language_name
from bulletin.l10n.words import InterfaceWords
from bulletin.model.blocks import Block, List, Paragraph
from bulletin.model.edition import Edition
from bulletin.model.issue import Article
from bulletin.model.same import Same
from bulletin.rendering.calendar import calendars
from bulletin.rendering.drafts import marked_as_draft
from bulletin.rendering.environment import Jinja, Markup, mjml_environment, run, source_of, template, text_environment
from bulletin.rendering.fill import Filling, Fragments
from bulletin.rendering.given import Spoken, functions, language, nouns, runs
from bulletin.rendering.replay import Replays
from bulletin.rendering.segments import arranged, marked
from bulletin.rendering.skeleton import compile_skeleton
from bulletin.rendering.slotted import Calendar, Rendered, Slotted, slotted
from bulletin.rendering.text import PLAIN, composing
from bulletin.rendering.theme import Theme
from bulletin.rendering.tracing import Recording, pinned
from bulletin.rendering.views import Views

_DEEPEST = 12
"""Lists in lists deeper than this are no writing, and mrml ends the process on deep nesting."""
_WORTH_NOTING = 2
"""With so many other editions that may go the same way, what templates asked in the first is noted for them."""


def render(edition: Edition, theme: Theme, *, web: bool = False) -> Rendered:
    """Return subject, HTML and text of an edition, with reader slots left open.

    `web` gives the web copy: without personal links, with links between the languages, without a text part. Pictures are read and scaled;
    nothing is written. Raises RenderError where a template is at fault, ContentError where a picture is.
    """
    whole, edition = edition, arranged(edition, web=web)
    for article in edition.issue.articles:
        _check_depth(article.blocks)
    formatter = Formatter(edition.locale)
    views = Views(edition, formatter, web, calendars=_calendars(Same(edition)))
    shared = _shared(Same(whole), theme)
    own = functions(shared.spoken(edition.locale), views)
    given = nouns(edition, theme, views) | _offered(own)

    def foreign(locale: str) -> dict[str, Any]:
        there = replace(views, formatter=Formatter(locale))  # the same pictures and calendars
        offered = functions(shared.spoken(locale), there) | {"language_name": own["language_name"]}
        return {**language(locale, theme), "foreign": True} | _offered(offered)

    html, filling = _html(theme, given, foreign, shared.fragments)
    mail = Rendered(
        key=edition.issue.key,
        newsletter=edition.source.newsletter,
        locale=edition.locale,
        dir=edition.dir,
        subject=_header(edition.issue.subject),
        preheader=_header(edition.issue.preheader),
        html=html,
        text=Slotted() if web else _text(theme, given, foreign),
        pictures=tuple(views.assets[name] for name in sorted(views.assets)),
        calendars=tuple(views.calendars.values()),
        findings=tuple(dict.fromkeys(filling.findings)),
    )
    return marked_as_draft(mail, edition) if edition.draft else mail


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


@lru_cache(maxsize=2)
def _calendars(edition: Same[Edition]) -> dict[int, Calendar]:
    """Return the calendar files of an edition, made once for its mail and its web copy."""
    return calendars(edition.value)


@dataclass(frozen=True, slots=True)
class _Shared:
    """What is worked out once for an edition's mail and its web copy."""

    theme: Theme
    fragments: Fragments = field(default_factory=dict)
    _spoken: dict[str, Spoken] = field(default_factory=dict)
    """By locale."""

    def spoken(self, locale: str) -> Spoken:
        """Return the interface's words in a locale."""
        if locale not in self._spoken:
            words = InterfaceWords(locale, Formatter(locale).number, own=self.theme.locales)
            self._spoken[locale] = Spoken(words)
        return self._spoken[locale]


@lru_cache(maxsize=2)
def _shared(_edition: Same[Edition], theme: Theme) -> _Shared:
    return _Shared(theme)


@dataclass(frozen=True, slots=True)
class _Templates:
    """The templates of a theme, and the ways they took in earlier renderings."""

    mjml: Jinja
    text: Jinja
    flows: Callable[[str], bool]
    """Whether blocks of a kind stand in one column of text with their neighbours: their template has no component."""
    ways: Replays


@lru_cache(maxsize=16)
def _templates(theme: Theme) -> _Templates:
    mjml, text = mjml_environment(theme.folders, theme.sources), text_environment(theme.folders, theme.sources)
    flows = cache(lambda kind: "<mj-" not in source_of(mjml, f"blocks/{kind}.mjml.j2"))
    return _Templates(mjml, text, flows, Replays())


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


@dataclass(slots=True)
class _Telling:
    """Templates that call templates: of blocks by their kind, of articles in their own language."""

    jinja: Jinja
    suffix: str
    base: Mapping[str, Any]
    foreign: Foreign
    recording: Recording | None = None
    _given: dict[str, dict[str, Any]] = field(default_factory=dict)

    def issue(self) -> str:
        """Return what the templates make of the issue."""
        return run(template(self.jinja, f"issue.{self.suffix}"), self.given())

    def given(self, locale: str = "") -> dict[str, Any]:
        """Return what the templates of an article are given; `locale` is empty for one in the edition's language."""
        if locale not in self._given:
            made = {**self.base, **(self.foreign(locale) if locale else {})}
            made = self.recording.given(locale, made) if self.recording else made
            made |= _offered({"show": partial(self.show, made), "tell": self.tell})
            self._given[locale] = made
        return self._given[locale]

    def show(self, given: Mapping[str, Any], block: Block, /, **more: Any) -> Markup:
        """Return what a block's own template makes of it, found by the block's kind."""
        name = f"blocks/{pinned(block.kind)}.{self.suffix}"
        return Markup(run(template(self.jinja, name), {**given, **more, "block": block}))

    def tell(self, article: Article, name: str, /, **more: Any) -> Markup:
        """Return what a template makes of an article."""
        given = self.given(pinned(article.locale))
        output = run(template(self.jinja, pinned(name)), {**given, **more, "article": article})
        return Markup(marked(output, pinned(article.segments), self.suffix))

    def told(self, ways: Replays, begin: Callable[[], None] = lambda: None) -> tuple[str, list[Any]]:
        """Return what the templates put out, and the values for its tokens; by an earlier way if it leads there."""
        kind = self.suffix, self.base["web"]
        noting = len(self._alike()) >= _WORTH_NOTING

        def tell(notes: Recording | None) -> str:
            return replace(self, recording=notes, _given={}).issue()

        return ways.values(kind, self.given, tell, begin=begin, noting=noting)

    def _alike(self) -> list[str]:
        """Return the other editions that may go the same way: mail is laid out anew where writing begins on the other side."""
        edition: Edition = self.base["edition"]
        if self.suffix == "txt.j2":
            return [*edition.alternates]
        return [each for each in edition.alternates if first_direction(language_name(each)) == edition.dir]


Foreign = Callable[[str], dict[str, Any]]
"""From the locale of an article in another language to what its templates are given instead."""


def _html(theme: Theme, given: Mapping[str, Any], foreign: Foreign, fragments: Fragments) -> tuple[Slotted, Filling]:
    """Return the HTML, and the filling with what it found."""
    templates = _templates(theme)
    base = {**given, **_offered({"runs": lambda blocks: runs(blocks, templates.flows)})}
    mjml, values = _Telling(templates.mjml, "mjml.j2", base, foreign).told(templates.ways)
    filling = Filling(dict(theme.inline), fragments)
    return filling.fill(compile_skeleton(mjml), values), filling


def _text(theme: Theme, given: Mapping[str, Any], foreign: Foreign) -> Slotted:
    """Return the text part."""
    templates = _templates(theme)
    with composing() as part:
        names = ("wrap", "underline", "number", "address", "take_links", "indented", "bulleted", "numbered", "quoted")
        base = {**given, **_offered({name: getattr(part, name) for name in names} | {PLAIN: part.plain})}
        telling = _Telling(templates.text, "txt.j2", base, foreign)
        return part.close(*telling.told(templates.ways, part.restart))
