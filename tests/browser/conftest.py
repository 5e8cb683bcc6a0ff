"""A browser that reaches no network, and issues that try a theme hard, in several languages."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route

from bulletin.l10n.localise import localise
from bulletin.model.blocks import Button, Divider, Event, Heading, Image, Item, List, Note, Paragraph, Quote, Row, Table
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import Links, Mailbox, Newsletter, Publisher
from bulletin.project import Project
from bulletin.rendering.render import render
from bulletin.rendering.slotted import Rendered
from bulletin.rendering.theme import Theme

EXAMPLE = Path(__file__).parents[2] / "examples" / "port-cities"
WORDS = Path(__file__).parent / "words"


@dataclass
class Shown:
    """A page in the browser, and what it did on the way."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    """Addresses that lead out of this machine."""


Show = Callable[..., Shown]


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Show]:
    """Show a rendered edition as a reader sees it: its file, with its pictures beside it."""
    contexts = []

    def shown(mail: Rendered, *, width: int = 600, scheme: Literal["light", "dark"] = "light") -> Shown:
        context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        it = Shown(context.new_page())

        def only_files(route: Route) -> None:
            if route.request.url.startswith(("file:", "data:")):
                route.continue_()
            else:
                it.requests.append(route.request.url)
                route.abort()

        context.route("**/*", only_files)
        it.page.on("console", lambda message: it.errors.append(message.text) if message.type == "error" else None)
        it.page.on("pageerror", lambda problem: it.errors.append(str(problem)))
        it.page.goto(_written(mail, tmp_path).as_uri())
        return it

    yield shown
    for context in contexts:
        context.close()


def _written(mail: Rendered, folder: Path) -> Path:
    file = folder / mail.locale / "email.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(str(mail.html), encoding="utf-8")
    (folder / "assets").mkdir(exist_ok=True)
    for asset in mail.pictures:
        (folder / "assets" / asset.name).write_bytes(asset.data)
    return file


@pytest.fixture(scope="session")
def example() -> Issue:
    """Read the example newsletter's issue."""
    return Project(EXAMPLE).read("2023-06").issue


@cache
def rich(locale: str) -> Issue:
    """Return an issue with every kind of block and with words that do not break; `words/` has its languages."""
    return _rich(tomllib.loads((WORDS / f"{locale}.toml").read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def rich_issue() -> Callable[[str], Issue]:
    """`rich`, for tests, which cannot import this file."""
    return rich


@pytest.fixture(scope="session")
def mail_of() -> Callable[..., Rendered]:
    """Render the edition of an issue in its own language, once."""
    made: dict[tuple[tuple[str, str], str, str, bool], Rendered] = {}

    def rendered(issue: Issue, theme: str, *, web: bool = False) -> Rendered:
        key = (issue.key, issue.newsletter.locale, theme, web)
        if key not in made:
            made[key] = render(localise(issue), Theme.named(theme), web=web)
        return made[key]

    return rendered


def _rich(words: dict[str, Any]) -> Issue:
    paper = Newsletter(
        id="rich",
        title=words["title"],
        tagline=words["tagline"],
        locale=words["locale"],
        locales=("en-GB", "ko", "ar"),
        zone="Europe/London",
        sender=Mailbox(name=words["title"], address="news@example.org"),
        publisher=Publisher(name=words["publisher"], address=words["postal"], url="https://example.org/"),
        links=Links(
            unsubscribe="https://example.org/u/{token}",
            preferences="https://example.org/p/{token}",
            view="https://example.org/{issue}/{locale}/",
        ),
    )
    return Issue(
        newsletter=paper,
        id="2023-09",
        number=9,
        date=date(2023, 9, 1),
        title=words["month"],
        subject=words["subject"],
        preheader=words["preheader"],
        sections=(
            Section(name=words["sections"][0], articles=(_lead(words), _advertisement(words))),
            Section(name=words["sections"][1], articles=(_bare(words), *_cards(words))),
        ),
        base=EXAMPLE / "issues" / "2023-06",
    )


def _picture(words: dict[str, Any], file: str = "quay") -> Image:
    return Image(src=f"images/{file}.png", alt=words["alt"], caption=words["caption"], credit=words["credit"])


def _lists(words: dict[str, Any]) -> tuple[List, List]:
    nested = List(ordered=True, items=tuple(Item(text=text) for text in words["nested"]))
    items = tuple(Item(text=text, blocks=(nested,) if index == 1 else ()) for index, text in enumerate(words["items"]))
    return List(items=items), List(items=items, ordered=True, start=9)


def _event(words: dict[str, Any]) -> Event:
    return Event(
        title=words["event"],
        start=datetime(2023, 9, 27, 18, 30),  # noqa: DTZ001 - local time, as events have it
        end=datetime(2023, 9, 27, 21),  # noqa: DTZ001
        place=words["place"],
        address=words["address"],
        url="https://example.org/evening/",
        description=words["description"],
    )


def _table(words: dict[str, Any]) -> Table:
    return Table(
        caption=words["table"],
        head=Row(cells=tuple(words["head"])),
        rows=tuple(Row(cells=tuple(cells)) for cells in words["rows"]),
        align=("", "right", "right", "right"),
    )


def _lead(words: dict[str, Any]) -> Article:
    bulleted, numbered = _lists(words)
    return Article(
        slug="ferry",
        headline=words["headline"],
        standfirst=words["standfirst"],
        byline=words["byline"],
        link="https://example.org/ferry/",
        image=_picture(words),
        blocks=(
            Paragraph(text=words["paragraph"]),
            bulleted,
            Heading(text=words["heading"]),
            Paragraph(text=words["long_word"]),
            numbered,
            Quote(text=tuple(words["quote"]), speaker=words["speaker"], role=words["role"]),
            Heading(text=words["subheading"], level=2),
            Paragraph(text=words["paragraph"]),
            _picture(words, "fabric"),
            Table(head=_table(words).head, rows=_table(words).rows),
            Note(text=words["note"], title=words["note_title"]),
            Divider(),
            Paragraph(text=words["paragraph"]),
            Button(label=words["button"], url="https://example.org/book/"),
        ),
    )


def _advertisement(words: dict[str, Any]) -> Article:
    return Article(
        slug="rope",
        label=words["label"],
        headline=words["sponsor_headline"],
        contents=False,
        blocks=(Paragraph(text=words["sponsor"]), Button(label=words["button"], url="https://example.org/rope/")),
    )


def _bare(words: dict[str, Any]) -> Article:
    """Return an article without a picture."""
    return Article(
        slug="tides",
        headline=words["short_headline"],
        standfirst=words["standfirst"],
        blocks=(
            Paragraph(text=words["paragraph"]),
            _event(words),
            _event(words),
            _table(words),
            Quote(text=tuple(words["quote"][:1])),
            Note(text=words["note"]),
        ),
    )


def _cards(words: dict[str, Any]) -> tuple[Article, ...]:
    return tuple(
        Article(
            slug=f"card-{index}",
            headline=headline,
            standfirst=words["card"],
            byline=words["byline"] if index == 0 else "",
            link=f"https://example.org/card-{index}/",
            image=_picture(words, "fabric") if index < 2 else None,
        )
        for index, headline in enumerate(words["cards"])
    )
