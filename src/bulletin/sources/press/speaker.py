"""The speaker: which of the words before `said:` are the name and which the role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from bulletin.sources.press.names import POSTNOMINALS, is_possessive, is_role_word, name_strength, title_length

if TYPE_CHECKING:
    from collections.abc import Iterator

_CERTAIN: Final = 2
_LEAD: Final = re.compile(
    r"(?:[A-Z][a-z]+ing|On|In|At|After|Following|As|Also|Meanwhile|However|Later|Today|Yesterday|Finally)\b",
)
_ARTICLE: Final = re.compile(r"(?:An?|The|One|Our|Another)\b", re.IGNORECASE)
_FUNCTION_WORDS: Final = frozenset(
    "when that as which were was is are and to he she they it we i if because but who while this with his her".split(),
)
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
    """The speaker in the words before `said`, or `None` when they are rather a sentence.

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
    """The words between commas; letters after a name (`Ann Lee, OBE, chair`) stay with the name."""
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
    if not parts or not _LEAD.match(parts[0]) or name_strength(parts[0]):
        return 0
    strengths = (at for at, part in enumerate(parts) if at and name_strength(part) >= _CERTAIN)
    return next(strengths, 0)


def _by_parts(parts: list[str]) -> Speaker | None:
    """The part that looks most like a name is the name; of several, the first, with a doubt."""
    strengths = [name_strength(part) for part in parts]
    best = max(strengths, default=0)
    if best < _CERTAIN and not (best and strengths[0] == best):
        return None
    at = strengths.index(best)
    role = ", ".join(parts[:at] + parts[at + 1 :])
    doubt = f"either “{parts[at]}” or another part of the attribution may be the name" if strengths.count(best) > 1 else ""
    return Speaker(name=parts[at], role=_unwrapped(role), certain=best >= _CERTAIN, doubts=(doubt,) if doubt else ())


def _within_a_part(parts: list[str]) -> Speaker | None:
    """A name with its role before it (`Council leader Ann Lee`) or behind it (`Ann Lee from the Trust`), no comma."""
    for at, part in enumerate(parts):
        found = _name_at_end(part) or _name_at_start(part)
        if found:
            name, role, doubt = found
            roles = (*parts[:at], role, *parts[at + 1 :])
            return Speaker(name=name, role=", ".join(roles), doubts=(doubt,) if doubt else ())
    return None


def _name_at_end(part: str) -> tuple[str, str, str] | None:
    words = part.split()
    for at in range(1, len(words)):
        name = " ".join(words[at:])
        titled = title_length(words[at:]) > 0
        if name_strength(name) < _CERTAIN or not (titled or is_role_word(words[at - 1]) or _may_precede(words[:at])):
            continue
        role = " ".join(words[:at])
        sure = titled or is_role_word(words[at - 1]) or is_possessive(words[at - 1])
        doubt = "" if sure else f"“{name}” was taken for the name and “{role}” for the role"
        return name, role[:-2] if is_possessive(role) and role[-1] in "sS" else role, doubt
    return None


def _may_precede(words: list[str]) -> bool:
    """Whether the words may be a role, though none that is known."""
    return len(words) <= _CERTAIN * 3 and not any(word.lower() in _FUNCTION_WORDS for word in words)


def _name_at_start(part: str) -> tuple[str, str, str] | None:
    match = re.search(r" (?=(?:from|of|at|for|who|\()(?:\b| ?\w))", part)
    if match is None or name_strength(part[: match.start()]) < _CERTAIN:
        return None
    return part[: match.start()], _unwrapped(part[match.end() :]), ""


def _unwrapped(role: str) -> str:
    """The role without the brackets round all of it."""
    if role.startswith("(") and role.endswith(")") and "(" not in role[1:]:
        return role[1:-1].strip()
    return role


def _unnamed(parts: list[str]) -> Speaker | None:
    """A body or a person without a name: `A spokesperson for the Trust`, `Harbour Council`."""
    words = parts[0].split() if parts else []
    if not words or len(words) > 12 or any(word.lower() in _FUNCTION_WORDS for word in words):
        return None
    role = ", ".join(parts[1:])
    if _ARTICLE.match(parts[0]) or any(map(is_role_word, words)):
        doubts = () if not role else ("no name was recognised; the first words were taken for the speaker",)
        return Speaker(name=parts[0], role=role, certain=False, doubts=doubts)
    return None
