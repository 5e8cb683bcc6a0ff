"""The newsletter's glossary: `locales/glossary.csv`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.errors import CatalogError
from bulletin.findings import Place, error
from bulletin.model.message import Message

_TRUE = {"1", "true", "yes", "x"}
_FORBIDDEN = "forbidden."
_KNOWN = {"term", "also", "note", "do-not-translate"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the source and what it is called elsewhere."""

    term: str
    also: tuple[str, ...] = ()
    """Other spellings in the source."""
    note: str = ""
    untranslated: bool = False
    """It stays as it is in every language."""
    forms: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Locale → accepted forms, the preferred one first."""
    forbidden: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Locale → forms that must not stand."""

    def accepted(self, locale: str) -> tuple[str, ...]:
        """Return the forms of a locale, those of its language where it has none of its own."""
        forms = dict(self.forms)
        return (
            (self.term,) if self.untranslated else forms.get(locale) or forms.get(locale.split("-", maxsplit=1)[0], ())
        )

    def stands_in(self, text: str) -> bool:
        """Tell whether the term, or another spelling of it, stands in a source text as words of its own."""
        return any(
            re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, 0 if form.isupper() else re.IGNORECASE)
            for form in (self.term, *self.also)
        )


def read_glossary(file: Path) -> tuple[Term, ...]:
    """Return the terms of a glossary; none where there is no file. Raises CatalogError where it cannot be read."""
    if not file.exists():
        return ()
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise CatalogError(
            f"{file.name}: expected a file in UTF-8 that can be read, found: {problem}; save it anew"
        ) from problem
    rows = csv.DictReader(io.StringIO(text, newline=""))
    if "term" not in (rows.fieldnames or ()):
        found = ", ".join(rows.fieldnames or ()) or "nothing"
        place = Place(file=file.name, line=1)
        fault = error("glossary", f"expected the column `term`, found {found}; write it into the first line", place)
        raise CatalogError(findings=[fault])
    return tuple(_term(row) for row in rows if (row.get("term") or "").strip())


def _term(row: dict[str, str]) -> Term:
    cells = {name: value or "" for name, value in row.items() if name}
    locales = [name for name in cells if name not in _KNOWN and not name.startswith(_FORBIDDEN)]
    forbidden = [name for name in cells if name.startswith(_FORBIDDEN)]
    return Term(
        term=cells["term"].strip(),
        also=_forms(cells.get("also", "")),
        note=cells.get("note", "").strip(),
        untranslated=cells.get("do-not-translate", "").strip().lower() in _TRUE,
        forms=tuple((name, forms) for name in locales if (forms := _forms(cells[name]))),
        forbidden=tuple((name.removeprefix(_FORBIDDEN), forms) for name in forbidden if (forms := _forms(cells[name]))),
    )


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form for part in cell.split("|") if (form := part.strip()))


def with_glossary(messages: Sequence[Message], terms: Sequence[Term], locale: str) -> tuple[Message, ...]:
    """Return the messages with a note on each term that stands in them: "Glossary: MOU = 업무협약, 양해각서"."""
    return tuple(_noted(message, terms, locale) for message in messages) if terms else tuple(messages)


def _noted(message: Message, terms: Sequence[Term], locale: str) -> Message:
    notes = tuple(
        line
        for term in terms
        if not message.optional and (line := _line(term, locale)) and term.stands_in(message.msgid)
    )
    return replace(message, notes=(*message.notes, *notes)) if notes else message


def _line(term: Term, locale: str) -> str:
    forms = "stays as it is" if term.untranslated else ", ".join(term.accepted(locale))
    note = f" ({term.note})" if term.note else ""
    return f"Glossary: {term.term} {'' if term.untranslated else '= '}{forms}{note}" if forms else ""
