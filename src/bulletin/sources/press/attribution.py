"""Attributions: the words that open a quote, such as `Ann Lee, chair of the Trust, said:`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bulletin.sources.press.names import TITLES
from bulletin.sources.press.speaker import Speaker, read_speaker

_VERBS: Final = (
    "said|says|added|adds|commented|comments|explained|explains|continued|continues|concluded|concludes|remarked"
    "|stated|states|replied|responded|observed|noted|declared|announced|told"
)
_SAYING: Final = re.compile(
    rf"[,\s]\s{{0,3}}(?:(?:has|have|also|then|later|further)\s++)*(?P<verb>{_VERBS}|{_VERBS.upper()})\b"
    r"(?P<tail>(?:\s++[\w’'-]++){0,8})\s*+(?P<colon>:|[,;–—-]?$)",
)
_TAIL: Final = re.compile(
    r"\s*(?:today|yesterday|tonight|last|this|in|at|of|on|about|after|following|during|afterwards|later)\b",
)
_SENTENCE_END: Final = re.compile(r"(?<![.!?…])[.!?…]++[”\"’')]*+\s++(?=[“\"‘(]?[^\W\d_])")
_ABBREVIATIONS: Final = frozenset({"st", "rt", "no", "ltd", "co", "inc", "gen", "col", "capt", "sgt", "mt"}) | TITLES
_LONGEST: Final = 400
"""No attribution is longer, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One attribution, with what stands before and after it in its paragraph."""

    before: str
    """Sentences of narrative before it; usually empty."""
    source: str
    """The attribution in the release's own words."""
    speaker: Speaker
    after: str
    """The beginning of the quote, when it follows in the same paragraph."""
    weak: bool
    """Whether only a quotation mark right after it makes it an attribution."""


def read_attribution(text: str) -> Attribution | None:
    """Return the attribution in a paragraph of a release, if there is one."""
    for match in _SAYING.finditer(text):
        tail = match["tail"]
        if tail and match["verb"].lower() != "told" and not _TAIL.match(tail):
            continue
        weak = bool(tail) or match["colon"] != ":"
        return _build(text, match.start(), match.end(), weak=weak)
    if text.endswith(":") and len(text) <= _LONGEST:
        return _without_verb(text)
    return None


def _build(text: str, end: int, after: int, *, weak: bool) -> Attribution | None:
    start = _sentence_start(text, end)
    words = text[start:end].strip().rstrip(",").rstrip()
    if not words or len(words) > _LONGEST or _is_quoting(text, start, end):
        return None
    speaker = read_speaker(words)
    if speaker is None:
        return None
    return Attribution(
        before=text[:start].strip(),
        source=text[start:after].strip(),
        speaker=speaker,
        after=text[after:].strip(),
        weak=weak or not speaker.certain,
    )


def _without_verb(text: str) -> Attribution | None:
    """`Ann Lee, chair of the Trust:` opens a quote only when it begins with a certain name."""
    found = _build(text, len(text) - 1, len(text), weak=True)
    if found is None or found.before or not found.speaker.certain or not text.startswith(found.speaker.name):
        return None
    return found


def _sentence_start(text: str, end: int) -> int:
    """Where the sentence that holds position `end` begins."""
    start = 0
    for match in _SENTENCE_END.finditer(text, 0, end):
        word = text[max(0, match.start() - 12) : match.start()].rpartition(" ")[2].strip('(“‘"').lower()
        follows = text[match.end()].lstrip('“"‘(') or text[match.end() + 1]
        initial = len(word) == 1 and word.isalpha()
        if not initial and word not in _ABBREVIATIONS and not follows.islower():
            start = match.end()
    return start


def _is_quoting(text: str, start: int, end: int) -> bool:
    """Whether the words before `end` are themselves in quotation marks, or begin with one."""
    if text[start] in "“\"‘'”" or text[0] in "‘'":
        return True
    return text.count("“", 0, end) != text.count("”", 0, end) or text.count('"', 0, end) % 2 == 1
