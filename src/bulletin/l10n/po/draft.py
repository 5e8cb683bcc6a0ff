"""An entry of a PO file while it is read, and what it lacks once it ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin.l10n.catalog import Entry
from bulletin.l10n.po.faults import PoFaults

OBSOLETE = "#~"
"""What stands before each line of an entry that is no longer asked for."""


@dataclass(slots=True)
class Draft:
    """An entry that is being read."""

    line: int = 0
    texts: dict[str, list[str]] = field(default_factory=dict)
    """Statement → the pieces of its string: `msgid`, `msgstr[0]`, `#|msgid`."""
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Statement → the line and the column of its keyword."""
    comments: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    margin: str | None = None
    """`#~` where the entry is obsolete."""
    broken: bool = False
    """Whether a line of it could not be read, which has been said: what it lacks may be just that line."""

    def get(self, name: str) -> str | None:
        """Return the string of a statement; None where there is none."""
        pieces = self.texts.get(name)
        return None if pieces is None else "".join(pieces)

    @property
    def forms(self) -> list[str]:
        """Its translated texts: `msgstr`, or `msgstr[0]` and so on."""
        return [name for name in self.texts if name.startswith("msgstr")]


def finished(draft: Draft, faults: PoFaults) -> Entry | None:
    """Return the entry that was read; None, with what it lacks, where it is none."""
    msgid, forms = draft.get("msgid"), draft.forms
    if draft.broken and not (msgid and forms and "msgid_plural" not in draft.texts):
        is_header = msgid == "" and "msgctxt" not in draft.texts
        return Entry(context=None, msgid="", msgstr=("",), line=draft.line) if is_header else None
    if msgid is None:
        what = forms[0] if forms else "msgctxt"
        faults.add(
            "no-msgid",
            f"expected msgid before {what}, found none; write it, or delete the entry",
            *draft.places.get(what, (draft.line, 0)),
        )
        return None
    if not forms:
        found = 'expected msgstr behind msgid, found none; write msgstr ""'
        faults.add("no-msgstr", found, *draft.places["msgid"])
        return None
    _check_forms(draft, faults)
    return Entry(
        context=draft.get("msgctxt"), msgid=msgid, plural=draft.get("msgid_plural"),
        msgstr=tuple("".join(draft.texts[name]) for name in forms), comments=tuple(draft.comments),
        notes=tuple(draft.notes), references=tuple(draft.references), flags=tuple(dict.fromkeys(draft.flags)),
        previous_context=draft.get("#|msgctxt"), previous_msgid=draft.get("#|msgid"),
        previous_plural=draft.get("#|msgid_plural"), obsolete=draft.margin == OBSOLETE, line=draft.line,
    )  # fmt: skip


def _check_forms(draft: Draft, faults: PoFaults) -> None:
    forms = draft.forms
    expected = [f"msgstr[{number}]" for number in range(len(forms))] if "msgid_plural" in draft.texts else ["msgstr"]
    if forms != expected:
        wrong = next((form for form in forms if form not in expected), forms[-1])
        faults.add(
            "plural",
            f"expected {', '.join(expected)}, found {', '.join(forms)}; write one text for each form, from [0]",
            *draft.places[wrong],
        )
