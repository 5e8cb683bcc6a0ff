"""The text of a PO file → its entries, every line accounted for, or all that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bulletin.l10n.catalog import Entry
from bulletin.l10n.po.draft import OBSOLETE, Draft, finished
from bulletin.l10n.po.faults import PoFaults
from bulletin.l10n.po.quoted import unquoted

_STATEMENT = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(?:\[([0-9]{1,3})\])?[ \t]*(?=[^\sa-zA-Z0-9_\[]|$)")
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)")
_MISSPELT = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(\[[0-9]{1,3}\])?(?=[^\w\[])", re.IGNORECASE)
_REFERENCE = re.compile("\u2068[^\u2069]*\u2069[^\\s]*|\\S+")
"""A file's name that holds spaces stands between isolates, as GNU gettext writes it."""
_LIVE, _PREVIOUS = "", "#|"
_MARGIN = re.compile(r"(#~\||#~|#\|)[ \t]*")
_ORDINARY = re.compile(
    r"""((?:\#\.[^\n]*\n)*) ((?:\#:[^\n]*\n)*)
        msgctxt[ ]"([^"\\\n]*)"\n msgid[ ]"([^"\\\n]*)"\n msgstr[ ]"([^"\\\n]*)"\n
        (?=\n*(?:\#[.:,]|msgctxt[ ]"|\Z))  # nothing carries it on""",
    re.VERBOSE,
)
"""An entry as nearly all are: notes, places, three texts of one line without escapes."""


