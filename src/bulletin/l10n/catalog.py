"""A catalog: the translations of one domain into one locale, as a value. Reading and writing it is `po`'s concern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bulletin.findings import Finding, Place
from bulletin.model.message import MessageKey

if TYPE_CHECKING:
    from bulletin.l10n.glossary import Term

FUZZY = "fuzzy"
"""The one flag that means something to us: a person has yet to look at this entry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One message of a catalog, and all that its file says of it."""

    context: str | None = None
    """`msgctxt`; None where the file has none."""
    msgid: str
    plural: str | None = None
    """`msgid_plural`."""
    msgstr: tuple[str, ...] = ("",)
    """The translation; one text, or one for each plural form."""
    comments: tuple[str, ...] = ()
    """The translators' own, `# …`, one a line."""
    notes: tuple[str, ...] = ()
    """`#. …`, one a line."""
    references: tuple[str, ...] = ()
    """`busan.md:31`, in the order of the file."""
    flags: tuple[str, ...] = ()
    """`#, …`, known or not."""
    previous_context: str | None = None
    previous_msgid: str | None = None
    """The text that the translation was made of, where that is another."""
    previous_plural: str | None = None
    obsolete: bool = False
    """`#~ …`: no message asks for it any more."""
    line: int = field(default=0, compare=False)
    """Where its msgid stands in the file it was read from; 0: it was not."""

    @property
    def key(self) -> MessageKey:
        """Context and msgid; an entry without a context is that of the context ""."""
        return self.context or "", self.msgid

    @property
    def origin(self) -> MessageKey:
        """Context and msgid that the translation was made of; its key, where nothing else is said."""
        if self.previous_msgid is None:
            return self.key
        return self.previous_context or self.context or "", self.previous_msgid

    @property
    def text(self) -> str:
        """The translation; the first form where there are several."""
        return self.msgstr[0]

    @property
    def filled(self) -> bool:
        """Whether every form has a text."""
        return all(map(str.strip, self.msgstr))

    @property
    def fuzzy(self) -> bool:
        """Whether a person has yet to look at it."""
        return FUZZY in self.flags

    def marked_fuzzy(self) -> Entry:
        """Return the entry with the flag."""
        return self if self.fuzzy else replace(self, flags=(FUZZY, *self.flags))

    def accepted(self) -> Entry:
        """Return the entry without the flag and the previous text, as a person leaves it who has looked at it."""
        flags = tuple(flag for flag in self.flags if flag != FUZZY)
        return replace(self, flags=flags, previous_context=None, previous_msgid=None, previous_plural=None)


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """All entries of one file, live and obsolete, in the order of the file."""

    locale: str = ""
    """BCP 47; empty: a template."""
    domain: str = ""
    """The newsletter's id, the issue's, or `bulletin`."""
    headers: tuple[tuple[str, str], ...] = ()
    """Name → value, in the order of the file."""
    comments: tuple[str, ...] = ()
    """What stands above the header."""
    entries: tuple[Entry, ...] = ()
    closing: tuple[str, ...] = ()
    """Comments behind the last entry."""
    file: str = field(default="", compare=False)
    """The file it was read from, for places."""
    findings: tuple[Finding, ...] = field(default=(), compare=False)
    """What was mended in reading, as notices."""
    terms: tuple[Term, ...] = field(default=(), compare=False)
    """The newsletter's glossary, which `read_catalogs` sets: no edition shows what it forbids."""

    @property
    def live(self) -> Iterator[Entry]:
        """The entries that messages ask for."""
        return (entry for entry in self.entries if not entry.obsolete)

    @property
    def obsolete(self) -> Iterator[Entry]:
        """The entries that no message asks for any more."""
        return (entry for entry in self.entries if entry.obsolete)

    @cached_property
    def by_key(self) -> dict[MessageKey, Entry]:
        """The live entries by (context, msgid)."""
        return {entry.key: entry for entry in self.live}

    def header(self, name: str) -> str:
        """Return the value of a header, whatever the case of its name; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def with_header(self, name: str, value: str) -> Catalog:
        """Return the catalog with a header set where it stands, or added as the last."""
        if not self.header(name) and all(key.lower() != name.lower() for key, _ in self.headers):
            return replace(self, headers=(*self.headers, (name, value)))
        headers = ((key, value if key.lower() == name.lower() else old) for key, old in self.headers)
        return replace(self, headers=tuple(headers))

    def place(self, entry: Entry) -> Place | None:
        """Return where an entry was read from."""
        return Place(file=self.file, line=entry.line) if self.file and entry.line else None
