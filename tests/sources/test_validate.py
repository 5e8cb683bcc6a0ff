"""Each fault in a TOML file is told at its line and column, all of them at once, with what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bulletin.sources.faults import Faults
from bulletin.sources.fence_shapes import ButtonFence, EventFence, QuoteFence
from bulletin.sources.shapes import ArticleHead, IssueFile, NewsletterFile
from bulletin.sources.toml import parse_toml
from bulletin.sources.validate import validate

if TYPE_CHECKING:
    from collections.abc import Sequence

NEWSLETTER = 'id = "port-cities"\ntitle = "Port Cities"\nlocale = "en-GB"\n'
SENDER = '[sender]\naddress = "news@example.org"\n'
ISSUE = 'date = 2023-06-01\nsubject = "S"\n[[sections]]\narticles = ["busan"]\n'
EVENT = 'title = "T"\nstart = 2023-06-14T15:00:00\nend = 2023-06-14T18:00:00\n'


def faults_of(shape: Any, text: str) -> list[str]:
    faults = Faults("f")
    toml = parse_toml(text, faults)
    assert toml is not None, faults.findings
    instance = validate(shape, toml, faults)
    assert (instance is None) is bool(faults.findings)
    return [f"{each.place}: {each.rule}: {each.text}" for each in faults.findings]


@pytest.mark.parametrize(
    ("shape", "text"),
    [(NewsletterFile, NEWSLETTER + SENDER), (IssueFile, ISSUE), (EventFence, EVENT), (ArticleHead, 'headline = "H"')],
)
def test_what_is_right_has_no_fault(shape: Any, text: str) -> None:
    assert faults_of(shape, text) == []


CASES: list[tuple[Any, str, Sequence[str]]] = [
    # unknown keys, with the nearest known one
    (ArticleHead, 'headlin = "H"', ["f:1:1: unknown-key: no key `headlin` is known here; did you mean `headline`?"]),
    (
        ArticleHead,
        'headline = "H"\n[image]\nsrc = "a.png"\nalt = "a"\n  captoin = "c"',
        ["f:5:3: unknown-key: no key `image.captoin` is known here; did you mean `caption`?"],
    ),
    (NewsletterFile, NEWSLETTER + SENDER + "[links]\nunsubscribed = 'https://e.org'", ["did you mean `unsubscribe`?"]),
    (NewsletterFile, NEWSLETTER + SENDER + "[editions.ko]\nmin_review = 1", ["did you mean `min_reviewed`?"]),
    (
        IssueFile,
        ISSUE + 'nmae = "N"',
        ["f:5:1: unknown-key: no key `sections.nmae` is known here; did you mean `name`?"],
    ),
    (
        ArticleHead,
        "[values]\nfund = { money = 1, curency = 'GBP' }",
        ["f:2:1: missing-key: `values.fund.currency`", "f:2:21: unknown-key", "did you mean `currency`?"],
    ),
    (ArticleHead, "zzz = 1", ["known are headline, standfirst"]),
    # missing keys stand at their table
    (NewsletterFile, 'id = "a"\ntitle = "T"\n' + SENDER, ["f:1:1: missing-key: `locale` is missing; write locale = …"]),
    (
        NewsletterFile,
        NEWSLETTER + '[sender]\nname = "N"',
        ["f:4:2: missing-key: `sender.address` is missing; write address = …"],
    ),
    (ArticleHead, "[image]\nalt = 'a'", ["f:1:2: missing-key: `image.src` is missing"]),
    # wrong types
    (
        IssueFile,
        ISSUE.replace('"S"', "5"),
        ["f:2:1: wrong-type: `subject`: expected text, found 5; write it between quotation marks"],
    ),
    (IssueFile, "number = '6'\n" + ISSUE, ["f:1:1: wrong-type: `number`: expected a whole number, found the text '6'"]),
    (IssueFile, "number = true\n" + ISSUE, ["`number`: expected a whole number, found true"]),
    (
        IssueFile,
        ISSUE.replace("2023-06-01", "'1 June'"),
        ["f:1:1: wrong-type: `date`: expected a date, found the text '1 June'"],
    ),
    (
        IssueFile,
        ISSUE.replace("2023-06-01", "2023-06-01T00:00:00"),
        ["`date`: expected a date, found 2023-06-01 00:00:00"],
    ),
    (
        IssueFile,
        ISSUE.replace('["busan"]', '"busan"'),
        ["f:4:1: wrong-type: `sections.articles`: expected a list, found the text"],
    ),
    (
        IssueFile,
        ISSUE.replace('["busan"]', '["a", 2]'),
        ["f:4:18: wrong-type: `sections.articles`: expected text, found 2"],
    ),
    (
        IssueFile,
        "date = 2023-06-01\nsubject = 'S'\nsections = 'none'",
        ["f:3:1: wrong-type: `sections`: expected a list"],
    ),
    (ArticleHead, "contents = 'no'", ["f:1:1: wrong-type: `contents`: expected true or false, found the text 'no'"]),
    (ArticleHead, "image = 'a.png'", ["f:1:1: wrong-type: `image`: expected a table, found the text 'a.png'"]),
    (ArticleHead, "[values]\nfund = 12", ["f:2:1: wrong-type: `values.fund`: expected a table, found 12"]),
    (
        ArticleHead,
        "[values]\nfund = { number = '12' }",
        ["f:2:10: wrong-value: `values.fund.number`: expected a number, found '12'"],
    ),
    (ArticleHead, "[values]\nfund = { number = nan }", ["expected a number of at most 24 digits, found NaN"]),
    (ArticleHead, "[values]\nfund = { number = 1e99 }", ["expected a number of at most 24 digits, found 1E+99"]),
    (
        EventFence,
        EVENT.replace("2023-06-14T15:00:00", "2023-06-14"),
        ["f:2:1: wrong-type: `start`: expected a date with a time"],
    ),
    # wrong values
    (
        EventFence,
        EVENT.replace("15:00:00", "15:00:00+01:00"),
        ["f:2:1: wrong-value: `start`: expected a local time, found one with an offset"],
    ),
    (EventFence, EVENT + "zone = 'Londen'", ["f:4:1: wrong-value: `zone`: expected an IANA time zone, found 'Londen'"]),
    (
        EventFence,
        EVENT + "sequence = -1",
        ["f:4:1: wrong-value: `sequence`: expected: greater than or equal to 0, found -1"],
    ),
    (
        ButtonFence,
        "label = ' '\nurl = 'example.org'",
        ["f:1:1: wrong-value: `label`: expected some text", "f:2:1: wrong-value: `url`"],
    ),
    (ButtonFence, "label = 'a'\nurl = 'https://e.org/a b'", ["write it in full, without spaces"]),
    (ButtonFence, "label = 'a'\nurl = 'javascript:x'", ["expected an address that begins with https://"]),
    (
        NewsletterFile,
        NEWSLETTER.replace("port-cities", "Port Cities") + SENDER,
        ["f:1:1: wrong-value: `id`: expected small letters", "write 'port-cities'"],
    ),
    (
        NewsletterFile,
        NEWSLETTER.replace("port-cities", "series") + SENDER,
        ["f:1:1: wrong-value: `id`: 'series' is reserved"],
    ),
    (
        NewsletterFile,
        NEWSLETTER.replace("en-GB", "en_GB") + SENDER,
        ["f:3:1: wrong-value: `locale`: expected a locale such as 'ko'"],
    ),
    (
        NewsletterFile,
        'locales = ["ko", "English"]\n' + NEWSLETTER + SENDER,
        ["f:1:18: wrong-value: `locales`: expected a locale"],
    ),
    (
        NewsletterFile,
        NEWSLETTER + "[sender]\naddress = 'news'",
        ["f:5:1: wrong-value: `sender.address`: expected an address such as"],
    ),
    (
        NewsletterFile,
        NEWSLETTER + SENDER + "[editions.ko]\nmachine = 'sometimes'",
        ["f:7:1: wrong-value: `editions.ko.machine`: expected one of 'never', 'label' or 'allow'"],
    ),
    (
        NewsletterFile,
        NEWSLETTER + SENDER + "[editions.ko]\nmin_reviewed = 2",
        ["expected: less than or equal to 1, found 2"],
    ),
    (
        IssueFile,
        "date = 2023-06-01\nsubject = 'S'\nsections = []",
        ["f:3:1: wrong-value: `sections`: expected at least one item, found a list"],
    ),
    (
        IssueFile,
        ISSUE.replace("busan", "Busan!"),
        ["f:4:13: wrong-value: `sections.articles`: expected small letters", "write 'busan'"],
    ),
    (ArticleHead, "[values]\nFund = { number = 1 }", ["f:2:1: wrong-value", "expected a name such as fund"]),
    (
        ArticleHead,
        "[values]\nfund = { money = 1, currency = 'pounds' }",
        ["f:2:21: wrong-value", "expected three capitals such as GBP"],
    ),
    (QuoteFence, "text = []", ["f:1:1: wrong-value"]),
    (QuoteFence, "text = 5", ["f:1:1: wrong-type: `text`: expected"]),
    (QuoteFence, 'text = ["a", " "]', ["f:1:14: wrong-value: `text`: expected some text, found none"]),
]


@pytest.mark.parametrize(("shape", "text", "expected"), CASES)
def test_a_fault_is_told_at_its_place(shape: Any, text: str, expected: Sequence[str]) -> None:
    found = "\n".join(faults_of(shape, text))
    for part in expected:
        assert part in found


def test_all_faults_of_a_file_are_told_at_once() -> None:
    text = 'titel = "T"\nnumber = "6"\ndate = 2023-06-01\nsend = "soon"\n'
    text += '[[sections]]\nname = 5\narticles = ["Busan", "ok", "issue"]\n'
    assert [found.split(": ")[0:2] for found in sorted(faults_of(IssueFile, text))] == [
        ["f:1:1", "missing-key"],
        ["f:1:1", "unknown-key"],
        ["f:2:1", "wrong-type"],
        ["f:4:1", "wrong-type"],
        ["f:6:1", "wrong-type"],
        ["f:7:13", "wrong-value"],
        ["f:7:28", "wrong-value"],
    ]


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ('{ money = 12e9, currency = "GBP" }', "MoneyTable"),
        ("{ number = 1_000_000 }", "NumberTable"),
        ("{ percent = 12.5 }", "PercentTable"),
        ("{ date = 2023-06-14 }", "DateTable"),
        ("{ start = 2023-06-14T15:00:00, end = 2023-06-14T18:00:00 }", "TimeRangeTable"),
        ('{ list = ["a", "b"] }', "ListTable"),
        ('{ text = "a" }', "TextTable"),
    ],
)
def test_a_value_is_known_by_its_key(table: str, kind: str) -> None:
    faults = Faults("f")
    toml = parse_toml(f"[values]\nx = {table}", faults)
    assert toml is not None
    head = validate(ArticleHead, toml, faults)
    assert head is not None, faults.findings
    assert type(head.values["x"]).__name__ == kind
