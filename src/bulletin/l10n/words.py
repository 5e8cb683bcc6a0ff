"""The interface's own words: "Unsubscribe", "In this issue". One catalog a language, shipped with the library."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from gettext import c2py
from pathlib import Path

from bulletin.errors import RenderError
from bulletin.inline import Slot, Spans, joined, plain_text, text_parts
from bulletin.inline.bidi import flows_otherwise, isolated, written_in
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.formatter import direction
from bulletin.l10n.locales import po_file
from bulletin.model.languages import bcp47
from bulletin.packaged import packaged_folder

DOMAIN = "bulletin"
"""The name of the interface's catalogs."""
_NAME = re.compile(r"\{(\w+)\}")
_PLURAL = re.compile(r"\bplural\s*=\s*([^;]+)")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\u0590-\u08ff]+")
_LIKELY = {"zh": "zh-Hans"}
"""The script of a language without one (CLDR likelySubtags.xml), where our catalog names it."""

Named = str | Spans | int | Decimal
WordKey = tuple[str, str, str | None]
"""Context or "", msgid, msgid_plural."""


def filled(
    message: str, names: Mapping[str, Named], number: Callable[[int | Decimal], str] = str, direction: str = "ltr"
) -> str | Spans:
    """Return a message with its names filled in, numbers as `number` writes them; spans where one of them is spans.

    What could flow against the message's `direction` is set apart; numbers are of its language, and an address stays
    as it is, since programs that make links of addresses would take the closing mark for a part of it.
    Raises RenderError where the message has a name that is not given, or is given what is no text and no number.

    >>> filled("No. {number} · {date}", {"number": 6, "date": "June 2023"})
    'No. 6 · June 2023'
    """
    if "{" not in message:
        return message
    pieces: list[str | Spans] = []
    for index, piece in enumerate(_NAME.split(message)):
        value = names.get(piece) if index % 2 else piece
        if isinstance(value, int | Decimal) and not isinstance(value, bool):
            value = number(value)
        if not isinstance(value, str | Spans):
            given = ", ".join(names) or "none"
            raise RenderError(
                f"the message {message!r} needs text or a number for {{{piece}}}, found {value!r} (given: {given})"
            )
        pieces.append(_apart(value, direction) if index % 2 and not isinstance(names[piece], int | Decimal) else value)
    if all(isinstance(piece, str) for piece in pieces):
        return "".join(str(piece) for piece in pieces)
    return joined(*pieces)


def _apart(value: str | Spans, direction: str) -> str | Spans:
    """Set a name apart where it needs it; numbers among words of the language have nothing here to be drawn to."""
    if isinstance(value, str) and not flows_otherwise(value, direction):
        return value
    words = joined(value)
    seen = plain_text(words)
    own = not any(isinstance(part, Slot) for part in text_parts(words)) and written_in(seen, direction)
    return value if own or _ADDRESS.fullmatch(seen) else isolated(words, direction)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """The interface catalog of one language, as it is looked up."""

    locale: str = "en"
    """The language it is in, BCP 47: `ko` where `ko-KR` was asked for."""
    words: Mapping[WordKey, tuple[str, ...]] = field(default_factory=dict)
    """Translations; those with a msgid_plural have one text for each plural form. Fuzzy and empty ones are left out."""
    plural: str = "n != 1"
    """Which of its forms a number takes, as an expression in C (GNU gettext manual §11.2.6)."""

    def form(self, n: int | Decimal, forms: int) -> int:
        """Return which of a message's `forms` `n` things take; a fraction takes the last, which CLDR calls `other`."""
        whole = int(n)
        return min(_rule(self.plural)(abs(whole)), forms - 1) if whole == n else forms - 1


_rule = lru_cache(maxsize=32)(c2py)
"""c2py parses the expression and compiles nothing but what it has parsed."""


def fallbacks(locale: str) -> tuple[str, ...]:
    """Return the locales whose catalogs can stand for a locale's, the nearest first.

    >>> fallbacks("zh-Hans-CN"), fallbacks("zh_CN"), fallbacks("pt-BR")
    (('zh-Hans-CN', 'zh-Hans', 'zh'), ('zh-Hans', 'zh'), ('pt-BR', 'pt'))
    """
    subtags = bcp47(locale).split("-")
    chain = tuple("-".join(subtags[:end]) for end in range(len(subtags), 0, -1))
    return (*chain, _LIKELY[chain[0]]) if chain[0] in _LIKELY else chain


def read_words(locale: str, folder: Path) -> WordList:
    """Read the catalog of a locale, or of the nearest one it can fall back to; an empty one where there is none.

    `folder` holds `ko/LC_MESSAGES/bulletin.po`. Raises CatalogError where the file is damaged.
    """
    for tag in fallbacks(locale):
        file = po_file(folder, tag, DOMAIN)
        if file.is_file():
            from bulletin.l10n.po.read import read_catalog  # English needs none

            return _looked_up(read_catalog(file, locale=tag))
    return WordList()


word_list = lru_cache(maxsize=128)(read_words)
"""Those that ship with the library change only with it."""


def _looked_up(catalog: Catalog) -> WordList:
    usable = (entry for entry in catalog.live if entry.filled and not entry.fuzzy)
    words = {(entry.context or "", entry.msgid, entry.plural): entry.msgstr for entry in usable}
    plural = _PLURAL.search(catalog.header("Plural-Forms"))
    rule = {"plural": plural[1].strip()} if plural else {}
    return WordList(locale=catalog.locale, words=words, **rule)


@dataclass(frozen=True)
class InterfaceWords:
    """The words of one locale, read when the first is asked for; where one is missing, the English of the template."""

    locale: str
    """BCP 47."""
    number: Callable[[int | Decimal], str] = str
    """How the locale writes a number."""
    folder: Path | None = None
    """Where the catalogs are; by default those that ship with the library."""
    own: Path | None = None
    """Where the newsletter's own catalogs are, for the words of its own templates. They are asked first."""

    @cached_property
    def catalog(self) -> WordList:
        """The words in the nearest language that there are words in."""
        return word_list(self.locale, self.folder or packaged_folder("locales"))

    @cached_property
    def own_catalog(self) -> WordList:
        """The newsletter's own words."""
        return read_words(self.locale, self.own) if self.own else WordList()

    def _forms(self, key: WordKey) -> tuple[WordList, tuple[str, ...]]:
        """Return the list that has a message, and its forms; none where no list has it."""
        lists = (self.own_catalog, self.catalog)
        return next(((each, each.words[key]) for each in lists if key in each.words), (self.catalog, ()))

    @cached_property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return direction(self.locale)

    def gettext(self, message: str, **names: Named) -> str | Spans:
        """Return a whole message in this locale, with its names filled in."""
        return self.pgettext("", message, **names)

    def pgettext(self, context: str, message: str, **names: Named) -> str | Spans:
        """Return a message that means something else in another context."""
        _, forms = self._forms((context, message, None))
        return filled(forms[0] if forms else message, names, self.number, self.direction)

    def ngettext(self, one: str, many: str, n: int | Decimal, **names: Named) -> str | Spans:
        """Return the form of a message for `n` things; `{n}` in it is their number."""
        words, forms = self._forms(("", one, many))
        text = forms[words.form(n, len(forms))] if forms else one if n == 1 else many
        return filled(text, {"n": n, **names}, self.number, self.direction)
