"""Translations held against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.findings import Finding
from bulletin.l10n.checks.translated import Translated
from bulletin.l10n.states import State

_FEW = 3


def two_translations(texts: Sequence[Translated]) -> Iterator[tuple[Translated, Finding]]:
    """Find one source text, of two words or more, that is translated in two ways.

    A few words may mean something else in another field: a newsletter's name in its masthead and as somebody's role.
    """
    first: dict[tuple[str, str], Translated] = {}
    for text in texts:
        if text.state is not State.REVIEWED or text.message.optional or text.message.words <= 1:
            continue
        field = text.field if text.message.words <= _FEW else ""
        other = first.setdefault((field, text.message.msgid), text)
        if other.entry.text != text.entry.text:
            where = f" ({other.place})" if other.place else ""
            yield text, text.finding(
                "two-translations", f"the same text is translated otherwise in {other.message.context}{where}: "
                f"“{other.after[:60]}”; choose one, or silence this where the meaning differs",
            )  # fmt: skip
