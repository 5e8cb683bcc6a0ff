"""What `sync` and `status` say of an edition is what `localise` makes of it, whatever the policy."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.findings import Place
from bulletin.inline import plain, plain_text
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.consequences import consequences
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.l10n.states import machine_comment
from bulletin.l10n.status import status
from bulletin.model.blocks import Paragraph
from bulletin.model.edition import Edition
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.message import Message
from bulletin.model.newsletter import EditionPolicy, Mailbox, Newsletter

KINDS = ("reviewed", "missing", "machine", "changed", "other figure", "unusable")
OWN = ("series.title", "issue.subject", "series.section")


def article(slug: str, **fields: Any) -> Article:
    texts = (f"The first text of {slug} is here.", f"The second text of {slug} costs 5 pounds.")
    return Article(slug=slug, headline=f"All of {slug}", blocks=tuple(Paragraph(text=text) for text in texts), **fields)


def an_issue(*articles: Article, **policy: Any) -> Issue:
    paper = Newsletter(
        id="post", title="Port News", locale="en-GB", locales=("ko", "cy"), sender=Mailbox(address="news@example.org"),
        editions=(EditionPolicy(locale="ko", **policy),),
    )  # fmt: skip
    section = Section(name="News", articles=articles or (article("busan"), article("quay")))
    return Issue(newsletter=paper, id="2023-06", date=dt.date(2023, 6, 1), subject="June", sections=(section,))


def entry(message: Message, kind: str) -> Entry:
    made = Entry(context=message.context, msgid=message.msgid, msgstr=(f"번역 {message.context}",), line=5)
    match kind:
        case "missing":
            return replace(made, msgstr=("",))
        case "machine":
            mark = machine_comment("libre", message.msgid, made.text)
            return replace(made, flags=("fuzzy",), comments=(mark,))
        case "changed":
            return replace(made, flags=("fuzzy",), previous_msgid=message.msgid.replace("text", "txet"))
        case "other figure":
            return replace(made, flags=("fuzzy",), previous_msgid=f"{message.msgid} 7")
        case "unusable":
            return replace(made, msgstr=("<script>번역",))
    return made


def catalog(issue: Issue, kinds: dict[str, str]) -> Catalog:
    """Return a catalog in which each text is reviewed but those in `kinds`, by the beginning of context or text."""
    return Catalog(
        locale="ko", file="ko.po", entries=tuple(entry(each, _kind(each, kinds)) for each in messages(issue))
    )


def _kind(message: Message, kinds: dict[str, str]) -> str:
    named = (kind for start, kind in kinds.items() if f"{message.context}|{message.msgid}".startswith(start))
    return next(named, "reviewed")


def told(issue: Issue, kinds: dict[str, str]) -> list[str]:
    return list(consequences(issue, messages(issue), [catalog(issue, kinds)], "ko"))


FIRST = "busan.paragraph.text|The first"
policies = st.fixed_dictionaries(
    {
        "min_reviewed": st.sampled_from((0.0, 0.5, 1.0)),
        "mandatory": st.sampled_from(((), ("subject",), ("subject", "headline"))),
        "machine": st.sampled_from(("never", "label", "allow")),
        "changed": st.sampled_from(("fall-back", "keep")),
        "not_ready": st.sampled_from(("source", "drop", "mix")),
        "refused": st.sampled_from(("stop", "source")),
    }
)
editions_of = st.sampled_from(((), ("ko",), ("en-GB", "cy")))
starts = ("busan.headline", FIRST, "busan.paragraph.text|The second", "quay.headline", "quay.paragraph", *OWN)
some_kinds = st.fixed_dictionaries({start: st.sampled_from(KINDS) for start in starts})


def shown_in(edition: Edition, slug: str) -> str:
    """Return how an edition shows an article, as a consequence would begin to say it."""
    found = [each for each in edition.issue.articles if each.slug == slug]
    if not found:
        return "will be left out"
    texts = [found[0].headline, *(block.text for block in found[0].blocks if isinstance(block, Paragraph))]
    english = [not plain_text(plain(text)).startswith("번역") for text in texts]
    if not any(english):
        return ""
    return "will appear in English" if all(english) else "will appear partly in English"


@given(policy=policies, kinds=some_kinds, editions=editions_of, locale=st.sampled_from(("", "ko", "cy")))
@settings(max_examples=150, deadline=None)
def test_what_is_said_is_what_is_built(
    policy: dict[str, Any], kinds: dict[str, str], editions: tuple[str, ...], locale: str
) -> None:
    issue = an_issue(article("busan"), article("quay", editions=editions, locale=locale), **policy)
    edition = localise(issue, [catalog(issue, kinds)], locale="ko")
    lines = told(issue, kinds)
    fallen = {fallback.article for fallback in edition.fallbacks}
    for slug in ("busan", "quay"):
        said = [line.removeprefix(f"ko: {slug} ") for line in lines if line.startswith(f"ko: {slug} ")]
        assert (slug in fallen) == any(" because " in line for line in said)
        if slug == "busan":
            falls = next((line for line in said if " because " in line), "")
            assert falls.split(" because ")[0] == shown_in(edition, slug)
    sending = [line for line in lines if "the Korean edition" in line]
    assert len(sending) == bool(edition.refused)
    assert all(line.endswith("; ".join(edition.refused)) for line in sending)
    kept = any(finding.rule == "kept-translation" for finding in edition.findings)
    if policy["not_ready"] == "mix":
        assert kept or not any("as last translated" in line for line in lines if " quay" in line or " busan" in line)
    own = status(issue, messages(issue), [catalog(issue, kinds)], "ko")
    assert own.words == edition.words
    assert sum(words.total for _, words in own.articles) == own.words.total


@pytest.mark.parametrize(
    ("kinds", "policy", "expected"),
    [
        ({}, {}, []),
        (
            {FIRST: "changed"}, {"min_reviewed": 0.1},
            ["ko: busan will appear in English because 1 of 2 paragraphs changed"],
        ),
        (
            {FIRST: "changed"}, {"min_reviewed": 0.1, "not_ready": "drop"},
            ["ko: busan will be left out because 1 of 2 paragraphs changed"],
        ),
        (
            {FIRST: "changed"}, {"min_reviewed": 0.1, "not_ready": "mix"},
            ["ko: busan will appear partly in English because 1 of 2 paragraphs changed"],
        ),
        (
            {FIRST: "changed"}, {"min_reviewed": 0.1, "changed": "keep"},
            ["ko: busan will appear as last translated although 1 of 2 paragraphs changed"],
        ),
        (
            {FIRST: "other figure"}, {"min_reviewed": 0.1, "changed": "keep"},
            ["ko: busan will appear in English because 1 of 2 paragraphs changed"],
        ),
        (
            {FIRST: "machine"}, {"min_reviewed": 0.1},
            ["ko: busan will appear in English because 1 of 2 paragraphs is a machine’s work that nobody has reviewed"],
        ),
        (
            {FIRST: "machine"}, {"min_reviewed": 0.1, "machine": "allow"},
            ["ko: busan will appear with 1 of 2 paragraphs in a machine’s words that nobody has reviewed"],
        ),
        (
            {"busan": "machine"}, {"min_reviewed": 0.1, "machine": "label"},
            ["ko: busan will appear with 3 of 3 texts in a machine’s words that nobody has reviewed, and say so"],
        ),
        (
            {FIRST: "unusable"}, {"min_reviewed": 0.1},
            ["ko: busan will appear in English because 1 of 2 paragraphs cannot be used as it is written"],
        ),
        (
            {FIRST: "missing", "busan.headline": "changed"}, {"min_reviewed": 0.1},
            ["ko: busan will appear in English because 1 of 3 texts is not translated and 1 changed"],
        ),
        (
            {"issue.subject": "missing"}, {"min_reviewed": 0.1},
            [
                "ko: the issue’s subject and title will appear in English because nothing of it is translated",
                "ko: the Korean edition will not be sent: the subject is not reviewed",
            ],
        ),
        (
            {FIRST: "machine"}, {"machine": "allow", "refused": "source"},
            [
                "ko: busan will appear with 1 of 2 paragraphs in a machine’s words that nobody has reviewed",
                "ko: readers of the Korean edition will get the English one: 82 % of the words are reviewed, and 100 % are asked for",
            ],
        ),
    ],
)  # fmt: skip
def test_each_policy_has_its_words(kinds: dict[str, str], policy: dict[str, Any], expected: list[str]) -> None:
    assert told(an_issue(**policy), kinds) == expected


def test_places_are_named_up_to_three() -> None:
    issue = an_issue(min_reviewed=0.1)
    placed = [
        replace(each, places=(Place(file="busan.md", line=line),)) for line, each in enumerate(messages(issue), 1)
    ]
    found = consequences(issue, placed, [catalog(issue, {"busan": "changed", "quay": "changed"})], "ko")
    assert found[0].endswith("3 of 3 texts changed (busan.md:4, busan.md:5, busan.md:6)")


def test_an_edition_that_cannot_be_made_is_said_to_be() -> None:
    issue = an_issue(replace(article("busan"), standfirst="worth {fund}"))
    [line] = told(issue, {})
    assert line.startswith(
        "ko: no edition can be made: busan.standfirst: no value `fund` is declared (declared: none); "
    )


@pytest.mark.parametrize(
    ("policy", "reason"),
    [
        ("source", "is shown in its source language: 1 of 2 paragraphs is not translated"),
        ("mix", "is shown partly in its source language: 1 of 2 paragraphs is not translated"),
        ("drop", "was left out: 1 of 2 paragraphs is not translated"),
    ],
)
def test_the_edition_itself_says_the_same(policy: str, reason: str) -> None:
    issue = an_issue(not_ready=policy)
    [fallback] = localise(issue, [catalog(issue, {FIRST: "missing"})], locale="ko").fallbacks
    assert (fallback.article, fallback.reason) == ("busan", reason)
