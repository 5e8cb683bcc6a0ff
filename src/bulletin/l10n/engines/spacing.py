"""Spaces that an engine adds at tags and before stops, because placeholders are words to it."""

from __future__ import annotations

import re
from functools import partial

from bulletin.l10n.amounts.magnitudes import language_of

_TAG = r"(?:b|i|link\d+)>"
_OPENING = re.compile(rf" *(?:<{_TAG} *)+")
_CLOSING = re.compile(rf"(?: *</{_TAG})+ *")
_INNER_START, _INNER_END = re.compile(rf"<{_TAG} "), re.compile(rf" </{_TAG}")
_STOP = re.compile(r" +(?=[,.](?:[\s<]|\Z))")
_BEFORE_NO_SPACE = "([“‘«„¿¡「『（"
_BEHIND_NO_SPACE = ",.)]”’»」』），。、"
_UNSPACED = {"ja", "zh"}
"""Languages that put no space between words: none goes in or out of a tag."""


def without_added_spaces(text: str, source: str, target: str) -> str:
    """Return the text of a message without spaces inside tags and before commas and full stops, if the source has none.

    Between words the space moves out of the tag: it may be the only one.

    >>> without_added_spaces("the<b> Mersey </b> , a scheme .", "<b>Mersey</b>, a scheme.", "cy")
    'the <b>Mersey</b>, a scheme.'
    """
    between = "" if language_of(target) in _UNSPACED else " "
    if not _INNER_START.search(source):
        text = _OPENING.sub(partial(_out_of_opening, between=between), text)
    if not _INNER_END.search(source):
        text = _CLOSING.sub(partial(_out_of_closing, between=between), text)
    return text if _STOP.search(source) else _STOP.sub("", text)


def _out_of_opening(match: re.Match[str], between: str) -> str:
    run, before = match[0], match.string[: match.start()][-1:]
    inside = run.lstrip(" ")
    if " " not in inside:
        return run
    space = " " if run != inside else between
    return ("" if not before or before in _BEFORE_NO_SPACE else space) + inside.replace(" ", "")


def _out_of_closing(match: re.Match[str], between: str) -> str:
    run, behind = match[0], match.string[match.end() :][:1]
    inside = run.rstrip(" ")
    if " " not in inside:
        return run
    space = " " if run != inside else between
    return inside.replace(" ", "") + ("" if not behind or behind in _BEHIND_NO_SPACE else space)
