"""Sync: the order of matching, and that nobody's work is lost."""

from dataclasses import replace

import pytest

from bulletin.findings import Place
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.messages import merged
from bulletin.l10n.po.read import catalog_of
from bulletin.l10n.po.write import catalog_text
from bulletin.l10n.states import State, machine_comment, state_of
from bulletin.l10n.sync import Fate, sync
from bulletin.model.message import Message

A = "The new crossing opens on a Monday in spring."
B = "Anyone who has waited at the pier will know why."
C = "Engineers measured the bed of the river twice."
D = "Nothing about the old timetable will change."


def ask(*texts: str, context: str = "busan.paragraph.text") -> list[Message]:
    """Messages of paragraphs that stand one under the other."""
    return [
        Message(context=context, msgid=text, domain="2023-06", places=(Place(file="busan.md", line=2 * at + 1),), article="busan")
        for at, text in enumerate(texts)
    ]  # fmt: skip


def translated(messages: list[Message]) -> Catalog:
    """A catalog in which all messages are reviewed."""
    catalog = sync(messages, locale="ko").catalog
    return replace(catalog, entries=tuple(replace(each, msgstr=(f"[{each.msgid}]",)) for each in catalog.entries))


def fates(messages: list[Message], old: Catalog, *earlier: Catalog) -> list[Fate]:
    return list(sync(messages, old, earlier).sources)


def entry(catalog: Catalog, msgid: str) -> Entry:
    return next(each for each in catalog.entries if each.msgid == msgid)


def entry_of(catalog: Catalog, context: str) -> Entry:
    return next(each for each in catalog.live if each.context == context)


def test_the_same_context_and_text_is_kept() -> None:
    assert fates(ask(A, B), translated(ask(A, B))) == [Fate.KEPT, Fate.KEPT]


def test_a_changed_paragraph_between_its_neighbours_is_carried_whatever_its_score() -> None:
    synced = sync(ask(A, "All new!", C), translated(ask(A, B, C)))
    assert synced.sources == (Fate.KEPT, Fate.CARRIED, Fate.KEPT)
    changed = entry(synced.catalog, "All new!")
    assert (changed.msgstr, changed.fuzzy, changed.previous_msgid, changed.previous_context) == (
        (f"[{B}]",),
        True,
        B,
        None,
    )
    assert state_of(changed) is State.CHANGED


def test_neighbours_are_found_when_another_tool_has_sorted_the_file() -> None:
    old = translated(ask(A, B, C))
    shuffled = replace(old, entries=(old.entries[2], old.entries[0], old.entries[1]))
    assert fates(ask(A, "All new!", C), shuffled) == [Fate.KEPT, Fate.CARRIED, Fate.KEPT]


def test_a_headline_is_its_own_neighbour() -> None:
    old = translated([*ask("Old words", context="busan.headline"), *ask(A, B)])
    new = [*ask("Quite different", context="busan.headline"), *ask(C, D)]
    assert fates(new, old)[0] is Fate.CARRIED


def test_what_an_earlier_issue_has_reviewed_is_reviewed() -> None:
    synced = sync(ask(A, B), None, [translated(ask(B))], locale="ko")
    assert synced.sources == (Fate.MISSING, Fate.EARLIER)
    assert state_of(entry(synced.catalog, B)) is State.REVIEWED


def test_the_same_text_in_another_context_is_copied_and_marked() -> None:
    synced = sync([*ask(A), *ask(A, context="fabric.quote.text")], translated(ask(A)))
    assert synced.sources == (Fate.KEPT, Fate.COPIED)
    copy = synced.catalog.entries[1]
    assert (copy.fuzzy, copy.comments, copy.previous_context) == (
        True,
        ("copied from busan.paragraph.text",),
        "busan.paragraph.text",
    )


def test_a_paragraph_that_moved_and_was_edited_is_found_by_its_likeness() -> None:
    moved = C.replace("twice", "three times")
    synced = sync(ask(moved, D, "A whole new story.", A, B), translated(ask(A, B, C, D)))
    assert synced.sources[0] is Fate.SIMILAR
    assert entry(synced.catalog, moved).previous_msgid == C


def test_likeness_never_makes_a_translation_reviewed() -> None:
    synced = sync(ask(A.replace("opens", "not opens"), B), translated(ask(A, B)))
    assert state_of(synced.catalog.entries[0]) is State.CHANGED


def test_short_texts_are_not_matched_by_likeness() -> None:
    assert (
        fates(ask(A, "Two to five words", B, C), translated(ask("One to five words", "Other", A, B, C)))[1]
        is Fate.MISSING
    )


def test_short_texts_that_changed_side_by_side_are_carried_in_their_order() -> None:
    old = translated(ask(A, "digital innovation", "smart cities", B))
    synced = sync(ask(A, "digital work", "clever towns", B), old)
    assert synced.sources == (Fate.KEPT, Fate.CARRIED, Fate.CARRIED, Fate.KEPT)
    assert [each.previous_msgid for each in synced.catalog.entries[1:3]] == ["digital innovation", "smart cities"]
    assert Fate.CARRIED not in sync(ask(A, "digital work", "clever towns", "health", B), old).sources


