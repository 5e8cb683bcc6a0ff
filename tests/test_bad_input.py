"""What people put into a newsletter's folder by mistake: told with its place and what to write, never a traceback."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from bulletin.errors import ConfigError, ContentError
from bulletin.l10n.localise import localise
from bulletin.project import open_issue

if TYPE_CHECKING:
    from collections.abc import Callable

ISSUE = "issues/2023-06"
BUSAN = f"{ISSUE}/busan.md"
FABRIC = f"{ISSUE}/fabric-district.md"
TOML = f"{ISSUE}/issue.toml"


PAPER = {
    "bulletin.toml": """id = "port-cities"
title = "Port Cities"
locale = "en-GB"
zone = "Europe/London"
[sender]
address = "news@example.org"
""",
    TOML: """number = 6
date = 2023-06-01
title = "June 2023"
subject = "Liverpool and Busan: two ports"

[[sections]]
name = "Agreements"
articles = ["busan"]

[[sections]]
name = "Regeneration"
articles = ["fabric-district"]
""",
    BUSAN: """+++
headline = "Two harbours, one agreement"
standfirst = "It starts close to home."
byline = "The editors"

[image]
src = "images/quay.png"
alt = "The quay"
credit = "Ann"

[values]
fund = { money = 12e9, currency = "GBP" }
homes = { number = 1_000_000 }
years = { number = 120 }
+++

Worth {fund}: {homes} homes for {years} years.
""",
    FABRIC: """+++
headline = "Two chances"
+++

```event
title = "Drop-in"
start = 2023-06-14T15:00:00
end = 2023-06-14T18:00:00
```
""",
}


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """Write a newsletter without a fault, for a test to damage."""
    (tmp_path / ISSUE / "images").mkdir(parents=True)
    for file, text in PAPER.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    Pillow.new("RGB", (4, 3), "navy").save(tmp_path / ISSUE / "images/quay.png")
    return tmp_path


def test_the_newsletter_that_is_damaged_below_has_no_fault(paper: Path) -> None:
    assert [article.slug for article in open_issue(paper / ISSUE).articles] == ["busan", "fabric-district"]


def write(file: str, text: str | bytes) -> Callable[[Path], object]:
    """Put a file in place of another."""
    raw = text.encode() if isinstance(text, str) else text
    return lambda root: (root / file).write_bytes(raw)


def turn(file: str, old: str, new: str) -> Callable[[Path], object]:
    """Change what stands in a file."""

    def change(root: Path) -> None:
        text = (root / file).read_text(encoding="utf-8")
        assert old in text
        (root / file).write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def add(file: str, text: str) -> Callable[[Path], object]:
    """Write text behind a file's end."""
    return lambda root: (root / file).write_text((root / file).read_text(encoding="utf-8") + text, encoding="utf-8")


def folder_for(file: str) -> Callable[[Path], object]:
    """Put a folder where a file is expected."""
    return lambda root: ((root / file).unlink(), (root / file).mkdir())


def loop_for(file: str) -> Callable[[Path], object]:
    """Put a link to itself where a file is expected."""
    return lambda root: ((root / file).unlink(), (root / file).symlink_to((root / file).name))


def event(*lines: str) -> str:
    return "\n".join(["", "```event", 'title = "T"', *lines, "```", ""])


def quote(*original: str) -> str:
    return "\n".join(["", "```quote", 'text = "One."', "[original]", *original, "```", ""])


