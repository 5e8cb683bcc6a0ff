"""How a translation reads beside its source: copied, too long, too short, ended otherwise, with a pair left over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.findings import Finding
from bulletin.inline import Link, Spans
from bulletin.l10n.checks.columns import columns
from bulletin.l10n.checks.translated import Translated
from bulletin.l10n.checks.vague import says_nothing, vague
from bulletin.l10n.markup import nested_links
from bulletin.l10n.particles.pairs import pairs_in
from bulletin.l10n.visible import OPEN, visible

LIMITS = {"issue.subject": 60, "issue.preheader": 100, "headline": 70}
"""Context or field → how many columns it may have."""
_NAMES = frozenset({"speaker", "byline", "credit", "address", "place", "name"})
"""Fields that may well be the same in two languages."""
_FEW = 2
_LETTERS = 20
_RATIO = (0.3, 3.0)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CLOSING = "\"'”’»›」』）)]}〉》*\u2069\u200f\u200e "
_ENDS = {
    "a full stop": ".。｡．।॥։۔።", "a question mark": "?？؟⸮", "an exclamation mark": "!！", "a colon": ":：", "an ellipsis": "…",
}  # fmt: skip
_WITHOUT_STOP = ("th", "lo", "km", "my")
_BEFORE_LISTS = ("ko", "ja", "zh")
"""Languages that begin a list with a whole sentence: 다음과 같습니다."""
_ABBREVIATED = re.compile(r"(?:\b\w\.\w|\b(?:etc|Ltd|Inc|Co|St|No|vs|Jr|Sr|Dr|approx|ca))\.$")
_BEFORE_PAIR = re.compile(r"[\s\-–—/(\[「『“‘]\Z|\A\Z")


def copied_source(text: Translated) -> Iterator[Finding]:
    """Find a text that is the source's, unless it is a name, has hardly a word, or none with letters."""
    words = _WORD.findall(text.before.replace(OPEN, " "))
    names = all(word[0].isupper() or word.isupper() for word in words)
    if (
        text.after
        and text.after.casefold().strip() == text.before.casefold().strip()
        and text.field not in _NAMES
        and not (len(words) <= _FEW or (names and len(words) <= 2 * _FEW))
    ):
        yield text.finding("copied-source", "the translation is the source text itself; translate it, or empty it")


def too_long(text: Translated) -> Iterator[Finding]:
    """Find a subject, a preheader or a headline that a list of mails or a phone cuts off."""
    limit = LIMITS.get(text.message.context, LIMITS.get(text.field, 0))
    if limit and (width := columns(text.after)) > limit:
        yield text.finding(
            "too-long", f"expected a {text.field} of at most {limit} columns, found {width} "
            "(Hangul, kana and Han count two); shorten it",
        )  # fmt: skip


def length_ratio(text: Translated) -> Iterator[Finding]:
    """Find a translation that is so short or so long that something is missing or was pasted twice."""
    before, after = columns(text.before), columns(text.after)
    if after and before >= _LETTERS and not _RATIO[0] <= after / before <= _RATIO[1]:
        what = "something may be missing" if after < before else "something may stand twice"
        yield text.finding("length-ratio", f"{after} columns for {before} of the source; {what}: read both again")


def end_punctuation(text: Translated) -> Iterator[Finding]:
    """Find a text that ends otherwise than its source: a question as a statement, a heading with a full stop."""
    source, own = _end(text.before), _end(text.after)
    if not text.after or source == own or OPEN in (text.before[-1:], text.after[-1:]):
        return
    if {source, own} <= {"a full stop", "an exclamation mark", "an ellipsis"} or _ABBREVIATED.search(text.before):
        return
    language = text.locale.split("-")[0]
    if language in _BEFORE_LISTS and {source, own} == {"a colon", "a full stop"}:
        return
    if language in _WITHOUT_STOP and {source, own} <= {"a full stop", "no mark"}:
        return
    if language == "el" and source == "a question mark" and text.after.rstrip(_CLOSING)[-1:] in ";;":
        return
    yield text.finding("end-punctuation", f"the source ends with {source}, the translation with {own}; end both alike")


def _end(shown: str) -> str:
    bare = shown.rstrip().rstrip(_CLOSING)
    if bare.endswith("..."):
        return "an ellipsis"
    return next((name for name, marks in _ENDS.items() if bare and bare[-1] in marks), "no mark")


def particle_left(text: Translated) -> Iterator[Finding]:
    """Find a pair of Korean particles that stands behind a space or nothing, where none is chosen."""
    if text.locale.split("-")[0] != "ko":
        return
    for pair in pairs_in(text.after):
        if _BEFORE_PAIR.search(text.after[: pair.start]):
            written = text.after[pair.start : pair.end]
            yield text.finding(
                "particle-left", f"the pair {written} stands behind a space or nothing and would be printed as it is; "
                "write it directly behind its word, or write the particle",
            )  # fmt: skip
            return


def vague_words(text: Translated) -> Iterator[Finding]:
    """Find links that have become vague, and descriptions of pictures that have come to say nothing."""
    if not isinstance(text.read, Spans):
        return
    if text.field == "alt" and says_nothing(text.after, text.locale):
        yield text.finding(
            "alt-says-nothing", f"“{text.after}” does not say what the picture shows; say it in a few words"
        )
    labels = [visible(link.parts) for link in nested_links(text.read.parts) if isinstance(link, Link)]
    labels += [text.after] if text.field == "label" and ".button." in text.message.context else []
    for words in labels:
        if vague(words, text.locale):
            yield text.finding("vague-link", f"“{words}” does not say where it leads; name what is there")
            return
