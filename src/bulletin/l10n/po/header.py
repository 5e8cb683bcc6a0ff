"""The header of a PO file, and what it must agree with."""

from __future__ import annotations

import re

from bulletin.l10n.catalog import Entry
from bulletin.l10n.po.faults import PoFaults
from bulletin.l10n.po.plurals import plural_forms, plural_values
from bulletin.model.languages import bcp47, same_language


def headers_of(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return name and value of each header line; a line without a colon carries on the one before it."""
    headers: list[tuple[str, str]] = []
    for line in entry.text.split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip() and not name[:1].isspace():
            headers.append((name.strip(), value.strip()))
        elif line.strip() and headers:
            headers[-1] = (headers[-1][0], f"{headers[-1][1]} {line.strip()}")
    return tuple(headers)


def header_place(lines: list[str], name: str) -> tuple[int, int]:
    """Return the line and the column of a header's name, from 1; those of the file's start where there is none."""
    wanted = re.compile(rf'(?:^[\s#~|]*(?:msgstr\s*)?"|\\n)\s*({re.escape(name)})\s*:', re.IGNORECASE)
    found = ((number, match) for number, line in enumerate(lines[:200], 1) if (match := wanted.search(line)))
    return next(((number, match.start(1) + 1) for number, match in found), (1, 1))


def check_language(found: str, expected: str, place: tuple[int, int], faults: PoFaults, *, insist: bool = False) -> str:
    """Return the catalog's locale: the one that is expected, which the header must not contradict, or the header's.

    Where a person has named the language, `insist`, the header is passed by with a notice.
    """
    if found and expected and not same_language(found, expected):
        if insist:
            faults.notice("language", f"read as {expected}, as was asked; its header says Language: {found}", *place)
        else:
            faults.add(
                "language", f"expected the language {expected}, found {bcp47(found)} (Language: {found}); "
                f"put the file where {bcp47(found)} belongs, or write Language: {expected.replace('-', '_')}", *place,
            )  # fmt: skip
    return expected or (bcp47(found) if found else "")


def check_plurals(entries: tuple[Entry, ...], found: str, locale: str, lines: list[str], faults: PoFaults) -> None:
    """Record plurals whose forms are not as many as the language has, or not in its order; `lines` are the file's."""
    plural = [entry for entry in entries if entry.plural is not None and not entry.obsolete]
    if not plural:
        return
    wanted = plural_forms(locale) if locale else found
    rule = plural_values(found) if found else plural_values(wanted)
    if rule is None or (locale and rule != plural_values(wanted)):
        what = "a plural rule" if rule is None else f"the plural rule of {locale}"
        place = header_place(lines, "Plural-Forms")
        faults.add("plural-forms", f"expected {what}, found {found!r}; write Plural-Forms: {wanted}", *place)
        return
    for entry in plural:
        if len(entry.msgstr) != rule[0]:
            wanted_forms = ", ".join(f"msgstr[{number}]" for number in range(rule[0]))
            forms = f"{rule[0]} plural form{'s' if rule[0] > 1 else ''}"
            faults.add(
                "plural", f"expected {forms}, found {len(entry.msgstr)}; write {wanted_forms}", *start_of(entry, lines)
            )


def start_of(entry: Entry, lines: list[str]) -> tuple[int, int]:
    """Return the line and the column at which an entry's msgid stands in the lines of its file."""
    line = lines[entry.line - 1]
    return entry.line, len(line) - len(line.lstrip()) + 1
