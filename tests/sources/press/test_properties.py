"""What holds for every release: no word is lost, and the article reads back as the same words and no markup."""

from __future__ import annotations

import datetime as dt
import re
import textwrap
import tomllib
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bulletin.sources.press import import_press
from bulletin.sources.press.clean import clean_text
from bulletin.sources.press.escaping import escape_block, escape_inline
from bulletin.sources.press.marks import Family, read_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy
    from markdown_it.token import Token

NAMES = (
    "Ann Lee",
    "Cllr Bo Ray OBE",
    "Park Heong-Joon",
    "Professor María de la Cruz",
    "Seán O’Brien",
    "Mo",
    "정하늘",
    "She",
)
ROLES = (
    "chair of the Harbour Trust",
    "Tidewater Council’s Cabinet Member for Culture, Tourism and {Parks}",
    "Chief Executive",
    "who lives at no. 12, Quay Street",
    "",
)
VERBS = ("said:", "added:", "also said:", "says:", "said today:", "told the meeting:", "said", "explained :", ":")
SENTENCES = (
    "The centre opens in May.",
    "We call it “the Hub” here.",
    "It costs £12bn & more; see https://example.org/a_b?c=1&copy;=2.",
    "Dr. J. Smith’s *plan* is the residents’ plan.",
    "‘Nobody’ asked <b>us</b>!",
    'The "old shed" stays',
    "Write to press_office@example.org or [call us](tel:123)",
    "In 1911, 2.5 million people came to St. Mary's.",
    "부산의 바다는 넓다.",
    "# not a heading",
    "{reader.name|friend} and C:\\path\\",
)
DAYS = ("Wednesday 14 June 2023", "Thu 15 June", "31 June 2023", "June 14th", "14–16 June 2023", "every Monday")
HOURS = ("3–6 pm", "3pm-6pm", "3.30pm to 6pm", "15:00–18:00", "11–2 pm", "10 am until noon", "9pm–1am", "3–6")
PLACES = ("at The Lantern Rooms, Ferry Street", "at Rusty's Bar", "at {place}, \\Road\\", "in town", "at ")
BULLETS = ("•\t", "* ", "- ", "– ", "· ", "o\t", "\uf0b7 ", "1. ", "2. ", "3. ", "1) ", "2) ", "12. ")
FIXED = (
    "ENDS",
    "-ends-",
    "Notes to editors",
    "-----",
    "* * *",
    "About the Harbour Trust",
    "FOR IMMEDIATE RELEASE",
    "###",
    "+++",
)
MARKS = ("", "", "“", "”", '"', "‘", "’", "'")


@st.composite
def spoken(draw: st.DrawFn) -> str:
    """Return sentences, perhaps with a mark at either end."""
    sentences = " ".join(draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)))
    return draw(st.sampled_from(MARKS)) + sentences + draw(st.sampled_from(MARKS)) + draw(st.sampled_from(("", ".")))


def attributions() -> SearchStrategy[str]:
    """Return names, roles and verbs in either order, with or without commas, narrative before, speech behind."""
    return st.builds(
        lambda lead, parts, comma, verb, tail: lead + ", ".join(filter(None, parts)) + comma + verb + tail,
        st.sampled_from(("", "", "The work began. ", "Speaking at the launch, ")),
        st.permutations((0, 1)).flatmap(
            lambda order: st.tuples(*(st.sampled_from((NAMES, ROLES)[at]) for at in order))
        ),
        st.sampled_from((", ", " ")),
        st.sampled_from(VERBS),
        st.one_of(st.just(""), spoken().map(" ".__add__)),
    )


def items() -> SearchStrategy[str]:
    """Return list items, some of them events."""
    event = st.builds(
        lambda title, parts: f"{title}{', '.join(parts)}",
        st.sampled_from(("", "Workshop: ", "Night market – ", 'The "do": ')),
        st.tuples(*map(st.sampled_from, (DAYS, HOURS, PLACES))).flatmap(st.permutations),
    )
    return st.builds(str.__add__, st.sampled_from(BULLETS), st.one_of(event, spoken()))