KOREAN = '+++\nheadline = "부산의 항구"\n+++\n본문입니다.\n'
CASES: dict[str, tuple[Callable[[Path], object], str, list[str]]] = {
    "an article that is missing": (
        lambda root: (root / BUSAN).unlink(),
        f"{TOML}:8:13",
        ["expected a file busan.md beside issue.toml", "found none", "there are fabric-district", "write one of these"],
    ),
    "a folder with no article at all": (
        lambda root: [file.unlink() for file in (root / ISSUE).glob("*.md")],
        f"{TOML}:8:13",
        ["expected a file busan.md", "found none; write that file"],
    ),
    "an unknown key in a section": (
        turn(TOML, 'name = "Agreements"', 'titel = "Agreements"'),
        f"{TOML}:7:1",
        ["no key `sections.titel` is known here", "known are name, articles"],
    ),
    "an article named twice": (
        turn(TOML, '["fabric-district"]', '["fabric-district", "busan"]'),
        f"{TOML}:12:32",
        ["the article 'busan' is named twice; delete one of them"],
    ),
    "a slug with capitals": (
        turn(TOML, '"busan"', '"Busan Deal"'),
        f"{TOML}:8:13",
        ["expected small letters, digits and hyphens, found 'Busan Deal'; write 'busan-deal'"],
    ),
    "a slug that leaves the folder": (
        turn(TOML, '"busan"', '"../2023-06/busan"'),
        f"{TOML}:8:13",
        ["expected small letters, digits and hyphens"],
    ),
    "a reserved slug": (
        turn(TOML, '"busan"', '"series"'),
        f"{TOML}:8:13",
        ["'series' is reserved", "choose another, such as 'series-1'"],
    ),
    "an id with spaces": (
        turn("bulletin.toml", '"port-cities"', '"Port Cities"'),
        "bulletin.toml:1:1",
        ["`id`: expected small letters, digits and hyphens, found 'Port Cities'; write 'port-cities'"],
    ),
    "a reserved id": (
        turn("bulletin.toml", '"port-cities"', '"bulletin"'),
        "bulletin.toml:1:1",
        ["'bulletin' is reserved"],
    ),
    "a key misspelt": (
        turn(TOML, "subject =", "subjet ="),
        f"{TOML}:4:1",
        ["no key `subjet` is known here; did you mean `subject`?", "`subject` is missing; write subject = …"],
    ),
    "a key misspelt in front matter": (
        turn(BUSAN, "standfirst =", "standfist ="),
        f"{BUSAN}:3:1",
        ["no key `standfist` is known here; did you mean `standfirst`?"],
    ),
    "a number between quotation marks": (
        turn(TOML, "number = 6", 'number = "6"'),
        f"{TOML}:1:1",
        ["`number`: expected a whole number, found the text '6'; write it without quotation marks: 6"],
    ),
    "a date in words": (
        turn(TOML, "date = 2023-06-01", 'date = "1 June 2023"'),
        f"{TOML}:2:1",
        ["expected a date, found the text '1 June 2023'", "2023-06-01"],
    ),
    "a text for a table": (
        turn(BUSAN, "[image]\nsrc = ", "image = "),
        f"{BUSAN}:6:1",
        ["`image`: expected a table", "[table] of its own"],
    ),
    "a picture that is missing": (
        lambda root: (root / ISSUE / "images/quay.png").unlink(),
        f"{BUSAN}:7:8",
        ["images/quay.png: expected a picture there, found no file; check the name"],
    ),
    "a picture that is none": (
        write(f"{ISSUE}/images/quay.png", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
        f"{BUSAN}:7:8",
        ["expected a PNG, JPEG, GIF or WebP picture, found an SVG drawing", "save it as PNG or JPEG"],
    ),
    "a picture that is a folder": (
        folder_for(f"{ISSUE}/images/quay.png"),
        f"{BUSAN}:7:8",
        ["found a folder", "name the picture's file"],
    ),
    "a picture outside": (
        turn(BUSAN, "images/quay.png", "../../../quay.png"),
        f"{BUSAN}:7:8",
        ["expected a picture in the newsletter's folder; copy it there"],
    ),
    "a picture with a NUL in its name": (
        turn(BUSAN, "images/quay.png", "images/\\u0000.png"),
        f"{BUSAN}:7",
        ["control character"],
    ),
    "no words for the lead picture": (
        turn(BUSAN, "alt = ", "credits = "),
        f"{BUSAN}:6:2",
        ["`image.alt` is missing; write alt = …", "did you mean `credit`?"],
    ),
    "no words for a picture in the text": (
        add(BUSAN, "\n![](images/quay.png)\n"),
        f"{BUSAN}:19:1",
        ["write ![what it shows](…)"],
    ),
    "a value that nobody declared": (
        add(BUSAN, "\nWorth {fnd}.\n"),
        f"{BUSAN}:19:7",
        ["no value `fnd` is declared (known are fund, homes, years)", "fnd = { … }", "or \\{ for a brace"],
    ),
    "a value in the subject": (
        turn(TOML, "two ports", "{two} ports"),
        f"{TOML}:4:1",
        ["values belong to articles; write them out"],
    ),
    "a value in the name of a section": (
        turn(TOML, '"Regeneration"', '"{x}"'),
        f"{TOML}:11:1",
        ["expected words, found the value `x`"],
    ),
    "an original without its language": (
        add(BUSAN, quote('text = "하나"')),
        f"{BUSAN}:21:2",
        ["`original.locale` is missing; write locale = …"],
    ),
    "an original in a language that is none": (
        add(BUSAN, quote('locale = "Korean"', 'text = "하나"')),
        f"{BUSAN}:22:1",
        ["`original.locale`: expected a locale such as 'ko', 'pt-BR' or 'zh-Hans', found 'Korean'"],
    ),
    "an original in the language of its article": (
        add(BUSAN, quote('locale = "en"', 'text = "One."')),
        f"{BUSAN}:22:1",
        [
            "expected an original in another language than the article's (en-GB), found 'en'",
            "move its text to the block and delete [original], or correct its locale",
        ],
    ),
    "an original of a field that the block has not": (
        add(BUSAN, quote('locale = "ko"', 'text = "하나"', 'speeker = "독자"')),
        f"{BUSAN}:24:1",
        ["no key `original.speeker` is known here; did you mean `speaker`?"],
    ),
    "an original without a word": (
        add(BUSAN, quote('locale = "ko"', 'text = " "')),
        f"{BUSAN}:23:1",
        ["`original.text`: expected some text, found none; write it or delete the key"],
    ),
    "an original with a key of its block": (
        add(BUSAN, event("start = 2023-06-14T15:00:00", "[original]", "end = 2023-06-14T18:00:00")),
        f"{BUSAN}:23:1",
        ["no key `original.end` is known here; known are locale, title, place", "`end` is missing"],
    ),
    "an original that is a text": (
        add(BUSAN, "\n```quote\ntext = 'One.'\noriginal = 'ko'\n```\n"),
        f"{BUSAN}:21:1",
        ["`original`: expected a table, found the text 'ko'"],
    ),
    "an original with a value that nobody declared": (
        add(BUSAN, quote('locale = "ko"', 'text = "하나 {fnd}"')),
        f"{BUSAN}:23:12",
        ["no value `fnd` is declared (known are fund, homes, years)"],
    ),
    "an original with a link that leads nowhere": (
        add(BUSAN, quote('locale = "ko"', 'text = "[하나](one.html)"')),
        f"{BUSAN}:23:14",
        ["expected an address that begins with https://"],
    ),
    "a fence that never ends": (
        add(BUSAN, '\n```note\ntext = "a"\n'),
        f"{BUSAN}:19:1",
        ["expected ``` on a line of its own below, found the end"],
    ),
    "raw HTML": (
        add(BUSAN, "\n<div>\n</div>\n"),
        f"{BUSAN}:19:1",
        ["expected Markdown, found raw HTML '<div>'; write it in Markdown"],
    ),
    "raw HTML in a headline": (
        turn(BUSAN, "agreement", "<em>agreement</em>"),
        f"{BUSAN}:2:31",
        ["found raw HTML '<em>'; write \\<em>"],
    ),
    "front matter in YAML": (
        write(BUSAN, "---\nheadline: H\n---\n"),
        f"{BUSAN}:1:1",
        ["expected front matter in TOML between +++ lines, found YAML", "write"],
    ),
    "an event with no zone anywhere": (
        turn("bulletin.toml", 'zone = "Europe/London"', ""),
        f"{FABRIC}:5:1",
        ["the event has no time zone, nor has the newsletter", 'write zone = "Europe/London"'],
    ),
    "a local time that does not exist": (
        add(FABRIC, event("start = 2023-03-26T01:30:00", "end = 2023-03-26T03:00:00")),
        f"{FABRIC}:13:1",
        ["`start`: 2023-03-26 01:30:00 does not exist in Europe/London", "write 2023-03-26 02:30:00"],
    ),
    "a local time that exists twice": (
        add(FABRIC, event("start = 2023-10-29T00:30:00", "end = 2023-10-29T01:30:00")),
        f"{FABRIC}:14:1",
        ["`end`: 2023-10-29 01:30:00 exists twice in Europe/London", "write a time an hour earlier or later"],
    ),
    "an offset in a time": (
        turn(FABRIC, "start = 2023-06-14T15:00:00", "start = 2023-06-14T15:00:00+01:00"),
        f"{FABRIC}:7:1",
        ["`start`: expected a local time, found one with an offset; write 2023-06-14T15:00:00", "`zone`"],
    ),
    "an end before the start": (
        turn(FABRIC, "end = 2023-06-14T18", "end = 2023-06-14T12"),
        f"{FABRIC}:8:1",
        ["must be later than `start`"],
    ),
    "a zone that is none": (
        turn("bulletin.toml", "Europe/London", "London"),
        "bulletin.toml:4:1",
        ["expected an IANA time zone, found 'London'"],
    ),
    "an article in CP949": (
        write(BUSAN, KOREAN.encode("cp949")),
        f"{BUSAN}:2:13",
        ["expected UTF-8, found what may be CP949 (EUC-KR)", "save the file as UTF-8"],
    ),
    "an article in UTF-16": (write(BUSAN, KOREAN.encode("utf-16")), f"{BUSAN}:1:1", ["expected UTF-8, found UTF-16"]),
    "an article in Latin-1": (
        write(BUSAN, "+++\nheadline = 'Café'\n+++\n".encode("latin-1")),
        f"{BUSAN}:2:16",
        ["found what may be Windows-1252"],
    ),
    "an issue without sections": (
        write(TOML, "date = 2023-06-01\nsubject = 'S'\n"),
        f"{TOML}:1:1",
        ["`sections` is missing; write sections = …"],
    ),
    "an issue of no sections": (
        write(TOML, "date = 2023-06-01\nsubject = 'S'\nsections = []\n"),
        f"{TOML}:3:1",
        ["expected at least one item"],
    ),
    "an issue of no articles": (
        write(TOML, "date = 2023-06-01\nsubject = 'S'\n[[sections]]\narticles = []\n"),
        f"{TOML}:",
        ["expected at least one"],
    ),
    "an empty issue.toml": (
        write(TOML, ""),
        f"{TOML}:1:1",
        ["`date` is missing", "`subject` is missing", "`sections` is missing"],
    ),
    "an empty bulletin.toml": (
        write("bulletin.toml", ""),
        "bulletin.toml:1:1",
        ["`id` is missing", "`title` is missing", "`sender` is missing"],
    ),
    "an empty article": (write(BUSAN, ""), f"{BUSAN}:1:1", ["expected +++ as the first line, found ''"]),
    "an article of five megabytes": (
        write(BUSAN, b"a" * 5_000_000),
        BUSAN,
        ["expected at most 1,000,000 bytes, found 5,000,000; split it"],
    ),
    "broken TOML": (
        turn(TOML, "date = ", "date: "),
        f"{TOML}:2:5",
        ["expected TOML", "write `key = value`, not `date: 2023-06-01`"],
    ),
    "broken front matter": (
        turn(BUSAN, '"The editors"', "“The editors”"),
        f"{BUSAN}:4:10",
        ["straight quotation marks"],
    ),
    "no front matter": (
        write(BUSAN, "# Hello\n"),
        f"{BUSAN}:1:1",
        ["expected +++ as the first line, found '# Hello'", 'headline = "…"'],
    ),
    "front matter that never ends": (
        write(BUSAN, "+++\nheadline = 'H'\n"),
        f"{BUSAN}:1:1",
        ["expected a second +++ line", "write it before the text"],
    ),
    "a folder for an article": (
        folder_for(BUSAN),
        f"{TOML}:8:13",
        ["expected a file busan.md", "found a folder of that name"],
    ),
    "a link to itself for an article": (
        loop_for(BUSAN),
        f"{TOML}:8:13",
        ["expected a file busan.md", "found a link that leads nowhere"],
    ),
    "a link to itself for a picture": (
        loop_for(f"{ISSUE}/images/quay.png"),
        f"{BUSAN}:7:8",
        ["Too many levels of symbolic links"],
    ),
    "a control character": (
        add(BUSAN, "\nA bell \x07.\n"),
        f"{BUSAN}:19:8",
        ["found the control character U+0007; delete it"],
    ),
    "a control character in a headline": (
        turn(BUSAN, "Two harbours", "Two\x1bharbours"),
        f"{BUSAN}:2:16",
        ["found the control character U+001B"],
    ),
    "a NUL": (add(BUSAN, "\nA\x00B\n"), f"{BUSAN}:19:2", ["expected UTF-8, found bytes that are no text"]),
    "bytes": (write(BUSAN, bytes(range(256))), f"{BUSAN}:", ["expected UTF-8"]),
    "a kind that is none": (
        lambda root: (
            (root / "templates/blocks").mkdir(parents=True),
            write("templates/blocks/podcast.toml", "[fields.kind]")(root),
        ),
        "templates/blocks/podcast.toml:1:9",
        ["'kind' cannot name a field", "choose another"],
    ),
    "an unknown kind of fence": (
        add(BUSAN, "\n```python\nprint()\n```\n"),
        f"{BUSAN}:19:1",
        ["expected one of the kinds button, event, figure, note, quote", "found"],
    ),
    "an address without a scheme": (
        add(BUSAN, "\n[a](www.example.org)\n"),
        f"{BUSAN}:19:5",
        ["expected an address that begins with https://", "write it in full"],
    ),
    "an address with a script": (
        add(BUSAN, '\n```button\nlabel = "a"\nurl = "javascript:x"\n```\n'),
        f"{BUSAN}:21:1",
        ["expected an address"],
    ),
    "a number of a thousand digits": (
        turn(BUSAN, "12e9", "1" + "0" * 999),
        f"{BUSAN}:12:10",
        ["expected a number of at most 24 digits"],
    ),
    "a number of ten thousand digits": (
        turn(BUSAN, "12e9", "1" + "0" * 9999),
        f"{BUSAN}:1",
        ["too long to read", "write fewer digits"],
    ),
    "lists in lists in lists": (turn(BUSAN, "12e9", "[" * 20_000), f"{BUSAN}:1", ["write them less deep"]),
    "emphasis a hundred deep": (
        add(BUSAN, "\n" + "*a **b " * 50 + "b** a*" * 50 + "\n"),
        f"{BUSAN}:19",
        ["nested more than 40 deep"],
    ),
}


@pytest.mark.parametrize(("damage", "place", "parts"), CASES.values(), ids=CASES)
def test_the_fault_is_told_with_its_place_and_what_to_write(
    paper: Path, damage: Callable[[Path], object], place: str, parts: list[str]
) -> None:
    damage(paper)
    with pytest.raises(ContentError) as caught:
        open_issue(paper / ISSUE)
    assert caught.value.findings
    assert any(str(found.place).startswith(place) for found in caught.value.findings), str(caught.value)
    for part in parts:
        assert part in str(caught.value)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("June 2023", ["expected small letters, digits and hyphens, found 'June 2023'; write 'june-2023'"]),
        ("issue", ["'issue' is reserved"]),
        ("port-cities", ["an issue cannot be called 'port-cities', as its newsletter is; rename its folder"]),
    ],
)
def test_the_name_of_an_issues_folder_must_be_an_id(paper: Path, name: str, parts: list[str]) -> None:
    folder = (paper / ISSUE).rename(paper / "issues" / name)
    with pytest.raises(ContentError) as caught:
        open_issue(folder)
    [found] = caught.value.findings
    assert str(found.place) == f"issues/{name}/issue.toml"
    for part in parts:
        assert part in found.text


