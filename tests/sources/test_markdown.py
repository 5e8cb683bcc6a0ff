"""Markdown becomes blocks, each equal to the same block made in Python; what cannot be read is told with its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.errors import ContentError
from bulletin.findings import Severity
from bulletin.model.blocks import (
    Block,
    Button,
    Divider,
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
from bulletin.sources.faults import Faults
from bulletin.sources.markdown import markdown, read_blocks

BLOCKS: dict[str, tuple[str, tuple[Block, ...]]] = {
    "nothing": ("", ()),
    "paragraphs": ("One *a*\ntwo.\n\nThree.", (Paragraph(text="One *a*\ntwo."), Paragraph(text="Three."))),
    "line ends of Windows": ("One\r\ntwo.\r\n\r\nThree.", (Paragraph(text="One\ntwo."), Paragraph(text="Three."))),
    "headings of all levels": (
        "# A\n## B\n### C\n#### D\n###### E\nF\n===\nG\n---",
        (
            Heading(text="A"),
            Heading(text="B"),
            Heading(text="C", level=2),
            Heading(text="D", level=3),
            Heading(text="E", level=3),
            Heading(text="F"),
            Heading(text="G"),
        ),
    ),
    "a divider": ("a\n\n---\n\nb", (Paragraph(text="a"), Divider(), Paragraph(text="b"))),
    "a quote": ("> One\n> two.", (Quote(text=("One\ntwo.",)),)),
    "a quote of paragraphs with speaker and role": (
        "> One.\n>\n> Two\n> three.\n> — Ann Lee, chair, Harbour Trust",
        (Quote(text=("One.", "Two\nthree."), speaker="Ann Lee", role="chair, Harbour Trust"),),
    ),
    "a quote with the speaker in a paragraph of its own": (
        "> One.\n>\n> — Ann Lee",
        (Quote(text=("One.",), speaker="Ann Lee"),),
    ),
    "a quote whose line before the speaker breaks": (
        "> One.  \n> — Ann\n\n> Two.\\\n> —Bo\n\n> Three\\\\\\\n> — Cy",
        (
            Quote(text=("One.",), speaker="Ann"),
            Quote(text=("Two.",), speaker="Bo"),
            Quote(text=("Three\\\\",), speaker="Cy"),
        ),
    ),
    "a quote in Korean": (
        "> 함께합시다.\n> — 박형준, 부산광역시장",
        (Quote(text=("함께합시다.",), speaker="박형준", role="부산광역시장"),),
    ),
    "escapes in the speaker": (
        "> One.\n> — A\\*B \\{x\\}, C\\_D",
        (Quote(text=("One.",), speaker=r"A*B \{x\}", role="C_D"),),
    ),
    "a dash amid the last line is no speaker": ("> One — two.", (Quote(text=("One — two.",)),)),
    "a list": ("- a\n- b\n* c", (List(items=(Item(text="a"), Item(text="b"))), List(items=(Item(text="c"),)))),
    "an ordered list": ("3. a\n4. b", (List(items=(Item(text="a"), Item(text="b")), ordered=True, start=3),)),
    "nested lists": (
        "- a\n  1. b\n     - c\n- d\n\n  more\n",
        (
            List(
                items=(
                    Item(
                        text="a",
                        blocks=(List(ordered=True, items=(Item(text="b", blocks=(List(items=(Item(text="c"),)),)),)),),
                    ),
                    Item(text="d", blocks=(Paragraph(text="more"),)),
                )
            ),
        ),
    ),
    "an empty item": ("- a\n-\n- b", (List(items=(Item(text="a"), Item(text=""), Item(text="b"))),)),
    "a table with alignment and pipes": (
        "| a | b | c |\n|:--|:-:|--:|\n| x \\| y | {reader.name\\|friend} | `p\\|q` |\n| only |\n",
        (
            Table(
                head=Row(cells=("a", "b", "c")),
                rows=(Row(cells=("x | y", "{reader.name|friend}", "`p|q`")), Row(cells=("only", "", ""))),
                align=("left", "center", "right"),
            ),
        ),
    ),
    "a table without alignment": (
        "a|b\n-|-\n**1**|2",
        (Table(head=Row(cells=("a", "b")), rows=(Row(cells=("**1**", "2")),)),),
    ),
    "a table with some alignment": ("a|b\n-|-:\n", (Table(head=Row(cells=("a", "b")), rows=(), align=("", "right")),)),
    "a picture": ("![The quay](images/quay.png)", (Image(src="images/quay.png", alt="The quay"),)),
    "a picture with a caption": (
        '![The quay](images/quay.png "At *noon*")',
        (Image(src="images/quay.png", alt="The quay", caption="At *noon*"),),
    ),
    "a linked picture": (
        "[![The quay](images/quay.png)](https://example.org/)",
        (Image(src="images/quay.png", alt="The quay", link="https://example.org/"),),
    ),
    "pictures with spaces and Hangul in their names": (
        "![a](<images/my quay.png>)\n\n![b](images/부산.png)\n\n![c](images/a%20b.png)",
        (
            Image(src="images/my quay.png", alt="a"),
            Image(src="images/부산.png", alt="b"),
            Image(src="images/a b.png", alt="c"),
        ),
    ),
    "a picture on the web keeps its address": (
        "![a](https://example.org/a%20b.png)",
        (Image(src="https://example.org/a%20b.png", alt="a"),),
    ),
    "alternative text with marks": (r"![5 \* 3 \{x\}](a.png)", (Image(src="a.png", alt=r"5 * 3 \{x\}"),)),
    "translators' comments": (
        "<!-- translators: one\n  two -->\nText.\n\n<!-- translators: a -->\n<!-- translators:b-->\n\n- item\n\nfree",
        (
            Paragraph(text="Text.", translators="one two"),
            List(items=(Item(text="item"),), translators="a b"),
            Paragraph(text="free"),
        ),
    ),
    "a translators' comment in an item": (
        "- <!-- translators: keep -->\n  item\n- two",
        (List(items=(Item(text="item"), Item(text="two")), translators="keep"),),
    ),
    "translators' comments before each kind": (
        "\n\n".join(
            f"<!-- translators: n -->\n{block}"
            for block in ("# a", "> b", "![c](d)", "a|b\n-|-", '```note\ntext = "e"\n```')
        ),
        (
            Heading(text="a", translators="n"),
            Quote(text=("b",), translators="n"),
            Image(src="d", alt="c", translators="n"),
            Table(head=Row(cells=("a", "b")), rows=(), translators="n"),
            Note(text="e", translators="n"),
        ),
    ),
    "fences": (
        '```button\nlabel = "Go"\nurl = "https://example.org/{id}"\n```\n\n~~~~note\ntext = "~~~"\n~~~~',
        (Button(label="Go", url="https://example.org/{id}"), Note(text="~~~")),
    ),
    "a fence in an item": (
        '1. a\n\n   ```note\n   text = "b"\n   ```\n',
        (List(items=(Item(text="a", blocks=(Note(text="b"),)),), ordered=True),),
    ),
}


@pytest.mark.parametrize(("text", "blocks"), BLOCKS.values(), ids=BLOCKS)
def test_markdown_equals_the_blocks_made_in_python(text: str, blocks: tuple[Block, ...]) -> None:
    assert markdown(text) == blocks


FAULTS: dict[str, tuple[str, list[str]]] = {
    "raw HTML": (
        "a\n\n<div>\nb\n</div>\n\nc <b>d</b>",
        [
            "3:1: error: expected Markdown, found raw HTML '<div>'",
            "7:3: error: expected Markdown, found raw HTML '<b>'",
        ],
    ),
    "a comment that is not for translators": (
        "<!-- note to self -->",
        ["1:1: error: expected Markdown, found raw HTML"],
    ),
    "an unclosed fence": (
        "a\n\n```note\ntext = 'a'\n",
        ["3:1: error: expected ``` on a line of its own below, found the end"],
    ),
    "a fence closed by too few marks": (
        "````note\ntext = 'a'\n```\n",
        ["1:1: error: expected ```` on a line of its own"],
    ),
    "a fence of no kind": (
        "```\na = 1\n```",
        ["1:1: error: expected one of the kinds button, event, figure, note, quote"],
    ),
    "a fence of an unknown kind": ("```python\na = 1\n```", ["1:1: error: expected one of the kinds"]),
    "an indented block": ("    code", ["1:1: error: expected one of the kinds"]),
    "a picture amid text": (
        "see ![a](b.png)",
        ["1:5: error: expected a picture in a paragraph of its own, found ![a]"],
    ),
    "a picture without words": ("a\n\n![](b.png)", ["3:1: error: expected words for those who cannot see the picture"]),
    "a quote without words": ("> — Ann", ["1: error: expected the words of a quote, found none"]),
    "a list in a quote": ("> a\n>\n> - b", ["3: error: expected paragraphs in a quote, found something else"]),
    "a reference": ("[a][b]\n\n[b]: https://example.org/", ["3:1: error: expected addresses in the links themselves"]),
    "an address without a scheme": (
        "see\n[a](www.example.org)",
        ["2:5: error: expected an address that begins with https://"],
    ),
    "an address that runs": (
        "[a](javascript:x)",
        ["1:5: error: expected a web address, found one that begins with javascript:"],
    ),
    "a picture that leads nowhere": (
        "[![a](b.png)](quay)",
        ["1:15: error: expected an address that begins with https://"],
    ),
    "raw HTML in a caption": ('![a](b.png "<i>c</i>")', ["1:13: error: expected Markdown, found raw HTML '<i>'"]),
    "raw HTML in a note": (
        'a\n\n```note\ntitle = "t"\ntext = "<i>c</i>"\n```',
        ["5:9: error: expected Markdown, found raw HTML"],
    ),
    "raw HTML in a cell": ("a|b\n-|-\nc|<i>", ["3:3: error: expected Markdown, found raw HTML '<i>'"]),
    "a wrong key in a fence in an item": (
        '- a\n\n  ```note\n  text = "b"\n  titel = "c"\n  ```',
        ["5:3: error: no key `titel` is known here; did you mean `title`?"],
    ),
    "no TOML in a fence in an item": (
        "- a\n\n  ```note\n  text = b\n  ```",
        ["4:10: error: expected TOML, found something else"],
    ),
    "many faults": (
        "<b>\n\n```note\n```\n\n![](a.png)\n\n[x](y)\n\n[b]: https://example.org/",
        ["1:1: error", "3:1: error: `text` is missing", "6:1: error", "8:5: error", "10:1: error"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_read_is_told_in_order(text: str, expected: list[str]) -> None:
    with pytest.raises(ContentError) as caught:
        markdown(text)
    found = [str(finding) for finding in caught.value.findings]
    assert len(found) == len(expected), found
    for one, start in zip(found, expected, strict=True):
        assert one.startswith(f"markdown:{start}")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("**b** and **left", "a.md:1:11"),
        ("a\n\n** not **", "a.md:3:1"),
        ("# head **", "a.md:1:8"),
        ("- a\n- b**", "a.md:2:4"),
        ("a|b\n-|-\nc|**d", "a.md:3:3"),
        ('```note\ntext = "**a"\n```', "a.md:2:9"),
        ('![a](b.png "**c")', "a.md:1:13"),
    ],
)
def test_stars_left_over_are_a_warning_at_their_place(text: str, place: str) -> None:
    faults = Faults("a.md", text)
    assert read_blocks(text, faults)
    assert [(each.rule, each.severity, str(each.place)) for each in faults.findings] == [
        ("emphasis-left", Severity.WARNING, place)
    ]


@pytest.mark.parametrize("text", ["`a**b`", r"\*\*a", r"5 \** 3", "**부산(釜山)**는", "a * b", "**a**"])
def test_stars_that_are_meant_are_no_finding(text: str) -> None:
    faults = Faults("a.md", text)
    read_blocks(text, faults)
    assert faults.findings == []


def test_lines_are_counted_from_the_start_of_the_file() -> None:
    faults = Faults("a.md", "\n" * 9 + "a <b>")
    read_blocks("a <b>", faults, offset=9)
    assert str(faults.findings[0].place) == "a.md:10:3"


def test_every_block_knows_its_line() -> None:
    text = 'a\n\n# b\n\n> c\n\n- d\n- e\n\nx|y\n-|-\n\n![f](g)\n\n---\n\n```note\ntext = "h"\n```\n'
    found = [block.where() for block in markdown(text)]  # type: ignore[attr-defined]
    assert [place.line for place in found if place] == [1, 3, 5, 7, 10, 13, 15, 17]


@pytest.mark.parametrize(
    "piece",
    [
        "```note\n```\n\n",
        "```\n",
        "<b>\n\n",
        "a <b>\n\n",
        "**a\n\n",
        "[a](e)\n\n",
        "[a](부)\n\n",
        "![](b)\n\n",
        "[a]: b\n\n",
        "- ",
        "> ",
        "|a",
        "<!-- translators: a -->\n",
    ],
)
def test_faults_by_the_thousand_are_told_in_good_time(piece: str) -> None:
    faults = Faults("a.md", piece * 3000)
    read_blocks(faults.source, faults)
    assert len(faults.findings) <= 6001


def test_an_unclosed_comment_of_spaces_is_refused_at_once() -> None:
    with pytest.raises(ContentError, match="raw HTML"):
        markdown("<!-- translators: " + " " * 20_000)


@settings(deadline=None)
@given(st.text("#>-*+`~|!()[]<>&\\_{}:=.19 \n\tab—가\r\0", max_size=80) | st.text(max_size=80))
def test_any_text_reads_or_is_refused_with_findings(text: str) -> None:
    refused: ContentError | None = None
    try:
        markdown(text)
    except ContentError as problem:
        refused = problem
    findings = refused.findings if refused else ()
    assert bool(refused) is bool(findings)
    places = [(each.place.line, each.place.column) for each in findings if each.place]
    assert len(places) == len(findings)
    assert places == sorted(places)
    assert all(line <= text.count("\n") + text.count("\r") + 1 for line, _ in places)
