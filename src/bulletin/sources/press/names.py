"""Names: how much a few words look like the name of a person, going by English capitals."""

from __future__ import annotations

import re
from typing import Final

_TITLES_TABLE: Final = """
    mr mrs ms miss mx dr prof professor cllr cllrs councillor councillors mayor sir dame lord lady baroness
    baron rev revd reverend canon father sister bishop archbishop rabbi imam captain major colonel sergeant
    inspector alderman ambassador judge justice ald hon rt hm
"""
TITLES: Final = frozenset(_TITLES_TABLE.split())
"""Words before a name that make it one; compared in lower case, without a full stop."""

_BEFORE_TITLES: Final = frozenset({"deputy", "lord", "metro", "vice", "assistant", "right", "the"})
_POSTNOMINALS_TABLE: Final = """
    OBE MBE CBE KBE DBE GBE BEM QPM KPM KC QC JP DL MP MS MSP MEP MLA PC TD FRS FBA FRSA FRIBA RIBA FREng
    FMedSci MRTPI PhD DPhil MA BA MSc BSc Jr Sr Jnr Snr II III IV
"""
POSTNOMINALS: Final = frozenset(_POSTNOMINALS_TABLE.split())
_PARTICLES_TABLE: Final = """
    de van von der den al el bin bint ibn da do dos das di du la le ten ter y ap ab ferch af av zu san st
"""
PARTICLES: Final = frozenset(_PARTICLES_TABLE.split())
_ROLE_WORDS_TABLE: Final = """
    chair chairman chairwoman chairperson co-chair co-chairs vice-chair director directors manager managers
    leader leaders member members executive executives officer officers president secretary minister head lead
    founder co-founder founders partner coordinator co-ordinator organiser organisers spokesperson spokesman
    spokeswoman curator trustee trustees treasurer commissioner resident residents volunteer volunteers teacher
    headteacher principal chancellor vice-chancellor lecturer researcher scientist historian
    engineer architect artist editor editors author owner tenant trader traders pupil student students mum dad
    grandmother grandfather chef coach governor librarian adviser advisor consultant planner developer
    musician conductor constable chief captain boss producer visitor neighbour campaigner representative
"""
ROLE_WORDS: Final = frozenset(_ROLE_WORDS_TABLE.split())
_BODY_WORDS_TABLE: Final = """
    council trust group university college school academy charity foundation association society company ltd
    limited plc cic llp partnership board department authority region centre institute museum library hospital
    nhs cathedral club union federation committee agency office services service network alliance corporation
    team forum festival theatre gallery housing homes district city county borough government parliament cabinet
    works international uk britain project programme street road culture regeneration transport
    health education
"""
_BODY_WORDS: Final = frozenset(_BODY_WORDS_TABLE.split())
_MARKS: Final = "“”\"‘’'(),"
_HINGE: Final = re.compile("[-’'.]")
_LONGEST: Final = 5


def name_strength(words: str) -> int:
    """How surely the words are one person's name (or two people's, with `and`), from 0 to 3.

    3: with a title or letters after it (`Cllr Lee`, `Ann Lee OBE`). 2: two to five capitalised words, particles aside,
    or one in a script without capitals.
    1: one capitalised word. 0: not a name: lower-case words, a word for a role or a body, a possessive, a figure.

    >>> [name_strength(words) for words in ("Cllr Lee", "Park Heong-Joon", "Ann and Bo Ray", "Ann", "Harbour Trust")]
    [3, 2, 2, 1, 0]
    """
    people = re.split(r" (?:and|&) ", words)
    strengths = [_one_strength(person.split()) for person in people]
    return strengths[-1] if all(strengths) else 0


def _one_strength(words: list[str]) -> int:
    titles = title_length(words)
    end = len(words)
    while end > titles and words[end - 1].strip(_MARKS) in POSTNOMINALS:
        end -= 1
    core = words[titles:end]
    if not 1 <= len(core) <= _LONGEST or core[-1] in PARTICLES or not all(map(_is_name_word, core)):
        return 0
    if any(map(is_title, core[1:-1])):
        return 0
    if titles or end < len(words):
        return 3
    if len(core) == 1 and len(core[0]) > 1 and core[0].upper() == core[0].lower():  # 박형준: no capitals, no spaces
        return 2
    return min(2, sum(word not in PARTICLES for word in core))


def title_length(words: list[str]) -> int:
    """How many words at the beginning are titles: 2 in `Deputy Mayor Ann Lee`, 0 in `Deputy Chair Ann Lee`."""
    titled = 0
    for count, word in enumerate(words, 1):
        if is_title(word):
            titled = count
        elif word.lower() not in _BEFORE_TITLES:
            break
    return titled


def is_title(word: str) -> bool:
    """Return whether the word is a title, such as `Cllr` or `Dr`."""
    return word[0].isupper() and word.rstrip(".").lower() in TITLES


def is_role_word(word: str) -> bool:
    """Whether the word names a role (`chair`, `Director`) or a body (`Council`, `Trust`)."""
    key = word.strip(_MARKS).lower()
    return key in ROLE_WORDS or key in _BODY_WORDS


def is_possessive(word: str) -> bool:
    """Whether the word ends in an apostrophe with or without s."""
    return word.lower().endswith(("’s", "'s", "s’", "s'"))


def _is_name_word(word: str) -> bool:
    if word in PARTICLES:
        return True
    if is_role_word(word) or is_possessive(word):
        return False
    pieces = [piece for piece in _HINGE.split(word.strip(_MARKS)) if piece]
    if not pieces or not all(piece.isalpha() for piece in pieces):
        return False
    capital = next((piece for piece in pieces if piece not in PARTICLES), pieces[0])
    return not capital[0].islower()
