"""Which way letters flow, and which words must be isolated from those round them (UAX #9)."""

import re

from bulletin.inline.characters import plain_text, text_parts
from bulletin.inline.spans import Isolated, Slot, Spans, Text

_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks that Unicode keeps for writing from right to left (UAX #44, defaults of Bidi_Class R and AL)."""
_OVERRIDDEN = re.compile("\u202e[^\u202c]*\u202c?")
"""Letters made to flow to the left, as the pseudo-locale `ar-XB` makes English ones (UAX #9, RLO and PDF)."""
_FLOWS_LEFT = re.compile(f"[{_LEFTWARD}\u200f\u202b\u202e\u2067]")
_FLOWS_RIGHT = re.compile(f"(?![{_LEFTWARD}])[^\\W_]|[\u200e\u202a\u202d\u2066]")
"""Letters, and digits: behind a Latin word they join its run (rule W7), so that `NHS 37%` is one word."""
_MARKS = {"rtl": "\u200f", "ltr": "\u200e"}
"""A letter of no width and no sound: RIGHT-TO-LEFT MARK, LEFT-TO-RIGHT MARK."""
_STRONG = re.compile(f"(?P<rtl>[{_LEFTWARD}\u200f])|[^\\W\\d_]|\u200e")


def flows_otherwise(text: str, direction: str) -> bool:
    """Tell whether some of a text could flow against `direction`, or pull at what stands beside it.

    >>> [flows_otherwise(text, "rtl") for text in ("Catapult", "37%", "ميناء")]
    [True, True, False]
    >>> flows_otherwise("37%", "ltr"), flows_otherwise("ميناء", "ltr")
    (False, True)
    """
    if direction == "rtl":
        return _FLOWS_RIGHT.search(_as_it_flows(text)) is not None
    return not text.isascii() and _FLOWS_LEFT.search(text) is not None


def _as_it_flows(text: str) -> str:
    return _OVERRIDDEN.sub("\u200f", text) if "\u202e" in text else text


def first_direction(text: str) -> str:
    """Return the direction of a text by its first letter: `ltr` or `rtl`; `ltr` where it has none (rules P2, P3).

    >>> first_direction("+44 151 496"), first_direction("12 مليار")
    ('ltr', 'rtl')
    """
    found = _STRONG.search(_as_it_flows(text))
    return "rtl" if found and found["rtl"] else "ltr"


def written_in(text: str, direction: str) -> bool:
    """Tell whether a text has letters and all of them flow in one direction.

    >>> [written_in(text, "rtl") for text in ("يونيو 2023", "NHS يونيو", "+44")]
    [True, False, False]
    """
    found = {"rtl" if match["rtl"] else "ltr" for match in _STRONG.finditer(_as_it_flows(text))}
    return found == {direction}


def isolated(words: Spans, direction: str) -> Spans:
    """Return words that stand in a text, set apart where they could flow against its `direction`.

    Words that have letters of the text's own direction are of its language and flow its way, whatever letter is their
    first; all others flow by their first letter. What readers fill nobody knows: in right-to-left text it is set apart
    here, in left-to-right text by `escaped_for`, where it needs it.

    >>> isolated(Spans((Text("NHS"),)), "rtl").parts, isolated(Spans((Text("NHS"),)), "ltr").parts
    ((Isolated(parts=(Text(text='NHS'),)),), (Text(text='NHS'),))
    """
    if _is_isolated(words):
        return words
    seen = _as_it_flows(plain_text(words))
    if not flows_otherwise(seen, direction) and not (direction == "rtl" and _has_slot(words)):
        return words
    own = _FLOWS_LEFT if direction == "rtl" else _FLOWS_RIGHT
    leads = own.search(seen) is not None and first_direction(seen) != direction
    return Spans((Isolated((Text(_MARKS[direction]), *words.parts) if leads else words.parts),))


def isolated_whole(words: Spans, direction: str) -> Spans:
    """Return a text of its own, an untranslated name or paragraph say, set apart where a mark at its end would move.

    >>> isolated_whole(Spans((Text("Ann (mayor)"),)), "rtl").parts
    (Isolated(parts=(Text(text='Ann (mayor)'),)),)
    >>> [isolated_whole(Spans((Text("Ann"),)), direction).parts for direction in ("rtl", "ltr")]
    [(Text(text='Ann'),), (Text(text='Ann'),)]
    """
    seen = plain_text(words)
    if _is_isolated(words) or (direction == "ltr" and (seen.isascii() or not _FLOWS_LEFT.search(seen))):
        return words
    moves = seen and not (seen[0].isalnum() and seen[-1].isalnum())
    other = "ltr" if direction == "rtl" else "rtl"
    return Spans((Isolated(words.parts),)) if moves and written_in(seen, other) else words


def _is_isolated(words: Spans) -> bool:
    return len(words.parts) == 1 and isinstance(words.parts[0], Isolated)


def _has_slot(words: Spans) -> bool:
    return any(isinstance(part, Slot) for part in text_parts(words))
