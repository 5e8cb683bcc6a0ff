"""What a plain PO entry tells of its translation: missing, machine, changed or reviewed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from bulletin.l10n.catalog import Entry

_COMMENT = re.compile(r"machine: engine=(?P<engine>\S+) source=(?P<source>[0-9a-f]+) output=(?P<output>[0-9a-f]+)")
_DIGITS = 12


class State(StrEnum):
    """How far a translation is. Only a person makes it reviewed, by clearing *fuzzy*."""

    MISSING = "missing"
    MACHINE = "machine"
    """Fuzzy, and as the machine left it."""
    CHANGED = "changed"
    """Fuzzy otherwise: the source changed under it, it came from elsewhere, or its translator is not sure."""
    REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineMark:
    """What the translator comment of a machine's text says."""

    engine: str
    source: str
    """The hash of the text that it was made of."""
    output: str
    """The hash of what the machine wrote, by which to see whether a person has touched it."""

    def __str__(self) -> str:
        return f"machine: engine={self.engine} source={self.source} output={self.output}"


def text_hash(text: str) -> str:
    """Return the short hash of a text, in NFC, by which machine marks know it.

    >>> text_hash("abc")
    'ba7816bf8f01'
    """
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def machine_comment(engine: str, source: str, output: str) -> str:
    """Return the comment to put on a machine's text; `source` and `output` are the texts themselves."""
    name = "-".join(engine.split()) or "unknown"
    return str(MachineMark(engine=name, source=text_hash(source), output=text_hash(output)))


def machine_mark(entry: Entry) -> MachineMark | None:
    """Return what an entry's comments say of a machine, if any does; the last where several do."""
    for line in reversed(entry.comments):
        if match := _COMMENT.fullmatch(line.strip()):
            return MachineMark(**match.groupdict())
    return None


def state_of(entry: Entry) -> State:
    """Return the state of an entry. A machine's text that a person has touched is that person's work: changed."""
    if not entry.filled:
        return State.MISSING
    if not entry.fuzzy:
        return State.REVIEWED
    mark = machine_mark(entry)
    return State.MACHINE if mark is not None and mark.output == text_hash(entry.text) else State.CHANGED


def accepted_by_a_person(entry: Entry) -> Entry:
    """Return a reviewed entry without a machine's mark: whoever cleared *fuzzy* has made the words their own.

    Otherwise the text would count as the machine's again as soon as its source changes.
    """
    if state_of(entry) is not State.REVIEWED or machine_mark(entry) is None:
        return entry
    return replace(entry, comments=tuple(line for line in entry.comments if not _COMMENT.fullmatch(line.strip())))


def is_human(entry: Entry) -> bool:
    """Tell whether an entry holds a person's words."""
    return state_of(entry) in {State.CHANGED, State.REVIEWED}
