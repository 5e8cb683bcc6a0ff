"""The words before `said:` are told apart into name and role."""

from __future__ import annotations

import pytest

from bulletin.sources.press.attribution import read_attribution

TRUST = "chair of the Harbour Trust"


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (f"Ann Lee, {TRUST}, said:", "Ann Lee", TRUST),
        (f"Ann Lee, {TRUST} said:", "Ann Lee", TRUST),
        (f"Ann Lee, {TRUST}, says:", "Ann Lee", TRUST),
        (f"Ann Lee, {TRUST}, also commented:", "Ann Lee", TRUST),
        (f"ANN LEE, {TRUST.upper()}, SAID:", "ANN LEE", TRUST.upper()),
        (f"The {TRUST}, Ann Lee, explained:", "Ann Lee", f"The {TRUST}"),
        (
            "Tidewater City Council's Cabinet Member for Culture, Tourism and Parks, Cllr Bo Ray OBE said:",
            "Cllr Bo Ray OBE",
            "Tidewater City Council's Cabinet Member for Culture, Tourism and Parks",
        ),
        ("Bo Ray, director, Arts, Culture and Tides, added:", "Bo Ray", "director, Arts, Culture and Tides"),
        ("Bo Ray, OBE, director, said:", "Bo Ray OBE", "director"),
        ("Professor Dame Mo Said FRS, Vice-Chancellor, said:", "Professor Dame Mo Said FRS", "Vice-Chancellor"),
        ("Mayor Kang Hye-Jin said:", "Mayor Kang Hye-Jin", ""),
        ("Mayor of Halmar, Kang Hye-jin, said:", "Kang Hye-jin", "Mayor of Halmar"),
        ("강혜진, Mayor of Halmar, said:", "강혜진", "Mayor of Halmar"),
        ("Maria de la Cruz, trader, said:", "Maria de la Cruz", "trader"),
        ("Omar al-Rashid, trader, said:", "Omar al-Rashid", "trader"),
        ("Jan van den Berg, trader, said:", "Jan van den Berg", "trader"),
        ("Seán O’Brien-D'Souza, trader, said:", "Seán O’Brien-D'Souza", "trader"),
        ("Baroness Lee, President of the Trust, said:", "Baroness Lee", "President of the Trust"),
        ("Dr. J. R. Smith, head of tides, said:", "Dr. J. R. Smith", "head of tides"),
        ("Ann Lee and Bo Ray, co-chairs, said:", "Ann Lee and Bo Ray", "co-chairs"),
        ("Harbour Council leader Ann Lee said:", "Ann Lee", "Harbour Council leader"),
        ("Cabinet Member for Culture Cllr Ann Lee said:", "Cllr Ann Lee", "Cabinet Member for Culture"),
        (
            "Chief Executive of Tidewater Trams Sir Bo Ray KBE said:",
            "Sir Bo Ray KBE",
            "Chief Executive of Tidewater Trams",
        ),
        ("Harbour Trust’s Ann Lee said:", "Ann Lee", "Harbour Trust"),
        ("Ann Lee from the Harbour Trust said:", "Ann Lee", "from the Harbour Trust"),
        (f"Ann Lee ({TRUST}) said:", "Ann Lee", TRUST),
        ("Ann Lee, who has lived here since 1962, said:", "Ann Lee", "who has lived here since 1962"),
    ],
)
def test_name_and_role_are_told_apart(text: str, name: str, role: str) -> None:
    attribution = read_attribution(text)
    assert attribution is not None
    assert (attribution.speaker.name, attribution.speaker.role) == (name, role)
    assert attribution.speaker.doubts == ()
    assert attribution.source == text
    assert not attribution.weak


def test_where_two_parts_may_be_the_name_the_first_is_taken_with_a_doubt() -> None:
    attribution = read_attribution("Ann Lee, Glass Futures, said:")
    assert attribution is not None
    assert (attribution.speaker.name, attribution.speaker.role) == ("Ann Lee", "Glass Futures")
    assert attribution.speaker.doubts == ("another part of the attribution than “Ann Lee” may be the name",)


def test_unknown_role_without_a_comma_leaves_a_doubt() -> None:
    attribution = read_attribution("Ferry legend Ann Lee said:")
    assert attribution is not None
    assert (attribution.speaker.name, attribution.speaker.role) == ("Ann Lee", "Ferry legend")
    assert attribution.speaker.doubts


def test_words_in_front_of_the_speaker_leave_a_doubt() -> None:
    attribution = read_attribution(f"Speaking at the launch, on Monday, Ann Lee, {TRUST}, said:")
    assert attribution is not None
    assert (attribution.speaker.name, attribution.speaker.role) == ("Ann Lee", TRUST)
    assert attribution.speaker.doubts == (
        "the words “Speaking at the launch, on Monday” stand only in the comment above",
    )


def test_narrative_before_and_speech_behind_are_split_off() -> None:
    attribution = read_attribution("Work began in St. Mary’s. Dr. Ann Lee said: “We are glad.”")
    assert attribution is not None
    assert attribution.before == "Work began in St. Mary’s."
    assert attribution.source == "Dr. Ann Lee said:"
    assert attribution.after == "“We are glad.”"


@pytest.mark.parametrize(
    "text",
    [
        "A spokesperson for the Harbour Trust said:",
        "The Harbour Trust said:",
        "She added:",
        "Ann Lee, chair, said on Monday:",
        "Ann Lee told the meeting:",
        "Ann Lee, chair, said",
        "Ann Lee, chair:",
    ],
)
def test_doubtful_attribution_needs_a_quotation_mark_behind_it(text: str) -> None:
    attribution = read_attribution(text)
    assert attribution is not None
    assert attribution.weak


@pytest.mark.parametrize(
    "text",
    [
        "He said he would support three things:",
        "More people said they were happy and it stated:",
        "We have three aims:",
        "“We are glad,” Ann Lee said:",
        "‘We are glad,’ Ann Lee said:",
        "“My mother always told me. Ann Lee said: be bold",
        "Ann Lee said that the pier would open.",
        "Opening hours:",
    ],
)
def test_sentence_is_no_attribution(text: str) -> None:
    assert read_attribution(text) is None
