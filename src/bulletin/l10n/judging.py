"""`judged`: what a catalog has for a text → its spans, or why it cannot be used.

`localise` shows no text that has a fault, and `bulletin check` names each: they ask the same question here, so what the
one refuses the other reports, under the same ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bulletin.inline import Spans, joined
from bulletin.l10n.catalog import Entry
from bulletin.l10n.glossary import Term, forbidden_forms
from bulletin.l10n.untrusted import Fault, spans_of
from bulletin.l10n.visible import OPEN, shows, visible
from bulletin.model.marks import Form

_ADDRESS = re.compile(rf"(?:https?://|mailto:|tel:|{OPEN})\S*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tabs and line ends (Unicode category Cc), and halves of surrogate pairs (Cs)."""
_PLAIN = re.compile(r"[^<{&\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]+")
"""Text that cannot hold a tag, a name, a character reference or a control."""
_PLURALS = re.compile(r"\bnplurals\s*=\s*(\d+)")
_IGNORE = re.compile(r"bulletin-ignore\s*:\s*(?P<rules>.+)", re.IGNORECASE)
FORBIDDEN = "forbidden-term"
"""The one fault that a comment on the entry excuses: what a word means there is for people to say."""


def judged(
    entry: Entry, source: Spans, form: Form, *, locale: str, terms: Sequence[Term] = (), plurals: str = ""
) -> Spans | tuple[Fault, ...]:
    """Return an entry's text as spans, or all that keeps it from being used for `source`.

    `terms` are the glossary's, whose forms may be forbidden in `locale`; `plurals` is the catalog's Plural-Forms header.
    """
    if form is not Form.ADDRESS and not terms and _is_plain(entry, source):
        return joined(entry.text)
    read = spans_of(entry.text, source, markup=form is Form.INLINE, whole=form is not Form.ADDRESS)
    faults = list(read) if not isinstance(read, Spans) else []
    shown = visible(read.parts) if isinstance(read, Spans) else ""
    written = entry.text if shown == entry.text else entry.text + shown
    faults += (*_controls(written), *_plural_count(entry, plurals))
    if form is Form.ADDRESS:
        faults += _scheme(entry, shown) if not faults else ()
    elif isinstance(read, Spans):
        faults += _empty(entry, source, shown)
        faults += _forbidden(entry, shown, locale, terms) if terms else ()
    return tuple(faults) or read


def _is_plain(entry: Entry, source: Spans) -> bool:
    """Tell whether nothing can be wrong: words for words, without a tag, a name, a character reference or a control."""
    return (
        source.only_text is not None
        and entry.plural is None
        and len(entry.msgstr) == 1
        and _PLAIN.fullmatch(entry.text) is not None
        and shows(entry.text)
    )


def ignored(entry: Entry) -> frozenset[str]:
    """Return the checks that a comment of the translator silences: `# bulletin-ignore: double-space, copied-source`."""
    lines = (match["rules"] for line in entry.comments if (match := _IGNORE.match(line.strip())))
    return frozenset(name.lower() for line in lines for name in re.split(r"[\s,]+", line) if name)


def unread_ignores(entry: Entry) -> tuple[str, ...]:
    """Return the comments that speak of `bulletin-ignore` and silence nothing: "# foo bulletin-ignore: nfc"."""
    lines = (line.strip() for line in entry.comments)
    return tuple(line for line in lines if "bulletin-ignore" in line.lower() and not _IGNORE.match(line))


def _controls(written: str) -> Iterator[Fault]:
    if wrong := _CONTROL.search(written):
        found = f"expected text, found the control character U+{ord(wrong[0]):04X}; delete it"
        yield Fault(rule="control-character", text=found)


def _plural_count(entry: Entry, plurals: str) -> Iterator[Fault]:
    forms = len(entry.msgstr)
    if entry.plural is None:
        if forms != 1:
            yield Fault(rule="plural-count", text=f"expected one text, found {forms} plural forms; write one `msgstr`")
    elif (header := _PLURALS.search(plurals)) and forms != int(header[1]):
        text = f"expected {header[1]} plural forms, found {forms}; write each `msgstr[n]`"
        yield Fault(rule="plural-count", text=text)


def _scheme(entry: Entry, shown: str) -> Iterator[Fault]:
    """Find an address that cannot be followed; the source's own was read by somebody else."""
    if entry.text != entry.msgid and not _ADDRESS.fullmatch(shown):
        yield Fault(
            rule="address-scheme", text=f"expected an address such as https://example.org/, found {entry.text[:60]!r}; "
            "write one that begins with https://, mailto: or tel:",
        )  # fmt: skip


def _empty(entry: Entry, source: Spans, shown: str) -> Iterator[Fault]:
    if not shows(shown) and shows(visible(source.parts)):
        yield Fault(
            rule="empty-translation", text=f"expected a text, found {entry.text[:20]!r}, which shows nothing; "
            "write one, or delete all of it so that the entry counts as missing",
        )  # fmt: skip


def _forbidden(entry: Entry, shown: str, locale: str, terms: Sequence[Term]) -> Iterator[Fault]:
    for form, term in forbidden_forms(shown, terms, locale):
        if FORBIDDEN in ignored(entry):
            return
        instead = ", ".join(term.accepted(locale)) or "another word"
        yield Fault(rule=FORBIDDEN, text=f"the glossary forbids “{form}”; write {instead}")
