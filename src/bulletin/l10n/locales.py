"""Locales as files spell them: `pt-BR` in the API, `pt_BR` in gettext's folders and headers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bulletin.errors import ConfigError
from bulletin.model.languages import what_to_write
from bulletin.model.newsletter import Newsletter


def gettext_name(locale: str) -> str:
    """Return the folder's name of a BCP 47 tag.

    >>> gettext_name("pt-BR"), gettext_name("zh-Hans")
    ('pt_BR', 'zh_Hans')
    """
    return locale.replace("-", "_")


def po_file(locales: Path, locale: str, domain: str) -> Path:
    """Return the path of a catalog: `locales/ko/LC_MESSAGES/2023-06.po`."""
    return locales / gettext_name(locale) / "LC_MESSAGES" / f"{domain}.po"


def pot_file(locales: Path, domain: str) -> Path:
    """Return the path of a template: `locales/2023-06.pot`."""
    return locales / f"{domain}.pot"


def translated_locales(newsletter: Newsletter, asked: Sequence[str] = ()) -> tuple[str, ...]:
    """Return those of a newsletter's editions that are asked for, each once; all of them where none is.

    Raises ConfigError for what has no catalogs: no edition, or the one in the source language.
    """
    for tag in asked:
        if tag == newsletter.locale:
            raise ConfigError(
                f"expected one of the translated editions {_listed(newsletter.locales)}, found {tag!r}, "
                "the language that the newsletter is written in; write one of the others"
            )
    check_editions(asked, newsletter.locales)
    return tuple(dict.fromkeys(asked)) or newsletter.locales


def check_editions(asked: Sequence[str], known: Sequence[str]) -> None:
    """Raise ConfigError for the first tag that is asked for and is none of the known editions."""
    for tag in asked:
        if tag not in known:
            raise ConfigError(
                f"expected one of the editions {_listed(known)}, found {tag!r}; {what_to_write(tag, known)}"
            )


def _listed(known: Sequence[str]) -> str:
    return ", ".join(known) or "(there are none)"
