"""Locales as files spell them: `pt-BR` in the API, `pt_BR` in gettext's folders and headers."""

from __future__ import annotations

from pathlib import Path


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
