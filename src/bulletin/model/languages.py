"""Languages as BCP 47 tags: read from what gettext and people write, and held against each other."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

PSEUDO_LOCALES = ("en-XA", "ar-XB")
"""What `pseudo` makes catalogs for."""
_SCRIPTS = {"zh_CN": "zh-Hans", "zh_SG": "zh-Hans", "zh_TW": "zh-Hant", "zh_HK": "zh-Hant", "zh_MO": "zh-Hant"}
"""Regions that translators write for a script (CLDR likelySubtags.xml)."""
_SCRIPT = 4
_MODIFIERS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva"}


def bcp47(name: str) -> str:
    """Return the BCP 47 tag of what a `Language` header or a folder says.

    >>> bcp47("ko_KR.UTF-8"), bcp47("zh_TW"), bcp47("sr@latin")
    ('ko-KR', 'zh-Hant', 'sr-Latn')
    """
    plain, _, modifier = name.strip().partition("@")
    plain = plain.split(".")[0].replace("-", "_")
    subtags = _SCRIPTS.get(plain, plain.replace("_", "-")).split("-")
    subtags = [subtags[0].lower(), *(_cased(subtag) for subtag in subtags[1:])]
    if script := _MODIFIERS.get(modifier.lower()):
        subtags.insert(1, script)
    return "-".join(subtags)


def _cased(subtag: str) -> str:
    return subtag.title() if len(subtag) == _SCRIPT else subtag.upper()


def what_to_write(tag: str, known: Collection[str]) -> str:
    """Return what to write instead of a tag that none of the known editions has.

    >>> what_to_write("KO", ["ko"]), what_to_write("fr", ["ko"])
    ('write ko', 'add it to `locales` in bulletin.toml')
    """
    right = bcp47(tag)
    return f"write {right}" if right in known else "add it to `locales` in bulletin.toml"


@cache
def same_language(one: str, other: str) -> bool:
    """Tell whether two tags name one language as far as both say: `ko-KR` is `ko`, `pt-PT` is not `pt-BR`.

    >>> same_language("ko-KR", "ko"), same_language("pt-PT", "pt-BR"), same_language("zh-TW", "zh-Hans")
    (True, False, False)
    """
    if (one in PSEUDO_LOCALES or other in PSEUDO_LOCALES) and one != other:
        return False
    (first, *rest), (second, *others) = bcp47(one).split("-"), bcp47(other).split("-")
    if first != second:
        return False
    pairs = ((_only(rest, script=script), _only(others, script=script)) for script in (True, False))
    return all(not a or not b or a == b for a, b in pairs)


def _only(subtags: list[str], *, script: bool) -> str:
    return next((subtag for subtag in subtags if (len(subtag) == _SCRIPT) is script), "")
