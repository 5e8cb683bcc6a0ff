"""`outdated`: what catalogs do not show by themselves: that they are older than the sources, that an address waits. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bulletin.findings import Finding, Place
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.checks.rules import found
from bulletin.l10n.states import State, state_of
from bulletin.model.issue import Issue
from bulletin.model.message import Message


def outdated(issue: Issue, messages: Iterable[Message], catalogs: Sequence[Catalog], locale: str) -> Iterator[Finding]:
    """Yield one finding where the catalogs of a locale lack texts of today's sources: nobody has run `sync` since.

    A locale without catalogs needs none: that nothing is translated is said anyway. An address that they lack matters
    where they have another of the language's own in its place.
    """
    lacking = [
        message
        for message in messages
        if message.asked_for(locale) and not any(message.key in catalog.by_key for catalog in catalogs)
        if not message.optional or _has_its_own(message.context, catalogs)
    ]
    if catalogs and lacking:
        texts = "1 text" if len(lacking) == 1 else f"{len(lacking)} texts"
        where = f" ({lacking[0].references[0]})" if lacking[0].references else ""
        yield found(
            "not-synced", f"{locale}: the sources have {texts} that the catalogs have not{where}; "
            f"run bulletin sync {issue.id}",
        )  # fmt: skip


def _has_its_own(context: str, catalogs: Sequence[Catalog]) -> bool:
    return any(
        entry.context == context and entry.filled and entry.text != entry.msgid
        for catalog in catalogs
        for entry in catalog.live
    )


def waiting_addresses(messages: Iterable[Message], catalogs: Sequence[Catalog], locale: str) -> Iterator[Finding]:
    """Yield one finding for each address of a locale's own that waits because the source's has changed."""
    for message in messages:
        if message.optional and message.asked_for(locale):
            found_in = ((catalog, catalog.by_key.get(message.key)) for catalog in catalogs)
            for catalog, entry in found_in:
                if entry is not None and entry.filled:
                    if state_of(entry) is State.CHANGED and entry.text != message.msgid:
                        yield _waits(message, entry.text, catalog.place(entry), locale)
                    break


def _waits(message: Message, text: str, place: Place | None, locale: str) -> Finding:
    where = f" ({message.references[0]})" if message.references else ""
    return found(
        "address-waits", f"{locale}: {text} waits, because its source changed{where}: readers get {message.msgid} meanwhile; "
        "correct it, or clear its fuzzy mark", place,
    )  # fmt: skip
