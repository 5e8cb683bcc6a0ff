"""Hypothesis strategies that build issues: every kind of block, every kind of value, texts in many scripts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

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
from bulletin.model.original import Original
from bulletin.model.values import Date, Listing, Money, Number, Percent, Phrase, TimeRange

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

VALUES = (
    Money(name="fund", money=12_000_000_000, currency="GBP", style="compact"),
    Number(name="homes", number=1_000_000, style="compact"),
    Percent(name="share", percent="12.5"),
    Date(name="day", date=dt.date(2023, 6, 14), style="full"),
    TimeRange(name="session", start=dt.datetime(2023, 6, 14, 15), end=dt.datetime(2023, 6, 14, 18)),  # noqa: DTZ001 - local
    Listing(name="places", list=("Busan", "{reader.city|Liverpool}", "부산")),
    Phrase(name="pact", text="the pact, worth {fund}"),
)
"""One of each kind; the words of one name another."""

REFERENCES = tuple(f"{{{value.name}}}" for value in VALUES)
SLOTS = ("{reader.name}", "{reader.name|friend}", "{reader.name:Dear …|Dear reader}", "{reader.city:in …}")
WORDS = (
    "harbour",
    "Busan",
    "부산광역시",
    "港市",
    "みなと",
    "ميناء",
    "café",
    "5 * 3",
    "“so”",
    "(釜山)",
    "12",
    "a b",
    "e\u0301",
)

words = st.sampled_from(WORDS) | st.text(
    st.characters(categories=("L", "N", "Zs"), include_characters=" .,;:?…“”’()"), min_size=1, max_size=12
)
"""Characters that mean themselves in Markdown and in plain fields."""

addresses = st.sampled_from(
    (
        "https://example.org/",
        "https://example.org/?a=1&b={fund}",
        "mailto:news@example.org",
        "https://example.org/{reader.id}",
    )
)


def _marked(inner: SearchStrategy[str]) -> SearchStrategy[str]:
    return st.one_of(
        inner.map("**{}**".format),
        inner.map("*{}*".format),
        st.builds("[{}]({})".format, inner, addresses),
    )


_pieces = st.one_of(
    words, st.sampled_from((*REFERENCES, *SLOTS, "`{code}`", r"\{brace}", r"\*", "  \n", "\n", "&amp;"))
)


def _texts(pieces: SearchStrategy[str], least: int = 1) -> SearchStrategy[str]:
    return st.lists(pieces, min_size=least, max_size=4).map("".join)


inline_texts = _texts(_pieces | _marked(words)).filter(str.strip)
"""Inline Markdown that reads: it names only `VALUES`."""
plain_texts = _texts(words | st.sampled_from((*REFERENCES, *SLOTS, r"\{brace}"))).filter(str.strip)
"""Texts of plain fields: subjects, names, labels."""
maybe_inline = st.just("") | inline_texts
maybe_plain = st.just("") | plain_texts
maybe_address = st.just("") | addresses
notes = st.sampled_from(("", "Please keep the name in Latin letters."))


def originals(**texts: SearchStrategy[Any]) -> SearchStrategy[Original | None]:
    """Build an original of the given texts, or none."""
    return st.none() | st.builds(Original, locale=st.sampled_from(("ko", "ja", "ar")), **texts)


paragraphs = st.lists(inline_texts, min_size=1, max_size=3).map(tuple)

_moments = st.datetimes(dt.datetime(2001, 1, 1), dt.datetime(2060, 1, 1))  # noqa: DTZ001 - local times
_seconds = st.integers(min_value=1, max_value=200_000)


def _event(start: dt.datetime, seconds: int, **fields: Any) -> Event:
    return Event(start=start, end=start + dt.timedelta(seconds=seconds), **fields)


def _table(columns: int, rows: int, cells: list[str], align: tuple[Any, ...], **fields: Any) -> Table:
    grid = [Row(cells=tuple(cells[at * columns + of] for of in range(columns))) for at in range(rows + 1)]
    return Table(head=grid[0], rows=tuple(grid[1:]), align=align[:columns] if any(align[:columns]) else (), **fields)


tables = st.builds(
    _table,
    st.integers(1, 3),
    st.integers(0, 2),
    st.lists(maybe_inline, min_size=9, max_size=9),
    st.tuples(*[st.sampled_from(("", "left", "center", "right"))] * 3),
    caption=maybe_inline,
    translators=notes,
)
events = st.builds(
    _event,
    _moments.map(lambda moment: moment.replace(second=0, microsecond=0)),
    _seconds,
    title=plain_texts,
    zone=st.sampled_from(("", "Europe/London", "Asia/Seoul")),
    place=maybe_plain,
    address=maybe_plain,
    url=maybe_address,
    description=maybe_plain,
    sequence=st.integers(0, 3),
    clocks=st.booleans(),
    original=originals(title=plain_texts, place=maybe_plain, url=addresses),
)
images = st.builds(
    Image, src=st.sampled_from(("images/quay.png", "https://example.org/a.png")), alt=plain_texts, caption=maybe_inline,
    credit=maybe_plain, link=maybe_address, translators=notes, original=originals(alt=plain_texts, caption=maybe_inline),
)  # fmt: skip
custom_fields = st.one_of(
    st.builds(InlineField, name=st.just("title"), value=maybe_inline),
    st.builds(PlainField, name=st.just("host"), value=maybe_plain, note=notes),
    st.builds(AddressField, name=st.just("audio"), value=maybe_address),
    st.builds(DataField, name=st.just("minutes"), value=st.none() | st.integers() | st.booleans()),
)
quotes = st.builds(
    Quote, text=paragraphs, speaker=maybe_plain, role=maybe_plain, translators=notes,
    original=originals(text=paragraphs, speaker=maybe_plain),
)  # fmt: skip
simple_blocks = st.one_of(
    st.builds(Heading, text=inline_texts, level=st.integers(1, 3), translators=notes),
    st.builds(Paragraph, text=inline_texts, translators=notes),
    quotes,
    tables,
    images,
    st.builds(Button, label=plain_texts, url=addresses, translators=notes, original=originals(label=plain_texts)),
    st.builds(Note, text=inline_texts, title=maybe_plain, original=originals(text=inline_texts)),
    st.builds(Divider),
    events,
    st.builds(Custom, kind=st.just("podcast"), fields=st.lists(custom_fields, max_size=4).map(tuple)),
    st.builds(
        Custom,
        kind=st.just("podcast"),
        fields=st.just((PlainField(name="host", value="Ann"), InlineField(name="title", value="*Tides*"))),
        original=originals(title=inline_texts),
    ),
)


def _lists(inner: SearchStrategy[Any]) -> SearchStrategy[List]:
    items = st.builds(Item, text=maybe_inline, blocks=st.lists(inner, max_size=2).map(tuple))
    return st.builds(
        List, items=st.lists(items, min_size=1, max_size=3).map(tuple), ordered=st.booleans(), start=st.integers(0, 9)
    )


blocks = st.recursive(simple_blocks, _lists, max_leaves=4)
"""Any block; lists hold blocks of all kinds."""

slugs = st.from_regex(r"[a-z0-9][a-z0-9-]{0,11}", fullmatch=True).filter(
    lambda slug: slug not in {"issue", "series", "bulletin"}
)


@st.composite
def articles(draw: st.DrawFn, slug: str | None = None) -> Article:
    """Build any article; its texts name only the values that it declares."""
    return Article(
        slug=slug or draw(slugs),
        headline=draw(inline_texts),
        standfirst=draw(maybe_inline),
        byline=draw(maybe_plain),
        published=draw(st.none() | st.dates()),
        link=draw(maybe_address),
        label=draw(maybe_plain),
        contents=draw(st.booleans()),
        standing=draw(st.booleans()),
        translators=draw(notes),
        image=draw(st.none() | images),
        values=VALUES,
        blocks=tuple(draw(st.lists(blocks, max_size=5))),
    )


newsletters = st.builds(
    Newsletter,
    id=st.just("port-cities"),
    title=words,
    tagline=st.just("") | words,
    locale=st.just("en-GB"),
    locales=st.sampled_from(((), ("ko",), ("ko", "cy"))),
    zone=st.just("Europe/London"),
    sender=st.just(Mailbox(name="Port Cities", address="news@example.org")),
    publisher=st.builds(Publisher, name=words, address=st.just("") | words),
    links=st.just(Links(unsubscribe="https://example.org/u/{token}")),
    brand=st.sampled_from(((), (("accent", "#0b5d6b"),))),
    editions=st.sampled_from(((), (EditionPolicy(locale="ko", clock_zone="Asia/Seoul"),))),
)


@st.composite
def issues(draw: st.DrawFn) -> Issue:
    """Build any issue: up to three sections, all kinds of blocks and values."""
    names = draw(st.lists(slugs, min_size=1, max_size=3, unique=True))
    stories = [draw(articles(slug=name)) for name in names]
    cut = draw(st.integers(0, len(stories) - 1))
    parts = [part for part in (stories[:cut], stories[cut:]) if part]
    return Issue(
        newsletter=draw(newsletters),
        id="2023-06",
        number=draw(st.none() | st.integers(0, 999)),
        date=draw(st.dates()),
        title=draw(st.just("") | words),
        subject=draw(words),
        preheader=draw(st.just("") | words),
        sections=tuple(Section(name=draw(st.just("") | words), articles=tuple(part)) for part in parts),
    )
