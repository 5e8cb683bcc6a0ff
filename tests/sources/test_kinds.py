"""Kinds of block that a folder defines: read, held against, and refused where they cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin.errors import ContentError
from bulletin.model.custom import Custom
from bulletin.model.walk import map_text
from bulletin.sources.faults import Faults
from bulletin.sources.kinds import Kind, read_kinds
from bulletin.sources.markdown import read_blocks

if TYPE_CHECKING:
    from pathlib import Path

PODCAST = """
[fields.title]
type = "text"
form = "inline"
required = true
note = "Title of the episode"
[fields.host]
[fields.audio]
type = "address"
[fields.minutes]
type = "number"
"""


@pytest.fixture
def podcast(tmp_path: Path) -> dict[str, Kind]:
    (tmp_path / "podcast.toml").write_text(PODCAST, encoding="utf-8")
    return read_kinds(tmp_path)


def read(text: str, kinds: dict[str, Kind]) -> tuple[Custom | None, list[str]]:
    faults = Faults("a.md", f"```podcast\n{text}\n```")
    blocks = read_blocks(faults.source, faults, kinds=kinds)
    return (blocks[0] if blocks else None), [str(each) for each in faults.findings]  # type: ignore[return-value]


def test_a_block_of_an_own_kind_gives_its_fields_by_name(podcast: dict[str, Kind]) -> None:
    block, faults = read('title = "A *b*"\naudio = "https://example.org/{id}"', podcast)
    assert faults == []
    assert block is not None
    assert (block.kind, block.title, block.host, block.audio, block.minutes) == (
        "podcast", "A *b*", "", "https://example.org/{id}", None,
    )  # fmt: skip
    with pytest.raises(AttributeError, match="a block of kind 'podcast' has no field 'guest'"):
        _ = block.guest


def test_its_fields_are_visited_with_the_notes_of_their_definition(podcast: dict[str, Kind]) -> None:
    block, _ = read('title = "t"\nhost = "h"\naudio = "https://example.org/"\nminutes = 5', podcast)
    seen = []
    map_text(block, lambda text, visit: seen.append((text, str(visit.mark.form), visit.trail[-1].note)) or text)
    assert seen == [
        ("t", "inline", "Title of the episode"),
        ("h", "plain", ""),
        ("https://example.org/", "address", ""),
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('host = "h"', "a.md:1:1: error: `title` is missing; write title = …"),
        ('title = "t"\nhots = "h"', "a.md:3:1: error: no key `hots` is known here; did you mean `host`?"),
        ("title = 5", "a.md:2:1: error: `title`: expected text, found 5"),
        ('title = "t"\nminutes = "5"', "a.md:3:1: error: `minutes`: expected a number, found '5'"),
        ('title = "t"\naudio = "tide.mp3"', "a.md:3:1: error: `audio`: expected an address that begins with"),
        ('host = "h"\ntitle = "<b>"', "a.md:3:10: error: expected Markdown, found raw HTML '<b>'"),
    ],
)  # fmt: skip
def test_a_fault_in_its_fence_is_told_at_its_place(podcast: dict[str, Kind], text: str, fault: str) -> None:
    _, [found] = read(text, podcast)
    assert found.startswith(fault)


def test_stars_left_over_in_its_inline_field_are_told_and_in_a_plain_one_are_stars(podcast: dict[str, Kind]) -> None:
    _, [found] = read('host = "**h"\ntitle = "**t"', podcast)
    assert found.startswith("a.md:3:10: warning: `**` stands here as two stars")


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        (
            "podcast",
            "[fields.title]\ntype = 'string'",
            "podcast.toml:2:1: error: `fields.title.type`: expected one of 'text'",
        ),
        ("podcast", "[fields.title]\nrequire = true", "podcast.toml:2:1: error: no key `fields.title.require`"),
        ("podcast", "[field.title]", "podcast.toml:1:2: error: no key `field` is known here; did you mean `fields`?"),
        (
            "podcast",
            "[fields.Title]",
            "podcast.toml:1:9: error: `fields.Title`: expected a field's name in small letters",
        ),
        ("podcast", "[fields.class]", "podcast.toml:1:9: error: `fields.class`: 'class' cannot name a field"),
        ("podcast", "[fields.kind]", "podcast.toml:1:9: error: `fields.kind`: 'kind' cannot name a field"),
        (
            "podcast",
            "[fields.translators]",
            "podcast.toml:1:9: error: `fields.translators`: 'translators' cannot name a field",
        ),
        ("podcast", "fields = 3", "podcast.toml:1:1: error: `fields`: expected a table, found 3"),
        ("podcast", "a = \n", "podcast.toml:1:5: error: expected TOML"),
        ("quote", "", "quote.toml: error: expected a kind's name of small letters"),
        ("Pod Cast", "", "Pod Cast.toml: error: expected a kind's name of small letters"),
    ],
)
def test_what_defines_no_kind_is_refused(tmp_path: Path, name: str, text: str, fault: str) -> None:
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_kinds(tmp_path)
    assert str(caught.value).startswith(f"templates/blocks/{fault}")


def test_faults_of_all_definitions_are_told_at_once(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.toml").write_text("x = 1", encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_kinds(tmp_path)
    assert [str(each.place) for each in caught.value.findings] == [
        "templates/blocks/a.toml:1:1",
        "templates/blocks/b.toml:1:1",
    ]


def test_a_folder_without_definitions_defines_nothing(tmp_path: Path) -> None:
    assert read_kinds(tmp_path) == {}
    assert read_kinds(tmp_path / "none") == {}
