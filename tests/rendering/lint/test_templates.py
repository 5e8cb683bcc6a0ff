"""Each rule of the template lint: what it reports, where, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bulletin.findings import Finding, Severity
from bulletin.rendering.lint import lint_templates
from bulletin.rendering.theme import Theme

Lint = Callable[..., tuple[Finding, ...]]
IN_TEXT = "<mj-section><mj-column><mj-text>{}</mj-text></mj-column></mj-section>"


@pytest.fixture
def lint(templates: Callable[..., Theme]) -> Lint:
    """Lint templates of a newsletter's own; what the built-in theme says is left out."""

    def findings(source: str = "", *, file: str = "own.mjml.j2", **more: str) -> tuple[Finding, ...]:
        theme = templates({file: source} | {name.replace("__", "."): each for name, each in more.items()})
        return tuple(each for each in lint_templates(theme) if each.place and each.place.file.startswith("templates/"))

    return findings


def told(findings: tuple[Finding, ...]) -> list[tuple[str, int, int]]:
    return [(each.rule, each.place.line, each.place.column) for each in findings if each.place]


@pytest.mark.parametrize("name", ["harbour", "plain"])
def test_the_built_in_themes_are_clean(name: str) -> None:
    assert lint_templates(Theme.named(name)) == ()


def test_a_finding_has_rule_file_line_and_column(lint: Lint) -> None:
    (finding,) = lint(
        '<mj-section>\n  <mj-column>\n    <mj-text colour="{{ theme.ink }}">{{ issue.subject }}</mj-text>\n  </mj-column>\n</mj-section>'
    )
    assert finding.severity is Severity.ERROR
    assert str(finding) == (
        "templates/own.mjml.j2:3:14: error: no attribute `colour` of <mj-text> is known; did you mean `color`? [unknown-attribute]"
    )