@dataclass(slots=True)
class _Scanner:
    """The state of one scan."""

    faults: PoFaults
    text: str
    entries: list[Entry] = field(default_factory=list)
    draft: Draft = field(default_factory=Draft)
    open: list[str] | None = None
    """The pieces of the string that a continuation line adds to."""
    last: int = 0
    """The number of the last line."""
    conflict: str = ""
    """The last mark of the merge conflict that is being read; only its first side is."""

    def scan(self) -> None:
        number, position, self.last = 1, 0, self.text.count("\n") + 1
        while position <= len(self.text):
            if not self.conflict and self._is_between() and (match := _ORDINARY.match(self.text, position)):
                self.ordinary(match, number)
                number, position = number + match[0].count("\n"), match.end()
                continue
            end = self.text.find("\n", position)
            end = len(self.text) if end < 0 else end
            self.line(self.text[position:end], number)
            number, position = number + 1, end + 1
        if self.draft.texts:
            self.finish()

    def line(self, raw: str, number: int) -> None:
        line = raw.strip(" \t")
        if not line or (self.conflict not in {"", "<"} and not _CONFLICT.match(line)):
            return
        first = line[0]
        if first == '"':
            self.string(line, number, raw.index(line) + 1, _LIVE)
        elif first == "#":
            self.comment(line, raw, number)
        else:
            self.statement(line, number, raw.index(line) + 1, _LIVE)

    def ordinary(self, match: re.Match[str], number: int) -> None:
        """Read an ordinary entry at once, as its lines would be read one by one."""
        if self.draft.texts:
            self.finish()
        notes, places, context, msgid, msgstr = match.groups()
        self.open = None
        self.entries.append(
            Entry(
                context=context, msgid=msgid, msgstr=(msgstr,), line=number + notes.count("\n") + places.count("\n") + 1,
                notes=tuple(line[2:].strip(" \t") for line in notes.split("\n")[:-1]),
                references=tuple(each for line in places.split("\n")[:-1] for each in _REFERENCE.findall(line[2:])),
            )
        )  # fmt: skip

    # ---- one line each ---------------------------------------------------------------------------------------

    def comment(self, line: str, raw: str, number: int) -> None:
        if line[1:2] in {"~", "|"}:
            self.marginal(line, number, raw.index(line) + 1)
            return
        self.between(number)
        draft, rest = self.draft, line[2:].strip(" \t")
        match line[1:2]:
            case ".":
                draft.notes.append(rest)
            case ":":
                draft.references += _REFERENCE.findall(rest)
            case "," | "=":
                draft.flags += (flag for part in rest.split(",") if (flag := part.strip()))
            case _:
                draft.comments.append(line[2:] if line[1:2] in {" ", "\t"} else line[1:])

    def marginal(self, line: str, number: int, column: int) -> None:
        """Read what stands behind `#~`, `#|` or `#~|`."""
        margin = _MARGIN.match(line)
        if margin is None:  # pragma: no cover - the caller has seen its first two characters
            return
        rest, column = line[margin.end() :], column + margin.end()
        if not rest:
            return
        kind = OBSOLETE if margin[1] == "#~" else _PREVIOUS
        if rest[0] == '"':
            self.string(rest, number, column, kind)
        else:
            self.statement(rest, number, column, kind)

    def statement(self, line: str, number: int, column: int, margin: str) -> None:
        match = _STATEMENT.match(line)
        if match is None:
            self.junk(line, number, column)
            return
        keyword, index = match.groups()
        name = keyword if index is None else f"{keyword}[{int(index)}]"
        if margin == _PREVIOUS:
            if "msgid" in self.draft.texts:
                self.between(number)
            name = f"#|{name}"
        elif (keyword in {"msgctxt", "msgid"} and self._is_complete()) or (
            keyword == "msgctxt" and ("msgid" in self.draft.texts or (self.draft.broken and self.draft.texts))
        ):
            self.finish()
        elif self.draft.margin not in {None, margin}:
            self.faults.add(
                "obsolete", "expected #~ on every line of an entry or on none; write it, or delete it", number, column
            )
        if margin != _PREVIOUS:
            self.draft.margin = margin
        self._begin(name, line, match.end(), number, column)

    def _begin(self, name: str, line: str, end: int, number: int, column: int) -> None:
        if name in self.draft.texts:
            if name == "msgid":
                self.finish()
            elif not self.draft.broken:
                self.faults.add(
                    "statement",
                    f"expected one {name.lstrip('#|')} in an entry, found a second; delete one",
                    number,
                    column,
                )
        if name == "msgid" or not self.draft.line:
            self.draft.line = number
        self.draft.places.setdefault(name, (number, column))
        self.open = self.draft.texts.setdefault(name, [])
        if end >= len(line):
            self.faults.add(
                "unterminated",
                f'expected a text in quotes behind {name.lstrip("#|")}, found none; write ""',
                number,
                column,
            )
            return
        self.open.append(self.quoted(line[end:], number, column + end))

    def string(self, line: str, number: int, column: int, margin: str) -> None:
        """Read a line that carries on the string before it."""
        text = self.quoted(line, number, column)
        if self.open is None:
            self.faults.add(
                "junk",
                "expected msgid or msgstr before a text, found none; write it, or delete the line",
                number,
                column,
            )
        elif margin != _PREVIOUS and self.draft.margin not in {None, margin}:
            self.faults.add(
                "obsolete", "expected #~ on every line of an entry or on none; write it, or delete it", number, column
            )
        else:
            self.open.append(text)

    def quoted(self, text: str, number: int, column: int) -> str:
        return unquoted(text, number, column, self.faults, last=number == self.last)

    def junk(self, line: str, number: int, column: int) -> None:
        """Record a line that is none; nothing is said of what its entry lacks in consequence."""
        if _CONFLICT.match(line):
            advice = "keep one side of each conflict and delete the marks"
            found = f"expected one version of the file, found the mark {line[:7]} of a merge conflict"
            self.faults.add("conflict", f"{found}; {advice}", number, column)
            opened = line[0] == "<" or bool(self.conflict)  # a mark that is left over hides nothing
            self.conflict = line[0] if opened and line[0] != ">" else ""
        elif keyword := _MISSPELT.match(line):
            meant = keyword[1].lower() + (keyword[2] or "")
            found = f"expected {meant}, a space and a text in quotes, found {line[: keyword.end() + 1]!r}"
            self.faults.add("junk", f"{found}; write {meant} in small letters and an ordinary space", number, column)
        else:
            advice = "delete the line, or write it as a text in quotes"
            found = f"expected a comment, msgctxt, msgid or msgstr, found {line[:30]!r}"
            self.faults.add("junk", f"{found}; {advice}", number, column)
        self.draft.broken = True
        self.open = []  # what carries it on is read, and belongs to nothing

    # ---- whole entries ---------------------------------------------------------------------------------------

    def _is_between(self) -> bool:
        """Tell whether a comment or a msgctxt would begin a new entry, to which nothing belongs yet."""
        draft = self.draft
        if draft.texts:
            return self._is_complete()
        return not (draft.broken or draft.line or draft.comments or draft.notes or draft.references or draft.flags)

    def _is_complete(self) -> bool:
        return any(name.startswith("msgstr") for name in self.draft.texts)

    def between(self, number: int) -> None:
        """Begin a new entry where a comment follows a complete one."""
        if self._is_complete():
            self.finish()
        elif self.draft.broken and self.draft.texts:
            self.finish()
            self.draft.broken = True  # the other half of the same entry may follow
        elif "msgid" in self.draft.texts or "msgctxt" in self.draft.texts:
            self.faults.add("statement", "expected msgstr, found a comment; write comments above the entry", number, 1)
        self.open = None

    def finish(self) -> None:
        """Close the entry that is being read."""
        draft, self.draft, self.open = self.draft, Draft(), None
        if (entry := finished(draft, self.faults)) is not None:
            self.entries.append(entry)


def scan(text: str, faults: PoFaults) -> tuple[tuple[Entry, ...], tuple[str, ...]]:
    """Return the entries of a PO file, its header first, and the comments behind the last one."""
    scanner = _Scanner(faults=faults, text=text)
    scanner.scan()
    return tuple(scanner.entries), tuple(scanner.draft.comments)
