"""No way round `finalize`: a template places content, it never makes markup of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from bulletin.errors import RenderError
from bulletin.model.blocks import Image
from bulletin.rendering import environment
from bulletin.rendering.environment import FILTERS_ALLOWED, Markup, finalize_mjml, mjml_environment, text_environment
from bulletin.rendering.theme import Theme

Raw = Callable[..., str]
BYLINE = "articles[0].byline"
SAFE = "&lt;i&gt;&amp;&quot;HOSTILE"
MACRO = '{% macro m(x="") %}[{{ x }}]{% endmacro %}'


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("{{ BYLINE }}", SAFE),
        ("{{ articles[0]['byline'] }}", SAFE),
        ("{{ meta(BYLINE) }}", SAFE),
        ("{{ m(BYLINE) }}", f"[{SAFE}]"),
        ("{{ m(m(BYLINE)) }}", f"[[{SAFE}]]"),
        ("{% set x = BYLINE %}{{ x }}", SAFE),
        ("{% set x %}<b>{{ BYLINE }}</b>{% endset %}{{ x }}", f"<b>{SAFE}</b>"),
        ("{% set n = namespace(x=meta(BYLINE)) %}{{ n.x }}", SAFE),
        ("{% macro c() %}<b>{{ caller() }}</b>{% endmacro %}{% call c() %}{{ BYLINE }}{% endcall %}", f"<b>{SAFE}</b>"),
        ("{% filter default %}{{ BYLINE }}{% endfilter %}", SAFE),
        ("{% for article in articles %}{{ article.byline }}{% endfor %}", SAFE),
        ("{{ articles|map(attribute='byline')|first }}", SAFE),
        ("{{ first_of('', BYLINE) }}", SAFE),
        ("{{ _('{x}', x=BYLINE) }}", SAFE),
        ("{{ _('<b>{x}', x=BYLINE) }}", f"&lt;b&gt;{SAFE}"),
        ("{{ missing|default(BYLINE) }}", SAFE),
        ("{% with x = BYLINE %}{{ x }}{% endwith %}", SAFE),
        ("{{ '<b>' if issue.number is none else BYLINE }}", "&lt;b&gt;"),
        ("{{ '<b>' }}", "&lt;b&gt;"),
    ],
)
def test_content_comes_out_escaped_whichever_way_it_takes(
    raw: Raw, compiled: list[str], expression: str, expected: str
) -> None:
    assert raw(expression.replace("BYLINE", BYLINE), before=MACRO).replace("\n", "") == expected
    assert "HOSTILE" not in compiled[-1]


def test_content_comes_out_escaped_through_files_that_extend_include_and_import(raw: Raw, compiled: list[str]) -> None:
    came_out = raw(
        '{% block b %}{% endblock %}{% include "own.mjml.j2" %}{{ p.m(articles[0].byline) }}{{ q(articles[0].byline) }}',
        before='{% import "p.mjml.j2" as p %}{% from "p.mjml.j2" import m as q with context %}',
        own__mjml__j2="<b>{{ articles[0].byline }}</b>",
        p__mjml__j2=MACRO,
    )
    assert came_out.replace("\n", "") == f"<b>{SAFE}</b>[{SAFE}][{SAFE}]"
    assert "HOSTILE" not in compiled[-1]


def test_content_comes_out_escaped_through_a_block_and_its_parent(templates: Any, mail: Any, issue: Any) -> None:
    base = "<mjml><mj-head></mj-head><mj-body><mj-raw><p>{% block b %}{{ issue.subject }}{% endblock %}</p></mj-raw></mj-body></mjml>"
    child = '{% extends "base.mjml.j2" %}{% block b %}{{ super() }}, {{ self.c() }}{% endblock %}{% block c %}{{ issue.subject }}{% endblock %}'
    html = str(mail(issue(subject="a < b"), templates({"base.mjml.j2": base, "issue.mjml.j2": child})).html)
    assert "<p>a &lt; b, a &lt; b</p>" in html


@pytest.mark.parametrize(
    "expression",
    [
        "{{ m(BYLINE) ~ meta(BYLINE) }}",
        "{{ 'a' ~ BYLINE }}",
        "{{ m() + meta(BYLINE) }}",
        "{{ meta(BYLINE) + m() }}",
        "{{ m() % meta(BYLINE) }}",
        "{{ '%s' % BYLINE }}",
        "{{ m() * 2 }}",
        "{{ m().format(meta(BYLINE)) }}",
        "{{ m()['format'](meta(BYLINE)) }}",
        "{{ m().join([meta(BYLINE)]) }}",
        "{{ m().replace('[', meta(BYLINE)) }}",
        "{{ ''.join([meta(BYLINE)]) }}",
        "{{ m().unescape() }}",
        "{{ meta(BYLINE).upper() }}",
        "{{ aligned(meta(BYLINE)) }}",
        "{% filter list %}{{ BYLINE }}{% endfilter %}",
        "{% filter first %}{{ BYLINE }}{% endfilter %}",
        "{% autoescape false %}{% set x %}{{ BYLINE }}{% endset %}{{ x }}{% endautoescape %}",
        "{% autoescape false %}{{ m(BYLINE) }}{% endautoescape %}",
    ],
)
def test_no_operator_and_no_method_makes_markup_of_content(raw: Raw, compiled: list[str], expression: str) -> None:
    with pytest.raises(RenderError):
        raw(expression.replace("BYLINE", BYLINE), before=MACRO)
    assert not any("HOSTILE" in mjml for mjml in compiled)


@pytest.mark.parametrize(
    "name", ["safe", "e", "escape", "forceescape", "tojson", "xmlattr", "urlize", "join", "replace", "format"]
)
def test_filters_that_make_text_or_markup_are_not_there(raw: Raw, name: str) -> None:
    with pytest.raises(RenderError, match=f"No filter named '{name}'"):
        raw(f"{{{{ {BYLINE}|{name} }}}}")


def test_no_filter_gives_markup(harbour: Theme) -> None:
    for jinja in (mjml_environment(harbour.folders, ()), text_environment(harbour.folders, ())):
        assert set(jinja.filters) == set(FILTERS_ALLOWED)
        assert "trans" not in jinja.globals


def test_a_trans_tag_is_no_tag(raw: Raw) -> None:
    with pytest.raises(RenderError, match=r"issue\.mjml\.j2:1: .*unknown tag 'trans'"):
        raw("{% trans %}Hello{% endtrans %}")


@pytest.mark.parametrize(
    "expression",
    [
        "{{ edition.source.base.parent }}",
        "{{ edition.source.base.name }}",
        "{{ issue.date.year }}",
        "{{ meta(issue.subject).format }}",
        "{{ edition.source.base.read_text() }}",
        "{{ edition.source.base['parent'] }}",
        "{{ edition.source.base }}",
        "{{ issue.__class__ }}",
        "{{ issue['__class__'] }}",
        "{{ articles|map(attribute='__class__')|first }}",
        "{{ m.__globals__ }}",
        "{{ m._func }}",
        "{{ self._TemplateReference__context }}",
        "{{ _.function }}",
        "{{ picture.function }}",
        "{{ show.function.args }}",
        "{{ issue.where() }}",
        "{{ issue.where.__func__ }}",
        "{{ namespace.__init__ }}",
        "{{ namespace().__class__ }}",
        "{{ theme.keys() }}",
        "{{ theme.pop('ink') }}",
        "{{ issue.date.replace(year=1) }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
        "{{ range(9) }}",
        "{{ dict(a=1) }}",
        "{{ config }}",
        "{{ [].append(1) }}",
    ],
)
def test_a_template_reaches_nouns_and_nothing_behind_them(
    templates: Any, mail: Any, issue: Any, tmp_path: Any, expression: str
) -> None:
    page = f"{MACRO}<mjml><mj-head></mj-head><mj-body><mj-raw><p>{expression}</p></mj-raw></mj-body></mjml>"
    with pytest.raises(RenderError) as caught:
        mail(issue(base=tmp_path), templates({"issue.mjml.j2": page}))
    assert len(str(caught.value)) < 500


@pytest.mark.parametrize(
    "expression", ["{{ 2 ** 99999999 }}", "{{ [1] * 99999999999 }}", "{{ (1, 2) + (3,) }}", "{{ 5 // 0 }}"]
)
def test_templates_calculate_with_numbers_only(raw: Raw, expression: str) -> None:
    with pytest.raises(RenderError):
        raw(expression)


def test_templates_do_calculate(raw: Raw) -> None:
    assert raw("{{ 640 - 2 * 32 }} {{ 7 % 4 }} {{ 9 // 2 }}") == "576 3 4"


def test_a_loop_calls_itself_for_what_is_nested(raw: Raw) -> None:
    tree = "{% for x in [[1, [2]], [3]] recursive %}({{ loop(x) if x is iterable else x }}){% endfor %}"
    assert raw(tree) == "((1)((2)))((3))"


@pytest.mark.parametrize(
    "expression",
    ["{{ articles }}", "{{ issue }}", "{{ m }}", "{{ issue.date }}", "{{ 1.5 * 1 }}", "{{ issue.number }}"],
)
def test_what_is_neither_text_nor_a_whole_number_is_not_placed(raw: Raw, expression: str) -> None:
    with pytest.raises(RenderError, match="a template can place text, whole numbers and literals, not"):
        raw(expression, before=MACRO)


def test_a_misspelt_noun_is_named_with_its_file_and_line(raw: Raw) -> None:
    with pytest.raises(RenderError, match=r"^issue\.mjml\.j2:2: 'isue' is undefined"):
        raw("\n{{ isue.subject }}")


def test_a_fault_in_a_file_that_is_included_names_that_file(raw: Raw) -> None:
    with pytest.raises(RenderError, match=r"^own\.mjml\.j2:3: .*no attribute 'subjct'"):
        raw('{% include "own.mjml.j2" %}', own__mjml__j2="\n\n{{ issue.subjct }}")


def test_a_fault_in_syntax_names_file_and_line(raw: Raw) -> None:
    with pytest.raises(RenderError, match=r"^own\.mjml\.j2:2: "):
        raw('{% include "own.mjml.j2" %}', own__mjml__j2="\n{% if %}")


def test_a_fault_in_a_function_names_the_line_that_calls_it(raw: Raw) -> None:
    with pytest.raises(RenderError, match=r"^issue\.mjml\.j2:1: 'Article' object has no attribute 'kind'"):
        raw("{{ show(articles[0]) }}")


def test_a_template_that_is_not_there_is_named(raw: Raw) -> None:
    with pytest.raises(RenderError, match=r"expected a template 'absent\.mjml\.j2', found none"):
        raw('{% include "absent.mjml.j2" %}')


def test_output_is_limited(raw: Raw, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "LARGEST", 10_000)
    with pytest.raises(RenderError, match=r"at most 10,000 characters, found more; does a loop not end\?"):
        raw(
            "{% for a in meta(issue.subject) %}{% for b in meta(issue.subject) %}"
            + "x" * 100
            + "{% endfor %}{% endfor %}"
        )


def test_the_word_of_a_token_is_refused_in_a_template(raw: Raw) -> None:
    with pytest.raises(RenderError, match="the word zq77qz, which stands for a value"):
        raw("zq77qz")


def test_the_word_of_a_token_is_a_word_in_content(mail: Any, issue: Any) -> None:
    rendered = mail(issue(article={"headline": "zq0qz and zq99qz"}))
    assert "zq0qz and zq99qz" in str(rendered.html)
    assert "zq0qz and zq99qz" in str(rendered.text)


def test_outside_a_rendering_finalize_returns_what_it_is_given() -> None:
    assert finalize_mjml("constant") == "constant"
    assert finalize_mjml(Markup("<b>")) == Markup("<b>")


def test_text_in_a_style_is_refused(raw: Raw) -> None:
    with pytest.raises(RenderError, match=r"puts text into a style: expected a colour.*found"):
        raw(f'<b style="color:{{{{ {BYLINE} }}}}">x</b>')


def test_a_font_in_a_style_is_what_it_is_for(raw: Raw) -> None:
    assert "font-family:-apple-system" in raw('<b style="font-family:{{ font }}">x</b>')


def test_text_in_a_handler_or_a_script_is_refused(raw: Raw) -> None:
    for place in (f'<b onclick="{{{{ {BYLINE} }}}}">x</b>', f"<script>{{{{ {BYLINE} }}}}</script>"):
        with pytest.raises(RenderError, match="puts text into a style"):
            raw(place)


def test_constants_of_text_templates_are_not_escaped(templates: Any, mail: Any, issue: Any) -> None:
    source = '{{ "a & b" }} {{ "<c>" if true else "" }} {{ issue.subject }}{% macro m() %} {{ "d > e" }}{% endmacro %}{{ m() }}'
    rendered = mail(issue(subject="x & <y>"), templates({"issue.txt.j2": source}))
    assert str(rendered.text) == "a & b <c> x & <y> d > e\n"


def test_a_picture_of_the_model_is_no_text(raw: Raw) -> None:
    block = Image(src="https://example.org/a.png", width=10, height=10, alt="a")
    with pytest.raises(RenderError, match="not Image"):
        raw("{{ articles[0].blocks[0] }}", block)
