"""The newsletter's glossary: `locales/glossary.csv`."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bulletin.errors import CatalogError
from bulletin.findings import Finding, Place, error
from bulletin.model.message import Message

if TYPE_CHECKING:
    from bulletin.l10n.catalog import Catalog

_TRUE = {"1", "true", "yes", "x"}
_FORBIDDEN = "forbidden."
_READING = "reading."
_CJK = r"[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]"
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
    readings: tuple[tuple[str, str], ...] = ()
    """Language → how it says a term that it writes in foreign letters: Innovo is 이노보."""

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
    called = f"{file.parent.name}/{file.name}"
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise CatalogError(
            f"{called}: expected a file in UTF-8 that can be read, found: {problem}; save it anew"
        ) from problem
    return tuple(_term(row) for row in _rows(text, called) if row["term"].strip())


def _rows(text: str, called: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a glossary, every column in each. Raises CatalogError where a quote swallows others."""
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        if "term" not in (rows.fieldnames or ()):
            found = ", ".join(rows.fieldnames or ()) or "nothing"
            fault = error("glossary", f"expected the column `term`, found {found}; write it into the first line",
                          Place(file=called, line=1))  # fmt: skip
            raise CatalogError(findings=[fault])
        line = rows.line_num + 1
        for row in rows:
            cells = {name: value or "" for name, value in row.items() if name}
            if any("\n" in value for name, value in cells.items() if name != "note"):
                raise CatalogError(findings=[_unclosed(called, line, "a text of several lines")])
            yield cells
            line = rows.line_num + 1
    except csv.Error as problem:
        raise CatalogError(findings=[_unclosed(called, line, str(problem))]) from problem


def _unclosed(called: str, line: int, found: str) -> Finding:
    text = f'expected quotes in pairs round a cell, found {found}; close the quote, or write "" for one in a cell'
    return error("glossary", text, Place(file=called, line=line))


def _term(cells: dict[str, str]) -> Term:
    locales = [name for name in cells if name not in _KNOWN and not name.startswith((_FORBIDDEN, _READING))]
    forbidden = [name for name in cells if name.startswith(_FORBIDDEN)]
    readings = [name for name in cells if name.startswith(_READING)]
    return Term(
        term=cells["term"].strip(),
        also=_forms(cells.get("also", "")),
        note=cells.get("note", "").strip(),
        untranslated=cells.get("do-not-translate", "").strip().lower() in _TRUE,
        forms=tuple((name, forms) for name in locales if (forms := _forms(cells[name]))),
        forbidden=tuple((name.removeprefix(_FORBIDDEN), forms) for name in forbidden if (forms := _forms(cells[name]))),
        readings=tuple((name.removeprefix(_READING), said) for name in readings if (said := cells[name].strip())),
    )


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(form for part in cell.split("|") if (form := part.strip()))


def readings_of(catalogs: Iterable[Catalog], language: str) -> dict[str, str]:
    """Return how a language says the terms of the glossary that its catalogs know, by each of their spellings."""
    return {
        form: said
        for catalog in catalogs
        for term in catalog.terms
        for form in (term.term, *term.also, *term.accepted(language))
        if (said := dict(term.readings).get(language))
    }


def forbidden_forms(shown: str, terms: Sequence[Term], locale: str) -> Iterator[tuple[str, Term]]:
    """Yield the forms in a text that the glossary forbids in a locale, each with its term.

    A form that is part of an accepted one may stand in that.
    """
    whole = shown.casefold()
    for term in terms:
        forms = dict(term.forbidden)
        for form in forms.get(locale) or forms.get(locale.split("-", maxsplit=1)[0], ()):
            if form.casefold() not in whole:
                continue
            accepted = [other for each in terms for other in each.accepted(locale) if form != other and form in other]
            if _stands(form, _cut(shown, accepted)):
                yield form, term


def _cut(shown: str, accepted: Sequence[str]) -> str:
    for form in accepted:
        shown = shown.replace(form, "\n")
    return shown


def _stands(form: str, shown: str) -> bool:
    """Tell whether a form stands in a text: as a word, or anywhere in scripts that attach particles to words."""
    start, end = ("", "") if re.search(_CJK, form) else (r"(?<!\w)", r"(?!\w)")
    return re.search(start + re.escape(form) + end, shown, re.IGNORECASE) is not None


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