CONFIG: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "a folder that is no newsletter": (
        lambda root: (root / "bulletin.toml").unlink(),
        ISSUE,
        "found no bulletin.toml in",
    ),
    "a folder for bulletin.toml": (folder_for("bulletin.toml"), ISSUE, "found no bulletin.toml in"),
    "a link to itself for bulletin.toml": (loop_for("bulletin.toml"), ISSUE, "found no bulletin.toml in"),
    "an issue that is not there": (lambda _: None, "issues/2023-07", "this newsletter has 2023-06; write one of them"),
    "a folder for issue.toml": (folder_for(TOML), ISSUE, "expected an issue's id or folder"),
    "a link to itself for issue.toml": (loop_for(TOML), ISSUE, "expected an issue's id or folder"),
    "a link to itself for a folder": (lambda root: (root / "loop").symlink_to("loop"), "loop", "expected "),
    "a file for a folder": (lambda _: None, BUSAN, "expected an issue's id or folder"),
    "a NUL in the path": (lambda _: None, "issues/\0", "expected the path of a folder"),
    "a very long path": (lambda _: None, "a" * 5000, "expected "),
}


@pytest.mark.parametrize(("damage", "path", "part"), CONFIG.values(), ids=CONFIG)
def test_a_path_that_leads_to_no_issue_is_a_matter_of_configuration(
    paper: Path, damage: Callable[[Path], object], path: str, part: str
) -> None:
    damage(paper)
    with pytest.raises(ConfigError, match=re.escape(part)):
        open_issue(paper / path)


