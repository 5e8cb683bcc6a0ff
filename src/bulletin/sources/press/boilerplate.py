"""The fixed phrases that surround a release: labels, headings, end marks, dividers."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 90
"""A boilerplate line is short; nothing longer is looked at."""

_DIVIDER: Final = re.compile(r"([-–—_*=~])(?:\s*\1){2,}")
_FRAMED: Final = re.compile(r"([-–—*=]+)\s.*\S\s\1")
_END: Final = re.compile(r"\W*(?:ends?|end of (?:press |news |media )?release)\W*|-+\s*30\s*-+", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"\W*(?:(?:(?:press|news|media) (?:release|statement|notice|information)"
    r"|(?:not )?for (?:immediate )?(?:release|publication)|embargo(?:ed)?)\b.{0,60})",
    re.IGNORECASE,
)
_HEADING: Final = re.compile(
    r"(?:notes? (?:to|for) (?:the )?editors?|editors?[’']?s?[’']? notes?|background(?: information| notes)?"
    r"|(?:media|press|further|more|contact|additional) (?:contacts?|enquir(?:y|ies)|information|details|notes)"
    r"|contacts?|about (?-i:[A-Z]|the (?-i:[A-Z]))[^.!?:;,#]{0,60})(?: ?:)?",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"for (?:more|further|media|all media|press)\b|(?:media|press) (?:contacts?|enquiries)|contacts?:"
    r"|notes? (?:to|for) editors",
    re.IGNORECASE,
)


def is_divider(text: str) -> bool:
    """Whether the line is a drawn rule: three or more of one dash, star, underscore, equals sign or tilde."""
    return _DIVIDER.fullmatch(text) is not None


def is_framed(text: str) -> bool:
    """Return whether dashes or stars stand at both ends of the line, as in `– Dates for the diary –`."""
    return len(text) <= _LONGEST and _FRAMED.fullmatch(text) is not None


def is_end_mark(text: str) -> bool:
    """Whether the line says that the release ends here: `ENDS`, `-ends-`, `- ENDS -`, `-30-`."""
    return len(text) <= _LONGEST and _END.fullmatch(text) is not None


def is_label(text: str) -> bool:
    """Whether the line only labels the release: `PRESS RELEASE`, `For immediate release: 1 June`, an embargo."""
    return len(text) <= _LONGEST and _LABEL.fullmatch(text) is not None


def is_heading(text: str) -> bool:
    """Whether the line is a heading beyond doubt: `Notes to editors`, `About the Harbour Trust`, `Press contact`."""
    return len(text) <= _LONGEST and _HEADING.fullmatch(text) is not None


def is_boundary(text: str) -> bool:
    """Whether no quote can run across this line."""
    fixed = is_divider(text) or is_end_mark(text) or is_label(text) or is_heading(text)
    return fixed or _CLOSING.match(text) is not None
