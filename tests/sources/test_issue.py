"""A folder becomes an issue, equal to the same issue made in Python."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image as Pillow

from bulletin.errors import ContentError
from bulletin.findings import Severity
from bulletin.model.blocks import (
    Button,
    Divider,
    Event,
    Heading,
    Image,
    Item,
    List,
    Note,
    Paragraph,
    Quote,
    Row,
    Table,
)
from bulletin.model.custom import AddressField, Custom, DataField, InlineField, PlainField
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import EditionPolicy, Links, Mailbox, Newsletter, Publisher
from bulletin.model.values import Date, Listing, Money, Number, Percent, Phrase, TimeRange
from bulletin.project import Project, open_issue
from bulletin.sources.issue import ReadIssue, read_issue
from bulletin.sources.newsletter import read_newsletter

if TYPE_CHECKING:
    from pathlib import Path

BULLETIN = """
id = "port-cities"
title = "Port Cities"
tagline = "News from two harbours"
locale = "en-GB"
locales = ["ko", "cy"]
zone = "Europe/London"
[publisher]
name = "Port Cities"
address = "1 Example Dock"
url = "https://example.org/"
[sender]
name = "Port Cities"
address = "news@example.org"
reply_to = "editors@example.org"
bounces = "bounces@example.org"
[links]
unsubscribe = "https://example.org/u/{token}"
view = "https://example.org/{issue}/{locale}/"
[brand]
width = 600
accent = "#0b5d6b"
[editions.ko]
min_reviewed = 0.9
changed = "keep"
clock_zone = "Asia/Seoul"
"""
ISSUE = """
number = 6
date = 2023-06-01
title = "June 2023"
subject = "Hello {reader.name|friend}"
preheader = "Two ports"
send = 2023-06-06
[[sections]]
name = "Agreements"
articles = ["every-kind", "advert"]
[[sections]]
articles = ["short"]
"""
ADVERT = '+++\nlabel = "Advertisement"\ncontents = false\nstanding = true\neditions = ["en-GB"]\n+++\n'
SHORT = '+++\nheadline = "짧은 글"\nlocale = "ko"\n+++\n\n본문.\n'
KIND = """
[fields.title]
form = "inline"
required = true
note = "Title of the episode"
[fields.host]
[fields.audio]
type = "address"
[fields.minutes]
type = "number"
[fields.aired]
type = "date"
[fields.live]
type = "switch"
[fields.at]
type = "time"
"""
EVERY_KIND = """+++
headline = "Every *kind*"
standfirst = "Of block."
byline = "The editors"
published = 2023-06-01
link = "https://example.org/a/"
translators = "Read it twice."
[image]
src = "images/quay.png"
alt = "The quay"
caption = "At *noon*"
credit = "Ann"
link = "https://example.org/quay/"
translators = "Not a pier."
[values]
fund = { money = 12e9, currency = "GBP", style = "compact" }
homes = { number = 1_000_000 }
share = { percent = 12.5 }
day = { date = 2023-06-14, style = "full" }
hours = { start = 2023-06-14T15:00:00, end = 2023-06-14T18:00:00 }
ports = { list = ["Busan", "Liverpool"] }
pact = { text = "the pact" }
+++

<!-- translators: keep the name -->
Worth **{fund}** for {homes}, {share} on {day}, {hours}, in {ports}: {pact}.

## A heading

### A deeper one

> One.
>
> Two.
> — Ann Lee, chair

```quote
text = ["Three.", "Four."]
speaker = "Bo"
```

```quote
text = "Five.\\n\\nSix."
role = "a reader"
```

- a
  1. b
- c

| x | y |
|:--|--:|
| 1 | {reader.name\\|you} |

