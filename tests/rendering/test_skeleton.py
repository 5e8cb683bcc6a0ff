"""mrml sees tokens only, and each hole of what it makes knows its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bulletin.errors import RenderError
from bulletin.inline import Spans, Text
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.rendering.render import render
from bulletin.rendering.skeleton import HolePlace, compile_skeleton
from bulletin.rendering.store import TOKEN
from bulletin.rendering.theme import Theme

HOSTILE = "해킹</td>\"'<script>&amp;zq0qz{{x}}\n\\\u200d\u3000"
Any_ = Callable[..., Any]


def places(body: str, head: str = "") -> list[tuple[int, HolePlace]]:
    made = compile_skeleton(f"<mjml><mj-head>{head}</mj-head><mj-body>{body}</mj-body></mjml>")
    return sorted({(hole.index, hole.place) for hole in made.holes})


def said(text: str) -> Callable[[str], Spans]:
    return lambda name: Spans((Text(text),))


def addressed(text: str) -> Callable[[str], Spans]:
    return lambda name: Spans((Text("https://example.org/?q=" + text),))


def test_mrml_never_sees_content(full_issue: Any_, mail: Any_, compiled: list[str]) -> None:
    mail(full_issue(said(HOSTILE), addressed(HOSTILE)))
    assert len(compiled) == 1
    assert [word for word in ("해킹", "script", "{{", "\u200d", "\u3000", "&amp;") if word in compiled[0]] == []


def test_the_mjml_of_an_issue_is_that_of_the_same_issue_in_hostile_text(
    full_issue: Any_, mail: Any_, compiled: list[str]
) -> None:
    mail(full_issue(said("Harmless"), addressed("x")))
    compile_skeleton.cache_clear()
    mail(full_issue(said(HOSTILE), addressed(HOSTILE)))
    assert len(compiled) == 2
    assert compiled[0] == compiled[1]


def test_equal_values_are_not_merged(full_issue: Any_, mail: Any_, compiled: list[str]) -> None:
    number = 0

    def counted(name: str) -> Spans:
        nonlocal number
        number += 1
        return Spans((Text(f"text {number}"),))

    mail(full_issue(said("the same"), addressed("the same")))
    compile_skeleton.cache_clear()
    mail(full_issue(counted, addressed("x")))
    assert compiled[0] == compiled[1]


def test_every_token_comes_out_at_least_once(full_issue: Any_, mail: Any_, compiled: list[str]) -> None:
    html = str(mail(full_issue(said("Harmless"), addressed("x"))).html)
    given = sorted({int(token) for token in TOKEN.findall(compiled[0])})
    assert given == list(range(len(given)))
    assert not TOKEN.search(html)


def test_a_second_edition_with_the_same_blocks_is_not_compiled_again(full_issue: Any_) -> None:
    issue = full_issue(said("Hello"), addressed("x"), locales=("fr",))
    entries = tuple(Entry(context=each.context, msgid=each.msgid, msgstr=(each.msgid,)) for each in messages(issue))
    french = localise(issue, [Catalog(locale="fr", entries=entries)], locale="fr")
    assert french.fallbacks == ()
    compile_skeleton.cache_clear()
    render(localise(issue), Theme.named("harbour"))
    render(french, Theme.named("harbour"))
    assert compile_skeleton.cache_info().hits == 1
    assert compile_skeleton.cache_info().misses == 1


def test_a_value_between_tags_stands_as_text() -> None:
    body = "<mj-section><mj-column><mj-text>zq0qz<b>zq1qz</b></mj-text></mj-column></mj-section>"
    assert places(body) == [(0, HolePlace.TEXT), (1, HolePlace.TEXT)]


@pytest.mark.parametrize(
    ("attribute", "place"),
    [
        ("href", HolePlace.URL),
        ("src", HolePlace.URL),
        ("background", HolePlace.URL),
        ("cite", HolePlace.URL),
        ("alt", HolePlace.PLAIN),
        ("title", HolePlace.PLAIN),
        ("class", HolePlace.PLAIN),
        ("style", HolePlace.STYLE),
        ("onclick", HolePlace.STYLE),
        ("srcdoc", HolePlace.STYLE),
    ],
)
def test_an_attribute_decides_what_may_stand_in_it(attribute: str, place: HolePlace) -> None:
    assert places(f'<mj-raw><p {attribute}="zq0qz">x</p></mj-raw>') == [(0, place)]


def test_single_quotes_of_a_template_do_not_hide_an_address() -> None:
    body = "<mj-section><mj-column><mj-text><a title='>' href='zq0qz'>x</a></mj-text></mj-column></mj-section>"
    assert places(body) == [(0, HolePlace.URL)]


def test_a_title_holds_characters_only() -> None:
    assert places("", head="<mj-title>zq0qz</mj-title>") == [(0, HolePlace.PLAIN)]


def test_a_style_sheet_holds_what_the_theme_vouches_for() -> None:
    assert places("<mj-raw><p>x</p></mj-raw>", head="<mj-style>p { color: zq0qz }</mj-style>") == [(0, HolePlace.STYLE)]


def test_a_script_holds_no_text() -> None:
    assert places("<mj-raw><script>zq0qz</script></mj-raw>") == [(0, HolePlace.STYLE)]


def test_what_outlook_alone_reads_has_places_too() -> None:
    inside = '<!--[if mso]><v:rect href="zq0qz" style="width:zq1qz">zq2qz</v:rect><![endif]-->'
    assert places(f"<mj-raw>{inside}</mj-raw>") == [(0, HolePlace.URL), (1, HolePlace.STYLE), (2, HolePlace.TEXT)]


def test_mrml_repeats_some_values_and_all_of_them_are_holes() -> None:
    made = compile_skeleton('<mjml><mj-head></mj-head><mj-body width="600px" css-class="zq0qz"></mj-body></mjml>')
    assert {hole.index for hole in made.holes} == {0}
    assert not any("zq" in part for part in made.parts)


def test_parts_and_holes_give_the_html_back() -> None:
    made = compile_skeleton(
        "<mjml><mj-head></mj-head><mj-body><mj-raw><p>zq0qz and zq1qz</p></mj-raw></mj-body></mjml>"
    )
    assert len(made.parts) == len(made.holes) + 1
    assert made.parts[1] == " and "


def test_a_value_in_an_attribute_that_mjml_does_not_know_is_an_error_that_shows_it(
    mail: Any_, issue: Any_, templates: Any_
) -> None:
    page = '<mjml><mj-head></mj-head><mj-body><mj-section colour="{{ issue.subject }}"></mj-section></mj-body></mjml>'
    with pytest.raises(RenderError, match=r"lost 'Liverpool and Busan'.*bulletin check"):
        mail(issue(), templates({"issue.mjml.j2": page}))


def test_a_value_in_a_comment_is_an_error(raw: Any_) -> None:
    with pytest.raises(RenderError, match="lost"):
        raw("<!-- {{ articles[0].byline }} -->")


def test_a_value_as_the_name_of_a_tag_is_an_error(raw: Any_) -> None:
    with pytest.raises(RenderError):
        raw("<{{ articles[0].byline }}>x</p>")


def test_mjml_that_cannot_be_read_is_an_error(raw: Any_) -> None:
    with pytest.raises(RenderError, match="cannot be compiled"):
        raw("<b>unclosed")


def test_mjml_that_other_tools_accept_compiles_with_any_white_space(tmp_path: Path) -> None:
    made = compile_skeleton(
        "<mjml>\n  <mj-head>\n<mj-style> a {} </mj-style>  \n</mj-head>\n\n <mj-body>\n</mj-body> </mjml>\n"
    )
    assert "a {}" in "".join(made.parts)
