"""What the templates of one rendering are given: nouns, literals and functions. Names here are the theme authors' API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from bulletin.inline import Spans
from bulletin.l10n.formatter import direction, language_name
from bulletin.l10n.words import InterfaceWords, Named
from bulletin.model.blocks import Block, Image
from bulletin.model.edition import Edition
from bulletin.model.issue import Article
from bulletin.rendering.literals import Literal, OwnAddress, with_declarations
from bulletin.rendering.theme import Theme
from bulletin.rendering.views import Picture, Views, first_of, meta


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring blocks that flow in one column of text, or one block that is a component of its own."""

    flow: bool
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """Another edition of the issue."""

    locale: str
    name: str
    """As its readers write it: 한국어."""
    view: str


def runs(blocks: tuple[Block, ...], flows: Callable[[str], bool]) -> tuple[Run, ...]:
    """Return blocks gathered for columns of text."""
    gathered: list[Run] = []
    for flow, group in groupby(blocks, lambda block: flows(block.kind)):
        members = tuple(group)
        gathered += [Run(True, members)] if flow else [Run(False, (block,)) for block in members]
    return tuple(gathered)


def _languages(edition: Edition, views: Views) -> tuple[Language, ...]:
    found = (Language(each, language_name(each), views.view(each)) for each in edition.alternates)
    return tuple(language for language in found if language.view)


def _anchor(article: Article) -> OwnAddress:
    return OwnAddress(f"#{article.slug}")


_BREAKING: dict[str, tuple[tuple[str, str], ...]] = {
    "ko": (("word-break", "keep-all"), ("overflow-wrap", "break-word"), ("overflow-wrap", "anywhere")),
    "ja": (("line-break", "strict"),),
}
"""How lines break, by language. Korean ones at spaces, and elsewhere only in a word that is too long for the line, where
programs that do not know `anywhere` (Safari before 15.4) keep to `break-word`. No Japanese one begins with a small kana
or ー (W3C JLReq §3.1.7)."""


def language(locale: str, theme: Theme) -> dict[str, Any]:
    """Return what a language sets: its name, direction and fonts.

    How its lines break travels with the font stack, which stands in the style of every text: MJML has no attribute for
    it, and a hole of its own would cost each text of every language some bytes.
    """
    font = theme.font(locale)
    rtl = direction(locale) == "rtl"
    return {
        "lang": locale,
        "dir": Literal("rtl" if rtl else "ltr"),
        "start": Literal("right" if rtl else "left"),
        "end": Literal("left" if rtl else "right"),
        "font": with_declarations(font.stack, *_BREAKING.get(locale.partition("-")[0], ())),
        "display": font.display,
        "line_height": font.line_height,
    }


def nouns(edition: Edition, theme: Theme, views: Views) -> dict[str, Any]:
    """Return the nouns and literals."""
    newsletter = edition.issue.newsletter
    articles = edition.issue.articles
    return {
        "edition": edition,
        "issue": replace(edition.issue, base=None),
        "newsletter": newsletter,
        "articles": articles,
        "lead": articles[0] if articles else None,
        "contents": tuple(each for each in articles if each.contents and each.headline and not each.segments),
        "theme": theme.literals(),
        **language(edition.locale, theme),
        "foreign": False,
        "notice": "",
        "languages": _languages(edition, views),
        "unsubscribe": views.personal("unsubscribe"),
        "preferences": views.personal("preferences"),
        "view": views.view(),
        "web": views.web,
        "logo": _logo(edition, theme, views),
    }


def _logo(edition: Edition, theme: Theme, views: Views) -> Picture | None:
    """Return the picture in the masthead; `logo` under [brand] is a web address, or a path in `templates/`."""
    tokens = dict(theme.tokens)
    src, width = str(tokens.get("logo", "")), int(tokens.get("logo_width", 0))
    if not src:
        return None
    if not src.startswith(("https://", "http://")):
        found = (folder / src for folder in theme.folders if (folder / src).is_file())
        src = str(next(found, src))
    shown = Image(src=src, alt=edition.issue.newsletter.title, width=width, height=int(tokens.get("logo_height", 0)))
    return views.picture(shown, width or 240)


_COMPARED = frozenset({str, Spans, int})
"""Types of which two values that are equal are written the same; of 1.0 and 1.00 that is not so."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """The interface's words in one locale. What was said is remembered: HTML, text part and web copy ask the same."""

    words: InterfaceWords
    _said: dict[tuple[Any, ...], str | Spans] = field(default_factory=dict)

    def gettext(self, message: str, **names: Named) -> str | Spans:
        """Return what `InterfaceWords.gettext` does."""
        return self.pgettext("", message, **names)

    def pgettext(self, context: str, message: str, **names: Named) -> str | Spans:
        """Return what `InterfaceWords.pgettext` does."""
        if not all(type(value) in _COMPARED for value in names.values()):
            return self.words.pgettext(context, message, **names)
        asked = (context, message, *names.items())
        if (said := self._said.get(asked)) is None:
            said = self._said[asked] = self.words.pgettext(context, message, **names)
        return said


def functions(spoken: Spoken, views: Views) -> dict[str, Callable[..., Any]]:
    """Return the functions that MJML and text templates have in common."""
    return {
        "_": spoken.gettext,
        "ngettext": spoken.words.ngettext,
        "pgettext": spoken.pgettext,
        "picture": views.picture,
        "when": views.when,
        "dates": views.dates,
        "date": views.date,
        "count": views.count,
        "first_of": first_of,
        "aligned": Literal,
        "meta": meta,
        "anchor": _anchor,
        "language_name": lambda locale: language_name(locale, views.edition.locale),
    }
