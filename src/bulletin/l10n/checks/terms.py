"""The glossary's words: those that should stand, and names that are spelt in two ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from bulletin.findings import Finding
from bulletin.l10n.checks.translated import Translated
from bulletin.l10n.glossary import Term
from bulletin.l10n.states import State

_WORD = re.compile(r"\w+")
_SMALL = {"of", "the", "and", "for", "in"}
_SPACES = re.compile(r"[\s\u00a0\u200b\u00ad·-]+")


def absent_terms(texts: Sequence[Translated], terms: Sequence[Term]) -> Iterator[tuple[Translated, Finding]]:
    """Find terms of the source of which an article's translation has no accepted form, once an article and term.

    Spaces are ignored, and so are particles and endings: a form may stand in a longer word.
    """
    reviewed = sorted((text for text in texts if text.state is State.REVIEWED), key=lambda text: text.message.article)
    for _, group in groupby(reviewed, key=lambda text: text.message.article):
        article = [text for text in group if not text.message.optional and text.after]
        whole = _bare("\n".join(text.after for text in article))
        for term in terms:
            forms = term.accepted(article[0].locale) if article else ()
            first = next((text for text in article if forms and term.stands_in(text.before)), None)
            if first is not None and not any(_bare(form) in whole for form in forms):
                yield first, first.finding(
                    "glossary-term", f"the glossary has {' or '.join(f'“{form}”' for form in forms)} for “{term.term}”; "
                    "the article has none of these",
                )  # fmt: skip


def _bare(shown: str) -> str:
    return _SPACES.sub("", shown).casefold()


def spellings(term: Term, shown: str) -> list[str]:
    """Return the spellings of a name that stand in a source text.

    An acronym is no spelling of the words it stands for, nor is a name of its own part or plural.

    >>> spellings(Term(term="Park Heong-joon", also=("Park Hyeong-jun",)), "Park Hyeong-jun and Park Heong-joon")
    ['Park Heong-joon', 'Park Hyeong-jun']
    """
    found = [form for form in (term.term, *term.also) if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", shown)]
    return [form for form in found if not any(other != form and _is_part(form, other) for other in found)]


def _is_part(form: str, other: str) -> bool:
    """Tell whether `form` is `other` shortened: fewer of its words, its initials, its singular."""
    small, large = form.casefold(), other.casefold()
    if small == large:
        return False
    singular = small.removesuffix("um") + "a" == large or small.removesuffix("y") + "ies" == large
    return small in large or singular or _abbreviates(form, other)


def _abbreviates(form: str, other: str) -> bool:
    """Tell whether `form` is `other` with initials for some or all of its words: “KQ Liverpool”, “MOU”."""
    words = [word.casefold() for word in _WORD.findall(other)]
    initials = "".join(word[0] for word in words), "".join(word[0] for word in words if word not in _SMALL)
    own = [word for word in _WORD.findall(form) if word.casefold() not in _SMALL]
    return any(word.isupper() and len(word) > 1 for word in own) and all(
        word.casefold() in words or (word.isupper() and any(word.casefold() in letters for letters in initials))
        for word in own
    )
