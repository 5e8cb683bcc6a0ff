"""What makes a translated text unusable: its markup, its names, its address, its characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bulletin.findings import Finding
from bulletin.inline import Emphasis, Link, Span, Spans, Strong, ValueRef, plain
from bulletin.l10n.checks.translated import Translated
from bulletin.model.marks import Form

_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:|\{)\S*")
_PLURALS = re.compile(r"\bnplurals\s*=\s*(\d+)")
_CJK = ("ko", "ja", "zh")
_SAFE = "\n\t"


def markup_faults(text: Translated) -> Iterator[Finding]:
    """Find lost and unknown names, tags and links, and wrong nesting."""
    if text.message.form is not Form.ADDRESS and text.entry.text.strip() and not isinstance(text.read, Spans):
        for fault in text.read:
            yield text.finding(fault.rule, f"{fault.text}; the source is shown meanwhile")


def empty_text(text: Translated) -> Iterator[Finding]:
    """Find a translation that has characters and shows none."""
    bare = not text.entry.text.strip()
    if bare or (isinstance(text.read, Spans) and _blank(text.after) and not _blank(text.before)):
        yield text.finding(
            "empty-translation", f"expected a text, found {text.entry.text[:20]!r}, which shows nothing; "
            "write one, or delete all of it so that the entry counts as missing",
        )  # fmt: skip


def _blank(shown: str) -> bool:
    return all(character.isspace() or unicodedata.category(character) in {"Cf", "Cc"} for character in shown)


def control_characters(text: Translated) -> Iterator[Finding]:
    """Find characters that no mail shows, written as they are or as a reference."""
    shown = text.entry.text + text.after
    if wrong := next((each for each in shown if unicodedata.category(each) in {"Cc", "Cs"} and each not in _SAFE), ""):
        yield text.finding(
            "control-character", f"expected text, found the control character U+{ord(wrong):04X}; delete it"
        )


def plural_count(text: Translated) -> Iterator[Finding]:
    """Find an entry with another number of forms than it must have."""
    if text.entry.plural is None and len(text.entry.msgstr) != 1:
        forms = len(text.entry.msgstr)
        yield text.finding("plural-count", f"expected one text, found {forms} plural forms; write one `msgstr`")


def catalog_plurals(rule: str, text: Translated) -> Iterator[Finding]:
    """Find an entry with plural forms that are more or fewer than its catalog's Plural-Forms header (`rule`) says."""
    match = _PLURALS.search(rule)
    forms = len(text.entry.msgstr)
    if text.entry.plural is not None and match and forms != int(match[1]):
        yield text.finding("plural-count", f"expected {match[1]} plural forms, found {forms}; write each `msgstr[n]`")


def address(text: Translated) -> Iterator[Finding]:
    """Find an address that cannot be followed, or that names what the source does not."""
    if text.message.form is not Form.ADDRESS or not text.entry.text.strip():
        return
    if not _ADDRESS.fullmatch(text.entry.text):
        yield text.finding(
            "address-scheme", f"expected an address such as https://example.org/, found {text.entry.text[:60]!r}; "
            "write one that begins with https://, mailto: or tel:; the source's is used meanwhile",
        )  # fmt: skip
    known = {part.name for part in plain(text.message.msgid).parts if isinstance(part, ValueRef)}
    for part in plain(text.entry.text).parts:
        if isinstance(part, ValueRef) and part.name not in known:
            names = ", ".join(f"{{{name}}}" for name in sorted(known)) or "none"
            yield text.finding(
                "unknown-name", f"expected the source's names ({names}), found {{{part.name}}}; copy one as it stands"
            )


def lost_emphasis(text: Translated) -> Iterator[Finding]:
    """Find a text that has lost all of its `<b>` or all of its `<i>`; italics have no use in Han, kana and Hangul."""
    if not isinstance(text.read, Spans):
        return
    kinds: list[tuple[type, str]] = [(Strong, "b")]
    kinds += [] if text.locale.split("-")[0] in _CJK else [(Emphasis, "i")]
    for kind, tag in kinds:
        if _has(text.source.parts, kind) and not _has(text.read.parts, kind):
            yield text.finding(
                "lost-emphasis", f"expected <{tag}>…</{tag}> as in the source, found none; set it round the same words"
            )


def _has(parts: tuple[Span, ...], kind: type) -> bool:
    return any(
        isinstance(part, kind) or (isinstance(part, Strong | Emphasis | Link) and _has(part.parts, kind))
        for part in parts
    )
