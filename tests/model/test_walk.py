"""The one walk: what it visits, in which order, and that it changes nothing by itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from hypothesis import HealthCheck, given, settings
from tests.strategies import issues

from bulletin.inline import Spans, joined
from bulletin.model import blocks as kinds
from bulletin.model.blocks import Block, Button, Heading, Image, Item, List, Note, Paragraph, Quote, Row, Table
from bulletin.model.custom import AddressField, Custom, DataField, InlineField, PlainField
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.marks import Form, Mark, mark_of, translate
from bulletin.model.newsletter import Mailbox, Newsletter, Publisher
from bulletin.model.values import Date, Listing, Money, Number, Percent, Phrase, TimeRange
from bulletin.model.walk import Visit, map_text

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
NOON = dt.datetime(2023, 6, 14, 12)  # noqa: DTZ001 - events are in local time
EVERY_KIND = [
    Heading(text="t1"),
    Paragraph(text="t1"),
    Quote(text=("t1", "t2"), speaker="t3", role="t4"),
    List(items=(Item(text="t1", blocks=(Paragraph(text="t2"),)), Item(text="t3"))),
    Table(head=Row(cells=("t1", "t2")), rows=(Row(cells=("t3", "t4")),), caption="t5"),
    Image(src="a.png", alt="t1", caption="t2", credit="t3", link="a1"),
    Button(label="t1", url="a1"),
    Note(title="t1", text="t2"),
    kinds.Divider(),
    kinds.Event(
        title="t1",
        start=NOON,
        end=NOON,
        place="t2",
        address="t3",
        url="a1",
        description="t4",
        uid="no",
        zone="Europe/London",
    ),
    Custom(
        kind="podcast",
        fields=(
            InlineField(name="title", value="t1"),
            PlainField(name="host", value="t2"),
            AddressField(name="audio", value="a1"),
            DataField(name="minutes", value=30),
        ),
    ),
]


def visits(node: Any) -> list[tuple[str, Visit]]:
    seen: list[tuple[str, Visit]] = []

    def note(text: str | Spans, visit: Visit) -> str | Spans:
        seen.append((str(text), visit))
        return text

    map_text(node, note)
    return seen


def same(text: str | Spans, _: Visit) -> str | Spans:
    return text


def marked(node: Any) -> Iterator[str]:
    """Find the marked texts without the walk, by looking at every field of every dataclass."""
    if isinstance(node, tuple):
        for item in node:
            yield from marked(item)
    elif dataclasses.is_dataclass(node) and not isinstance(node, Spans):
        for each in dataclasses.fields(node):
            value = getattr(node, each.name)
            if mark_of(each.metadata) is not None:
                yield from (text for text in (value if isinstance(value, tuple) else (value,)) if text)
            elif each.name not in {"origin", "base"}:
                yield from marked(value)


@SETTINGS
@given(issues())
def test_a_walk_that_changes_nothing_returns_an_equal_issue(issue: Issue) -> None:
    assert map_text(issue, same) == issue


@SETTINGS
@given(issues())
def test_a_walk_that_changes_nothing_returns_the_issue_itself(issue: Issue) -> None:
    assert map_text(issue, same) is issue


@SETTINGS
@given(issues())
def test_every_marked_text_of_an_issue_is_visited_once(issue: Issue) -> None:
    assert sorted(text for text, _ in visits(issue)) == sorted(marked(issue))


@SETTINGS
@given(issues())
def test_a_change_reaches_every_marked_text_and_nothing_else(issue: Issue) -> None:
    changed = map_text(issue, lambda text, _: f"<{text}>")
    assert [text for text, _ in visits(changed)] == [f"<{text}>" for text, _ in visits(issue)]
    assert map_text(changed, lambda text, _: str(text)[1:-1]) == issue


@SETTINGS
@given(issues())
def test_each_visit_says_where_its_text_stands(issue: Issue) -> None:
    for text, visit in visits(issue):
        assert visit.trail[0] is issue
        value = getattr(visit.trail[-1], visit.field)
        for step in visit.index:
            value = value[step]
        assert value == text
        found = next(each for each in dataclasses.fields(visit.trail[-1]) if each.name == visit.field)
        assert mark_of(found.metadata) == visit.mark
        assert visit.mark.note


@pytest.mark.parametrize("block", EVERY_KIND, ids=lambda block: block.kind)
def test_the_texts_of_a_block_are_visited_in_reading_order(block: Block) -> None:
    found = [text for text, visit in visits(block) if visit.mark.form is not Form.ADDRESS]
    assert found == [f"t{number}" for number in range(1, len(found) + 1)]


@pytest.mark.parametrize("block", EVERY_KIND, ids=lambda block: block.kind)
def test_addresses_are_visited_as_addresses(block: Block) -> None:
    for text, visit in visits(block):
        assert (visit.mark.form is Form.ADDRESS) == text.startswith("a")


def test_every_kind_of_block_in_the_model_is_in_the_table_above() -> None:
    declared = {
        each.kind for each in vars(kinds).values() if isinstance(each, type) and isinstance(vars(each).get("kind"), str)
    }
    assert declared | {"podcast"} == {block.kind for block in EVERY_KIND}


INLINE = {
    "article.headline",
    "article.standfirst",
    "paragraph.text",
    "heading.text",
    "item.text",
    "quote.text",
    "note.text",
    "row.cells",
    "table.caption",
    "image.caption",
    "inlinefield.value",
}
ADDRESSES = {"article.link", "button.url", "image.link", "event.url", "addressfield.value"}
PLAIN = {
    "issue.subject",
    "issue.preheader",
    "issue.title",
    "section.name",
    "article.byline",
    "article.label",
    "image.alt",
    "image.credit",
    "quote.speaker",
    "quote.role",
    "button.label",
    "note.title",
    "event.title",
    "event.place",
    "event.address",
    "event.description",
    "newsletter.title",
    "newsletter.tagline",
    "publisher.name",
    "publisher.address",
    "phrase.text",
    "listing.list",
    "plainfield.value",
}


def test_each_field_has_the_form_that_the_design_gives_it() -> None:
    classes = (
        Issue,
        Section,
        Article,
        Newsletter,
        Publisher,
        Heading,
        Paragraph,
        Quote,
        Item,
        List,
        Row,
        Table,
        Image,
        Button,
        Note,
        kinds.Divider,
        kinds.Event,
        Custom,
        InlineField,
        PlainField,
        AddressField,
        DataField,
        Number,
        Money,
        Percent,
        Date,
        TimeRange,
        Listing,
        Phrase,
        Mailbox,
    )
    found: dict[Form, set[str]] = {form: set() for form in Form}
    for each in classes:
        for one in dataclasses.fields(each):
            if mark := mark_of(one.metadata):
                found[mark.form].add(f"{each.__name__.lower()}.{one.name}")
    assert found == {Form.INLINE: INLINE, Form.ADDRESS: ADDRESSES, Form.PLAIN: PLAIN}


def test_positions_inside_a_field_are_told_by_index() -> None:
    quote = Quote(text=("one", "two"), speaker="three")
    assert [(visit.field, visit.index) for _, visit in visits(quote)] == [
        ("text", (0,)),
        ("text", (1,)),
        ("speaker", ()),
    ]


def test_the_trail_names_every_node_down_to_the_owner() -> None:
    inner = Paragraph(text="deep")
    item = Item(text="", blocks=(inner,))
    outer = List(items=(item,))
    story = Article(slug="busan", headline="", blocks=(outer,))
    [(_, visit)] = visits(story)
    assert visit.trail == (story, outer, item, inner)


def test_empty_texts_are_not_visited() -> None:
    assert visits(Note(text="x", title="")) != []
    assert [text for text, _ in visits(Quote(text=("", "b"), speaker=""))] == ["b"]
    assert visits(Paragraph(text=Spans())) == []


def test_a_note_for_translators_is_not_a_text() -> None:
    assert [text for text, _ in visits(Paragraph(text="a", translators="keep"))] == ["a"]


@dataclass(frozen=True, kw_only=True)
class Guest:
    name: str = field(metadata=translate("Name of a guest"))


@dataclass(frozen=True, kw_only=True)
class Podcast:
    """A user's own kind: no base class, no registration."""

    kind: ClassVar[str] = "podcast"
    title: str = field(metadata=translate("Title of the episode", inline=True))
    tags: tuple[str, ...] = field(default=(), metadata=translate("A tag"))
    guests: tuple[Guest, ...] = ()
    minutes: int = 0
    code: str = "EP1"