def test_faults_come_in_the_order_of_their_places_whatever_their_kind(paper: Path) -> None:
    turn(TOML, '["fabric-district"]', '["fabric-district", "gone", "busan"]')(paper)
    add(BUSAN, "\n<b>\n\n{x}\n\n![](a)\n")(paper)
    turn(BUSAN, "standfirst", "standfist")(paper)
    turn(FABRIC, "14T15:00:00", "14T15:00:00Z")(paper)
    with pytest.raises(ContentError) as caught:
        open_issue(paper / ISSUE)
    places = [(each.place.file, each.place.line, each.place.column) for each in caught.value.findings if each.place]
    assert places == sorted(places)
    assert len(places) == len(caught.value.findings) >= 6


# ---- arbitrary text in place of each file -------------------------------------------------------------------

TOML_PIECES = st.sampled_from(
    [
        "[",
        "]",
        "[[",
        "]]",
        "=",
        "{",
        "}",
        ",",
        '"',
        "'",
        '"""',
        "\n",
        "#",
        ".",
        " ",
        "1",
        "2023-06-01",
        "true",
        "nan",
        "1e999",
        "부",
        "\\u0041",
        "id",
        "title",
        "locale",
        "sender",
        "address",
        "sections",
        "articles",
        "date",
        "subject",
        "values",
        "money",
        "currency",
        "image",
        "src",
        "alt",
        "headline",
        "editions",
        "ko",
        "brand",
        "links",
        "view",
        'x = "y"',
        "[sections]",
        "[[sections]]",
        "[values.x]",
        "start",
        "list",
        "# check: a",
    ]
)
MARKDOWN_PIECES = st.sampled_from(
    [
        "+++\n",
        'headline = "H"\n',
        "[values]\n",
        'x = { text = "{x}" }\n',
        "{x}",
        "{reader.name|a}",
        "\n",
        "\n\n",
        "```",
        "```event\n",
        "```note\n",
        'text = "a"\n',
        "~~~",
        "> ",
        "- ",
        "1. ",
        "|",
        "|-|",
        "#",
        "*",
        "**",
        "_",
        "`",
        "[a](",
        ")",
        "![",
        "](",
        "<b>",
        "<!-- translators: ",
        "-->",
        "—",
        "\\",
        "&#0;",
        "&#xD800;",
        "부산",
        "“",
        "\t",
        "    ",
        "---\n",
        "===\n",
        "[a]: b\n",
        "https://",
        "<https://a.b>",
        "\x00",
        "\r",
    ]
)


