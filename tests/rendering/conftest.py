"""Issues and themes built from objects, and ways to look into what is made of them."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import html5lib
import pytest

from bulletin.inline import Link, Spans, Strong, Text
from bulletin.l10n.localise import localise
from bulletin.model.blocks import Button, Divider, Event, Heading, Image, Item, List, Note, Paragraph, Quote, Row, Table
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import Links, Mailbox, Newsletter, Publisher
from bulletin.rendering import skeleton
from bulletin.rendering.render import render
from bulletin.rendering.slotted import Rendered
from bulletin.rendering.theme import Theme

Say = Callable[[str], Any]


def _newsletter(say: Say, **more: Any) -> Newsletter:
    given: dict[str, Any] = {
        "id": "port-cities",
        "title": say("title"),
        "tagline": say("tagline"),
        "locale": "en-GB",
        "zone": "Europe/London",
        "sender": Mailbox(name="Port Cities", address="news@example.org"),
        "publisher": Publisher(name=say("publisher"), address=say("postal address"), url="https://example.org/"),
        "links": Links(
            unsubscribe="https://example.org/u/{token}",
            preferences="https://example.org/p/{token}",
            view="https://example.org/{issue}/{locale}/",
        ),
    }
    return Newsletter(**given | more)


def _blocks(say: Say, address: Say) -> tuple[Any, ...]:
    picture = {"src": "https://example.org/quay.png", "width": 1200, "height": 800}
    return (
        Heading(text=say("heading")),
        Paragraph(
            text=Spans((Strong((Text("A "),)), *say("paragraph").parts, Link(address("link"), (Text("there"),), "t")))
        ),
        Paragraph(text=say("paragraph")),
        Quote(text=(say("quote"), say("quote")), speaker=say("speaker"), role=say("role")),
        List(
            items=(Item(text=say("item"), blocks=(Paragraph(text=say("item")),)), Item(text=say("item"))), ordered=True
        ),
        Table(
            head=Row(cells=(say("head"), say("head"))),
            rows=(Row(cells=(say("cell"), say("cell"))),),
            caption=say("cells"),
        ),
        Image(**picture, alt=say("alt"), caption=say("caption"), credit=say("credit"), link=address("picture")),
        Button(label=say("label"), url=address("button")),
        Note(text=say("note"), title=say("note title")),
        Divider(),
        Event(
            title=say("event"),
            start=datetime.datetime(2023, 6, 14, 15),  # noqa: DTZ001 - local time, as authors write it
            end=datetime.datetime(2023, 6, 14, 18),  # noqa: DTZ001 - local time, as authors write it
            place=say("place"),
            address=say("place address"),
            url=address("event"),
            description=say("description"),
        ),
    )


def _full_issue(say: Say, address: Say, **more: Any) -> Issue:
    """Return an issue in which every field of every block kind is filled: `say` and `address` are asked for texts."""
    image = Image(
        src="https://example.org/a.png", width=1200, height=600, alt=say("alt"), caption=say("c"), credit=say("c")
    )
    story = Article(
        slug="story", headline=say("headline"), standfirst=say("standfirst"), byline=say("byline"),
        link=address("article"), image=image, blocks=_blocks(say, address),
    )  # fmt: skip
    others = tuple(
        Article(slug=f"other-{number}", headline=say("headline"), blocks=(Paragraph(text=say("paragraph")),))
        for number in range(3)
    )
    card = Article(
        slug="card", headline=say("headline"), standfirst=say("standfirst"), byline=say("byline"), image=image
    )
    sponsored = Article(
        slug="sponsored", label=say("ad"), headline=say("headline"), blocks=(Paragraph(text=say("ad")),)
    )
    return Issue(
        newsletter=_newsletter(say, **more),
        id="2023-06",
        number=6,
        date=datetime.date(2023, 6, 1),
        title=say("issue"),
        subject=say("subject"),
        preheader=say("preheader"),
        sections=(
            Section(name=say("section"), articles=(story, *others)),
            Section(name=say("section"), articles=(card, sponsored)),
        ),
    )


@pytest.fixture(scope="session")
def newsletter() -> Callable[..., Newsletter]:
    """Return a newsletter; keywords replace what it has."""
    return lambda **more: _newsletter(lambda name: name.title(), **more)


@pytest.fixture(scope="session")
def issue(newsletter: Callable[..., Newsletter]) -> Callable[..., Issue]:
    """Return an issue of one article with the given blocks; `article` and `paper` replace fields of those."""

    def made(*blocks: Any, article: Mapping[str, Any] = {}, paper: Mapping[str, Any] = {}, **more: Any) -> Issue:
        story = Article(**{"slug": "story", "headline": "Two harbours", "blocks": blocks} | dict(article))
        given: dict[str, Any] = {
            "newsletter": newsletter(**paper),
            "id": "2023-06",
            "date": datetime.date(2023, 6, 1),
            "subject": "Liverpool and Busan",
            "sections": (Section(articles=(story,)),),
        }
        return Issue(**given | more)

    return made


@pytest.fixture(scope="session")
def full_issue() -> Callable[..., Issue]:
    """Return an issue with every field of every block kind filled."""
    return _full_issue


@pytest.fixture(scope="session")
def harbour() -> Theme:
    """Return the built-in theme."""
    return Theme.named("harbour")


@pytest.fixture(scope="session")
def mail(harbour: Theme) -> Callable[..., Rendered]:
    """Localise and render an issue."""

    def made(issue: Issue, theme: Theme = harbour, locale: str | None = None, *, web: bool = False) -> Rendered:
        return render(localise(issue, locale=locale), theme, web=web)

    return made


@pytest.fixture
def templates(tmp_path: Path) -> Callable[..., Theme]:
    """Return harbour with templates of the newsletter's own: file → source; a dot stands for `.mjml.j2`."""

    def written(files: Mapping[str, str], *, base: str = "harbour", brand: Mapping[str, Any] | None = None) -> Theme:
        folder = tmp_path / "templates"
        for name, source in files.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(source, encoding="utf-8")
        folder.mkdir(exist_ok=True)
        return Theme.named(base, templates=folder, brand=brand)

    return written


