"""`Theme`: a folder of templates and `theme.toml`."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from bulletin.errors import ConfigError, RenderError
from bulletin.model.languages import bcp47
from bulletin.packaged import packaged_folder
from bulletin.rendering.literals import Css, Literal

_TABLES = ("light", "dark", "sizes")
_NAMED = re.compile(r"\{(\w+)\}")
_COLOUR = re.compile(r"#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Font:
    """How a language or a script is set."""

    stack: Css
    line_height: Css
    display: Css
    """The stack of headlines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """How mail looks: where its templates are, in order of precedence, and the tokens they use."""

    name: str
    folders: tuple[Path, ...]
    """The newsletter's own templates first, then the theme's, then those of the theme it is based on."""
    sources: tuple[tuple[str, Path], ...]
    """(theme, folder), for templates that extend one of a theme's."""
    tokens: tuple[tuple[str, str | int], ...]
    """Colours (`accent`, `dark_accent`, six digits), sizes (pixels) and the brand's words (`wordmark`)."""
    fonts: tuple[tuple[str, Font], ...]
    """By language or script; "" for all others."""
    inline: tuple[tuple[str, str], ...] = ()
    """(`a`, `strong`, `em`, `code`) → its attributes, as markup."""
    locales: Path | None = None
    """Where the words of the newsletter's own templates are translated: `locales/` beside them."""

    @classmethod
    def named(
        cls, name: str, *, templates: str | Path | None = None, brand: Mapping[str, str | int] | None = None
    ) -> Theme:
        """Return a theme: built in (`harbour`, `plain`), or a folder of that name in or beside `templates`.

        Files in `templates` win over the theme's; `brand` sets tokens of `theme.toml`. Raises ConfigError.
        """
        own = Path(templates) if templates is not None else None
        theme = _with_brand(_read(name, own), dict(brand or {}))
        return replace(theme, locales=own.parent / "locales") if own else theme

    def font(self, locale: str) -> Font:
        """Return the font for a locale: for its language with its script, its script, its language, or any."""
        subtags = bcp47(locale).split("-")
        fonts = dict(self.fonts)
        for key in ("-".join(subtags[:2]), *subtags[1:2], subtags[0], ""):
            if key in fonts:
                return fonts[key]
        raise ConfigError(f"the theme {self.name!r} has no font for {locale!r}; add [fonts.default] to its theme.toml")

    def literals(self) -> dict[str, Any]:
        """Return the tokens as templates see them: lengths as numbers, colours as literals, words as text."""
        return {
            name: Literal(value) if isinstance(value, str) and _COLOUR.fullmatch(value) else value
            for name, value in self.tokens
        }


def _candidates(name: str, own: Path | None) -> list[Path]:
    built_in = packaged_folder("templates") / name
    return [folder / name for folder in (own, own.parent if own else None) if folder is not None] + [built_in]


def _folder(name: str, own: Path | None) -> Path:
    for folder in _candidates(name, own):
        if (folder / "theme.toml").is_file():
            return folder
    built_in = sorted(file.parent.name for file in packaged_folder("templates").glob("*/theme.toml"))
    raise ConfigError(
        f"expected a theme, found {name!r}; built in are {', '.join(built_in)}, "
        "and a folder templates/NAME with a theme.toml is one too"
    )


@lru_cache(maxsize=32)
def _tables(folder: Path) -> dict[str, Any]:
    file = folder / "theme.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ConfigError(f"{file}: expected a theme in TOML, found: {problem}") from problem


def _read(name: str, own: Path | None, trail: tuple[Path, ...] = ()) -> Theme:
    folder = _folder(name, own)
    file, tables = folder / "theme.toml", _tables(folder)
    if folder in trail:
        raise ConfigError(f"{file}: expected another theme as its `base`, found {name!r}, which is based on this")
    base = _read(tables["base"], own, (*trail, folder)) if "base" in tables else None
    tokens: dict[str, str | int] = dict(base.tokens) if base else {}
    tokens |= {"wordmark": "", "logo": "", "logo_width": 0, "logo_height": 0} if not base else {}
    for table in _TABLES:
        prefix = "dark_" if table == "dark" else ""
        given = tables.get(table, {}).items()
        tokens |= {prefix + key: _checked(value, table, f"{file}: {table}.{key}") for key, value in given}
    fonts = dict(base.fonts) if base else {}
    for key, font in tables.get("fonts", {}).items():
        fonts["" if key == "default" else key] = _font(font, f"{file}: fonts.{key}")
    inline = {**dict(base.inline if base else ()), **tables.get("inline", {})}
    own_first = (own,) if own is not None and own.is_dir() else ()
    return Theme(
        name=name,
        folders=(*own_first, folder, *(each for each in (base.folders if base else ()) if each != own)),
        sources=((name, folder), *(base.sources if base else ())),
        tokens=tuple(sorted(tokens.items())),
        fonts=tuple(fonts.items()),
        inline=tuple(inline.items()),
    )


def _checked(value: Any, table: str, where: str) -> str | int:
    """Return a token of a theme. Raises ConfigError for what its table does not hold."""
    if table == "sizes":
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise ConfigError(f"{where}: expected a number of pixels such as 640, found {value!r}")
    if isinstance(value, str) and _COLOUR.fullmatch(value.lower()):
        return value.lower()
    raise ConfigError(f"{where}: expected a colour of six digits such as #0b5d6b, found {value!r}")


def _font(table: Mapping[str, str], where: str) -> Font:
    try:
        stack = Css(table["stack"])
        return Font(stack=stack, line_height=Css(table["line_height"]), display=Css(table.get("display", stack)))
    except (KeyError, TypeError, RenderError) as problem:
        expected = 'expected `stack = "…"` and `line_height = "1.6"`'
        raise ConfigError(f"{where}: {expected}, found a fault: {problem}") from problem


def _with_brand(theme: Theme, brand: Mapping[str, str | int]) -> Theme:
    """Return the theme with tokens of the newsletter's own. Raises ConfigError for unknown ones and wrong kinds."""
    tokens = dict(theme.tokens)
    for key, value in brand.items():
        if key not in tokens:
            near = difflib.get_close_matches(key, tokens, 1)
            advice = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(tokens)}"
            raise ConfigError(f"[brand]: no token `{key}` in the theme {theme.name!r}; {advice}")
        tokens[key] = _token(key, value, tokens[key])
    styles = tuple((tag, _coloured(style, tokens)) for tag, style in theme.inline)
    return replace(theme, tokens=tuple(sorted(tokens.items())), inline=styles)


def _token(key: str, value: str | int, default: str | int) -> str | int:
    if isinstance(default, int):
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise ConfigError(f"[brand]: `{key}`: expected a number of pixels such as {default}, found {value!r}")
    if _COLOUR.fullmatch(default):
        if isinstance(value, str) and _COLOUR.fullmatch(value.lower()):
            return value.lower()
        raise ConfigError(f"[brand]: `{key}`: expected a colour of six digits such as {default}, found {value!r}")
    if isinstance(value, str):
        return value
    raise ConfigError(f"[brand]: `{key}`: expected text, found {value!r}")


def _coloured(style: str, tokens: Mapping[str, str | int]) -> str:
    """Put colours into the markup of inline styles: `{link}` is the token `link`."""
    unknown = set(_NAMED.findall(style)) - set(tokens)
    if unknown:
        raise ConfigError(f"[inline] of a theme: expected tokens in braces, found {', '.join(sorted(unknown))}")
    return _NAMED.sub(lambda match: str(tokens[match[1]]), style)
