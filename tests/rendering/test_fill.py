"""Content never breaks out of its place, whatever it is and wherever it stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.errors import ContentError
from bulletin.inline import Code, Emphasis, Link, Spans, Strong, Text, plain
from bulletin.model.blocks import Button, Item, List, Note, Paragraph
from bulletin.rendering.fill import Filling, address_parts
from bulletin.rendering.skeleton import HolePlace

Made = Callable[..., Any]
PLACE = "https://example.org/?q="
NASTY = (
    '"', "'", "<", ">", "&", "<script>alert(1)</script>", "</td>", "</title>", "</style>", "<!--", "-->", "]]>",
    "<mj-raw>", "</mj-text>", "<![endif]-->", "{{ x }}", "{% raw %}", "zq0qz", "javascript:", "&quot;", "&#34;", "\x00",
    "\ud800", "\u2028", "\r", "\n", "\t", "\\", '" onclick="x', "' style='x", "<svg/onload=x>", "\u202e", "\ufeff",
    "%", "%s", "=", "/>", "<p",
)  # fmt: skip
TEXTS = st.lists(
    st.one_of(st.text(min_size=1), st.lists(st.sampled_from(NASTY), min_size=1, max_size=4).map("".join)),
    min_size=1,
    max_size=5,
)
SCHEMES = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)")
SPELLINGS = {
    "as it is": lambda link: link,
    "in capitals": str.upper,
    "in both": lambda link: link.swapcase().title(),
    "after a space": lambda link: " " + link,
    "after a line end": lambda link: "\n" + link,
    "after a control": lambda link: "\x01" + link,
    "after a no-break space": lambda link: "\u00a0" + link,
    "after a byte order mark": lambda link: "\ufeff" + link,
    "with a tab in it": lambda link: link[:4] + "\t" + link[4:],
    "with a line end in it": lambda link: link[:4] + "\n" + link[4:],
    "with a NUL in it": lambda link: link[:4] + "\x00" + link[4:],
    "with a soft hyphen in it": lambda link: link[:4] + "\u00ad" + link[4:],
    "with an entity for its colon": lambda link: link.replace(":", "&#58;", 1),
    "with a named entity": lambda link: link.replace(":", "&colon;", 1),
    "with an entity for a letter": lambda link: f"&#x{ord(link[0]):x};" + link[1:],
    "with its colon encoded": lambda link: link.replace(":", "%3A", 1),
    "with slashes": lambda link: link.replace(":", "://", 1),
    "view-source": lambda link: "view-source:" + link,
    "feed": lambda link: "feed:" + link,
}


def teller(texts: list[str]) -> Callable[[str], Spans]:
    """Return the texts one after the other, over and over."""
    count = 0

    def say(name: str) -> Spans:
        nonlocal count
        count += 1
        return Spans((Text(texts[count % len(texts)]),))

    return say


def addressed(texts: list[str]) -> Callable[[str], Spans]:
    say = teller(texts)
    return lambda name: Spans((Text(PLACE), *say(name).parts))


@pytest.fixture(scope="module")
def harmless(full_issue: Made, mail: Made, shape: Made) -> Any:
    return shape(str(mail(full_issue(teller(["x"]), addressed(["x"]))).html))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=TEXTS)
def test_the_structure_of_an_issue_does_not_depend_on_its_text(
    full_issue: Made, mail: Made, shape: Made, harmless: Any, texts: list[str]
) -> None:
    rendered = mail(full_issue(teller(texts), addressed(texts)))
    assert shape(str(rendered.html)) == harmless
    str(rendered.html).encode()
    str(rendered.text).encode()
    str(rendered.subject).encode()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=TEXTS)
def test_text_in_the_page_is_the_text_that_was_given(mail: Made, issue: Made, parsed: Made, texts: list[str]) -> None:
    blocks = [Paragraph(text=Spans((Text(f"({text})"),))) for text in texts]
    page = "".join(parsed(str(mail(issue(*blocks)).html)).itertext())
    for text in texts:
        fit = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "\ufffd", text)
        assert f"({fit})" in page


@settings(max_examples=25, deadline=None)
@given(text=st.text(), nasty=st.sampled_from(NASTY))
def test_a_subject_is_one_line_without_controls(mail: Made, issue: Made, text: str, nasty: str) -> None:
    subject = str(mail(issue(subject=Spans((Text("S" + nasty + text),)))).subject)
    assert len(subject.splitlines()) == 1
    assert not re.search("[\x00-\x1f\x7f\ud800-\udfff]", subject)


def test_markup_in_markdown_is_as_tame_as_elsewhere(mail: Made, issue: Made, shape: Made) -> None:
    def inner(text: str) -> Spans:
        piece = (Text(text),)
        return Spans((Strong(piece), Emphasis((Code(text),)), Link(PLACE + text, piece, title=text)))

    def of(text: str) -> Any:
        return shape(str(mail(issue(Paragraph(text=inner(text)), Note(text=inner(text), title=inner(text)))).html))

    assert of("".join(NASTY)) == of("x")


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("link", SCHEMES)
def test_an_address_of_another_scheme_is_left_out_however_it_is_spelt(
    mail: Made, issue: Made, parsed: Made, names: Made, link: str, spelling: str
) -> None:
    address = Spans((Text(SPELLINGS[spelling](link)),))
    rendered = mail(issue(Paragraph(text=Spans((Link(address, (Text("words"),)),))), Button(label="L", url=address)))
    found = [element.get("href") for element in parsed(str(rendered.html)).iter("a")]
    assert set(found) <= {"#", "https://example.org/", "https://example.org/2023-06/en-GB/"} | {
        each for each in found if each.startswith("https://")
    }
    assert "alert" not in "".join(found)
    assert "msgbox" not in "".join(found)
    assert "words" in str(rendered.html)
    assert "address-scheme" in names(rendered.findings)
    assert "alert" not in str(rendered.text)


@pytest.mark.parametrize(
    "link",
    [
        "//example.org/",
        "/local",
        "ftp://example.org/",
        "file:///etc/passwd",
        "",
        "example.org",
        "#top",
        "?q",
        " https://e.org/",
        "\nhttps://e.org/",
    ],
)
def test_an_address_without_an_allowed_scheme_is_none(link: str) -> None:
    assert address_parts(link) == []


@pytest.mark.parametrize(
    "link", ["https://example.org/", "HTTP://example.org/", "mailto:a@example.org", "tel:+441510000000"]
)
def test_an_address_with_an_allowed_scheme_is_one(link: str) -> None:
    assert address_parts(link) == [link]


def test_a_backslash_and_a_line_end_do_not_change_where_an_address_leads() -> None:
    assert address_parts(Spans((Text("https://example.org\\@evil.example/\n"),))) == [
        "https://example.org%5C@evil.example/%0A"
    ]


def test_fifty_thousand_unclosed_tags_are_text(mail: Made, issue: Made, shape: Made) -> None:
    def of(text: str) -> Any:
        return shape(str(mail(issue(Paragraph(text=Spans((Text(text),))))).html))

    assert of("<div>" * 50_000) == of("x")


def test_fifty_thousand_spaces_in_a_subject_are_read_in_time(mail: Made, issue: Made) -> None:
    subject = Spans((Text("a" + " " * 50_000 + "b\n\n c"),))
    assert str(mail(issue(subject=subject)).subject) == "a" + " " * 50_000 + "b c"


@pytest.mark.parametrize("text", ["\ud800", "\udfff\ud800", "\x00", "\x0b\x0c\x1b\x7f"])
def test_what_no_document_can_hold_becomes_a_replacement_character(mail: Made, issue: Made, text: str) -> None:
    rendered = mail(issue(Paragraph(text=Spans((Text(f"a{text}b"),))), subject=Spans((Text(f"a{text}b"),))))
    assert f"a{chr(0xFFFD) * len(text)}b" in str(rendered.html)
    assert f"a{chr(0xFFFD) * len(text)}b" in str(rendered.text)
    for part in (rendered.html, rendered.text, rendered.subject):
        str(part).encode()


def test_lists_without_end_are_refused(mail: Made, issue: Made) -> None:
    block = List(items=(Item(text="x"),))
    for _ in range(30):
        block = List(items=(Item(text="x", blocks=(block,)),))
    with pytest.raises(ContentError, match="nested at most"):
        mail(issue(block))


def test_components_in_a_list_are_refused(mail: Made, issue: Made) -> None:
    button = Button(label="L", url="https://example.org/")
    with pytest.raises(ContentError, match="found a block of kind 'button'; move it out"):
        mail(issue(List(items=(Item(text="x", blocks=(button,)),))))


def test_lists_as_deep_as_allowed_are_laid_out(mail: Made, issue: Made, shape: Made) -> None:
    block = List(items=(Item(text="deepest"),))
    for _ in range(11):
        block = List(items=(Item(text="x", blocks=(block,)),))
    assert "deepest" in str(mail(issue(block)).html)


def test_what_was_written_once_is_not_written_again_but_a_refused_address_is_said_each_time() -> None:
    mail = Filling({})
    good, bad = plain("A & B"), plain("javascript:alert(1)")
    written = [mail.fragment(HolePlace.TEXT, good), mail.fragment(HolePlace.URL, bad)]
    web = Filling({}, mail.known)
    assert [web.fragment(HolePlace.TEXT, good), web.fragment(HolePlace.URL, bad)] == written == ["A &amp; B", "#"]
    assert web.fragment(HolePlace.TEXT, good) is written[0]
    assert web.findings == mail.findings != []
