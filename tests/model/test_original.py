"""Somebody's own words: held beside the translation that the article has, never walked as if they were its text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from bulletin.errors import ContentError
from bulletin.model.blocks import Button, Described, Event, Item, List, Note, Paragraph, Quote, Row, Table
from bulletin.model.custom import AddressField, Custom, DataField, InlineField, PlainField
from bulletin.model.issue import Article
from bulletin.model.marks import translate
from bulletin.model.origin import Origin
from bulletin.model.original import Original
from bulletin.model.own_words import blocks_with_original, in_own_words, own_words, walk_originals
from bulletin.model.walk import Change, Visit, map_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from bulletin.inline import Spans

KOREAN = Original(locale="ko", text=("첫째.", "둘째."), speaker="부산의 독자")
QUOTE = Quote(text=("One.",), speaker="A reader", role="Busan", original=KOREAN)
PODCAST = Custom(
    kind="podcast",
    fields=(
        InlineField(name="title", value="*Tides*"),
        PlainField(name="host", value="Ann"),
        AddressField(name="audio", value="https://example.org/en"),
        DataField(name="minutes", value=30),
    ),
    original=Original(locale="ko", title="*물때*", audio="https://example.org/ko"),
)


def texts(walk: Callable[[Any, Change], object], node: object) -> list[str]:
    """The texts that a walk comes by."""
    found: list[str] = []

    def look(text: str | Spans, _: Visit) -> str | Spans:
        found.append(str(text))
        return text

    walk(node, look)
    return found


def test_originals_are_equal_in_whatever_order_their_texts_were_given() -> None:
    assert Original(locale="ko", text="a", title="b") == Original(locale="ko", title="b", text="a")
    assert hash(Original(locale="ko", text="a", title="b")) == hash(Original(locale="ko", title="b", text="a"))


def test_an_original_without_words_is_refused() -> None:
    with pytest.raises(ContentError, match="expected the words of an original in 'ko', found none"):
        Original(locale="ko")


def test_a_changed_original_cannot_lose_its_words_unnoticed() -> None:
    with pytest.raises(ContentError, match="found none"):
        replace(KOREAN, locale="ko-KR")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (
            lambda: Quote(text=("a",), original=Original(locale="ko", txt="b")),
            "of kind 'quote' has txt, and the block has not; its texts are text, speaker, role: write one of these",
        ),
        (lambda: Button(label="a", url="b", original=Original(locale="ko", text="c", title="d")), "has text, title, and"),
        (lambda: List(items=(), original=Original(locale="ko", text="a")), "the block has not; it has no text of its own"),
        (
            lambda: Custom(kind="podcast", fields=PODCAST.fields, original=Original(locale="ko", minutes="삼십")),
            "of kind 'podcast' has minutes, and the block has not; its texts are title, host, audio",
        ),
    ],
    ids=["quote", "button", "list", "custom"],
)  # fmt: skip
def test_an_original_of_what_the_block_has_not_is_refused(block: type[Described], said: str) -> None:
    with pytest.raises(ContentError, match=said):
        block()


def test_a_block_in_its_original_keeps_what_that_does_not_give() -> None:
    assert QUOTE.in_original() == Quote(text=("첫째.", "둘째."), speaker="부산의 독자", role="Busan")


def test_a_block_without_an_original_is_itself() -> None:
    block, custom = Note(text="a"), replace(PODCAST, original=None)
    assert block.in_original() is block
    assert custom.in_original() is custom


def test_the_fields_of_an_own_kind_are_replaced_by_name() -> None:
    told = PODCAST.in_original()
    assert (told.title, told.host, told.audio, told.minutes) == ("*물때*", "Ann", "https://example.org/ko", 30)


def test_a_text_that_the_original_leaves_empty_is_left_out() -> None:
    block = Quote(text=("One.",), role="Mayor", original=Original(locale="ko", text=("하나.",), role=""))
    assert block.in_original() == Quote(text=("하나.",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe(Described):
    """A user's own kind in Python."""

    kind: ClassVar[str] = "recipe"
    dish: str = field(metadata=translate("Name of a dish"))
    minutes: int = 0


