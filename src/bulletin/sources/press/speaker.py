"""The speaker: which of the words before `said:` are the name and which the role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bulletin.sources.press.names import (
    POSTNOMINALS,
    is_possessive,
    is_role_word,
    is_title,
    name_strength,
    title_length,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

_CERTAIN: Final = 2
_LEAD: Final = re.compile(
    r"(?:[A-Z][a-z]+ing|On|In|At|After|Following|As|Also|Meanwhile|However|Later|Today|Yesterday|Finally)\b",
)
_ARTICLE: Final = re.compile(r"(?:An?|The|One|Our|Another)\b", re.IGNORECASE)
_FUNCTION_WORDS: Final = frozenset(
    {
        *("when", "that", "as", "which", "were", "was", "is", "are", "and", "to", "he", "she", "they", "it", "we", "i"),
        *("if", "because", "but", "who", "while", "this", "with", "his", "her"),
    },
)
_PREPOSITIONS: Final = frozenset({"of", "for", "at", "in", "the"})
_LONGEST_ROLE: Final = 6
"""A role that no known word ends is not longer, in words."""
_LONGEST_UNNAMED: Final = 12
"""A speaker without a name is not described at greater length, in words."""
_PRONOUNS: Final = frozenset({"he", "she", "they"})
_COMMA: Final = re.compile(r",\s*(?![^()]*\))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is quoted."""

    name: str
    """Without a comma, because a quote's last line is split at the first one."""
    role: str = ""
    certain: bool = True
    """Whether a person's name was recognised; without one a quote needs quotation marks."""
    pronoun: bool = False
    """Whether this is only `He`, `She` or `They`."""
    doubts: tuple[str, ...] = ()


def read_speaker(words: str) -> Speaker | None:
    """Return the speaker in the words before `said`, or `None` when they are rather a sentence.

    >>> speaker = read_speaker("Harbour Council’s Cabinet Member for Culture, Ann Lee OBE")
    >>> speaker.name, speaker.role
    ('Ann Lee OBE', 'Harbour Council’s Cabinet Member for Culture')
    """
    if words.lower() in _PRONOUNS:
        return Speaker(name=words, certain=False, pronoun=True)
    parts = list(_parts(words))
    lead = _lead_length(parts)
    speaker = _by_parts(parts[lead:]) or _within_a_part(parts[lead:]) or _unnamed(parts[lead:])
    if speaker is None or not lead:
        return speaker
    left_out = f"the words “{', '.join(parts[:lead])}” stand only in the comment above"
    return replace(speaker, doubts=(*speaker.doubts, left_out))


def _parts(words: str) -> Iterator[str]:
    """Return the words between commas; letters after a name (`Ann Lee, OBE, chair`) stay with the name."""
    held = ""
    for piece in _COMMA.split(words):
        part = piece.strip()
        if held and part and all(word in POSTNOMINALS for word in part.split()):
            held = f"{held} {part}"
        else:
            if held:
                yield held
            held = part
    if held:
        yield held


def _lead_length(parts: list[str]) -> int:
    """How many parts come before the speaker: 1 in `Speaking at the launch, Ann Lee, chair`."""
    if not parts or not _LEAD.match(parts[0]) or name_strength(parts[0]) >= _CERTAIN:
        return 0
    return next((at for at, part in enumerate(parts) if at and (name_strength(part) >= _CERTAIN or _is_role(part))), 0)


def _is_role(part: str) -> bool:
    """Return whether a role is named right at the beginning: `the Mayor of Tidewater`, `Trust chair`."""
    return any(_ends_role(word) or is_title(word) for word in part.split()[:3])


def _by_parts(parts: list[str]) -> Speaker | None:
    """Return the part that looks most like a name is the name; of several, the first, with a doubt."""
    strengths = [name_strength(part) for part in parts]
    best = max(strengths, default=0)
    if best < _CERTAIN and not (best and strengths[0] == best):
        return None
    at = strengths.index(best)
    role = ", ".join(parts[:at] + parts[at + 1 :])
    rival = strengths.count(best) > 1
    doubts = (f"another part of the attribution than “{parts[at]}” may be the name",) if rival else ()
    return Speaker(name=parts[at], role=_unwrapped(role), certain=best >= _CERTAIN, doubts=doubts)


def _within_a_part(parts: list[str]) -> Speaker | None:
    """Return a name with its role before it (`Trust chair Ann Lee`) or behind (`Ann Lee from the Trust`), no comma."""
    for at, part in enumerate(parts):
        found = _name_at_end(part) or _name_at_start(part)
        if found:
            name, role, doubt = found
            roles = (*parts[:at], role, *parts[at + 1 :])
            return Speaker(name=name, role=_unwrapped(", ".join(roles)), doubts=(doubt,) if doubt else ())
    return None


def _name_at_end(part: str) -> tuple[str, str, str] | None:
    words = part.split()
    starts = [at for at in range(1, len(words)) if name_strength(" ".join(words[at:])) >= _CERTAIN]
    sure = next((at for at in starts if title_length(words[at:]) or _ends_role(words[at - 1])), None)
    at = sure or _likely_start(words, starts)
    if at is None:
        return None
    name, role = " ".join(words[at:]), " ".join(words[:at])
    doubt = "" if sure else f"“{name}” was taken for the name and “{role}” for the role"
    return name, role[:-2] if role[-2:] in ("’s", "'s") else role, doubt


def _ends_role(word: str) -> bool:
    return is_role_word(word) or is_possessive(word)


def _likely_start(words: list[str], starts: list[int]) -> int | None:
    """Return where a name begins after what may be a role that is not known: behind lower case, or two words."""
    likely = [at for at in starts if at <= _LONGEST_ROLE and not any(map(_is_function_word, words[:at]))]
    behind = (at for at in likely if words[at - 1][0].islower() and words[at - 1] not in _PREPOSITIONS)
    return next(behind, max(likely, default=None))


def _is_function_word(word: str) -> bool:
    return word.lower() in _FUNCTION_WORDS


def _name_at_start(part: str) -> tuple[str, str, str] | None:
    match = re.search(r" (?=(?:from|of|at|for|who|\()(?:\b| ?\w))", part)
    if match is None or name_strength(part[: match.start()]) < _CERTAIN:
        return None
    return part[: match.start()], part[match.end() :], ""


def _unwrapped(role: str) -> str:
    """Return the role without the brackets round all of it."""
    if role.startswith("(") and role.endswith(")") and "(" not in role[1:]:
        return role[1:-1].strip()
    return role


def _unnamed(parts: list[str]) -> Speaker | None:
    """Return a body or a person without a name: `A spokesperson for the Trust`, `Harbour Council`."""
    words = parts[0].split() if parts else []
    if not words or len(words) > _LONGEST_UNNAMED or any(map(_is_function_word, words)):
        return None
    role = ", ".join(parts[1:])
    if _ARTICLE.match(parts[0]) or any(map(is_role_word, words)):
        doubts = () if not role else ("no name was recognised; the first words were taken for the speaker",)
        return Speaker(name=parts[0], role=role, certain=False, doubts=doubts)
    return None
