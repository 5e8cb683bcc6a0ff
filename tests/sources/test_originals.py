"""`[original]` in a fence of any kind: read into the block, its texts checked as the block's are."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hypothesis import given, settings
from tests.strategies import quotes

from bulletin.model.blocks import Button, Event, Image, Note, Quote
from bulletin.model.custom import Custom
from bulletin.model.original import Original
from bulletin.sources.article import article_from
from bulletin.sources.faults import Faults
from bulletin.sources.kinds import read_kinds
from bulletin.sources.markdown import markdown, read_blocks
from bulletin.sources.originals import check_originals
from bulletin.sources.schema import schemas

if TYPE_CHECKING:
    from pathlib import Path

    from bulletin.model.blocks import Block

THREE = dt.datetime(2023, 6, 14, 15)  # noqa: DTZ001 - events are in local time
SIX = dt.datetime(2023, 6, 14, 18)  # noqa: DTZ001 - likewise
FENCES: dict[str, tuple[str, str, Block]] = {
    "a quote": (
        "quote",
        'text = "One."\nspeaker = "A reader"\n[original]\nlocale = "ko"\ntext = "하나."\nspeaker = "독자"',
        Quote(text=("One.",), speaker="A reader", original=Original(locale="ko", text=("하나.",), speaker="독자")),
    ),
    "a quote of two paragraphs that was one": (
        "quote",
        'text = """\nOne\nline.\n \n\nTwo.\n"""\noriginal = { locale = "ko", text = ["하나."], speaker = "" }',
        Quote(text=("One\nline.", "Two."), original=Original(locale="ko", text=("하나.",), speaker="")),
    ),
    "a note": (
        "note",
        'text = "One."\n[original]\nlocale = "cy"\ntext = "Un."\ntitle = "Nodyn"',
        Note(text="One.", original=Original(locale="cy", text="Un.", title="Nodyn")),
    ),
    "a button that leads elsewhere": (
        "button",
        'label = "Go"\nurl = "https://a.example"\n[original]\nlocale = "ko"\nlabel = "가기"\nurl = "https://b.example"',
        Button(label="Go", url="https://a.example", original=Original(locale="ko", label="가기", url="https://b.example")),
    ),
    "an event": (
        "event",
        'title = "A"\nstart = 2023-06-14T15:00:00\nend = 2023-06-14T18:00:00\n[original]\nlocale = "ko"\ntitle = "가"\nplace = "나"',
        Event(title="A", start=THREE, end=SIX, original=Original(locale="ko", title="가", place="나")),
    ),
    "a figure": (
        "figure",
        'src = "https://a.example/a.png"\nalt = "A"\n[original]\nlocale = "ko"\nalt = "가"\ncaption = "*나*"',
        Image(src="https://a.example/a.png", alt="A", original=Original(locale="ko", alt="가", caption="*나*")),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "toml", "block"), FENCES.values(), ids=FENCES)
def test_a_fence_of_each_kind_takes_an_original(kind: str, toml: str, block: Block) -> None:
    assert markdown(f"```{kind}\n{toml}\n```") == (block,)


@pytest.mark.parametrize(("kind", "toml"), [each[:2] for each in FENCES.values()], ids=FENCES)
def test_the_schemas_take_what_the_readers_take(kind: str, toml: str) -> None:
    article = schemas()["article"]
    fence = {"$schema": article["$schema"], "$defs": article["$defs"], "$ref": f"#/$defs/fence-{kind}"}
    data = json.loads(json.dumps(tomllib.loads(toml), default=str))
    jsonschema.validate(data, fence)
    for wrong in ({"locale": "ko"}, {**data["original"], "sayd": "x"}, {**data["original"], "locale": 5}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate({**data, "original": wrong}, fence)


def toml_of(quote: Quote) -> str:
    """A quote as its author would write it in a fence."""

    def table(fields: dict[str, Any]) -> str:
        return "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items())

    fields = {"text": list(quote.text), "speaker": quote.speaker, "role": quote.role}
    own = quote.original
    said = {"locale": own.locale, **{name: value for name, value in own.texts}} if own else {}  # noqa: C416 - tuples
    return table(fields) + ("[original]\n" + table(said) if own else "")


@settings(max_examples=60, deadline=None)
@given(quotes)
def test_any_quote_of_a_fence_equals_the_one_made_in_python(quote: Quote) -> None:
    note = f"<!-- translators: {quote.translators} -->\n" if quote.translators else ""
    faults = Faults("a.md", f"{note}```quote\n{toml_of(quote)}```\n")
    assert read_blocks(faults.source, faults) == (quote,)


PODCAST = """
[fields.title]
form = "inline"
required = true
[fields.host]
[fields.audio]
type = "address"
required = true
[fields.minutes]
type = "number"
"""


def test_a_kind_of_a_folders_own_takes_an_original_of_its_texts(tmp_path: Path) -> None:
    (tmp_path / "podcast.toml").write_text(PODCAST, encoding="utf-8")
    kinds = read_kinds(tmp_path)

    def read(original: str) -> tuple[Block | None, list[str]]:
        body = f'title = "T"\naudio = "https://a.example"\n[original]\n{original}'
        faults = Faults("a.md", f"```podcast\n{body}\n```")
        [*blocks] = read_blocks(faults.source, faults, kinds=kinds)
        return (blocks[0] if blocks else None), [str(each) for each in faults.findings]

    block, faults = read('locale = "ko"\ntitle = "*물때*"')
    assert faults == []
    assert isinstance(block, Custom)
    assert block.original == Original(locale="ko", title="*물때*")
    assert block.in_original().title == "*물때*"
    assert (
        "no key `original.minutes` is known here; known are locale, title, audio, host"
        in read('locale = "ko"\ntitle = "a"\nminutes = 5')[1][0]
    )
    assert "a.md:4:2: error: `original.title` is missing" in read('locale = "ko"\nhost = "a"')[1][0]


def test_an_original_of_nothing_is_told_where_nothing_is_required(tmp_path: Path) -> None:
    (tmp_path / "tip.toml").write_text("[fields.title]\n[fields.text]\n", encoding="utf-8")
    faults = Faults("a.md", '```tip\ntitle = "T"\n[original]\nlocale = "ko"\n```')
    read_blocks(faults.source, faults, kinds=read_kinds(tmp_path))
    [fault] = (str(each) for each in faults.findings)
    assert fault.startswith("a.md:3:2: error: expected a text in 'ko' under [original], found none; ")
    assert "write one of title, text, or delete the table" in fault


def test_a_field_of_an_own_kind_cannot_bear_the_name_of_what_every_block_has(tmp_path: Path) -> None:
    for name in ("original", "in_original", "text_fields"):
        (tmp_path / "tip.toml").write_text(f"[fields.{name}]\n", encoding="utf-8")
        with pytest.raises(Exception, match=f"'{name}' cannot name a field"):
            read_kinds(tmp_path)


def faults_of(text: str, locale: str = "en-GB") -> list[str]:
    faults = Faults("a.md")
    article = article_from(text, "a", faults, {})
    assert article is not None
    check_originals(article, locale, faults)
    return [str(each) for each in faults.findings]


HEAD = '+++\nheadline = "H"\nlocale = "{locale}"\n[values]\nfund = {{ number = 5 }}\n+++\n\n'
QUOTE = '```quote\ntext = "a {fund}"\n[original]\nlocale = "ko"\ntext = """\n하나 %s"""\n```\n'


def test_a_value_that_only_the_original_names_is_used() -> None:
    body = QUOTE.replace("a {fund}", "a") % "{fund}"
    assert faults_of(HEAD.format(locale="en") + body) == []


def test_the_words_of_an_original_are_checked_at_their_line() -> None:
    text = HEAD.format(locale="en") + QUOTE
    assert "a.md:13:4: error: no value `fnd` is declared" in faults_of(text % "{fnd}")[0]
    assert "a.md:13:4: error: expected Markdown, found raw HTML '<b>'" in faults_of(text % "<b>")[0]
    assert "a.md:13:8: error: expected an address that begins with" in faults_of(text % "[a](page.html)")[0]


@pytest.mark.parametrize(("written", "newsletter"), [("ko", "en-GB"), ("ko-KR", "en-GB"), ("", "ko")])
def test_an_original_in_the_language_of_its_article_is_told(written: str, newsletter: str) -> None:
    head = HEAD.format(locale=written) if written else HEAD.replace('locale = "{locale}"\n', "# none\n").format()
    [fault] = faults_of(head + QUOTE % "", newsletter)
    found = f"another language than the article's ({written or newsletter}), found 'ko'"
    assert fault.startswith(f"a.md:11:1: error: expected an original in {found}; move its text to the block")


def test_an_original_in_another_variety_of_a_language_is_one() -> None:
    text = HEAD.format(locale="pt-PT") + (QUOTE % "").replace('"ko"', '"pt-BR"')
    assert faults_of(text) == []
