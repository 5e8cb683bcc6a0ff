"""A message: one text of an issue, as its translators are asked for it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bulletin.findings import Place
from bulletin.model.languages import same_language
from bulletin.model.marks import Form

_TAG = re.compile(r"</?[a-z]+[0-9]*/?>|\{[^{}]*\}")
_WORD = re.compile(r"\w+(?:['’-]\w+)*")


@lru_cache(maxsize=8192)
def _words_of(msgid: str) -> int:
    """Count the words of a text, which each edition of an issue asks for."""
    return len(_WORD.findall(_TAG.sub(" ", msgid)))


MessageKey = tuple[str, str]
"""(context, msgid): what a message is known by, in this issue and in the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text to translate. What it stands for is known by `key`, never by where it stands."""

    context: str
    """`busan.paragraph.text`, `busan.headline`, `issue.subject`, `series.section`: the `msgctxt`."""
    msgid: str
    """The source text: named tags without attributes, values as `{fund}`, slots as `{reader.name|friend}`; in NFC."""
    domain: str
    """The catalog it belongs to: the newsletter's id or the issue's."""
    form: Form = Form.PLAIN
    notes: tuple[str, ...] = ()
    """What a translator should know, one line each."""
    places: tuple[Place, ...] = ()
    """Where it stands, in reading order; a text that stands twice in one context is one message with two places."""
    article: str = ""
    """The slug of its article; empty: it is the issue's own or the series'."""
    language: str = ""
    """The language it is written in, BCP 47; empty: the newsletter's."""
    editions: tuple[str, ...] = ()
    """The only editions that show it; empty: all."""
    originals: tuple[str, ...] = ()
    """The languages that have somebody's own words in its place, BCP 47: it is a translation of these."""
    optional: bool = False
    """An address, or a text without letters: it arrives filled with the source, follows it, and never counts."""

    @property
    def key(self) -> MessageKey:
        """Context and msgid."""
        return self.context, self.msgid

    @property
    def references(self) -> tuple[str, ...]:
        """`busan.md:31`, for `#:` lines."""
        return tuple(dict.fromkeys(str(place) for place in self.places))

    @property
    def words(self) -> int:
        """How many words the source has, tags and names left out; none where the message is optional."""
        return 0 if self.optional else _words_of(self.msgid)

    def shown_in(self, locale: str) -> bool:
        """Tell whether the edition of a locale has the text at all."""
        return not self.editions or any(same_language(each, locale) for each in self.editions)

    def written_in(self, locale: str) -> bool:
        """Tell whether it, or what it is a translation of, was written in the language of a locale."""
        if not self.language and not self.originals:
            return False  # most are in the newsletter's
        return any(same_language(each, locale) for each in (self.language, *self.originals) if each)

    def asked_for(self, locale: str) -> bool:
        """Tell whether the edition of a locale needs a translation of it."""
        return self.shown_in(locale) and not self.written_in(locale)
