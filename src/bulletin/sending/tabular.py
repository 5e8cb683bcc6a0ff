"""`read_rows`: a CSV or JSON-lines file → its rows as dictionaries, whatever program wrote it."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TextIO

from bulletin.errors import ConfigError
from bulletin.findings import Finding, Place, error, warning
from bulletin.sending.coding import coding_of, other_coding

_LISTED = 50
"""More faults than this are counted, not listed."""
_DELIMITERS = ",;\t|"
_CONTROL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""What is no text: control characters other than tab and line ends, and halves of surrogate pairs."""
_JSON = {".jsonl", ".ndjson", ".json"}
_CLIPPED = 40
"""Characters of a faulty row that an error shows."""


@dataclass(slots=True)
class Faults:
    """What was wrong with a file, row by row."""

    file: str
    rule: str = "subscribers"
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    """What is worth a look and stops nothing."""
    count: int = 0

    def add(self, line: int, text: str) -> None:
        """Note what is wrong in a line."""
        self.count += 1
        if len(self.findings) < _LISTED:
            self.findings.append(error(self.rule, text, Place(file=self.file, line=line)))

    def note(self, line: int, text: str) -> None:
        """Note what looks like a mistake."""
        self.notes.append(warning(self.rule, text, Place(file=self.file, line=line)))

    def listed(self) -> list[Finding]:
        """Return the findings, and how many more there were."""
        more = self.count - len(self.findings)
        if not more:
            return self.findings
        said = f"{more:,} more {'row' if more == 1 else 'rows'} like these"
        return [*self.findings, error(self.rule, said, Place(file=self.file))]


def read_rows(file: Path, known: Mapping[str, str], faults: Faults) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the rows of a file with the lines they begin on: JSON lines where its name says so, CSV otherwise.

    CSV may be delimited by comma, semicolon, tab or bar, be UTF-8 or UTF-16, and begin with a byte order mark or with
    Excel's `sep=;` (RFC 4180 says less than spreadsheets do). `known` leads from the names of columns, in small letters,
    to what they are called here; other columns keep their names. Faulty rows go to `faults`. Raises ConfigError where
    the file cannot be read at all.
    """
    try:
        with file.open(encoding=coding_of(file), newline="") as text:
            if file.suffix.casefold() in _JSON:
                yield from _json_rows(text, known, faults)
            else:
                yield from _csv_rows(text, known, faults)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise ConfigError(f"{file}: expected a file that can be read, found: {reason}; name another") from problem
    except UnicodeError as problem:
        raise other_coding(file) from problem


# ---- CSV --------------------------------------------------------------------------------------------------------


class _Lines:
    """The lines of a file; those of the row at hand can be read again."""

    __slots__ = ("_again", "_row", "_text", "number")

    def __init__(self, text: TextIO) -> None:
        """Stand before the first line."""
        self._text = iter(text)
        self._again: list[str] = []
        self._row: list[str] = []
        self.number = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._again.pop() if self._again else next(self._text)
        self._row.append(line)
        return line

    def begin(self) -> int:
        """Leave the last row behind, and return the number of the line on which the next begins."""
        self.number += len(self._row)
        self._row.clear()
        return self.number + 1

    def retreat(self, kept: int) -> None:
        """Read all but `kept` lines of this row again: a quote that nobody closed must not swallow other people's rows."""
        self._again += reversed(self._row[kept:])
        del self._row[kept:]


def _csv_rows(text: TextIO, known: Mapping[str, str], faults: Faults) -> Iterator[tuple[int, dict[str, str]]]:
    lines = _Lines(text)
    delimiter = _delimiter(lines)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    names = _names(reader, lines.begin(), known, faults)
    unnamed = [place for place, name in enumerate(names) if not name]
    expected = f"{len(names)} columns ({delimiter.join(names)})"
    while True:
        line = lines.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            faults.add(
                line, f"expected a row of CSV, found: {problem}; write a quote inside quotes twice, and close all"
            )
            lines.retreat(1)
            continue
        if len(row) != len(names):
            if any(cell.strip() for cell in row[len(names) :]) or (len(row) < len(names) and any(map(str.strip, row))):
                faults.add(line, f"expected {expected}, found {len(row)}")
                continue
            del row[len(names) :]
        whole = "".join(row)
        if not whole or whole.isspace():
            continue
        if fault := _control_fault(whole):
            faults.add(line, fault)
        elif unnamed and any(row[place].strip() for place in unnamed):
            faults.add(line, "expected text only in columns that have a name, found some in one that has none")
        else:
            values = dict(zip(names, row, strict=True))
            if unnamed:
                del values[""]
            yield line, values


