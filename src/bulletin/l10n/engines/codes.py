"""How an engine spells a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from bulletin.errors import ConfigError

_SCRIPT = 4
_WRITTEN = {"zh": "zh-Hans", "zh-CN": "zh-Hans", "zh-SG": "zh-Hans", "zh-TW": "zh-Hant", "zh-HK": "zh-Hant"}
"""The script behind a tag that does not name it (CLDR likelySubtags.xml)."""


def code_of(locale: str, supported: Iterable[str], aliases: Mapping[str, str], engine: str) -> str:
    """Return an engine's own code of a BCP 47 tag: its alias, the tag itself, else its language.

    Raises ConfigError where the engine does not know the language.

    >>> code_of("ko-KR", ["ko", "en"], {}, "google"), code_of("zh-Hans", ["zh-CN", "zh-TW"], {"zh-Hans": "zh-CN"}, "google")
    ('ko', 'zh-CN')
    >>> code_of("cy", ["cy-GB", "en-GB"], {}, "mymemory")
    'cy-GB'
    """
    known = {code.lower(): code for code in sorted(supported)}
    for tag in _candidates(locale):
        wanted = aliases.get(tag, tag)
        if found := known.get(wanted.lower()):
            return found
    language = locale.split("-", maxsplit=1)[0].lower()
    regions = [code for key, code in known.items() if key.split("-")[0] == language]
    if regions and language != "zh":
        return next((code for code in regions if code.lower() == f"{language}-{language}"), regions[0])
    languages = ", ".join(known.values())
    raise ConfigError(
        f"expected a language that {engine} translates ({languages}), found {locale!r}; choose another engine"
    )


def _candidates(locale: str) -> Iterator[str]:
    """Yield a tag, its script's tag and its language: zh-TW, zh-Hant, zh."""
    yield locale
    subtags = locale.split("-")
    if len(subtags) > 2:  # noqa: PLR2004 - a language with its script and region
        yield "-".join(subtags[:2])
    if written := _WRITTEN.get(locale):
        yield written
    # Hant is another text than Hans: a bare zh stands for the latter only
    if not (written or locale).startswith("zh-Hant"):
        yield subtags[0]
