"""Things joined as a language joins them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from babel.lists import format_list

from bulletin.l10n.formatter.conventions import Conventions

_MARK = "\ue000"
"""A private-use mark may stand before an item, so that its place is found again."""

_SILENT = _MARK + "\u2066\u2067\u2068\u200e\u200f\"'‘’‚‛“”„‟«»‹›「『(¿¡"
"""What stands before a word and is not said: quotation marks of any language, signs of direction."""


def listing(ways: Conventions, items: Sequence[str]) -> str:
    """Return A, B and C. Before some sounds the word for "and" is another: Spanish e, Welsh ac."""
    own = ways.table("lists")
    if separator := own.get("separator"):
        return str(separator).join(items)
    if len(items) < 2 or "end" not in own:  # noqa: PLR2004 - one thing is joined to nothing
        return str(format_list(list(items), "standard", ways.babel))
    joint = own["end"]
    for sounds, other in own.get("before", {}).items():
        if re.match(sounds, items[-1].lstrip(_SILENT), re.IGNORECASE):
            joint = other
    return f"{own.get('comma', ', ').join(items[:-1])}{joint}{items[-1]}"