@pytest.fixture
def raw(
    templates: Callable[..., Theme], mail: Callable[..., Rendered], issue: Callable[..., Issue]
) -> Callable[..., str]:
    """Return what an expression comes out as between `<p>` and `</p>`, in a letter of nothing else.

    The issue has one article whose byline is hostile: `<i>&"HOSTILE`.
    """
    hostile = Spans((Text('<i>&"HOSTILE'),))

    def came_out(expression: str, *blocks: Any, before: str = "", after: str = "", **files: str) -> str:
        page = f"{before}<mjml><mj-head></mj-head><mj-body><mj-raw><p>{expression}</p></mj-raw></mj-body></mjml>{after}"
        given = {"issue.mjml.j2": page, "issue.txt.j2": "-"} | {
            name.replace("__", "."): each for name, each in files.items()
        }
        html = str(mail(issue(*blocks, article={"byline": hostile}), templates(given)).html)
        return html[html.index("<p>") + 3 : html.rindex("</p>")]

    return came_out


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect what mrml is given."""
    given: list[str] = []
    real = skeleton.mjml2html

    def watched(mjml: str, **options: Any) -> Any:
        given.append(mjml)
        return real(mjml, **options)

    skeleton.compile_skeleton.cache_clear()
    monkeypatch.setattr(skeleton, "mjml2html", watched)
    yield given
    skeleton.compile_skeleton.cache_clear()


@pytest.fixture(scope="session")
def parsed() -> Callable[[str], Any]:
    """Parse HTML as browsers do."""
    return lambda html: html5lib.parse(html, namespaceHTMLElements=False)


@pytest.fixture(scope="session")
def shape(parsed: Callable[[str], Any]) -> Callable[[str], Any]:
    """Return the structure of HTML: nested tags with the names of their attributes, without text.

    What the writing of a text asks for is no structure: words held together, isolated, set upright.
    """
    settings = [{"style": "white-space:nowrap"}, {"style": "white-space:normal"}]
    settings += [{"dir": direction} for direction in ("ltr", "rtl", "auto")]

    def of(element: Any) -> Any:
        if not isinstance(element.tag, str):
            return "comment"
        names = () if element.tag == "em" else tuple(sorted(map(str, element.attrib)))
        return element.tag, names, tuple(within(element))

    def within(element: Any) -> Iterator[Any]:
        for child in element:
            if child.tag == "span" and dict(child.attrib) in settings:
                yield from within(child)
            else:
                yield of(child)

    return lambda html: of(parsed(html))


@pytest.fixture(scope="session")
def names() -> Callable[[Iterable[Any]], list[str]]:
    """Return the rules of findings."""
    return lambda findings: [finding.rule for finding in findings]