@pytest.mark.parametrize(
    ("source", "rule", "message"),
    [
        ("<mj-secton></mj-secton>", "unknown-tag", "no tag <mj-secton> is known; did you mean `mj-section`?"),
        (IN_TEXT.format("<spam>{{ x }}</spam>"), "unknown-tag", "no tag <spam> is known; did you mean `span`?"),
        ("<mj-preview>{{ x }}</mj-preview>", "refused-tag", "white text costs spam points: use the theme's hidden block"),
        ('<mj-font name="x" href="x" />', "refused-tag", "remote asset"),
        ("<mj-carousel></mj-carousel>", "refused-tag", "place pictures one by one"),
        ('<mj-include path="x" />', "refused-tag", "use {% include %}"),
        ("<mj-group></mj-group>", "refused-tag", "use columns"),
        ("<mj-hero></mj-hero>", "refused-tag", "use a section"),
        ("<mj-navbar></mj-navbar>", "refused-tag", "use links"),
        (IN_TEXT.format("<script>{{ x }}</script>"), "dangerous-tag", "filters hold it against the sender"),
        (IN_TEXT.format('<iframe src="{{ x }}"></iframe>'), "dangerous-tag", "loads what is not in the message"),
        (IN_TEXT.format('<form action="{{ x }}"></form>'), "dangerous-tag", "forms do not work in mail"),
        (IN_TEXT.format("<style>p {}</style>"), "dangerous-tag", "use <mj-style>"),
        ('<mj-raw><link rel="stylesheet" href="{{ x }}" /></mj-raw>', "dangerous-tag", "loads"),
        (IN_TEXT.format('<object data="{{ x }}"></object>'), "dangerous-tag", "loads"),
        ('<mj-wrapper gap="9px"></mj-wrapper>', "refused-attribute", "give the sections a padding"),
        (IN_TEXT.format('<p colspan="2">{{ x }}</p>'), "unknown-attribute", "no attribute `colspan` of <p> is known"),
        (IN_TEXT.format('<p onclick="x()">{{ x }}</p>'), "script-attribute", "mail runs no scripts"),
        (IN_TEXT.format("<p class=x>{{ x }}</p>"), "unquoted-value", 'write class="…"'),
        ("<mj-section full-width></mj-section>", "unquoted-value", 'write full-width="…"'),
        (IN_TEXT.format("<p class='a\"b'>{{ x }}</p>"), "quote-in-value", "write &quot;"),
        ("<mj-section><mj-text>{{ x }}</mj-text></mj-section>", "wrong-parent", "expected <mj-text> in <mj-column>, found it in <mj-section>"),
        (IN_TEXT.format("<mj-button>{{ x }}</mj-button>"), "wrong-parent", "found it in <mj-text>"),
        (IN_TEXT.format("<p><mj-spacer /></p>"), "wrong-parent", "found it in <p>"),
        ("<mj-section><mj-column><p>{{ x }}</p></mj-column></mj-section>", "wrong-parent", "expected HTML in <mj-text> or <mj-raw>"),
        ("<mj-section><mj-column>{% if x %}<mj-section></mj-section>{% endif %}</mj-column></mj-section>", "wrong-parent", "<mj-section>"),
        (IN_TEXT.format("<b>{{ x }}"), "mismatched-tag", "expected </b> for line 1, found </mj-text>"),
        (IN_TEXT.format("<b><i>{{ x }}</b></i>"), "mismatched-tag", "expected </i> for line 1, found </b>"),
        ("<mj-section>", "unclosed-tag", "expected </mj-section>, found none for this <mj-section>"),
        ("</mj-section>", "unopened-tag", "expected <mj-section> before it"),
        (IN_TEXT.format("{% if x %}<a href='{{ x }}'>{% endif %}<b>{{ x }}</i>{% if x %}</a>{% endif %}"), "mismatched-tag", "found </i>"),
        ("{% macro m() %}<p>{% endmacro %}{{ m() }}", "unclosed-tag", "expected </p>"),
        ('<mj-section padding="0"></mj-section>', "bare-zero", "expected 0px in `padding`"),
        ('<mj-section padding="0 {{ theme.gutter }}px 4px"></mj-section>', "bare-zero", "expected 0px"),
        ('<mj-section><mj-column width="50"></mj-column></mj-section>', "column-width", "found '50', which mrml drops"),
        ('<mj-section><mj-column width="20em"></mj-column></mj-section>', "column-width", "in px or %"),
        ('<mj-section background-color="#fff"></mj-section>', "colour", "found #fff"),
        ('<mj-section background-color="red"></mj-section>', "colour", "found red"),
        ('<mj-section border="1px solid #12345"></mj-section>', "colour", "found #12345"),
        (IN_TEXT.format('<p style="color:#ABC">{{ x }}</p>'), "colour", "in `color`, found #ABC"),
        (IN_TEXT.format('<p style="background:rgba(0,0,0,0.5)">{{ x }}</p>'), "colour", "found rgba("),
        ("<mj-head><mj-style>p { color: #ccc }</mj-style></mj-head>", "colour", "found #ccc"),
        ('<mj-section><mj-column><mj-image src="{{ x }}" /></mj-column></mj-section>', "missing-alt", "on <mj-image>"),
        (IN_TEXT.format('<img src="{{ x }}" />'), "missing-alt", "on <img>"),
        ("<mj-raw>1 < 2</mj-raw>", "bare-less-than", "`&lt;`"),
        (IN_TEXT.format('<img src="https://example.org/a.png" alt="" />'), "remote-asset", "https://example.org/a.png"),
        ('<mj-section background-url="//example.org/a.png"></mj-section>', "remote-asset", "background-url"),
        (IN_TEXT.format('<p style="background:url(http://e.org/a)">{{ x }}</p>'), "remote-asset", "url(http:"),
        ("<mj-head><mj-style>@import 'x.css';</mj-style></mj-head>", "remote-asset", "@import"),
        (IN_TEXT.format('<img src="data:image/png;base64,AA==" alt="" />'), "remote-asset", "data:"),
        (IN_TEXT.format("<p>Read more</p>"), "untranslated", "found 'Read more'"),
        (IN_TEXT.format("<p>더 보기</p>"), "untranslated", "found '더 보기'"),
        (IN_TEXT.format('<img src="{{ x }}" alt="Logo" />'), "untranslated", "found 'Logo'"),
        (IN_TEXT.format('<img src="{{ x }}" alt="{{ "Logo" }}" />'), "untranslated", "found 'Logo'"),
        (IN_TEXT.format('<a href="{{ x }}" title="Go">{{ x }}</a>'), "untranslated", "found 'Go'"),
        (IN_TEXT.format('{{ "one" if x else "" }}'), "untranslated", "found 'one'"),
        (IN_TEXT.format("{{ x|default('none') }}"), "untranslated", "found 'none'"),
        ("{{ _(issue.subject) }}", "variable-message", "_(…)"),
        ('{{ pgettext("a", x) }}', "variable-message", "pgettext(…)"),
        ('{{ ngettext("a", x, n=1) }}', "variable-message", "ngettext(…)"),
        ('{{ _("a") ~ x }}', "joined-text", "joined with ~"),
        ('{{ _("a") + x }}', "joined-text", "joined with +"),
        ('{{ "%s" % x }}', "joined-text", "joined with %"),
        ("{{ x|safe }}", "forbidden-filter", "no filter `safe` is allowed"),
        ("{{ x|join(', ') }}", "forbidden-filter", "no filter `join` is allowed"),
        ("{{ x|lst }}", "forbidden-filter", "did you mean `list`?"),
        ("{% autoescape false %}{{ x }}{% endautoescape %}", "autoescape", "expected no {% autoescape %}"),
        ("{% trans %}{% endtrans %}", "trans-tag", "write one message with names"),
        ("{% if %}", "template-syntax", "Jinja:"),
        ('{% include "mastheda.mjml.j2" %}', "missing-template", "did you mean `masthead.mjml.j2`?"),
        ('{% extends "harbor/issue.mjml.j2" %}', "missing-template", "no template 'harbor/issue.mjml.j2' is there"),
        ('{% import "absent.mjml.j2" as x %}', "missing-template", "absent"),
        ('{% from "absent.mjml.j2" import x %}', "missing-template", "absent"),
    ],
)  # fmt: skip
def test_a_fault_is_found_and_nothing_besides(lint: Lint, source: str, rule: str, message: str) -> None:
    findings = lint(source)
    assert {each.rule for each in findings} == {rule}
    assert message in findings[0].text


