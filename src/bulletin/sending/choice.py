"""Which edition a reader receives: exactly one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bulletin.l10n.catalogs import chain

_SCRIPTS = {"zh-tw": "hant", "zh-hk": "hant", "zh-mo": "hant", "zh-cn": "hans", "zh-sg": "hans"}
"""Regions that imply a script (CLDR, likelySubtags.xml); for Chinese alone it decides who can read an edition."""
_SCRIPT = 4
"""Letters of a script's subtag (RFC 5646 §2.2.3)."""


def edition_for(preferences: Sequence[str], editions: Iterable[str], default: str) -> str:
    """Return the edition for somebody who prefers these locales, best first; `default` where there is none for them.

    A preference finds its own edition, else that of the language it belongs to (`ko-KR` → `ko`), else the first in the
    same language (`pt` → `pt-BR`) that is not in another script (`zh-TW` is not `zh-Hans`). A second preference is asked
    only when the first has found nothing.

    >>> edition_for(("cy", "ko-KR"), ("en-GB", "ko"), "en-GB"), edition_for(("zh-TW",), ("zh-Hans", "zh-Hant"), "en")
    ('ko', 'zh-Hant')
    """
    there = {edition.casefold(): edition for edition in editions}
    for preference in preferences:
        wanted = preference.casefold()
        language, script = wanted.split("-")[0], _script(wanted)
        tags = [*chain(wanted), *chain(f"{language}-{script}")] if script else chain(wanted)
        for tag in tags:
            if tag in there:
                return there[tag]
        for tag, edition in there.items():
            if tag.split("-")[0] == language and (not script or _script(tag) in {"", script}):
                return edition
    return default


def _script(tag: str) -> str:
    """Return the script that a tag names or implies; empty where it does neither."""
    named = next((part for part in tag.split("-")[1:] if len(part) == _SCRIPT and part.isalpha()), "")
    return named or _SCRIPTS.get(tag, "")
