"""Whether a theme's colours can be read on each other, in both schemes."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.findings import Finding, Place, warning
from bulletin.rendering.theme import Theme

TEXT, LARGE = 4.5, 3.0
"""The least contrast of text, and of text from 24 pixels on (WCAG 2.2, 1.4.3)."""
_PAIRS = (
    ("ink", "paper", TEXT), ("ink", "tint", TEXT), ("ink", "sand", TEXT),
    ("quiet", "paper", TEXT), ("quiet", "page", TEXT), ("quiet", "sand", TEXT),
    ("link", "paper", TEXT), ("link", "tint", TEXT), ("link", "sand", TEXT),
    ("spot", "paper", TEXT), ("spot", "sand", TEXT), ("accent", "tint", TEXT), ("on_accent", "accent", TEXT),
    ("on_mast", "mast", LARGE), ("mast_quiet", "mast", TEXT),
)  # fmt: skip
"""Words, what they stand on, and the contrast they need. A theme of your own may lack some of these tokens."""


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours of six digits, 1 to 21, in either order (WCAG 2.2, contrast ratio).

    >>> round(contrast("#000000", "#ffffff")), round(contrast("#777777", "#ffffff"), 2)
    (21, 4.48)
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2, relative luminance)."""
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - of the definition


def contrast_findings(theme: Theme, place: Place | None = None) -> tuple[Finding, ...]:
    """Return which words of a theme cannot be read well, in the light scheme and in the dark one.

    `place` is where the newsletter sets colours of its own.
    """
    return tuple(_weak(theme, place))


def _weak(theme: Theme, place: Place | None) -> Iterator[Finding]:
    tokens = dict(theme.tokens)
    for prefix, scheme in (("", "light"), ("dark_", "dark")):
        for words, ground, least in _PAIRS:
            one, other = tokens.get(prefix + words), tokens.get(prefix + ground)
            if not isinstance(one, str) or not isinstance(other, str):
                continue
            ratio = contrast(one, other)
            if ratio < least:
                # rounded down: 4.49 is not 4.5
                yield warning(
                    "contrast", f"`{prefix}{words}` {one} on `{prefix}{ground}` {other} has a contrast of "
                    f"{int(ratio * 100) / 100}, in the {scheme} scheme; set one of them under [brand] so that it has {least}",
                    place,
                )  # fmt: skip