def _delimiter(lines: _Lines) -> str:
    """Return what parts the columns, leaving the first row that is not blank to be read."""
    said = ""
    for line in lines:
        if not line.strip():
            continue
        if line.casefold().startswith("sep=") and len(line.rstrip("\r\n")) == len("sep=;"):
            said = line[4]
            continue
        lines.retreat(-1)
        return said or max(_DELIMITERS, key=re.sub('"[^"]*"', "", line).count)
    return ","


def _names(reader: Iterator[list[str]], line: int, known: Mapping[str, str], faults: Faults) -> list[str]:
    """Return the columns as they are called here. Raises ConfigError where `address` is not among them."""
    try:
        written = [name.strip() for name in next(reader, [])]
    except csv.Error as problem:
        raise ConfigError(f"{faults.file}:{line}: expected the names of columns, found: {problem}") from problem
    names = [_name(name, known) for name in written]
    if "address" not in names:
        raise ConfigError(f"{faults.file}:{line}: expected a column `address`, found {_found(written)}")
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice is not None:
        raise ConfigError(f"{faults.file}:{line}: expected each column once, found {twice!r} twice; rename one of them")
    return names


def _name(written: str, known: Mapping[str, str]) -> str:
    return known.get(written.casefold(), written)


def _found(names: Sequence[str]) -> str:
    """Say what stands in the first row instead, and what to do about it."""
    if not any(names):
        return "an empty file; its first line must name the columns"
    found = ", ".join(names)[: 3 * _CLIPPED]
    mail = next((name for name in names if "mail" in name.casefold() and "@" not in name), "")
    if mail:
        return f"{found}; rename the column {mail!r}"
    return f"{found}; the first line must name the columns, such as `address,name,locale`"


def _control_fault(text: str) -> str:
    found = None if text.isprintable() else _CONTROL.search(text)
    return f"expected text, found the control character U+{ord(found[0]):04X}; take it out" if found else ""


# ---- JSON lines -------------------------------------------------------------------------------------------------


def _json_rows(text: TextIO, known: Mapping[str, str], faults: Faults) -> Iterator[tuple[int, dict[str, str]]]:
    plain = frozenset(known.values())
    called = lru_cache(maxsize=1024)(partial(_name, known=known))
    for line, written in enumerate(text, 1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
        except (ValueError, RecursionError) as problem:
            if not faults.count and written.strip() == "[":
                raise ConfigError(
                    f"{faults.file}:{line}: expected a JSON object on every line, found a list; "
                    f"`jq -c '.[]' {Path(faults.file).name}` writes it so"
                ) from problem
            faults.add(line, f"expected a JSON object on one line, found: {problem}")
            continue
        if not isinstance(row, dict):
            found = written.strip()[:_CLIPPED]
            faults.add(line, f'expected a JSON object such as {{"address": "ann@example.org"}}, found {found}')
            continue
        fault, values = _texts({called(name): value for name, value in row.items()}, plain)
        if fault := fault or _control_fault(" ".join((*values, *values.values()))):
            faults.add(line, fault)
        else:
            yield line, values


def _texts(row: Mapping[str, Any], plain: Container[str]) -> tuple[str, dict[str, str]]:
    """Return what is wrong with an object, and its values as CSV would hold them: a list's words are parted by spaces.

    What is deeper stays JSON, except in the columns that are `plain`.
    """
    values: dict[str, str] = {}
    for name, value in row.items():
        if value is None:
            continue
        if isinstance(value, str):
            values[name] = value
        elif isinstance(value, list) and all(isinstance(item, str) and item.split() == [item] for item in value):
            values[name] = " ".join(value)
        elif name in plain and isinstance(value, list | dict | bool):
            found = json.dumps(value, ensure_ascii=False)[:_CLIPPED]
            return f"expected text, or a list of words, as {name!r}, found {found}", {}
        else:
            values[name] = json.dumps(value, ensure_ascii=False)
    return "", values