def soup(pieces: st.SearchStrategy[str]) -> st.SearchStrategy[bytes]:
    text = st.lists(pieces | st.text(max_size=3), max_size=25).map("".join)
    return text.map(lambda each: each.encode("utf-8", "surrogatepass")) | st.binary(max_size=40)


START = b'+++\nheadline = "H"\n'
FILES: dict[str, st.SearchStrategy[bytes]] = {
    "bulletin.toml": soup(TOML_PIECES),
    "issues/1/issue.toml": soup(TOML_PIECES),
    "issues/1/a.md": soup(MARKDOWN_PIECES)
    | soup(MARKDOWN_PIECES).map(lambda body: START + b"+++\n" + body)
    | soup(TOML_PIECES).map(lambda head: START + head + b"\n+++\n{x}"),
    "templates/blocks/podcast.toml": soup(TOML_PIECES),
}
SOUND = {
    "bulletin.toml": b'id = "a"\ntitle = "T"\nlocale = "en-GB"\nzone = "UTC"\n[sender]\naddress = "a@b.c"\n',
    "issues/1/issue.toml": b'date = 2023-06-01\nsubject = "S"\n[[sections]]\narticles = ["a"]\n',
    "issues/1/a.md": START + b"+++\nText.\n",
    "templates/blocks/podcast.toml": b"[fields.title]\n",
}


@pytest.mark.parametrize("file", FILES)
def test_no_text_in_any_file_raises_anything_but_our_own_errors(file: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for each, raw in SOUND.items():
            (root / each).parent.mkdir(parents=True, exist_ok=True)
            (root / each).write_bytes(raw)
        assert open_issue(root / "issues/1").articles

        @settings(max_examples=120, deadline=None)
        @given(FILES[file])
        def damaged(raw: bytes) -> None:
            (root / file).write_bytes(raw)
            said = "expected"
            try:
                localise(open_issue(root / "issues/1"))
            except (ContentError, ConfigError) as problem:
                said = str(problem)
            assert said

        damaged()


def test_no_path_raises_anything_but_our_own_errors(tmp_path: Path) -> None:
    @settings(max_examples=60, deadline=None)
    @given(
        st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
        | st.sampled_from(["", ".", "..", "/", "~", "a" * 300, os.devnull])
    )
    def opened(path: str) -> None:
        with pytest.raises((ConfigError, ContentError)):
            open_issue(tmp_path / path)

    opened()
