"""What one catalog asks for: its domain's messages, in the series those of other issues too."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.l10n.catalog import Catalog
from bulletin.l10n.states import State, state_of
from bulletin.model.issue import Issue
from bulletin.model.message import Message

SECTION = "series.section"


def asked_in(catalog: Catalog, wanted: Sequence[Message], issue: Issue) -> list[Message]:
    """Return which of an issue's messages belong into a catalog; in the series' also the section names of others.

    An issue does not know the sections of the others, but they share the series' catalog: a reviewed name stays.
    """
    own = [message for message in wanted if message.domain == catalog.domain]
    return own + _sections_of_other_issues(own, catalog) if catalog.domain == issue.newsletter.id else own


def _sections_of_other_issues(own: Sequence[Message], old: Catalog) -> list[Message]:
    """Return the section names that this issue has not but others may have: a reviewed one stays in the series."""
    here = {message.key for message in own}
    return [
        Message(context=SECTION, msgid=entry.msgid, domain=old.domain, notes=("Name of a section in another issue",))
        for entry in old.live
        if entry.context == SECTION and entry.key not in here and state_of(entry) is State.REVIEWED
    ]
