"""Pseudo-locales: an issue as if translated, before anybody has translated a word.

`en-XA` has accents, brackets and forty per cent more length, so that a layout that has no room and a text that escaped
translation are seen at once; `ar-XB` is English written from right to left (Android's and Chromium's pseudo-locales,
CLDR "Pseudo-Locales").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.model.message import Message

_KEPT = re.compile(r"(</?[a-z]+[0-9]*/?>|\{[^{}]*\}|&[#\w]+;)")
"""Tags, names and references: not words."""
_ACCENTED = str.maketrans("ABCDEGHIJKLNORSTUWYZabcdeghijklnorstuwyz", "ÅƁÇĐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽåƀçđéĝĥîĵķļñöŕšţûŵýž")
_PADDING = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_LONGER = 0.4
_RIGHT_TO_LEFT, _POP = "\u202e", "\u202c"


def pseudo_catalog(messages: Sequence[Message], locale: str) -> Catalog:
    """Return a catalog in which every message is translated into a pseudo-locale.

    >>> from bulletin.model.message import Message
    >>> made = pseudo_catalog([Message(context="a.headline", msgid="Worth <b>{fund}</b>", domain="x")], "en-XA")
    >>> made.entries[0].text
    '[Ŵöŕţĥ <b>{fund}</b> one]'
    """
    change = {"en-XA": _accented, "ar-XB": _mirrored}[locale]
    entries = tuple(
        Entry(
            context=message.context,
            msgid=message.msgid,
            msgstr=(message.msgid if message.optional else change(message.msgid),),
        )
        for message in messages
    )
    return Catalog(locale=locale, entries=entries)


def _words(text: str, change: Callable[[str], str]) -> str:
    """Change what lies between tags and names."""
    return "".join(piece if index % 2 else change(piece) for index, piece in enumerate(_KEPT.split(text)))


def _accented(text: str) -> str:
    wanted = round(len(_KEPT.sub("", text)) * _LONGER)
    padding = ""
    for word in _PADDING * (wanted // 60 + 1):
        if len(padding) >= wanted:
            break
        padding += f" {word}"
    return f"[{_words(text, lambda words: words.translate(_ACCENTED))}{padding}]"


def _mirrored(text: str) -> str:
    return _words(text, lambda words: re.sub(r"[^\W\d_]+", lambda word: _RIGHT_TO_LEFT + word[0] + _POP, words))
