"""The MJML that mrml knows: components, their attributes, and where each may stand.

mrml drops unknown tags and attributes without a word, so this table is our own. It was made by experiment: an attribute
is listed if it changes what the installed mjml package puts out, and a test holds every entry to that.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One component."""

    parents: frozenset[str]
    """The components it may stand in; empty for `mjml`."""
    attributes: frozenset[str] = frozenset()
    closes_itself: bool = False
    """Whether it holds nothing: mrml fails on what is put into it."""


def _names(*words: str) -> frozenset[str]:
    return frozenset(name for line in words for name in line.split())


_PADDING = "padding padding-top padding-right padding-bottom padding-left"
_BORDER = "border border-top border-right border-bottom border-left border-radius"
_INNER = (
    "inner-background-color inner-border inner-border-top inner-border-right inner-border-bottom inner-border-left "
    "inner-border-radius"
)
_BACKGROUND = (
    "background-color background-url background-position background-position-x background-position-y background-repeat "
    "background-size"
)
_TYPE = "color font-family font-size font-style font-weight line-height text-decoration"
_EVERY = "css-class mj-class"
_CELL = f"{_EVERY} {_PADDING} align container-background-color vertical-align"
"""What a component in a column takes: the cell that it stands in is styled by it."""
_COLUMN = _names("mj-column")
_HEAD = _names("mj-head")

COMPONENTS: dict[str, Component] = {
    "mjml": Component(parents=frozenset(), attributes=_names("dir lang")),
    "mj-head": Component(parents=_names("mjml")),
    "mj-title": Component(parents=_HEAD),
    "mj-attributes": Component(parents=_HEAD),
    "mj-all": Component(parents=_names("mj-attributes")),
    "mj-class": Component(parents=_names("mj-attributes")),
    "mj-style": Component(parents=_HEAD),
    "mj-breakpoint": Component(parents=_HEAD, attributes=_names("width"), closes_itself=True),
    "mj-raw": Component(parents=_names("mj-head mj-body mj-wrapper mj-section mj-column")),
    "mj-body": Component(parents=_names("mjml"), attributes=_names("css-class mj-class background-color width")),
    "mj-wrapper": Component(
        parents=_names("mj-body"),
        attributes=_names(_EVERY, _PADDING, _BORDER, _BACKGROUND, "direction full-width text-align"),
    ),
    "mj-section": Component(
        parents=_names("mj-body mj-wrapper"),
        attributes=_names(_EVERY, _PADDING, _BORDER, _BACKGROUND, "direction full-width text-align"),
    ),
    "mj-column": Component(
        parents=_names("mj-section"),
        attributes=_names(_EVERY, _PADDING, _BORDER, _INNER, "background-color direction vertical-align width"),
    ),
    "mj-text": Component(
        parents=_COLUMN, attributes=_names(_CELL, _TYPE, "height letter-spacing text-transform")
    ),
    "mj-image": Component(
        parents=_COLUMN,
        attributes=_names(
            _CELL,
            "alt border border-left border-right border-radius fluid-on-mobile font-size full-width height href",
            "max-height name rel src srcset target title usemap width",
        ),
        closes_itself=True,
    ),
    "mj-button": Component(
        parents=_COLUMN,
        attributes=_names(
            _CELL, _BORDER, _TYPE,
            "background-color height href inner-padding letter-spacing name rel target text-align text-transform width",
        ),
    ),
    "mj-divider": Component(
        parents=_COLUMN, attributes=_names(_CELL, "border-color border-style border-width width"), closes_itself=True
    ),
    "mj-spacer": Component(parents=_COLUMN, attributes=_names(_CELL, "height"), closes_itself=True),
    "mj-table": Component(
        parents=_COLUMN,
        attributes=_names(
            _CELL, "border cellpadding cellspacing color font-family font-size line-height table-layout width"
        ),
    ),
    "mj-social": Component(
        parents=_COLUMN,
        attributes=_names(
            _CELL, _TYPE, "border-radius icon-height icon-padding icon-size inner-padding mode text-padding"
        ),
    ),
    "mj-social-element": Component(
        parents=_names("mj-social"),
        attributes=_names(
            _EVERY, _PADDING, _TYPE,
            "align alt background-color border-radius href icon-height icon-padding icon-size rel src target",
            "text-padding title vertical-align",
        ),
    ),
}  # fmt: skip

REFUSED: dict[str, str] = {
    "mj-preview": "white text costs spam points: use the theme's hidden block",
    "mj-font": "a font from another's server is a remote asset: name a stack in theme.toml",
    "mj-include": "it reads files past the theme: use {% include %}",
    "mj-carousel": "it works in few clients and mrml dies on some of its input: place pictures one by one",
    "mj-html-attributes": "mrml does not apply it: write the attributes where they belong",
    "mj-accordion": "it has not been tried here: use headings and text",
    "mj-accordion-element": "it has not been tried here: use headings and text",
    "mj-accordion-title": "it has not been tried here: use headings and text",
    "mj-accordion-text": "it has not been tried here: use headings and text",
    "mj-carousel-image": "it works in few clients: place pictures one by one",
    "mj-hero": "it has not been tried here: use a section with a background",
    "mj-navbar": "it has not been tried here: use links in an mj-text",
    "mj-navbar-link": "it has not been tried here: use links in an mj-text",
    "mj-invoice": "it is no part of MJML 4: use an mj-table",
    "mj-group": "it has not been tried here: use columns, which stack on a narrow screen",
}
"""Components that templates must do without, and what to write instead."""

WRONG_ATTRIBUTES: dict[tuple[str, str], str] = {
    ("mj-wrapper", "gap"): "mrml does not know it: give the sections a padding",
    ("mj-social-element", "name"): "it loads an icon from another's server: give `src`",
    ("mj-body", "id"): "mrml drops it: use `css-class`",
    ("mj-style", "inline"): "mrml drops it: write `style` where it belongs",
}
"""Attributes that MJML has and that templates must do without."""

EXPLAINED: dict[tuple[str, str], str] = {}
"""Attributes in the table that change nothing by themselves, and why they are listed."""