def test_a_kind_of_the_users_own_is_visited_and_rebuilt() -> None:
    episode = Podcast(title="Tides", tags=("sea", "port"), guests=(Guest(name="Ann"),), minutes=30)
    assert isinstance(episode, Block)
    story = Article(slug="busan", headline="H", blocks=(episode,))
    changed = map_text(story, lambda text, _: str(text).upper())
    assert changed.blocks == (
        Podcast(title="TIDES", tags=("SEA", "PORT"), guests=(Guest(name="ANN"),), minutes=30, code="EP1"),
    )
    forms = {visit.field: visit.mark for _, visit in visits(episode)}
    assert forms["title"] == Mark(Form.INLINE, "Title of the episode")
    assert forms["tags"].form is Form.PLAIN


def test_a_block_that_is_no_dataclass_is_carried_over() -> None:
    class Bare:
        kind = "bare"

    bare = Bare()
    story = Article(slug="busan", headline="h", blocks=(bare, Paragraph(text="a")))
    changed = map_text(story, lambda text, _: f"{text}!")
    assert changed.blocks == (bare, Paragraph(text="a!"))


def test_untouched_parts_of_a_changed_tree_are_the_same_objects() -> None:
    kept = Paragraph(text="keep")
    story = Article(slug="busan", headline="h", blocks=(kept, Paragraph(text="turn")))
    changed = map_text(story, lambda text, _: "turned" if text == "turn" else text)
    assert changed.blocks[0] is kept
    assert changed.headline is story.headline


def test_text_that_was_read_is_visited_as_it_is() -> None:
    read = joined("a ", "b")
    assert map_text(Paragraph(text=read), lambda text, _: text).text is read