@pytest.mark.parametrize(
    "source",
    [
        '<mj-section padding="0px {{ theme.gutter }}px 36px" css-class="p{% if x %} g{% endif %}" direction="{{ dir }}"></mj-section>',
        '<mj-section padding="{% if x %}0{% else %}{{ theme.gutter }}{% endif %}px"></mj-section>',
        IN_TEXT.format('<h2 id="{{ x }}"{% if x %} class="{{ x }}"{% endif %} style="color:{{ theme.ink }}">{{ x }}</h2>'),
        IN_TEXT.format('{% if x %}<a href="{{ x }}">{% endif %}<img src="{{ x }}" alt="{{ y }}" />{% if x %}</a>{% endif %}'),
        IN_TEXT.format("{% if x %}<ol>{% else %}<ul>{% endif %}<li>{{ x }}</li>{% if x %}</ol>{% else %}</ul>{% endif %}"),
        IN_TEXT.format("{% for x in y %}<p>{{ x }}</p>{% else %}<br>{% endfor %}"),
        IN_TEXT.format("<table><tr>{% for x in y %}<td>{{ x }}</td>{% if loop.last %}</tr><tr>{% endif %}{% endfor %}</tr></table>"),
        IN_TEXT.format("<h{{ level }}>{{ x }}</h{{ level }}>"),
        IN_TEXT.format("&nbsp;·&#8203;—&copy; 2023 (1) {{ x }}"),
        IN_TEXT.format('<p style="color:inherit;background:transparent;border:0px;opacity:0">{{ _("Read more") }}</p>'),
        IN_TEXT.format('<a href="https://example.org/about" aria-label="{{ x }}" data-x="1">{{ x }}</a>'),
        IN_TEXT.format('<img src="{{ x }}" alt="" />'),
        IN_TEXT.format("<!-- a note with <b> and words --><!--[if mso]><p>{{ x }}</p><![endif]-->"),
        "{# a comment with <b> words #}",
        "{% raw %}{{ }}{% endraw %}",
        "<mj-head><mj-style>a:hover #id > b { color: {{ theme.ink }} !important; background: #aabbcc }</mj-style></mj-head>",
        '<mj-head><mj-attributes><mj-all font-family="{{ font }}" /><mj-image padding="0px" /><mj-class name="c" color="#010203" /></mj-attributes></mj-head>',
        '<mj-raw><meta name="color-scheme" content="light dark" /></mj-raw>',
        '{{ _("No. {number}", number=1 + 2) }}{{ pgettext("a", "b") }}{{ ngettext("a", "b", n=1) }}',
        "{{ 640 - 2 * theme.gutter }}{{ 7 % 2 }}",
        '{% include ["absent.mjml.j2", "masthead.mjml.j2"] %}{% include "absent.mjml.j2" ignore missing %}{% include x %}',
        '{% include "harbour/masthead.mjml.j2" %}',
        '{% if x %}font-style="normal;word-break:keep-all"{% endif %}',
        '{{ m("hl" if x else "") }}{% set class = "hl" %}<mj-section css-class="{{ "a" if x }}"></mj-section>',
        "<mjml lang=\"{{ lang }}\" dir='{{ dir }}'><mj-head></mj-head><mj-body></mj-body></mjml>",
        '{{ "}}" if x == "%}" else "" }}',
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(lint: Lint, source: str) -> None:
    assert lint(source) == ()


def test_columns_are_those_of_the_source(lint: Lint) -> None:
    source = '{# one\ntwo #}{{ x }}<mj-section padding="0"\n  background-color="#fff" colour="{{ x }}"></mj-section>\n'
    assert told(lint(source)) == [("bare-zero", 2, 35), ("colour", 3, 21), ("unknown-attribute", 3, 27)]


def test_several_faults_in_one_line_have_columns_of_their_own(lint: Lint) -> None:
    assert told(lint('{{ x|safe }}  {{ y|safe }}{{ _("a") ~ y }}')) == [
        ("forbidden-filter", 1, 6), ("forbidden-filter", 1, 20), ("joined-text", 1, 37),
    ]  # fmt: skip


def test_any_letter_in_a_template_of_text_is_a_word(lint: Lint) -> None:
    findings = lint(
        '{{ wrap(_("Fine")) }}\n-- * [1] …\nBy {{ x }}\n{{ wrap("Not fine") }}{{ underline(x, "-" if y else "~") }}\n',
        file="own.txt.j2",
    )
    assert told(findings) == [("untranslated", 3, 1), ("untranslated", 4, 10)]


def test_tags_in_a_template_of_text_are_text(lint: Lint) -> None:
    assert lint("<{{ x }}> <!-- > <\n", file="own.txt.j2") == ()


def test_a_block_needs_both_templates(lint: Lint) -> None:
    (finding,) = lint("<p>{{ block.title }}</p>", file="blocks/podcast.mjml.j2")
    assert finding.rule == "missing-pair"
    assert str(finding.place) == "templates/blocks/podcast.txt.j2"


def test_a_block_of_text_needs_both_templates_too(lint: Lint) -> None:
    (finding,) = lint("{{ wrap(block.title) }}", file="blocks/podcast.txt.j2")
    assert str(finding.place) == "templates/blocks/podcast.mjml.j2"


def test_one_template_of_a_pair_may_come_from_the_theme(lint: Lint) -> None:
    assert lint("<p>{{ block.text }}</p>", file="blocks/paragraph.mjml.j2") == ()


def test_kinds_that_are_used_need_templates(harbour: Theme) -> None:
    findings = lint_templates(harbour, ["quote", "podcast"])
    assert [(each.rule, str(each.place)) for each in findings] == [
        ("missing-pair", "templates/blocks/podcast.mjml.j2"), ("missing-pair", "templates/blocks/podcast.txt.j2"),
    ]  # fmt: skip


def test_a_theme_inside_the_newsletters_folder_is_read_once(tmp_path: Path) -> None:
    own = tmp_path / "templates"
    for name in ("dock", "unused"):
        (own / name).mkdir(parents=True)
        (own / name / "theme.toml").write_text('base = "harbour"\n', encoding="utf-8")
        (own / name / "masthead.mjml.j2").write_text("<mj-secton></mj-secton>", encoding="utf-8")
    (own / "footer.mjml.j2").write_text("<mj-secton></mj-secton>", encoding="utf-8")
    findings = lint_templates(Theme.named("dock", templates=own))
    assert [str(each.place) for each in findings] == ["templates/footer.mjml.j2:1:1", "dock/masthead.mjml.j2:1:1"]


def test_a_folder_that_is_both_the_newsletters_and_the_themes_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "dock").mkdir()
    (tmp_path / "dock" / "theme.toml").write_text('base = "harbour"\n', encoding="utf-8")
    (tmp_path / "dock" / "footer.mjml.j2").write_text("<mj-secton></mj-secton>", encoding="utf-8")
    findings = lint_templates(Theme.named("dock", templates=tmp_path / "dock"))
    assert [str(each.place) for each in findings] == ["dock/footer.mjml.j2:1:1"]


def test_a_file_that_is_no_text_is_reported(tmp_path: Path) -> None:
    (tmp_path / "own.mjml.j2").write_bytes(b"\xff\xfe")
    (finding,) = lint_templates(Theme.named("harbour", templates=tmp_path))
    assert (finding.rule, str(finding.place)) == ("unreadable", "templates/own.mjml.j2")


def test_statements_that_do_not_match_keep_the_nesting_from_being_judged(lint: Lint) -> None:
    assert {each.rule for each in lint("<p>{% if x %}")} == {"template-syntax"}