def numbered() -> SearchStrategy[str]:
    """Return numbered lines, mostly in sequence."""
    numbers = st.sampled_from(((1, 2), (1, 2, 3, 1, 2), (0, 1), (7, 8, 10), (998, 999, 1000), (2, 1)))
    return st.builds(
        lambda counted, mark, texts: "\n".join(f"{n}{mark} {text}" for n, text in zip(counted, texts, strict=False)),
        numbers,
        st.sampled_from((".", ")")),
        st.lists(st.one_of(st.sampled_from(SENTENCES), items().map(lambda item: item[2:])), min_size=5, max_size=5),
    )


@st.composite
def releases(draw: st.DrawFn) -> str:
    """Return a whole release, its paragraphs on lines of their own or hard-wrapped."""
    paragraph = st.one_of(
        spoken(), attributions(), items(), numbered(), st.sampled_from(FIXED), st.sampled_from(SENTENCES)
    )
    paragraphs = [draw(st.sampled_from(SENTENCES)), *draw(st.lists(paragraph, max_size=14))]
    if draw(st.booleans()):
        paragraphs = [textwrap.fill(one, draw(st.sampled_from((40, 72)))) for one in paragraphs]
    return draw(st.sampled_from(("\n\n", "\n", "\r\n\r\n", "\n\n\n"))).join(paragraphs)


CHARACTERS = "*_`[]<>#+-=|~\\&{}!().:;123456789 \t\n“”\"‘’'ao•–—\u00a0\u0301\u3099é/"
PIECES = ("~~~", "```", "***", "___", "---", "[x]: y", "](z)", "&amp;", "&#35;", "<b>", "<a@b.c>", "<!--", "1. ", "2) ")
SPEECH = (
    "Ann Lee, chair, said: ",
    "Ann Lee said:\n",
    "“",
    "”",
    "\u0301",
    "か",
    "\u3099",
    "a",
    "’",
    "\n\n",
    "{",
    "\\",
    "o\t",
)
MARKUP = st.one_of(
    st.text(alphabet=CHARACTERS, min_size=1),
    st.lists(st.sampled_from((*CHARACTERS, *PIECES)), min_size=1).map("".join),
    st.lists(st.sampled_from((*SPEECH, *PIECES)), min_size=1).map("".join),
)
"""Text of nothing but what Markdown, TOML or the importer might stumble over."""


def texts() -> SearchStrategy[str]:
    """Return anything that may be imported."""
    return st.one_of(
        releases(),
        MARKUP,
        st.text(min_size=1),
        st.lists(st.one_of(releases(), MARKUP, st.text()), max_size=4).map("\n".join),
    )


READER = MarkdownIt("commonmark", {"html": True}).enable("table")
BREAKS = "\r\v\f\x85\u2028\u2029"
CLEANED = "\ufeff\u200b\u2060\u00ad"
DATES = st.sampled_from((None, dt.date(2023, 6, 1)))
PAIRED = ("paragraph", "heading", "blockquote", "bullet_list", "ordered_list", "list_item")
SHOWN = {"inline", "hr", "fence"} | {f"{name}_{end}" for name in PAIRED for end in ("open", "close")}


def words(text: str) -> Counter[str]:
    """Return the maximal runs of letters and figures, and how often each occurs."""
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text)))


def words_of_release(text: str) -> Counter[str]:
    """Return the words of a release without the characters that cleaning removes, told apart from `clean_text`."""
    kept = (
        "\n" if character in BREAKS else character
        for character in text
        if character not in CLEANED and (character in "\n\t" + BREAKS or unicodedata.category(character) != "Cc")
    )
    return words("".join(kept))


def split(article: str) -> tuple[str, str]:
    """Return the front matter and the body."""
    opening, front, body = re.split(r"^\+\+\+\n", article, maxsplit=2, flags=re.MULTILINE)
    assert opening == ""
    return front, body