[![The quay](images/quay.png "Again")](https://example.org/quay/)

```figure
src = "https://example.org/a.png"
alt = "Web"
width = 600
height = 400
credit = "Cy"
translators = "From afar."
```

```button
label = "Go"
url = "https://example.org/{reader.id|0}"
```

```note
title = "Note"
text = "A *note*."
```

---

<!-- translators: a place -->
```event
title = "Drop-in"
start = 2023-06-14T15:00:00
end = 2023-06-14T18:00:00
zone = "Asia/Seoul"
place = "Hall"
address = "Norton Street"
url = "https://example.org/e/"
description = "Tea."
uid = "drop-in@example.org"
sequence = 1
clocks = true
```

```podcast
title = "The *tide*"
audio = "https://example.org/tide.mp3"
minutes = 12.5
aired = 2023-06-01
live = true
at = 2023-06-01T09:00:00
```
"""


def local(hour: int, day: int = 14) -> dt.datetime:
    return dt.datetime(2023, 6, day, hour)  # noqa: DTZ001 - events are in local time


MADE = Issue(
    newsletter=Newsletter(
        id="port-cities",
        title="Port Cities",
        tagline="News from two harbours",
        locale="en-GB",
        locales=("ko", "cy"),
        zone="Europe/London",
        sender=Mailbox(name="Port Cities", address="news@example.org"),
        reply_to="editors@example.org",
        bounces="bounces@example.org",
        publisher=Publisher(name="Port Cities", address="1 Example Dock", url="https://example.org/"),
        links=Links(unsubscribe="https://example.org/u/{token}", view="https://example.org/{issue}/{locale}/"),
        brand=(("accent", "#0b5d6b"), ("width", 600)),
        editions=(EditionPolicy(locale="ko", min_reviewed=0.9, changed="keep", clock_zone="Asia/Seoul"),),
    ),
    id="2023-06",
    number=6,
    date=dt.date(2023, 6, 1),
    title="June 2023",
    subject="Hello {reader.name|friend}",
    preheader="Two ports",
    send=dt.date(2023, 6, 6),
    sections=(
        Section(
            name="Agreements",
            articles=(
                Article(
                    slug="every-kind",
                    headline="Every *kind*",
                    standfirst="Of block.",
                    byline="The editors",
                    published=dt.date(2023, 6, 1),
                    link="https://example.org/a/",
                    translators="Read it twice.",
                    image=Image(
                        src="images/quay.png",
                        alt="The quay",
                        caption="At *noon*",
                        credit="Ann",
                        link="https://example.org/quay/",
                        translators="Not a pier.",
                    ),
                    values=(
                        Money(name="fund", money=12e9, currency="GBP", style="compact"),
                        Number(name="homes", number=1_000_000),
                        Percent(name="share", percent=12.5),
                        Date(name="day", date=dt.date(2023, 6, 14), style="full"),
                        TimeRange(name="hours", start=local(15), end=local(18)),
                        Listing(name="ports", list=("Busan", "Liverpool")),
                        Phrase(name="pact", text="the pact"),
                    ),
                    blocks=(
                        Paragraph(
                            text="Worth **{fund}** for {homes}, {share} on {day}, {hours}, in {ports}: {pact}.",
                            translators="keep the name",
                        ),
                        Heading(text="A heading"),
                        Heading(text="A deeper one", level=2),
                        Quote(text=("One.", "Two."), speaker="Ann Lee", role="chair"),
                        Quote(text=("Three.", "Four."), speaker="Bo"),
                        Quote(text=("Five.", "Six."), role="a reader"),
                        List(
                            items=(
                                Item(text="a", blocks=(List(items=(Item(text="b"),), ordered=True),)),
                                Item(text="c"),
                            )
                        ),
                        Table(
                            head=Row(cells=("x", "y")),
                            rows=(Row(cells=("1", "{reader.name|you}")),),
                            align=("left", "right"),
                        ),
                        Image(src="images/quay.png", alt="The quay", caption="Again", link="https://example.org/quay/"),
                        Image(
                            src="https://example.org/a.png",
                            alt="Web",
                            width=600,
                            height=400,
                            credit="Cy",
                            translators="From afar.",
                        ),
                        Button(label="Go", url="https://example.org/{reader.id|0}"),
                        Note(title="Note", text="A *note*."),
                        Divider(),
                        Event(
                            title="Drop-in",
                            start=local(15),
                            end=local(18),
                            zone="Asia/Seoul",
                            place="Hall",
                            address="Norton Street",
                            url="https://example.org/e/",
                            description="Tea.",
                            uid="drop-in@example.org",
                            sequence=1,
                            clocks=True,
                            translators="a place",
                        ),
                        Custom(
                            kind="podcast",
                            fields=(
                                InlineField(name="title", value="The *tide*", note="Title of the episode"),
                                PlainField(name="host", value=""),
                                AddressField(name="audio", value="https://example.org/tide.mp3"),
                                DataField(name="minutes", value=Number(name="m", number=12.5).number),
                                DataField(name="aired", value=dt.date(2023, 6, 1)),
                                DataField(name="live", value=True),
                                DataField(name="at", value=local(9, day=1)),
                            ),
                        ),
                    ),
                ),
                Article(slug="advert", label="Advertisement", contents=False, standing=True, editions=("en-GB",)),
            ),
        ),
        Section(articles=(Article(slug="short", headline="짧은 글", locale="ko", blocks=(Paragraph(text="본문."),)),)),
    ),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a newsletter whose one issue holds every kind of block and value."""
    issue = tmp_path / "issues" / "2023-06"
    kinds = tmp_path / "templates" / "blocks"
    for each in (issue / "images", kinds):
        each.mkdir(parents=True)
    picture = io.BytesIO()
    Pillow.new("RGB", (4, 3), "navy").save(picture, "PNG")
    (issue / "images" / "quay.png").write_bytes(picture.getvalue())
    files = {
        tmp_path / "bulletin.toml": BULLETIN,
        issue / "issue.toml": ISSUE,
        issue / "every-kind.md": EVERY_KIND,
        issue / "advert.md": ADVERT,
        issue / "short.md": SHORT,
        kinds / "podcast.toml": KIND,
    }
    for file, text in files.items():
        file.write_text(text, encoding="utf-8")
    return issue


def read(folder: Path) -> ReadIssue:
    return Project(folder.parent.parent).read(str(folder))


def test_an_issue_made_in_python_equals_the_one_read_from_its_folder(folder: Path) -> None:
    found = read(folder)
    assert found.issue == MADE
    assert found.findings == ()


def test_it_does_so_with_line_ends_of_windows_and_byte_order_marks(folder: Path) -> None:
    for file in (*folder.glob("*.md"), *folder.glob("*.toml"), folder.parent.parent / "bulletin.toml"):
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert open_issue(folder) == MADE


def test_the_folder_is_kept_but_takes_no_part_in_equality(folder: Path) -> None:
    found = read(folder).issue
    assert found.base == folder
    assert MADE.base is None
    assert found.key == ("port-cities", "2023-06")
    assert [article.slug for article in found.articles] == ["every-kind", "advert", "short"]


@pytest.mark.parametrize(
    ("owner", "field", "line"),
    [
        ("article", "headline", 'headline = "Every *kind*"'),
        ("article", "link", 'link = "https://example.org/a/"'),
        ("image", "alt", 'alt = "The quay"'),
        ("image", "caption", 'caption = "At *noon*"'),
        ("paragraph", "text", "Worth **{fund}** for {homes}, {share} on {day}, {hours}, in {ports}: {pact}."),
        ("event", "place", 'place = "Hall"'),
        ("podcast", "title", 'title = "The *tide*"'),
    ],
)
def test_nodes_know_the_lines_they_were_read_from(folder: Path, owner: str, field: str, line: str) -> None:
    article = read(folder).issue.articles[0]
    nodes = {block.kind: block for block in reversed(article.blocks)} | {"article": article, "image": article.image}
    number = EVERY_KIND.split("\n").index(line) + 1
    assert str(nodes[owner].where(field)) == f"issues/2023-06/every-kind.md:{number}"  # type: ignore[union-attr]


def test_sections_and_the_issue_know_their_lines(folder: Path) -> None:
    issue = read(folder).issue
    assert str(issue.where("subject")) == "issues/2023-06/issue.toml:5"
    assert str(issue.sections[0].where("name")) == "issues/2023-06/issue.toml:9"


def test_faults_of_all_files_are_told_at_once_in_the_order_of_their_places(folder: Path) -> None:
    (folder / "every-kind.md").write_text('+++\nheadlin = "H"\n+++\n\n<b>\n', encoding="utf-8")
    (folder / "short.md").write_text("no front matter", encoding="utf-8")
    (folder / "issue.toml").write_text(ISSUE.replace('"short"]', '"short", "advert", "gone"]'), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read(folder)
    assert [str(each.place) for each in caught.value.findings] == [
        "issues/2023-06/every-kind.md:2:1",
        "issues/2023-06/every-kind.md:5:1",
        "issues/2023-06/issue.toml:12:22",
        "issues/2023-06/issue.toml:12:32",
        "issues/2023-06/short.md:1:1",
    ]


def test_what_a_careful_editor_would_change_is_a_warning_in_order(folder: Path) -> None:
    text = SHORT.replace("+++\n\n", '# check: the headline\n[values]\n"fund" = { number = 5 }\n+++\n\n**').replace(
        "본문", "본문 {nine}"
    )
    text = text.replace("[values]", "[values]\nnine = { number = 9 }")
    (folder / "short.md").write_text(text, encoding="utf-8")
    found = read(folder).findings
    assert [(each.rule, each.severity, str(each.place)) for each in found] == [
        ("check-left", Severity.WARNING, "issues/2023-06/short.md:4:1"),
        ("unused-value", Severity.WARNING, "issues/2023-06/short.md:7:1"),
        ("emphasis-left", Severity.WARNING, "issues/2023-06/short.md:10:1"),
    ]


def test_values_are_used_in_addresses_captions_labels_and_other_values(folder: Path) -> None:
    text = (
        '+++\nheadline = "H"\nlink = "https://example.org/{a}"\n[values]\n'
        + "".join(f"{name} = {{ text = {name!r} }}\n" for name in "abcdef")
        + 'g = { text = "{f}" }\n+++\n\n[x](https://e.org/{b})\n\n![{c}](images/quay.png "{d}")\n\n- **{e}** {g}\n'
    )
    (folder / "short.md").write_text(text, encoding="utf-8")
    assert read(folder).findings == ()


def test_files_are_called_by_their_names_where_no_newsletter_is_given(folder: Path) -> None:
    (folder / "short.md").write_text("x", encoding="utf-8")
    with pytest.raises(ContentError, match=r"short\.md:1:1: error: expected \+\+\+"):
        read_issue(folder, read_newsletter(folder.parent.parent / "bulletin.toml").newsletter)


def test_the_example_newsletter_reads_without_a_finding(examples: Path) -> None:
    project = Project(examples / "port-cities")
    for issue in project.issues:
        assert project.read(issue).findings == ()
