"""An article for some readers only stands in their mail, whole, and in nobody else's."""

import datetime
from dataclasses import replace

import pytest

from bulletin import (
    Article,
    ContentError,
    Edition,
    Issue,
    Mailbox,
    MailTemplate,
    Newsletter,
    Rendered,
    Secret,
    Section,
    Subscriber,
    Theme,
    localise,
    markdown,
    render,
)  # fmt: skip
from bulletin.model.blocks import Image
from bulletin.rendering.slotted import Passage

NOW = datetime.datetime(2023, 6, 1, 9, tzinfo=datetime.UTC)
FOR_ALL = Article(slug="quay", headline="The quay", blocks=markdown("Open to all, {reader.name|friend}."))
FOR_SOME = Article(
    slug="tender", headline="A tender", segments=("business", "press"), link="https://example.org/tender",
    blocks=markdown("Dear {reader.name|trader}, see [the papers](https://example.org/papers).\n\n- one\n- two"),
)  # fmt: skip
SECRET = Secret(b"a secret that is long enough")
THEMES = ("harbour", "plain")


def issue(*sections: Section, locales: tuple[str, ...] = ()) -> Issue:
    paper = Newsletter(
        id="port-cities", title="Port Cities", locale="en-GB", locales=locales,
        sender=Mailbox(name="Port Cities", address="news@example.org"),
    )  # fmt: skip
    return Issue(newsletter=paper, id="2023-06", date=datetime.date(2023, 6, 1), subject="June", sections=sections)


def edition(*articles: Article, locales: tuple[str, ...] = ()) -> Edition:
    return localise(issue(Section(name="Quays", articles=articles), locales=locales))


def received(mail: Rendered, *segments: str) -> dict[str, str]:
    """Return the bodies that a reader of these segments gets, by their types."""
    from email import message_from_bytes, policy

    template = MailTemplate.compile(mail, secret=SECRET, date=NOW)
    raw = template.fill(Subscriber(address="ann@example.org", name="Ann", segments=segments))
    message = message_from_bytes(raw, policy=policy.default)
    bodies = {part.get_content_type(): part.get_content() for part in message.walk() if not part.is_multipart()}
    return {kind: text.replace("\r\n", "\n") for kind, text in bodies.items()}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("form", ["blocks", "label", "card"])
def test_only_readers_of_a_segment_find_its_article(theme: str, form: str) -> None:
    picture = Image(src="https://example.org/a.png", alt="A crane", width=600, height=300)
    article = {
        "blocks": FOR_SOME,
        "label": replace(FOR_SOME, label="Advertisement"),
        "card": replace(FOR_SOME, blocks=(), image=picture),
    }[form]
    mail = render(edition(FOR_ALL, article), Theme.named(theme))
    for_press, for_others = received(mail, "press", "sailors"), received(mail, "sailors")
    for kind in ("text/html", "text/plain"):
        assert "A tender" in for_press[kind]
        assert "A tender" not in for_others[kind]
        assert "example.org/" not in for_others[kind].replace("example.org/a.png", "")
        assert "Open to all, Ann." in for_others[kind]
        assert "zqfor" not in for_press[kind]
        assert "\x01" not in for_press[kind]


@pytest.mark.parametrize("theme", THEMES)
def test_without_the_article_the_mail_is_what_it_would_be_had_it_never_been_written(theme: str) -> None:
    mail = render(edition(FOR_ALL, FOR_SOME), Theme.named(theme))
    plain = render(edition(FOR_ALL), Theme.named(theme))
    assert received(mail) == received(plain)


@pytest.mark.parametrize("theme", THEMES)
def test_with_the_article_the_mail_is_what_it_would_be_were_it_everybodys(theme: str) -> None:
    mail = render(edition(FOR_ALL, FOR_SOME), Theme.named(theme))
    open_to_all = render(edition(FOR_ALL, replace(FOR_SOME, segments=())), Theme.named(theme))
    assert received(mail, "business") == received(open_to_all)


def test_the_reader_is_addressed_inside_such_an_article_too() -> None:
    mail = render(edition(FOR_ALL, FOR_SOME), Theme.named("harbour"))
    assert "Dear Ann, see" in received(mail, "press")["text/plain"]


@pytest.mark.parametrize("theme", THEMES)
def test_a_section_for_some_shows_its_name_to_them_alone(theme: str) -> None:
    made = issue(Section(name="Quays", articles=(FOR_ALL,)), Section(name="Trade", articles=(FOR_SOME,)))
    mail = render(localise(made), Theme.named(theme))
    for kind, text in received(mail, "press").items():
        assert "Trade" in text, kind
    for kind, text in received(mail).items():
        assert "Trade" not in text, kind


def test_in_a_mixed_section_what_everybody_reads_comes_first() -> None:
    mail = render(edition(FOR_SOME, FOR_ALL), Theme.named("harbour"))
    text = received(mail, "press")["text/plain"]
    assert text.index("=== Quays") < text.index("The quay") < text.index("A tender")
    assert "=== Quays" in received(mail)["text/plain"]


def test_a_section_whose_articles_are_for_different_segments_is_refused() -> None:
    other = replace(FOR_SOME, slug="other", segments=("sailors",))
    with pytest.raises(ContentError, match="make two sections of it"):
        render(edition(FOR_SOME, other), Theme.named("harbour"))


def test_a_segment_that_no_list_could_name_is_refused() -> None:
    with pytest.raises(ContentError, match="found 'Big Business'"):
        render(edition(FOR_ALL, replace(FOR_SOME, segments=("Big Business",))), Theme.named("harbour"))


def test_the_web_copy_has_what_is_everybodys_and_no_more() -> None:
    html = str(render(edition(FOR_ALL, FOR_SOME), Theme.named("harbour"), web=True).html)
    assert "The quay" in html
    assert "A tender" not in html


def test_the_contents_do_not_give_it_away() -> None:
    articles = [replace(FOR_ALL, slug=f"quay-{number}", headline=f"Quay {number}") for number in range(4)]
    mail = render(edition(*articles, FOR_SOME), Theme.named("harbour"))
    assert all("A tender" not in text for text in received(mail).values())
    assert "In this issue" in received(mail)["text/plain"]


def test_several_editions_at_once_keep_it_apart_as_well() -> None:
    """The templates run for the first edition; the others are replayed."""
    made = issue(Section(name="Quays", articles=(FOR_ALL, FOR_SOME)), locales=("ko", "cy", "fr"))
    for locale in ("en-GB", "en-XA", "en-XA"):
        mail = render(localise(made, locale=locale), Theme.named("harbour"))
        assert [type(part) for part in mail.text.parts].count(Passage) == 1
        assert [type(part) for part in mail.html.parts].count(Passage) == 1


def test_words_that_look_like_a_mark_are_only_words() -> None:
    article = replace(FOR_ALL, blocks=markdown("zqfor:business:qz and zqfor::qz stay."))
    mail = render(edition(article, FOR_SOME), Theme.named("harbour"))
    for text in received(mail).values():
        assert "zqfor:business:qz and zqfor::qz stay." in " ".join(text.split())
