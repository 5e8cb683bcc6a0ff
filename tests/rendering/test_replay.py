"""Editions rendered by an earlier edition's notes are what they would be if the templates ran for each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletin.errors import RenderError
from bulletin.inline import Slot, Spans, Text
from bulletin.l10n.localise import localise
from bulletin.model.blocks import Button, Heading, Paragraph, Row, Table
from bulletin.model.issue import Issue
from bulletin.rendering import render as rendering
from bulletin.rendering import replay
from bulletin.rendering.render import render
from bulletin.rendering.slotted import Rendered
from bulletin.rendering.theme import Theme

Made = Callable[..., Any]
LOCALES = ("de", "ko", "ar", "ja", "fr")
TEXTS = st.lists(
    st.sampled_from(["", "harbour", '<i>&"', "부산 항구", "مرحبا", "zq0qz", "a\nb", "12"]) | st.text(max_size=12),
    min_size=1,
    max_size=6,
)


@pytest.fixture(autouse=True)
def nothing_noted() -> Iterator[None]:
    rendering._templates.cache_clear()
    yield
    rendering._templates.cache_clear()


def both(editions: Sequence[Issue], locales: Sequence[str], theme: Theme) -> tuple[list[Rendered], list[Rendered]]:
    """Render mail and web copy of each with notes, and without any."""
    localised = [localise(issue, locale=locale) for issue, locale in zip(editions, locales, strict=True)]
    pairs = [(edition, web) for edition in localised for web in (False, True)]
    noted = [render(edition, theme, web=web) for edition, web in pairs]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(replay, "_MOST", 0)
        rendering._templates.cache_clear()
        return noted, [render(edition, theme, web=web) for edition, web in pairs]


def teller(texts: list[str]) -> Callable[[str], Spans]:
    count = -1

    def say(_: str) -> Spans:
        nonlocal count
        count += 1
        text = texts[count % len(texts)]
        return Spans((Text(text), Slot(name="name", fallback=text)) if len(text) > 6 else (Text(text),) if text else ())

    return say


def watch(patch: pytest.MonkeyPatch) -> list[bool]:
    """Note of each attempt whether the templates would have gone the same way."""
    seen: list[bool] = []
    real = replay.replayed

    def watched(*arguments: Any) -> Any:
        found = real(*arguments)
        seen.append(found is not None)
        return found

    patch.setattr(replay, "replayed", watched)
    return seen


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(several=st.lists(TEXTS, min_size=2, max_size=4))
def test_editions_are_the_same_with_notes_and_without(
    full_issue: Made, harbour: Theme, several: list[list[str]]
) -> None:
    rendering._templates.cache_clear()
    issues = [
        full_issue(teller(texts), teller(["https://example.org/", *texts]), locales=("de", "ko")) for texts in several
    ]
    noted, plain = both(issues, LOCALES[: len(issues)], harbour)
    assert noted == plain


def test_editions_that_differ_in_words_alone_need_the_templates_once(
    full_issue: Made, harbour: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = watch(monkeypatch)
    issues = [
        full_issue(teller([word]), teller(["https://example.org/"]), locale="en", locales=("en-US", "en-IE"))
        for word in "abc"
    ]
    noted, plain = both(issues, ("en", "en-US", "en-IE"), harbour)
    assert noted == plain
    assert seen == [True] * 6  # HTML, text and web copy of the second edition and the third


def test_an_edition_that_lacks_a_text_goes_its_own_way(
    issue: Made, harbour: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = watch(monkeypatch)
    whole = issue(Paragraph(text="x"), article={"standfirst": "Of note"}, paper={"locales": ("de", "fr")})
    noted, plain = both([whole, issue(Paragraph(text="x"), paper={"locales": ("de", "fr")})], ("en-GB", "de"), harbour)
    assert noted == plain
    assert False in seen


def test_one_edition_alone_is_made_without_notes(issue: Made, harbour: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replay, "Recording", None)
    assert "Two harbours" in str(render(localise(issue()), harbour).html)


QUESTIONS = (
    '{{ "a" if issue.subject == newsletter.title else "b" }}',
    '{{ "a" if meta(issue.subject)|length > 4 else "b" }}',
    '{{ "a" if meta(issue.subject) == "Long words" else "b" }}',
    '{{ "a" if meta(issue.subject) < "M" else "b" }}',
    "{% for article in articles|batch(2) %}{{ article|length }}{{ article[0].headline }}{% endfor %}",
    '{% for article in articles[1:] %}{{ loop.index }}{{ "l" if loop.last else "" }}{{ article.headline }}{% endfor %}',
    "{% for article in articles if article.byline %}{{ article.byline }}{% endfor %}",
    '{{ articles|map(attribute="headline")|first }}',
    '{{ articles|selectattr("byline")|list|length }}',
    "{{ (articles|last).headline }}{{ articles[-1].headline }}",
    '{{ "a" if lead.byline is none else "b" }}{{ "c" if issue.number is not none else "d" }}',
    '{{ "a" if lead.byline is string else "b" }}{{ "c" if lead is defined else "d" }}',
    '{{ "a" if lead.nothing is defined else "b" }}',
    '{{ "a" if lead.byline in (issue.subject, newsletter.title) else "b" }}',
    "{% set words %}{{ lead.byline }}{% endset %}{{ words }}{{ words|length }}",
    "{% macro of(article) %}{{ article.headline }}{% endmacro %}{% for each in articles %}{{ of(each) }}{% endfor %}",
    "{% set n = namespace(all=0) %}{% for each in articles %}{% set n.all = n.all + 2 %}{% endfor %}{{ n.all * 3 }}",
    "{{ first_of(lead.byline, issue.subject) }}{{ date(issue.date) }}{{ count(articles|length) }}",
    '{{ _("By {author}", author=lead.byline) }}{{ ngettext("{n} article", "{n} articles", articles|length) }}',
    '{% for cell in lead.blocks[0].head.cells %}{{ cell }}{% if lead.blocks[0].align %}{{ aligned("left") }}{% endif %}{% endfor %}',
    '{{ theme.width - 2 * theme.gutter }}{{ dir }}{{ start }}{{ "a" if dir == "rtl" else "b" }}{{ lang }}',
    '{{ "a" if lang in ("ko", "ja") else "b" }}{{ theme.wordmark }}',
)


def editions(issue: Made) -> list[Issue]:
    """Three issues that answer the questions differently."""
    table = Table(head=Row(cells=("h", "i")), rows=(Row(cells=("1", "2")),))
    long = issue(table, Button(label="Go", url="https://example.org/"), subject="Long words", number=6)
    short = replace(
        issue(table, subject="Few", article={"byline": "Min"}),
        sections=(
            *issue(table, article={"byline": "Min"}).sections,
            *issue(Heading(text="H"), article={"slug": "b"}).sections,
        ),
    )
    same = issue(table, subject="Title", article={"byline": "Title"}, paper={"title": "Title"})
    return [long, short, same, long, short]


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_a_template_asks_the_answer_is_the_editions_own(
    issue: Made, templates: Made, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    monkeypatch.setattr(rendering, "_WORTH_NOTING", 0)
    page = f"<mjml><mj-head></mj-head><mj-body><mj-raw><p>{question}</p></mj-raw></mj-body></mjml>"
    theme = templates({"issue.mjml.j2": page, "issue.txt.j2": question})
    locales = ("en-GB", "ko", "ar", "ar", "de")
    told = editions(issue)
    try:
        noted, plain = both(told, locales, theme)
    except RenderError as first:
        monkeypatch.setattr(replay, "_MOST", 0)
        rendering._templates.cache_clear()
        with pytest.raises(RenderError, match=re.escape(str(first))):
            both(told, locales, theme)
    else:
        assert noted == plain