def test_what_disappears_is_obsolete_and_comes_back() -> None:
    gone = sync(ask(A), translated(ask(A, B))).catalog
    assert [each.msgid for each in gone.obsolete] == [B]
    back = sync(ask(A, B), gone)
    assert back.sources == (Fate.KEPT, Fate.REVIVED)
    assert state_of(entry(back.catalog, B)) is State.REVIEWED


@pytest.mark.parametrize(
    "new",
    [[A, "Inserted here, a new one.", B, C, D], [A, C, D], [D, A, B, C], [A, "Anyone who has waited at the pier.", "Will know why.", C, D]],
    ids=["insertion", "removal", "move", "split"],
)  # fmt: skip
def test_the_other_paragraphs_keep_their_translations(new: list[str]) -> None:
    catalog = sync(ask(*new), translated(ask(A, B, C, D))).catalog
    assert all(state_of(entry(catalog, text)) is State.REVIEWED for text in new if text in {A, B, C, D})


def test_the_first_previous_text_stays_through_several_changes() -> None:
    once = sync(ask(A, "B one.", C), translated(ask(A, B, C))).catalog
    twice = sync(ask(A, "B two.", C), once).catalog
    assert (entry(twice, "B two.").previous_msgid, entry(twice, "B two.").msgstr) == (B, (f"[{B}]",))


def test_a_machines_text_stays_the_machines() -> None:
    old = translated(ask(A, B, C))
    machine = replace(old.entries[1], comments=(machine_comment("libre", B, f"[{B}]"),)).marked_fuzzy()
    new = sync(ask(A, "B one.", C), replace(old, entries=(old.entries[0], machine, old.entries[2]))).catalog
    assert state_of(entry(new, "B one.")) is State.MACHINE


def test_an_address_arrives_filled_follows_its_source_and_stays_where_a_person_changed_it() -> None:
    def address(url: str) -> Message:
        return replace(ask(url, context="busan.paragraph.text@link1")[0], optional=True)

    first = sync([address("https://a.example")], locale="ko").catalog
    assert first.entries[0].msgstr == ("https://a.example",)
    second = sync([address("https://b.example")], first).catalog
    assert [each.msgstr for each in second.entries] == [("https://b.example",)]
    own = replace(first, entries=(replace(first.entries[0], msgstr=("https://a.example/ko",)),))
    third = sync([address("https://b.example")], own).catalog
    assert (third.entries[0].msgstr, third.entries[0].fuzzy) == (("https://a.example/ko",), True)


def test_an_address_goes_with_its_link_when_another_is_set_before_it() -> None:
    def asked(*urls: str) -> list[Message]:
        return [
            replace(ask(url, context=f"busan.paragraph.text@link{number}")[0], optional=True)
            for number, url in enumerate(urls, 1)
        ]

    first = sync(asked("https://a.example", "https://b.example"), locale="ko").catalog
    own = replace(first.entries[0], msgstr=("https://a.example/ko",))
    old = replace(first, entries=(own, first.entries[1]))
    new = sync(asked("https://new.example", "https://a.example", "https://b.example"), old)
    assert [each.msgstr[0] for each in new.catalog.live] == [
        "https://new.example", "https://a.example/ko", "https://b.example",
    ]  # fmt: skip
    assert not any(each.fuzzy for each in new.catalog.live)
    back = sync(asked("https://a.example", "https://b.example"), new.catalog).catalog
    assert tuple(back.live) == old.entries


def test_two_texts_for_one_obsolete_message_are_both_kept_under_keys_of_their_own() -> None:
    one = Entry(context="x", msgid=A, msgstr=("하나",), obsolete=True)
    catalog = sync(ask(B), Catalog(locale="ko", entries=(one, replace(one, msgstr=("둘",))))).catalog
    assert [(each.context, each.msgstr) for each in catalog.obsolete] == [("x", ("하나",)), ("x@other", ("둘",))]
    assert sync(ask(B), catalog).catalog == catalog


def test_line_ends_that_gettext_would_refuse_are_left_out() -> None:
    old = Catalog(locale="ko", entries=(Entry(context="busan.paragraph.text", msgid=A, msgstr=("글\n",)),))
    assert sync(ask(A), old).catalog.entries[0].msgstr == ("글",)


def test_a_second_run_changes_no_byte() -> None:
    catalog = sync(ask(A, "All new!", D), translated(ask(A, B, C, D))).catalog
    text = catalog_text(catalog)
    again = sync(ask(A, "All new!", D), catalog_of(text.encode(), "ko.po", locale="ko")).catalog
    assert catalog_text(again) == text


def test_a_machines_text_that_a_person_accepted_stays_a_persons_when_its_source_changes() -> None:
    mark = machine_comment("libre", "tide", "조류")
    old = Catalog(
        locale="ko",
        entries=(Entry(context="busan.paragraph.text", msgid="tide", msgstr=("조류",), comments=(mark,)),),
    )
    message = Message(context="busan.paragraph.text", msgid="harbour", domain="2023-06", article="busan")
    (entry,) = sync([message], old).catalog.entries
    assert entry.text == "조류"
    assert state_of(entry) is State.CHANGED


