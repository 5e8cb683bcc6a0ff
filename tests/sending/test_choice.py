"""Every reader receives exactly one edition: the first that they can be served."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.sending.choice import edition_for

EDITIONS = ("en-GB", "ko", "pt-BR", "zh-Hans", "zh-Hant", "ar")


@pytest.mark.parametrize(
    ("preferences", "edition"),
    [
        ((), "en-GB"),
        (("ko",), "ko"),
        (("ko-KR",), "ko"),
        (("KO-kr",), "ko"),
        (("en-GB",), "en-GB"),
        (("en",), "en-GB"),
        (("en-US", "ko"), "en-GB"),
        (("pt",), "pt-BR"),
        (("pt-PT",), "pt-BR"),
        (("cy", "ko"), "ko"),
        (("cy", "de"), "en-GB"),
        (("ko", "en-GB"), "ko"),
        (("zh-TW",), "zh-Hant"),
        (("zh-HK", "ko"), "zh-Hant"),
        (("zh-CN",), "zh-Hans"),
        (("zh-Hant-HK",), "zh-Hant"),
        (("zh",), "zh-Hans"),
        (("koi",), "en-GB"),
    ],
)
def test_the_first_preference_that_there_is_an_edition_for_wins(preferences: tuple[str, ...], edition: str) -> None:
    assert edition_for(preferences, EDITIONS, "en-GB") == edition


@pytest.mark.parametrize(
    ("preferences", "editions", "edition"),
    [
        (("zh-TW", "en"), ("en-GB", "zh-Hans"), "en-GB"),
        (("zh-TW",), ("en-GB", "zh-TW", "zh-Hant"), "zh-TW"),
        (("zh-TW",), ("en-GB", "zh"), "zh"),
        (("zh-Hant",), ("en-GB", "zh-CN", "zh-HK"), "zh-HK"),
        (("sr-Latn",), ("en-GB", "sr-Cyrl"), "en-GB"),
        (("sr",), ("en-GB", "sr-Cyrl"), "sr-Cyrl"),
        (("pt-PT",), ("en-GB", "pt", "pt-BR"), "pt"),
    ],
)
def test_another_script_is_no_edition_for_a_reader(
    preferences: tuple[str, ...], editions: tuple[str, ...], edition: str
) -> None:
    assert edition_for(preferences, editions, "en-GB") == edition


tags = st.from_regex(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?", fullmatch=True)


@given(st.lists(tags, max_size=4), st.lists(tags, min_size=1, max_size=5))
def test_any_preferences_find_one_of_the_editions(preferences: list[str], editions: list[str]) -> None:
    assert edition_for(preferences, editions, editions[-1]) in editions


@given(tags, st.lists(tags, max_size=5))
def test_an_edition_in_just_that_locale_is_found(tag: str, others: list[str]) -> None:
    assert edition_for((tag,), (*others, tag), "en").casefold() == tag.casefold()
