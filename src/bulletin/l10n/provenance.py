"""What an entry's comments tell of where its translation is from, as long as nobody has looked at it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bulletin.l10n.catalog import Entry
from bulletin.l10n.states import State, state_of, text_hash
from bulletin.model.message import MessageKey

COPIED = "copied from "
"""How the comment on a copied translation begins."""
_REVIEWED = re.compile(r"reviewed: source=(?P<source>[0-9a-f]+) output=(?P<output>[0-9a-f]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMark:
    """What the comment says on a text that was reviewed before its source changed, or moved, under it."""

    source: str
    """The hash of the context and text that a person reviewed it for."""
    output: str
    """The hash of the translation, by which to see whether somebody has touched it since."""

    def __str__(self) -> str:
        return f"reviewed: source={self.source} output={self.output}"


def key_hash(key: MessageKey) -> str:
    """Return the short hash of a context and a text, by which marks know a message."""
    return text_hash("\x04".join(key))  # as gettext's own .mo files join the two


def review_mark(entry: Entry) -> ReviewMark | None:
    """Return the mark of an unreviewed entry whose text is still that which a person reviewed; else None."""
    if not entry.comments or not entry.fuzzy:
        return None
    for line in entry.comments:
        if match := _REVIEWED.fullmatch(line.strip()):
            mark = ReviewMark(**match.groupdict())
            return mark if mark.output == _output(entry) else None
    return None


def with_review_mark(entry: Entry) -> Entry:
    """Return a reviewed entry with the mark that lets its review come back with its source; others as they are."""
    if state_of(entry) is not State.REVIEWED:
        return entry
    mark = ReviewMark(source=key_hash(entry.key), output=_output(entry))
    return replace(entry, comments=(*without_review_mark(entry).comments, str(mark)))


def without_review_mark(entry: Entry) -> Entry:
    """Return the entry without such a mark."""
    kept = tuple(line for line in entry.comments if not _REVIEWED.fullmatch(line.strip()))
    return entry if len(kept) == len(entry.comments) else replace(entry, comments=kept)


def with_copy_mark(entry: Entry, context: str | None) -> Entry:
    """Return the entry with the comment that its text was copied from a context."""
    mark = f"{COPIED}{context or 'a text without context'}"
    return replace(entry, comments=(*without_copy_mark(entry).comments, mark))


def without_copy_mark(entry: Entry) -> Entry:
    """Return the entry without such a comment."""
    kept = tuple(line for line in entry.comments if not line.startswith(COPIED))
    return entry if len(kept) == len(entry.comments) else replace(entry, comments=kept)


def own_comments(entry: Entry) -> tuple[str, ...]:
    """Return an entry's comments but for these."""
    return without_copy_mark(without_review_mark(entry)).comments


def settled(entry: Entry) -> Entry:
    """Return a reviewed entry without any of these comments: a person has looked, and its text is of here."""
    if not entry.comments or entry.fuzzy or not entry.filled:
        return entry
    return without_copy_mark(without_review_mark(entry))


def without_idle_marks(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return a file's entries without the marks for messages that have a text of their own again."""
    marked = {id(entry): mark for entry in entries if entry.comments and (mark := review_mark(entry))}
    if not marked:
        return tuple(entries)
    filled = {key_hash(entry.key) for entry in entries if entry.filled and not entry.obsolete}
    return tuple(
        without_review_mark(entry) if id(entry) in marked and marked[id(entry)].source in filled else entry
        for entry in entries
    )


def reviewed_again(entry: Entry) -> Entry:
    """Return an entry with a mark as it was when it was reviewed."""
    return settled(entry.accepted())


def _output(entry: Entry) -> str:
    return text_hash("\0".join(form.strip("\n") for form in entry.msgstr))
