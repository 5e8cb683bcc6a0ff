"""What the theme `harbour` does with room: columns side by side, or one under the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Fixture = Callable[..., Any]


def boxes(page: Any) -> tuple[dict[str, float], dict[str, float]]:
    """Return where a card's headline and its picture are."""
    headline = page.locator("#card-0")
    picture = headline.locator("xpath=ancestor::div[contains(@class, 'mj-column')]/preceding-sibling::div[1]//img")
    return headline.bounding_box(), picture.bounding_box()


def test_a_card_stands_beside_its_picture_where_there_is_room(
    rich_issue: Fixture, mail_of: Fixture, show: Fixture
) -> None:
    headline, picture = boxes(show(mail_of(rich_issue("en"), "harbour"), width=1200).page)

    assert headline["x"] > picture["x"] + picture["width"]


def test_a_card_stands_beside_its_picture_at_the_other_side_in_arabic(
    rich_issue: Fixture, mail_of: Fixture, show: Fixture
) -> None:
    headline, picture = boxes(show(mail_of(rich_issue("ar"), "harbour"), width=1200).page)

    assert headline["x"] + headline["width"] < picture["x"]


def test_a_card_stands_under_its_picture_on_a_telephone(rich_issue: Fixture, mail_of: Fixture, show: Fixture) -> None:
    headline, picture = boxes(show(mail_of(rich_issue("en"), "harbour"), width=320).page)

    assert headline["y"] >= picture["y"] + picture["height"]
    assert picture["width"] == 280


def test_the_words_of_an_event_have_room_on_a_telephone(rich_issue: Fixture, mail_of: Fixture, show: Fixture) -> None:
    page = show(mail_of(rich_issue("en"), "harbour"), width=320).page

    assert page.locator("td.ev p").first.bounding_box()["width"] >= 160
