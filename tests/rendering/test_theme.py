"""A theme is a folder; a newsletter changes tokens and single templates of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest

from bulletin.errors import ConfigError, RenderError
from bulletin.inline import Spans, Text
from bulletin.model.blocks import Described, Paragraph, Quote
from bulletin.model.custom import AddressField, Custom, DataField, InlineField, PlainField
from bulletin.model.marks import translate
from bulletin.rendering.theme import Theme
from bulletin.sources.kinds import read_kinds

Made = Callable[..., Any]
COLOURS = 'page = "#ffffff"\n'
FONT = '[fonts.default]\nstack = "Arial, sans-serif"\nline_height = "1.5"\n'


def themed(folder: Path, name: str, toml: str, **files: str) -> Path:
    """Write a theme `templates/<name>` and return `templates`."""
    own = folder / "templates"
    (own / name).mkdir(parents=True)
    (own / name / "theme.toml").write_text(toml, encoding="utf-8")
    for file, source in files.items():
        (own / name / file.replace("__", ".")).write_text(source, encoding="utf-8")
    return own


def test_the_built_in_themes_are_found_by_name() -> None:
    assert Theme.named("harbour").name == "harbour"
    assert Theme.named("plain").name == "plain"


def test_a_missing_theme_is_an_error_that_names_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"expected a theme, found 'harbor'; built in are harbour, plain, and a folder templates/NAME"
    ):
        Theme.named("harbor", templates=tmp_path)


def test_a_newsletter_sets_colours_and_sizes(mail: Made, issue: Made) -> None:
    theme = Theme.named("harbour", brand={"page": "#AB12CD", "width": 700})
    assert dict(theme.tokens)["page"] == "#ab12cd"
    html = str(mail(issue(Paragraph(text="x")), theme).html)
    assert "#ab12cd" in html
    assert "700px" in html


def test_a_newsletter_sets_the_colour_of_links(mail: Made, issue: Made) -> None:
    theme = Theme.named("harbour", brand={"link": "#ab12cd"})
    assert "color:#ab12cd" in str(mail(issue(Paragraph(text="[x](https://example.org/)")), theme).html)


def test_a_newsletter_sets_its_wordmark_and_it_is_text(mail: Made, issue: Made) -> None:
    html = str(mail(issue(), Theme.named("harbour", brand={"wordmark": "P<b>&C"})).html)
    assert "P&lt;b&gt;&amp;C" in html


def test_an_unknown_token_is_an_error_that_suggests_one() -> None:
    with pytest.raises(ConfigError, match=r"no token `acent` in the theme 'harbour'; did you mean `accent`\?"):
        Theme.named("harbour", brand={"acent": "#000000"})


def test_a_token_like_none_is_an_error_that_lists_them() -> None:
    with pytest.raises(ConfigError, match=r"known are .*accent.*width"):
        Theme.named("harbour", brand={"zzzzzz": 1})


@pytest.mark.parametrize("value", ["#fff", "red", "#12345g", "#1234567", "rgb(1,2,3)", 5, "", "#ffffff;x:y"])
def test_a_colour_has_six_digits(value: Any) -> None:
    with pytest.raises(ConfigError, match=r"`accent`: expected a colour of six digits such as #\w{6}, found"):
        Theme.named("harbour", brand={"accent": value})


@pytest.mark.parametrize("value", ["640", "640px", 6.5, True])
def test_a_size_is_a_number(value: Any) -> None:
    with pytest.raises(ConfigError, match="`width`: expected a number of pixels such as 640, found"):
        Theme.named("harbour", brand={"width": value})


def test_a_word_of_the_brand_is_text() -> None:
    with pytest.raises(ConfigError, match="`wordmark`: expected text, found 5"):
        Theme.named("harbour", brand={"wordmark": 5})


def test_a_newsletter_overrides_one_template_and_keeps_the_rest(templates: Made, mail: Made, issue: Made) -> None:
    own = '<mj-section><mj-column><mj-text><h1 style="color:{{ theme.ink }}">OWN {{ newsletter.title }}</h1></mj-text></mj-column></mj-section>'
    html = str(mail(issue(Paragraph(text="body")), templates({"masthead.mjml.j2": own})).html)
    assert "OWN Title" in html
    assert "body" in html


def test_a_newsletter_extends_the_template_that_it_overrides(templates: Made, mail: Made, issue: Made) -> None:
    own = '{% extends "harbour/blocks/paragraph.mjml.j2" %}'
    assert "body" in str(mail(issue(Paragraph(text="body")), templates({"blocks/paragraph.mjml.j2": own})).html)


def test_a_newsletter_includes_the_template_that_it_overrides(templates: Made, mail: Made, issue: Made) -> None:
    own = '<mj-section><mj-column><mj-text>BEFORE</mj-text></mj-column></mj-section>{% include "harbour/masthead.mjml.j2" %}'
    html = str(mail(issue(), templates({"masthead.mjml.j2": own})).html)
    assert html.index("BEFORE") < html.index("<h1")


def test_a_newsletter_overrides_the_text_of_a_block(templates: Made, mail: Made, issue: Made) -> None:
    theme = templates({"blocks/quote.txt.j2": "{{ wrap(block.text[0], '> ') }}\n"})
    assert "> said" in str(mail(issue(Quote(text=("said",))), theme).text)


def test_a_theme_based_on_another_says_only_what_differs(tmp_path: Path, mail: Made, issue: Made) -> None:
    own = themed(
        tmp_path, "dock", 'base = "harbour"\n[light]\npage = "#010203"\n',
        footer__mjml__j2='<mj-section><mj-column><mj-text>DOCK</mj-text></mj-column></mj-section>{% include "harbour/footer.mjml.j2" %}',
    )  # fmt: skip
    theme = Theme.named("dock", templates=own)
    html = str(mail(issue(Paragraph(text="body")), theme).html)
    assert "#010203" in html
    assert "DOCK" in html
    assert [name for name, _ in theme.sources] == ["dock", "harbour"]
    assert theme.font("ko") == Theme.named("harbour").font("ko")


def test_a_theme_that_is_based_on_itself_is_an_error(tmp_path: Path) -> None:
    own = themed(tmp_path, "dock", 'base = "dock"\n')
    with pytest.raises(ConfigError, match="expected another theme as its `base`"):
        Theme.named("dock", templates=own)


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[light\n", r"theme\.toml: expected a theme in TOML"),
        ('[light]\npage = "#fff"\n', r"light\.page: expected a colour of six digits"),
        ('[sizes]\nwidth = "640"\n', r"sizes\.width: expected a number of pixels"),
        ('[fonts.default]\nstack = "Arial"\n', r"fonts\.default: expected .stack.*line_height"),
        ('[fonts.default]\nstack = "Arial;color:red"\nline_height = "1"\n', r"fonts\.default: expected"),
        (f"[light]\n{COLOURS}{FONT}[inline]\na = 'style=\"color:{{inc}}\"'\n", "expected tokens in braces, found inc"),
        ('base = "absent"\n', "expected a theme, found 'absent'"),
    ],
)
def test_what_is_wrong_in_a_theme_is_said(tmp_path: Path, toml: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        Theme.named("dock", templates=themed(tmp_path, "dock", toml))


def test_a_font_is_chosen_by_language_or_script(harbour: Theme) -> None:
    assert "Apple SD Gothic Neo" in harbour.font("ko-KR").stack
    assert harbour.font("zh-Hant-TW") == dict(harbour.fonts)["Hant"]
    assert harbour.font("zh-TW") == dict(harbour.fonts)["Hant"]
    assert harbour.font("cy") == dict(harbour.fonts)[""]


def test_a_theme_without_any_font_says_what_to_add(tmp_path: Path) -> None:
    theme = Theme.named("dock", templates=themed(tmp_path, "dock", "[light]\n" + COLOURS))
    with pytest.raises(ConfigError, match=r"no font for 'cy'; add \[fonts.default\]"):
        theme.font("cy")


def test_a_logo_takes_the_place_of_the_title(mail: Made, issue: Made, parsed: Made) -> None:
    theme = Theme.named("harbour", brand={"logo": "https://example.org/l.png", "logo_width": 200, "logo_height": 50})
    logo = parsed(str(mail(issue(), theme).html)).find(".//h1//img")
    assert (logo.get("src"), logo.get("width"), logo.get("height"), logo.get("alt")) == (
        "https://example.org/l.png",
        "200",
        "50",
        "Title",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Podcast(Described):
    kind: ClassVar[str] = "podcast"
    title: str | Spans = field(metadata=translate("Title of an episode"))


def test_a_kind_of_ones_own_is_a_dataclass_and_two_templates(templates: Made, mail: Made, issue: Made) -> None:
    theme = templates(
        {
            "blocks/podcast.mjml.j2": '<p style="margin:0px">{{ _("Listen: {title}", title=block.title) }}</p>',
            "blocks/podcast.txt.j2": '{{ wrap(_("Listen: {title}", title=block.title)) }}\n',
        }
    )
    rendered = mail(issue(Podcast(title="Tides & <ships>")), theme)
    assert "Listen: Tides &amp; &lt;ships&gt;" in str(rendered.html)
    assert "Listen: Tides & <ships>" in str(rendered.text)


def test_a_kind_without_a_template_is_an_error_that_names_it(mail: Made, issue: Made) -> None:
    with pytest.raises(
        RenderError,
        match=r"expected a template blocks/podcast\.mjml\.j2, found none; a block of kind 'podcast' needs it",
    ):
        mail(issue(Podcast(title="x")))


def test_a_kind_whose_template_is_a_component_stands_in_the_column(templates: Made, mail: Made, issue: Made) -> None:
    theme = templates(
        {
            "blocks/podcast.mjml.j2": '<mj-button href="https://example.org/" mj-class="x">{{ block.title }}</mj-button>',
            "blocks/podcast.txt.j2": "{{ wrap(block.title) }}\n",
        }
    )
    html = str(mail(issue(Paragraph(text="before"), Podcast(title="GO"), Paragraph(text="after")), theme).html)
    assert html.index("before") < html.index("GO") < html.index("after")
    assert "<mj-" not in html


def test_a_kind_of_a_folder_has_its_fields_by_name(tmp_path: Path, templates: Made, mail: Made, issue: Made) -> None:
    theme = templates(
        {
            "blocks/podcast.toml": '[fields.title]\nform = "inline"\nrequired = true\n[fields.url]\ntype = "address"\n[fields.minutes]\ntype = "number"\n',
            "blocks/podcast.mjml.j2": '<p><a href="{{ block.url }}">{{ block.title }}</a> {{ count(block.minutes) }}</p>',
            "blocks/podcast.txt.j2": "{{ wrap(block.title) }} {{ address(block.url) }} {{ count(block.minutes) }}\n",
        }
    )
    assert list(read_kinds(tmp_path / "templates" / "blocks")) == ["podcast"]
    from decimal import Decimal

    block = Custom(kind="podcast", fields=(
        InlineField(name="title", value="**Tides** & ships"),
        AddressField(name="url", value="https://example.org/p"),
        DataField(name="minutes", value=Decimal(1234)),
        PlainField(name="guest", value="x"),
    ))  # fmt: skip
    rendered = mail(issue(block), theme)
    assert '<a href="https://example.org/p"><strong>Tides</strong> &amp; ships</a> 1,234' in str(rendered.html)
    assert "Tides & ships https://example.org/p 1,234" in str(rendered.text)


def test_a_field_that_a_kind_has_not_is_named(templates: Made, mail: Made, issue: Made) -> None:
    theme = templates({"blocks/podcast.mjml.j2": "<p>{{ block.titel }}</p>", "blocks/podcast.txt.j2": "-"})
    block = Custom(kind="podcast", fields=(PlainField(name="title", value=Spans((Text("x"),))),))
    with pytest.raises(RenderError, match=r"podcast\.mjml\.j2:1: .*no attribute 'titel'"):
        mail(issue(block), theme)
