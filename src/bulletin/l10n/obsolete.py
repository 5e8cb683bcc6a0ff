"""Entries that no message asks for: kept at the end of the file, each under a key of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bulletin.l10n.catalog import Entry
from bulletin.l10n.provenance import own_comments
from bulletin.l10n.readable import has_letters
from bulletin.model.message import Message, MessageKey

_OTHER = re.compile(r"@other[0-9]*$")


def retired(live: Sequence[Entry], unused: Sequence[Entry]) -> tuple[tuple[Entry, ...], set[int]]:
    """Return what is kept of the unused entries as obsolete, and the identities of those that are not.

    Nothing of a person's is dropped. gettext wants every (context, msgid) of a file once, obsolete ones among them: a
    second text for the same message goes under a context that ends with `@other`.
    """
    texts: dict[MessageKey, tuple[str, ...]] = {entry.key: entry.msgstr for entry in live}
    kept: list[Entry] = []
    gone: set[int] = set()
    for entry in [*(each for each in unused if each.obsolete), *(each for each in unused if not each.obsolete)]:
        worth = _is_worth_keeping(entry) and not _is_mere_copy(entry, texts)
        former = _under_own_key(entry, texts) if worth else None
        if former is None:
            gone.add(id(entry))
        else:
            kept.append(former)
            texts[former.key] = former.msgstr
    return tuple(kept), gone


def is_untouched(entry: Entry) -> bool:
    """Tell whether an entry is an optional one as it arrived: an address, or a text without letters."""
    return entry.text == entry.msgid and (is_address(entry) or not has_letters(entry.msgid))


def is_address(entry: Entry) -> bool:
    """Tell whether an entry holds an address."""
    return "@link" in (entry.context or "")


def linked(address: Entry | Message) -> tuple[str, str]:
    """Return the context of the text that an address stands in, and the address."""
    return (address.context or "").rpartition("@link")[0], address.msgid


def _is_worth_keeping(entry: Entry) -> bool:
    return not is_untouched(entry) and (any(form.strip() for form in entry.msgstr) or bool(entry.comments))


def _is_mere_copy(entry: Entry, texts: Mapping[MessageKey, tuple[str, ...]]) -> bool:
    """Tell whether a text waited to be looked at that still stands in the file where it was taken from."""
    if entry.obsolete or not entry.fuzzy or entry.previous_msgid is None or own_comments(entry):
        return False
    return texts.get(entry.origin) == entry.msgstr


def _under_own_key(entry: Entry, texts: dict[MessageKey, tuple[str, ...]]) -> Entry | None:
    """Return the entry as an obsolete one under a key that is free; None where its text stands in the file already.

    So one that was kept `@other` goes once it was chosen.
    """
    former = entry if entry.obsolete else replace(entry, obsolete=True, notes=(), references=())
    own = _OTHER.sub("", entry.context or "")
    if texts.get((own, entry.msgid)) == entry.msgstr:
        return None
    number = 1
    while former.key in texts:
        if texts[former.key] == entry.msgstr:
            return None
        former = replace(former, context=f"{own}@other{number if number > 1 else ''}")
        number += 1
    return former
