"""A catalog that came back by mail."""

from dataclasses import replace

import pytest

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.outcomes import Outcome
from bulletin.l10n.receive import Received, receive
from bulletin.l10n.recognise import recognise
from bulletin.l10n.states import State, machine_comment, state_of
from bulletin.l10n.sync import sync
from bulletin.model.message import Message

ASKED = [Message(context="busan.headline", msgid="Two harbours", domain="2023-06"), Message(context="busan.standfirst", msgid="One tide", domain="2023-06")]  # fmt: skip


def catalog(first: str, *, fuzzy: bool = False, comments: tuple[str, ...] = ()) -> Catalog:
    """Return a catalog in which the headline has a text."""
    empty = sync(ASKED, locale="ko").catalog
    entry = replace(empty.entries[0], msgstr=(first,), comments=comments)
    return replace(empty, entries=(entry.marked_fuzzy() if fuzzy else entry, empty.entries[1]))


def headline(received: Received) -> Entry:
    return received.catalog.entries[0]


def outcomes(received: Received) -> list[Outcome]:
    return [merged.outcome for merged in received.merged]


def test_a_text_fills_a_missing_one() -> None:
    received = receive(catalog("두 항구"), catalog(""), ASKED)
    assert (headline(received).text, state_of(headline(received))) == ("두 항구", State.REVIEWED)
    assert outcomes(received) == [Outcome.TAKEN]


def test_a_text_wins_over_a_machines_and_its_mark_goes() -> None:
    ours = catalog("두 개의 항구", fuzzy=True, comments=(machine_comment("libre", "Two harbours", "두 개의 항구"),))
    received = receive(catalog("두 항구"), ours, ASKED)
    assert (headline(received).text, headline(received).comments) == ("두 항구", ())


def test_accepting_a_machines_words_as_they_are_makes_them_reviewed() -> None:
    ours = catalog("두 항구", fuzzy=True, comments=(machine_comment("libre", "Two harbours", "두 항구"),))
    incoming = replace(ours, entries=(ours.entries[0].accepted(), ours.entries[1]))
    assert state_of(headline(receive(incoming, ours, ASKED))) is State.REVIEWED


def test_two_peoples_texts_are_both_kept_and_listed() -> None:
    received = receive(catalog("두 항구"), catalog("항구 둘"), ASKED)
    assert headline(received).text == "항구 둘"
    assert [(entry.context, entry.text) for entry in received.catalog.obsolete] == [("busan.headline@other", "두 항구")]
    assert [(merged.ours, merged.theirs) for merged in received.conflicts] == [("항구 둘", "두 항구")]


def test_theirs_is_taken_where_it_is_chosen_and_ours_is_kept() -> None:
    theirs, ours = catalog("두 항구"), catalog("항구 둘")
    for before in (ours, receive(theirs, ours, ASKED).catalog):
        received = receive(theirs, before, ASKED, choose_theirs=True)
        assert (headline(received).text, outcomes(received)) == ("두 항구", [Outcome.CHOSEN])
        assert [(each.context, each.text) for each in received.catalog.obsolete] == [
            ("busan.headline@other", "항구 둘")
        ]
        assert not receive(theirs, received.catalog, ASKED).news


def test_a_text_kept_beside_ours_goes_once_somebody_has_written_it_over_ours() -> None:
    kept = receive(catalog("두 항구"), catalog("항구 둘"), ASKED).catalog
    by_hand = replace(kept, entries=(replace(kept.entries[0], msgstr=("두 항구",)), *kept.entries[1:]))
    assert list(sync(ASKED, by_hand).catalog.obsolete) == []


def test_two_texts_for_what_nobody_asks_for_any_more_are_kept_and_listed() -> None:
    incoming, ours = catalog("두 항구"), catalog("항구 둘")
    received = receive(incoming, ours, ASKED[1:])
    assert [(each.outcome, each.ours, each.theirs) for each in received.merged] == [
        (Outcome.UNASKED, "항구 둘", "두 항구")
    ]
    kept = [("busan.headline", "항구 둘"), ("busan.headline@other", "두 항구")]
    assert [(each.context, each.text) for each in received.catalog.obsolete] == kept
    chosen = receive(incoming, received.catalog, ASKED[1:], choose_theirs=True)
    assert outcomes(chosen) == [Outcome.CHOSEN]
    assert headline(receive(incoming, chosen.catalog, ASKED)).text == "두 항구"
    assert {each.text for each in chosen.catalog.obsolete} == {"항구 둘", "두 항구"}


def test_a_second_form_that_differs_is_kept_as_well() -> None:
    def plural(second: str) -> Catalog:
        empty = catalog("")
        entry = replace(empty.entries[0], plural="Many harbours", msgstr=("하나", second))
        return replace(empty, entries=(entry, empty.entries[1]))

    received = receive(plural("항구들"), plural("여러 항구"), ASKED)
    assert [entry.msgstr for entry in received.catalog.entries if entry.plural] == [
        ("하나", "여러 항구"),
        ("하나", "항구들"),
    ]


def test_a_reviewed_text_stands_before_one_that_somebody_was_not_sure_of() -> None:
    received = receive(catalog("두 항구"), catalog("항구 둘", fuzzy=True), ASKED)
    assert headline(received).text == "두 항구"
    assert [entry.text for entry in received.catalog.obsolete] == ["항구 둘"]
    assert outcomes(received) == [Outcome.REPLACED]


def test_what_was_made_of_an_older_text_does_not_stand_before_a_reviewed_one() -> None:
    old = [replace(ASKED[0], msgid="Two ports"), ASKED[1]]
    incoming = replace(sync(old, locale="ko").catalog, entries=(Entry(context="busan.headline", msgid="Two ports", msgstr=("두 포구",)),))  # fmt: skip
    received = receive(incoming, catalog("두 항구"), ASKED)
    assert headline(received).text == "두 항구"
    assert [entry.text for entry in received.catalog.obsolete] == ["두 포구"]
    carried = receive(incoming, catalog(""), ASKED)
    assert (headline(carried).text, headline(carried).previous_msgid) == ("두 포구", "Two ports")


def test_an_untranslated_catalog_takes_nothing_away() -> None:
    ours = catalog("두 항구", comments=("a question",))
    assert receive(catalog(""), ours, ASKED).catalog == ours


def test_both_translators_comments_stay() -> None:
    received = receive(catalog("두 항구", comments=("theirs",)), catalog("두 항구", comments=("ours",)), ASKED)
    assert headline(received).comments == ("ours", "theirs")


def test_the_issue_and_the_language_are_recognised() -> None:
    ours = [
        replace(catalog(""), domain="2023-06"), replace(catalog(""), domain="2023-06", locale="cy"),
        Catalog(locale="ko", domain="port-cities", entries=(Entry(context="series.title", msgid="Port Cities"),)),
    ]  # fmt: skip
    incoming = replace(catalog("두 항구"), locale="", headers=(("Language", "ko_KR"),), file="from-mail.po")
    assert recognise(incoming, ours) is ours[0]
    assert recognise(replace(ours[2], locale=""), ours[2:]) is ours[2]
    with pytest.raises(
        CatalogError, match=r"from-mail.po: expected a language of this newsletter \(ko, cy\), found ja"
    ):
        recognise(replace(incoming, headers=(("Language", "ja"),)), ours)
    assert recognise(replace(incoming, entries=(Entry(context="x", msgid="y"),)), ours) is None
    with pytest.raises(CatalogError, match="--locale ko or cy"):
        recognise(replace(incoming, headers=()), ours)