def test_a_kind_of_the_users_own_has_originals_as_built_in_kinds_do() -> None:
    recipe = Recipe(dish="Wheat noodles", minutes=20, original=Original(locale="ko", dish="밀면"))
    assert in_own_words(recipe, "ko") == Recipe(dish="밀면", minutes=20)
    with pytest.raises(ContentError, match="of kind 'recipe' has minutes"):
        Recipe(dish="a", original=Original(locale="ko", minutes="b"))


def test_a_language_with_originals_is_shown_them_wherever_they_stand() -> None:
    table = Table(head=Row(cells=("a",)), rows=(), caption="b", original=Original(locale="ko", caption="표"))
    story = Article(
        slug="busan", headline="h", blocks=(QUOTE, List(items=(Item(text="i", blocks=(QUOTE, PODCAST)),)), table)
    )
    told = in_own_words(story, "ko-KR")
    [outer] = [block for block in told.blocks if isinstance(block, List)]
    assert told.blocks[0] == QUOTE.in_original()
    assert outer.items[0].blocks == (QUOTE.in_original(), PODCAST.in_original())
    assert told.blocks[2] == replace(table, caption="표", original=None)


def test_other_languages_and_blocks_are_the_same_objects() -> None:
    plain = Paragraph(text="a")
    story = Article(slug="busan", headline="h", blocks=(plain, QUOTE))
    assert in_own_words(story, "ar") is story
    assert in_own_words(story, "ko").blocks[0] is plain


def test_the_walk_does_not_take_an_original_for_the_blocks_text() -> None:
    assert texts(map_text, Article(slug="busan", headline="", blocks=(QUOTE, PODCAST))) == [
        "One.", "A reader", "Busan", "*Tides*", "Ann", "https://example.org/en",
    ]  # fmt: skip
    changed = map_text(QUOTE, lambda text, _: f"{text}!")
    assert changed.original is KOREAN


def test_the_walk_can_ask_what_a_text_was_translated_from() -> None:
    found: dict[str, object] = {}

    def look(text: str | Spans, visit: Visit) -> str | Spans:
        found[str(text)] = own_words(visit)
        return text

    map_text((QUOTE, PODCAST, Paragraph(text="none")), look)
    assert found == {
        "One.": ("ko", ("첫째.", "둘째.")), "A reader": ("ko", "부산의 독자"), "Busan": None, "none": None,
        "*Tides*": ("ko", "*물때*"), "Ann": None, "https://example.org/en": ("ko", "https://example.org/ko"),
    }  # fmt: skip


def test_originals_are_walked_by_themselves_and_know_their_lines() -> None:
    lines = {"text": 2, "original": 4, "original.text": 6}
    origin = Origin(file="busan.md", line=1, line_of=lambda name: lines.get(name, 0))
    block = replace(QUOTE, origin=origin)
    found: list[tuple[str, str, str]] = []

    def look(text: str | Spans, visit: Visit) -> str | Spans:
        found.append((str(text), visit.field, str(visit.trail[-1].where(visit.field))))
        return text

    walk_originals(Article(slug="busan", headline="h", blocks=(block, Paragraph(text="p"))), look)
    assert found == [
        ("첫째.", "text", "busan.md:6"), ("둘째.", "text", "busan.md:6"), ("부산의 독자", "speaker", "busan.md:4"),
    ]  # fmt: skip


def test_the_originals_of_own_kinds_are_walked_field_by_field() -> None:
    assert texts(walk_originals, PODCAST) == ["*물때*", "https://example.org/ko"]


def test_blocks_with_an_original_are_found_in_reading_order() -> None:
    start = dt.datetime(2023, 6, 14, 15)  # noqa: DTZ001 - events are in local time
    event = Event(title="t", start=start, end=start, original=Original(locale="cy", title="c"))
    story = Article(
        slug="a", headline="h", blocks=(List(items=(Item(text="i", blocks=(event,)),)), Note(text="n"), QUOTE)
    )
    assert blocks_with_original(story) == (event, QUOTE)