def toml_words(toml: str) -> Iterator[str]:
    """Return the decoded values and the comments."""
    yield from map(str, tomllib.loads(toml).values())
    yield from (line for line in toml.splitlines() if line.startswith("#"))


def unescaped(text: str) -> str:
    """Return Markdown without its escapes."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)


def words_of_article(article: str) -> Counter[str]:
    """Return the words of the front matter and every fence, decoded, and of the Markdown around them."""
    front, body = split(article)
    fences = re.findall(r"^```event\n(.*?)^```$", body, flags=re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```event\n.*?^```$", "", body, flags=re.MULTILINE | re.DOTALL)
    pieces = [*toml_words(front), *(piece for fence in fences for piece in toml_words(fence)), unescaped(prose)]
    return sum(map(words, pieces), Counter())


def shown_words(tokens: list[Token]) -> Counter[str]:
    """Return the words that a reader of the Markdown sees, list numbers among them."""
    inline = (child.content for token in tokens for child in token.children or ())
    numbers = (token.info for token in tokens if token.type == "list_item_open")
    return sum(map(words, (*inline, *numbers)), Counter())


@given(texts(), DATES)
def test_no_word_is_lost(text: str, date: dt.date | None) -> None:
    assume(clean_text(text).strip())
    article = import_press(text, date=date).text
    missing = words_of_release(text) - words_of_article(article)
    assert not missing


@given(texts(), DATES)
def test_article_reads_back_without_accidental_markup(text: str, date: dt.date | None) -> None:
    assume(clean_text(text).strip())
    front, body = split(import_press(text, date=date).text)
    tokens = READER.parse(body)
    assert {token.type for token in tokens} <= SHOWN
    assert {child.type for token in tokens for child in token.children or ()} <= {"text", "text_special"}
    for token in tokens:
        if token.type == "fence":
            assert token.info == "event"
            event = tomllib.loads(token.content)
            assert event["start"] < event["end"]
            assert event["title"]
            assert event["place"]
    comments = [
        line for toml in (front, *(t.content for t in tokens if t.type == "fence")) for line in toml.split("\n")
    ]
    kept = sum((words(line) for line in comments if line.startswith("#")), Counter())
    shown = shown_words(tokens) + words(tomllib.loads(front)["headline"])
    assert not words_of_release(text) - shown - kept


@given(texts(), DATES)
def test_front_matter_holds_the_headline_and_one_newline_ends_the_file(text: str, date: dt.date | None) -> None:
    assume(clean_text(text).strip())
    article = import_press(text, date=date).text
    front = tomllib.loads(split(article)[0])
    first = next(line.strip() for line in clean_text(text).split("\n") if line.strip())
    assert words(unescaped(front["headline"])) == words(first)
    assert front.get("published") == date
    assert article.endswith("\n")
    assert not article.endswith("\n\n")
    assert "\r" not in article


@given(st.one_of(MARKUP, st.text(min_size=1)))
def test_escaped_line_reads_back_as_one_paragraph_of_the_same_text(text: str) -> None:
    line = " ".join(clean_text(text).replace("\t", " ").split(" ")).replace("\n", " ").strip()
    assume(line)
    tokens = READER.parse(escape_block(line))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children or ()) == line


@given(st.one_of(MARKUP, st.text(min_size=1)))
def test_escaped_headline_reads_back_as_the_same_text(text: str) -> None:
    line = clean_text(text).replace("\t", " ").replace("\n", " ").strip()
    assume(line)
    (token,) = READER.parseInline(escape_inline(line))
    assert "".join(child.content for child in token.children or ()) == line


@given(st.lists(st.sampled_from((*SPEECH, '"', "‘", "'", " ", ".")), min_size=1).map("".join), st.sampled_from(Family))
def test_dropping_outer_marks_loses_no_word(text: str, family: Family) -> None:
    line = clean_text(text).replace("\n", " ").strip()
    assert words(read_marks(line, family).bare) == words(line)


@given(texts())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once


@given(texts())
def test_cleaning_loses_no_word(text: str) -> None:
    assert words(clean_text(text)) == words_of_release(text)
