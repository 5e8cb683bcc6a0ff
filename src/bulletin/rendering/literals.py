"""Values that may stand in a template's markup as they are, because their alphabet cannot break out of it."""

import re
from typing import Self

from bulletin.errors import RenderError

_MARKUP = re.compile(r"[A-Za-z0-9#%. _-]*")
_CSS = re.compile(r"[A-Za-z0-9#%. ,'_-]*")


class Literal(str):
    """A colour, a length, a direction: part of the skeleton that mrml sees."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Raise RenderError for any character that has a meaning in MJML, HTML or CSS."""
        if not _MARKUP.fullmatch(text):
            raise RenderError(f"expected a colour, a length or a word of a theme, found {text!r}")
        return super().__new__(cls, text)


class Css(str):
    """A value inside `style`: a font stack, a line height. It differs by language, so it is filled in like text."""

    __slots__ = ()

    def __new__(cls, text: str) -> Self:
        """Raise RenderError for a character that could end the declaration."""
        if not _CSS.fullmatch(text):
            raise RenderError(
                f"expected a font stack or a length, found {text!r}; use letters, digits, commas and spaces"
            )
        return super().__new__(cls, text)


def with_declarations(value: Css, *declarations: tuple[str, str]) -> Css:
    """Return a value followed by further declarations of CSS, so that both travel in one hole of a skeleton.

    >>> with_declarations(Css("serif"), ("word-break", "keep-all"))
    'serif;word-break:keep-all'
    """
    further = (f"{Literal(name)}:{Css(text)}" for name, text in declarations)
    return str.__new__(Css, ";".join([value, *further]))


class OwnAddress(str):
    """An address that the library made: relative, or `#`. It is not held against the allowed schemes."""

    __slots__ = ()
