"""List items become lists, and those that hold day, hours and place become events."""

from __future__ import annotations

import datetime as dt

import pytest

from bulletin.sources.press.blocks import Block, Doubt, Happening, Listing, Prose
from bulletin.sources.press.layout import lay_out
from bulletin.sources.press.reading import read_blocks

DAY = dt.date(2023, 6, 1)
WHEN = "Wednesday 14 June 2023, 3–6 pm"


def read(*lines: str, published: dt.date | None = DAY) -> tuple[Block, ...]:
    return read_blocks(lay_out("\n".join(("Headline", "", *lines))), published)


def event(*lines: str, published: dt.date | None = DAY) -> Happening:
    (found,) = (block for block in read(*lines, published=published) if isinstance(block, Happening))
    return found


def lists(*lines: str) -> list[list[str]]:
    return [[item.text for item in block.items] for block in read(*lines) if isinstance(block, Listing)]


def test_bullets_of_several_kinds_and_blank_lines_between_make_one_list() -> None:
    assert lists("• One", "", "- Two", "", "o\tThree") == [["One", "Two", "Three"]]


def test_numbers_make_a_list_when_there_are_at_least_two_in_sequence() -> None:
    assert lists("1. One", "2. Two") == [["One", "Two"]]
    assert lists("7) One", "8) Two") == [["One", "Two"]]
    assert lists("1. One", "3. Two") == []
    assert lists("1. One", "2) Two") == []
    assert lists("1. One") == []


def test_number_that_opens_no_list_stays_in_its_paragraph() -> None:
    assert read("2023. A good year.") == (Prose(line=3, text="2023. A good year."),)


@pytest.mark.parametrize("mark", ["•\t", "- ", "o\t", "– "])
def test_item_with_day_hours_and_place_is_an_event(mark: str) -> None:
    found = event(f"{mark}Drop-in: {WHEN}, at The Lantern Rooms, Ferry Street, Tidewater")
    assert (found.start, found.end) == (dt.datetime(2023, 6, 14, 15), dt.datetime(2023, 6, 14, 18))  # noqa: DTZ001 - local on purpose
    assert (found.title, found.place, found.address) == ("Drop-in", "The Lantern Rooms", "Ferry Street, Tidewater")
    assert found.doubts == ()


def test_number_of_an_event_stays_in_its_comment() -> None:
    assert event(f"1. Tea: {WHEN} at Lock 9", "2. Cake").source == f"1. Tea: {WHEN} at Lock 9"


@pytest.mark.parametrize(
    ("item", "title", "place", "address"),
    [
        (
            f"Drop-in at The Lantern Rooms, Ferry Street, {WHEN}",
            "Drop-in at The Lantern Rooms",
            "The Lantern Rooms",
            "Ferry Street",
        ),
        (f"Drop-in at The Lantern Rooms on {WHEN}", "Drop-in at The Lantern Rooms", "The Lantern Rooms", ""),
        (f"Family day on {WHEN} at the Lido", "Family day", "the Lido", ""),
        ("Walk from 3–6 pm on 14 June at Lock 9, Towpath", "Walk", "Lock 9", "Towpath"),
        ("Meet us at work: 14 June, at 3–6 pm, at Lock 9", "Meet us at work", "Lock 9", ""),
    ],
)
def test_title_place_and_address_are_told_apart(item: str, title: str, place: str, address: str) -> None:
    found = event(f"- {item}")
    assert (found.title, found.place, found.address) == (title, place, address)
    assert found.doubts == ()


def test_title_comes_from_the_line_above_the_list_with_a_doubt() -> None:
    found = event("Drop-in sessions will be held:", "", f"- {WHEN}, at Lock 9")
    assert found.title == "Drop-in sessions"
    assert found.doubts == ("the title was taken from the line above the list",)


def test_title_comes_from_the_headline_when_nothing_else_names_the_event() -> None:
    found = event("We hope to see many of you.", "", f"- {WHEN}, at Lock 9")
    assert found.title == "Headline"
    assert found.doubts == ("the title was taken from the headline",)


@pytest.mark.parametrize(
    ("item", "title"),
    [
        ("14 June: community breakfast, 8–10 am, at Lock 9", "community breakfast"),
        ("Wed 14 June – 6.30 pm to 8 pm – Public meeting at Lock 9", "Public meeting"),
    ],
)
def test_title_comes_from_the_words_around_the_hours_with_a_doubt(item: str, title: str) -> None:
    found = event(f"- {item}")
    assert found.title == title
    assert found.doubts == ("the title was taken from the words behind the day",)


def test_line_between_two_dashes_is_no_item_and_names_the_events_below() -> None:
    found = event("– Dates for the diary –", f"- {WHEN}, at Lock 9")
    assert found.title == "Dates for the diary"
    assert lists("– Dates for the diary –") == []


def test_events_of_one_title_are_told_apart_by_place_and_then_by_day() -> None:
    items = (
        "- Tea: 14 June, 3–6 pm, at Lock 9",
        "- Tea: 15 June, 3–6 pm, at Lock 9",
        "- Tea: 15 June, 3–6 pm, at Lock 1",
    )
    titles = [block.title for block in read(*items) if isinstance(block, Happening)]
    assert titles == ["Tea, Lock 9, 14 June", "Tea, Lock 9, 15 June", "Tea, Lock 1"]


def test_words_that_fit_nowhere_leave_a_doubt() -> None:
    assert event("- Tea: 3–6 pm at Lock 9, 14 June, please book").doubts == ("left out of the event: please book",)


def test_sentence_behind_the_address_leaves_a_doubt() -> None:
    assert event(f"- Tea: {WHEN}, at Lock 9, Towpath. Bring a cup.").doubts == (
        "the address seems to hold more than an address",
    )


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ("14 June, 3–6 pm, at Lock 9", "no year is known"),
        ("14–16 June 2023, 3–6 pm, at Lock 9", "it names more than one day"),
        ("14 June 2023, 3–6 pm, on the quay", "it names no place with “at”"),
        ("31 June 2023, 3–6 pm, at Lock 9", "there is no such day"),
    ],
)
def test_item_that_is_nearly_an_event_stays_an_item_with_a_doubt(item: str, reason: str) -> None:
    listing, doubt = sorted(read(f"- {item}", published=None), key=lambda block: isinstance(block, Doubt))
    assert isinstance(listing, Listing)
    assert isinstance(doubt, Doubt)
    assert doubt.text.endswith(f"was not made an event: {reason}")


@pytest.mark.parametrize(
    "item", ["Comments close on 30 September 2023", "Open 3–6 pm at Lock 9", f"{WHEN} at Lock 9 " + "and so on " * 60]
)
def test_other_items_stay_items_without_a_doubt(item: str) -> None:
    assert [type(block) for block in read(f"- {item}")] == [Listing]


def test_events_take_their_place_among_the_items() -> None:
    kinds = [type(block) for block in read("- One", f"- Tea: {WHEN}, at Lock 9", "- Two")]
    assert kinds == [Listing, Happening, Listing]