def test_an_edit_that_is_taken_back_leaves_the_catalog_as_it_was() -> None:
    old = sync(ask(A, B, C), translated(ask(A, B, C))).catalog
    edited = sync(ask(A, "B one.", C), old).catalog
    assert state_of(entry(edited, "B one.")) is State.CHANGED
    back = sync(ask(A, B, C), edited)
    assert back.sources == (Fate.KEPT, Fate.RESTORED, Fate.KEPT)
    assert back.catalog == old


def test_an_article_whose_file_is_renamed_and_renamed_back_is_as_it_was() -> None:
    old = sync(ask(A, B, C), translated(ask(A, B, C))).catalog
    renamed = sync(ask(A, B, C, context="busan-2.paragraph.text"), old).catalog
    assert [state_of(each) for each in renamed.live] == [State.CHANGED] * 3
    assert sync(ask(A, B, C), renamed).catalog == old


def test_a_text_that_was_copied_twice_comes_back_with_its_comments() -> None:
    def heading(article: str) -> list[Message]:
        return [*ask(A, context=f"{article}.paragraph.text"), *ask(A, context=f"{article}.heading.text")]

    first, second = translated(heading("busan")).entries
    old = Catalog(locale="ko", entries=(replace(first, msgstr=("",)), replace(second, comments=("mine",))))
    back = sync(heading("busan"), sync(heading("busan-2"), old).catalog).catalog
    assert (entry_of(back, "busan.heading.text").comments, entry_of(back, "busan.heading.text").fuzzy) == (
        ("mine",),
        False,
    )


@pytest.mark.parametrize("machine", [False, True])
def test_what_nobody_had_reviewed_is_not_reviewed_when_its_source_comes_back(*, machine: bool) -> None:
    old = translated(ask(A, B, C))
    comments = (machine_comment("libre", B, f"[{B}]"),) if machine else ("perhaps?",)
    unsure = replace(old.entries[1], comments=comments).marked_fuzzy()
    old = sync(ask(A, B, C), replace(old, entries=(old.entries[0], unsure, old.entries[2]))).catalog
    for other in (ask(A, "B one.", C), ask(A, B, C, context="busan-2.paragraph.text")):
        assert sync(ask(A, B, C), sync(other, old).catalog).catalog == old


def test_what_somebody_has_touched_since_is_not_reviewed_when_its_source_comes_back() -> None:
    edited = sync(ask(A, "B one.", C), translated(ask(A, B, C))).catalog
    touched = replace(entry(edited, "B one."), msgstr=("[B one, perhaps]",))
    entries = tuple(touched if each.msgid == "B one." else each for each in edited.entries)
    now = entry(sync(ask(A, B, C), replace(edited, entries=entries)).catalog, B)
    assert (now.text, state_of(now), now.previous_msgid) == ("[B one, perhaps]", State.CHANGED, None)


def test_a_review_that_comes_back_does_not_take_the_text_from_where_it_stands_since() -> None:
    edited = sync(ask(A, "B one.", C), translated(ask(A, B, C))).catalog
    both = sync(ask(A, "B one.", B, C), edited).catalog
    assert [state_of(each) for each in both.live] == [
        State.REVIEWED, State.CHANGED, State.REVIEWED, State.REVIEWED,
    ]  # fmt: skip
    assert entry(both, "B one.").comments == ()


def test_the_marks_of_a_text_go_when_a_person_has_looked() -> None:
    copy = sync(ask(A, context="fabric.quote.text"), translated(ask(A))).catalog
    assert copy.entries[0].comments[-1] == "copied from busan.paragraph.text"
    assert len(copy.entries[0].comments) == 2
    looked = replace(copy, entries=(replace(copy.entries[0].accepted(), comments=(*copy.entries[0].comments, "mine")),))
    assert sync(ask(A, context="fabric.quote.text"), looked).catalog.entries[0].comments == ("mine",)


def test_one_of_two_that_were_the_same_keeps_its_translation_when_it_is_edited() -> None:
    twice, other = ask(A, B, C, A, D), A.replace("Monday", "Tuesday")
    old = translated(list(merged(twice)))
    new = sync(ask(A, B, C, other, D), old)
    assert new.sources == (Fate.KEPT, Fate.KEPT, Fate.KEPT, Fate.SIMILAR, Fate.KEPT)
    carried = entry(new.catalog, other)
    assert (carried.text, carried.previous_msgid, carried.comments) == (f"[{A}]", A, ())
    assert sync(merged(twice), new.catalog).catalog == sync(merged(twice), old).catalog


def test_what_stands_as_often_as_before_is_not_proposed_for_what_is_new() -> None:
    assert fates(ask(A, B, A.replace("Monday", "Tuesday")), translated(ask(A, B)))[-1] is Fate.MISSING
