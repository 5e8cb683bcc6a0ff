"""An edition and a theme make a mail, the same each time, whatever else is going on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bulletin.errors import RenderError
from bulletin.inline import Spans, Text
from bulletin.model.blocks import Paragraph
from bulletin.model.newsletter import Links
from bulletin.rendering.store import hold

Made = Callable[..., Any]


def said(text: str) -> Callable[[str], Spans]:
    return lambda name: Spans((Text(text),))


def addressed(name: str) -> Spans:
    return Spans((Text("https://example.org/"),))


def test_two_renderings_of_an_issue_are_equal(mail: Made, full_issue: Made) -> None:
    made = full_issue(said("Hello"), addressed)
    assert mail(made) == mail(made)


def test_renderings_in_several_threads_do_not_mix(mail: Made, full_issue: Made) -> None:
    issues = {name: full_issue(said(f"words-of-{name}"), addressed) for name in "abcdefgh"}
    with ThreadPoolExecutor(4) as pool:
        rendered = dict(zip(issues, pool.map(mail, issues.values()), strict=True))
    for name, each in rendered.items():
        others = [other for other in issues if other != name and f"words-of-{other}" in str(each.html) + str(each.text)]
        assert others == []
        assert each == mail(issues[name])


def test_a_rendering_that_fails_leaves_no_store_behind(mail: Made, issue: Made, templates: Made) -> None:
    with pytest.raises(RenderError):
        mail(issue(), templates({"masthead.mjml.j2": "{{ issue.subject }}{{ absent }}"}))
    assert hold("value") is None
    assert "Two harbours" in str(mail(issue()).html)


@pytest.mark.parametrize(("locale", "direction"), [("en-GB", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("ko", "ltr")])
def test_language_and_direction_stand_on_the_page(
    mail: Made, issue: Made, parsed: Made, locale: str, direction: str
) -> None:
    rendered = mail(issue(Paragraph(text="x")), locale=locale)
    page = parsed(str(rendered.html))
    assert (page.get("lang"), page.get("dir")) == (locale, direction)
    assert (rendered.locale, rendered.dir) == (locale, direction)


def test_the_other_editions_are_linked_by_their_own_names(mail: Made, issue: Made, parsed: Made) -> None:
    links = Links(view="https://example.org/{issue}/{locale}/")
    made = issue(paper={"locales": ("ko", "cy"), "links": links})
    page = parsed(str(mail(made, locale="ko").html))
    found = {link.text: (link.get("href"), link.get("lang")) for link in page.iter("a") if link.get("lang")}
    assert found["Cymraeg"] == ("https://example.org/2023-06/cy/", "cy")
    assert "한국어" not in found


def test_the_preheader_stands_before_everything_else(mail: Made, issue: Made, parsed: Made) -> None:
    rendered = mail(issue(preheader="What is new in two ports"))
    body = "".join(parsed(str(rendered.html)).find("body").itertext()).strip()
    assert body.startswith("What is new in two ports")
    assert str(rendered.preheader) == "What is new in two ports"


def test_an_issue_without_anything_in_it_is_a_mail(mail: Made, issue: Made) -> None:
    rendered = mail(issue(sections=()))
    assert "Title" in str(rendered.html)
    assert str(rendered.text).startswith("Title\n=====\n")


def test_nothing_in_the_page_comes_from_another_server(mail: Made, issue: Made, parsed: Made) -> None:
    page = parsed(str(mail(issue(Paragraph(text="x"))).html))
    loading = [
        element for element in page.iter() if element.get("src") or (element.tag == "link" and element.get("href"))
    ]
    assert loading == []
    assert "@import" not in str(mail(issue(Paragraph(text="x"))).html)
