"""Values become tokens inside a rendering, and pass outside of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bulletin.inline import Spans, Text
from bulletin.rendering.store import hold, not_storing, storing


def test_outside_a_rendering_there_is_no_store() -> None:
    assert hold("value") is None


def test_inside_a_rendering_values_are_numbered_by_place() -> None:
    with storing() as values:
        assert [hold("a"), hold("a"), hold("b")] == ["zq0qz", "zq1qz", "zq2qz"]
    assert values == ["a", "a", "b"]


def test_a_store_ends_with_its_rendering() -> None:
    with storing():
        hold("value")
    assert hold("value") is None


def test_a_store_can_be_suspended() -> None:
    with storing() as values:
        with not_storing():
            assert hold("constant") is None
        assert hold("value") == "zq0qz"
    assert values == ["value"]


def test_renderings_inside_each_other_have_stores_of_their_own() -> None:
    with storing() as outer:
        hold("outer")
        with storing() as inner:
            assert hold("inner") == "zq0qz"
        assert hold("outer again") == "zq1qz"
    assert (outer, inner) == (["outer", "outer again"], ["inner"])


def test_constants_of_a_template_that_compiles_amid_a_rendering_are_no_tokens_of_that_rendering(
    templates: Callable[..., Any], mail: Callable[..., Any], issue: Callable[..., Any]
) -> None:
    page = (
        "<mjml><mj-head></mj-head><mj-body><mj-raw><p>{{ articles[0].byline }}"
        '{% for n in [1, 2] %}{% include "late.mjml.j2" %}{% endfor %}</p></mj-raw></mj-body></mjml>'
    )
    theme = templates(
        {
            "issue.mjml.j2": page,
            "late.mjml.j2": '{% autoescape false %}{{ "constant" }}{% endautoescape %}{{ issue.subject }}',
            "issue.txt.j2": "-",
        }
    )
    for name in ("first", "second"):
        html = str(mail(issue(article={"byline": name}), theme).html)
        assert f"{name}constantLiverpool and BusanconstantLiverpool and Busan" in html


def test_a_module_of_macros_holds_no_values_of_an_earlier_rendering(
    templates: Callable[..., Any], mail: Callable[..., Any], issue: Callable[..., Any]
) -> None:
    page = (
        '{% import "parts.mjml.j2" as parts %}<mjml><mj-head></mj-head><mj-body><mj-raw>'
        "<p>{{ articles[0].byline }}|{{ parts.made }}|{{ parts.block }}</p></mj-raw></mj-body></mjml>"
    )
    parts = (
        "{% macro wrapped(x) %}[{{ x }}]{% endmacro %}"
        '{% set made = wrapped("one" if true else "") %}{% set block %}{{ "two" if true else "" }}{% endset %}'
    )
    theme = templates({"issue.mjml.j2": page, "parts.mjml.j2": parts, "issue.txt.j2": "-"})
    for name in ("first", "second"):
        byline = Spans((Text(name),))
        assert f"<p>{name}|[one]|two</p>" in str(mail(issue(article={"byline": byline}), theme).html)
