"""The table of MJML agrees with the mrml that is installed."""

from __future__ import annotations

import pytest
from mjml import mjml2html

from bulletin.rendering.lint.components import COMPONENTS, EXPLAINED, REFUSED, WRONG_ATTRIBUTES
from bulletin.rendering.lint.elements import DANGEROUS, ELEMENTS, VOID

_PIXELS = "padding-top padding-right padding-bottom padding-left border-radius inner-border-radius inner-padding text-padding icon-padding"
VALUES = {
    **dict.fromkeys(_PIXELS.split(), "7px"),
    **dict.fromkeys(["padding", "width", "height", "max-height", "icon-size", "icon-height", "font-size", "letter-spacing", "border-width"], "33px"),
    **dict.fromkeys(["color", "background-color", "container-background-color", "inner-background-color", "border-color"], "#123456"),
    **dict.fromkeys((f"{inner}border{side}" for inner in ("", "inner-") for side in ("", "-top", "-right", "-bottom", "-left")), "3px solid #112233"),
    **dict.fromkeys(["href", "src"], "https://example.org/x"),
    "align": "right", "alt": "described", "background-position": "left top", "background-position-x": "left",
    "background-position-y": "bottom", "background-repeat": "no-repeat", "background-size": "cover",
    "background-url": "https://example.org/b.png", "border-style": "dashed", "cellpadding": "5", "cellspacing": "5",
    "css-class": "mine", "dir": "rtl", "direction": "rtl", "fluid-on-mobile": "true", "font-family": "Zed", "font-style": "italic",
    "font-weight": "300", "full-width": "full-width", "lang": "ko", "line-height": "2.5", "mj-class": "mine", "mode": "vertical",
    "name": "named", "rel": "related", "srcset": "x.png 2x", "table-layout": "fixed", "target": "_top", "text-align": "left",
    "text-decoration": "underline", "text-transform": "uppercase", "title": "titled", "usemap": "#m", "vertical-align": "bottom",
}  # fmt: skip
_TEXT = "<mj-text>x</mj-text>"
_COLUMN = f"<mj-column>{_TEXT}</mj-column>"
_PICTURED = 'background-url="https://example.org/a.png" background-color="#ffffff"'
CONTENT = {
    "mj-text": ("<mj-text @>x</mj-text>",),
    "mj-image": ('<mj-image src="https://example.org/a.png" @ />', '<mj-image src="https://example.org/a" href="https://example.org" @ />'),
    "mj-button": ("<mj-button @>x</mj-button>", '<mj-button href="https://example.org" @>x</mj-button>'),
    "mj-divider": ("<mj-divider @ />",),
    "mj-spacer": ("<mj-spacer @ />",),
    "mj-table": ("<mj-table @><tr><td>x</td></tr></mj-table>",),
    "mj-social": ('<mj-social @><mj-social-element src="https://example.org/i">x</mj-social-element></mj-social>',),
    "mj-social-element": ('<mj-social><mj-social-element src="https://example.org/i" href="https://example.org" @>x</mj-social-element></mj-social>',),
}  # fmt: skip
BODIES = {
    "mj-section": (f"<mj-section @>{_COLUMN}</mj-section>", f"<mj-section {_PICTURED} @>{_COLUMN}</mj-section>"),
    "mj-wrapper": tuple(
        f"<mj-wrapper {more} @><mj-section>{_COLUMN}</mj-section></mj-wrapper>" for more in ("", _PICTURED)
    ),
    "mj-column": tuple(
        f"<mj-section><mj-column {more} @>{_TEXT}</mj-column>{_COLUMN}</mj-section>" for more in ("", 'padding="3px"')
    ),
    **{
        name: tuple(f"<mj-section><mj-column>{each}</mj-column></mj-section>" for each in several)
        for name, several in CONTENT.items()
    },
}
CLASS = '<mj-attributes><mj-class name="mine" padding="1px" background-color="#010101" color="#020202" width="90%" css-class="c" height="9px" /></mj-attributes>'
PAGES = {
    **{
        name: tuple(f"<mjml><mj-head>{CLASS}</mj-head><mj-body>{body}</mj-body></mjml>" for body in bodies)
        for name, bodies in BODIES.items()
    },
    "mjml": (f"<mjml @><mj-head></mj-head><mj-body>{BODIES['mj-section'][0].replace('@', '')}</mj-body></mjml>",),
    "mj-body": (
        f"<mjml><mj-head>{CLASS}</mj-head><mj-body @>{BODIES['mj-section'][0].replace('@', '')}</mj-body></mjml>",
    ),
    "mj-breakpoint": (
        f"<mjml><mj-head><mj-breakpoint @ /></mj-head><mj-body>{BODIES['mj-section'][0].replace('@', '')}</mj-body></mjml>",
    ),
}
LISTED = [(name, attribute) for name, component in COMPONENTS.items() for attribute in sorted(component.attributes)]


def compiled(page: str, attribute: str) -> str:
    return str(mjml2html(page.replace("@", attribute), disable_comments=True, fonts={}))


def changes(name: str, attribute: str) -> bool:
    values = {VALUES.get(attribute, "x"), *(("left", "right", "center") if "align" in attribute else ())}
    return any(
        compiled(page, f'{attribute}="{value}"') != compiled(page, "")
        for page in PAGES[name]
        for value in sorted(values)
    )


@pytest.mark.parametrize(("name", "attribute"), LISTED)
def test_every_attribute_in_the_table_changes_what_mrml_makes(name: str, attribute: str) -> None:
    assert changes(name, attribute) or (name, attribute) in EXPLAINED


@pytest.mark.parametrize(("name", "attribute"), WRONG_ATTRIBUTES)
def test_refused_attributes_are_not_in_the_table(name: str, attribute: str) -> None:
    assert attribute not in COMPONENTS[name].attributes


def test_mrml_does_not_know_the_gap_of_a_wrapper() -> None:
    assert not changes("mj-wrapper", "gap")


def test_mrml_drops_what_it_does_not_know_and_puts_unknown_tags_out_as_they_are() -> None:
    assert not changes("mj-text", "colour")
    page = "<mjml><mj-head></mj-head><mj-body><mj-secton>x</mj-secton></mj-body></mjml>"
    assert "<mj-secton>" in compiled(page, "") or "mj-secton" not in compiled(page, "")


def test_mrml_reads_no_value_without_quotation_marks_and_no_bare_less_than() -> None:
    for inside in ("<mj-text color=#ffffff>x</mj-text>", "<mj-text>a < b</mj-text>", "<mj-text><b>x</mj-text>"):
        with pytest.raises(ValueError, match="root template"):
            compiled(f"<mjml><mj-body><mj-section><mj-column>{inside}</mj-column></mj-section></mj-body></mjml>", "")


@pytest.mark.parametrize("name", [name for name, component in COMPONENTS.items() if component.closes_itself])
def test_components_that_close_themselves_hold_nothing(name: str) -> None:
    page = PAGES[name][0].replace("@", "")
    assert " />" in page
    filled = page.replace(" />", f"><p>INSIDE</p></{name}>")
    with pytest.raises(ValueError, match="root template"):
        compiled(filled, "")


def test_the_tables_do_not_contradict_each_other() -> None:
    assert not COMPONENTS.keys() & REFUSED.keys()
    assert not ELEMENTS.keys() & DANGEROUS.keys()
    assert ELEMENTS.keys() >= VOID
    assert {parent for component in COMPONENTS.values() for parent in component.parents} <= COMPONENTS.keys()
