"""What must hold for any edit script and any state of translation, whatever sync and receive are given."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.findings import Place
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.po.read import catalog_of
from bulletin.l10n.po.write import catalog_text
from bulletin.l10n.provenance import own_comments
from bulletin.l10n.receive import receive
from bulletin.l10n.states import State, accepted_by_a_person, is_human, machine_comment, state_of
from bulletin.l10n.sync import Fate, sync
from bulletin.model.message import Message

MANY = 120
WORDS = (
    "harbour", "tide", "quay", "ferry", "the", "a", "opens", "Monday", "boat", "crane", "market", "roof", "not", "agreed",
    "부산", "{fund}",
)  # fmt: skip
History = tuple[Catalog, tuple[Message, ...]]
Story = tuple[tuple[str, str], ...]
"""(context, text) of each paragraph, in reading order."""

texts = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3), st.lists(st.sampled_from(WORDS), min_size=6, max_size=14)
).map(" ".join)
contexts = st.sampled_from(
    ["busan.paragraph.text", "busan.paragraph.text", "busan.heading.text", "fabric.paragraph.text", "busan.headline"]
)
stories: st.SearchStrategy[Story] = st.lists(st.tuples(contexts, texts), max_size=9).map(tuple)
EDITS = ("insert", "delete", "move", "move and typo", "split", "merge", "typo", "copy", "swap context", "address")


@st.composite
def edited(draw: st.DrawFn, story: Story) -> Story:
    """Draw an edit script and return the story that it makes."""
    parts = list(story)
    for edit in draw(st.lists(st.sampled_from(EDITS), min_size=1, max_size=6)):
        at = draw(st.integers(0, len(parts)))
        if edit == "address":
            parts.insert(at, ("busan.paragraph.text@link1", f"https://example.org/{draw(st.integers(0, 3))}"))
        elif edit == "insert" or not parts:
            parts.insert(at, (draw(contexts), draw(texts)))
        else:
            _edit(draw, parts, min(at, len(parts) - 1), edit)
    return tuple(parts)


def _edit(draw: st.DrawFn, parts: list[tuple[str, str]], here: int, edit: str) -> None:
    """Change, move or remove one paragraph."""
    context, text = parts.pop(here)
    words = text.split()
    typo = (context, text + draw(st.sampled_from(["s", "!", " soon"])))
    elsewhere = draw(st.integers(0, len(parts)))
    match edit:
        case "move" | "move and typo":
            parts.insert(elsewhere, typo if "typo" in edit else (context, text))
        case "split":
            parts[here:here] = [
                (context, " ".join(words[: len(words) // 2 + 1])),
                (context, " ".join(words[len(words) // 2 :])),
            ]
        case "merge" if here < len(parts):
            parts[here] = (context, f"{text} {parts[here][1]}")
        case "typo":
            parts.insert(here, typo)
        case "copy":
            parts[here:here] = [(context, text)] * 2
        case "swap context":
            parts.insert(here, (draw(contexts), text))


def messages_of(story: Story) -> tuple[Message, ...]:
    """Return the messages of a story."""
    found: dict[tuple[str, str], Message] = {}
    for at, (context, text) in enumerate(story):
        article = context.split(".", maxsplit=1)[0]
        place = Place(file=f"{article}.md", line=2 * at + 1)
        message = Message(
            context=context, msgid=text, domain="2023-06", places=(place,), article=article, notes=("Paragraph",),
            optional="@" in context,
        )  # fmt: skip
        first = found.setdefault(message.key, message)
        found[message.key] = replace(first, places=tuple(dict.fromkeys((*first.places, place))))
    return tuple(found.values())


@st.composite
def worked_on(draw: st.DrawFn, catalog: Catalog, who: str = "ko") -> Catalog:
    """Draw what translators and machines have done to a catalog."""
    return replace(
        catalog, entries=tuple(_worked_on(draw, entry, f"{who}{at}") for at, entry in enumerate(catalog.entries))
    )


def _worked_on(draw: st.DrawFn, entry: Entry, own: str) -> Entry:
    """Draw what became of one entry; whoever translates writes words of their own."""
    if entry.obsolete:
        return entry
    text = f"{own} 번역 «{entry.msgid}»\nquay" if draw(st.booleans()) else own
    done = draw(st.sampled_from(["nothing", "nothing", "reviewed", "reviewed", "unsure", "machine", "commented"]))
    if done == "machine" and not is_human(entry):
        comment = machine_comment("libre", entry.msgid, text)
        return replace(entry.marked_fuzzy(), msgstr=(text,), comments=(comment,))
    if done in {"reviewed", "unsure"}:
        return replace(entry.accepted() if done == "reviewed" else entry.marked_fuzzy(), msgstr=(text,))
    return replace(entry, comments=(*entry.comments, f"{own}?")) if done == "commented" else entry


@st.composite
def histories(draw: st.DrawFn) -> tuple[Catalog, tuple[Message, ...]]:
    """Draw a catalog that several rounds of edits and translation have made, and the messages of one more edit."""
    story = draw(stories)
    catalog = sync(messages_of(story), locale="ko").catalog
    for _ in range(draw(st.integers(1, 3))):
        catalog = draw(worked_on(catalog))
        story = draw(edited(story))
        catalog = sync(messages_of(story), catalog).catalog
    return draw(worked_on(catalog)), messages_of(draw(edited(story)))


def human_texts(catalog: Catalog) -> set[str]:
    """Return all that people wrote, addresses as they arrived aside."""
    return {entry.text for entry in catalog.entries if is_human(entry) and entry.text != entry.msgid}


@settings(max_examples=MANY, deadline=None)
@given(histories())
def test_no_persons_translation_is_ever_lost(history: History) -> None:
    old, messages = history
    new = sync(messages, old).catalog
    assert human_texts(old) <= {entry.text for entry in new.entries}


@settings(max_examples=MANY, deadline=None)
@given(histories())
def test_a_second_run_changes_no_byte_and_every_key_stands_once(history: History) -> None:
    old, messages = history
    text = catalog_text(sync(messages, old).catalog)
    read = catalog_of(text.encode(), "ko.po", locale="ko")
    assert catalog_text(sync(messages, read).catalog) == text
    assert len({entry.key for entry in read.entries}) == len(read.entries)


@settings(max_examples=MANY, deadline=None)
@given(histories())
def test_what_is_asked_for_again_is_as_its_translator_left_it(history: History) -> None:
    old, messages = history
    new = sync(messages, old).catalog
    for message in messages:
        before, after = old.by_key.get(message.key), new.by_key[message.key]
        if before is not None and before.filled:
            assert (after.msgstr, after.fuzzy) == (before.msgstr, before.fuzzy)
            assert own_comments(after) == own_comments(before)
            if before.fuzzy:
                assert (after.previous_msgid, after.previous_context) == (
                    before.previous_msgid,
                    before.previous_context,
                )


@settings(max_examples=MANY, deadline=None)
@given(histories())
def test_what_was_carried_tells_of_which_text_it_was_made(history: History) -> None:
    old, messages = history
    synced = sync(messages, old)
    for entry, source in zip(synced.catalog.live, synced.sources, strict=True):
        if source in {Fate.CARRIED, Fate.SIMILAR, Fate.COPIED}:
            assert entry.fuzzy
            assert entry.previous_msgid is not None or _has_come_back(entry, old)
            assert (entry.previous_context or entry.context, entry.previous_msgid) != (entry.context, entry.msgid)
    assert [became.old for became in synced.became] == list(old.entries)


def _has_come_back(entry: Entry, old: Catalog) -> bool:
    """Tell whether a text stands again where it was made of, not yet reviewed there."""
    return any((each.origin, each.msgstr) == (entry.key, entry.msgstr) for each in old.entries)


@st.composite
def errands(draw: st.DrawFn) -> tuple[Catalog, list[Story]]:
    """Draw a catalog, and the story from where it was made through some edits and back by the same way."""
    old, _ = draw(histories())
    stages = [draw(stories)]
    old = draw(worked_on(sync(messages_of(stages[0]), old).catalog))
    for _ in range(draw(st.integers(1, 3))):
        renamed = tuple((context.replace("busan.", "busan-2."), text) for context, text in stages[-1])
        stages.append(renamed if draw(st.integers(0, 3)) == 0 else draw(edited(stages[-1])))
    return sync(messages_of(stages[0]), old).catalog, [*stages[1:], *reversed(stages[:-1])]


@settings(max_examples=2 * MANY, deadline=None)
@given(errands())
def test_edits_that_are_taken_back_leave_what_people_reviewed_reviewed_and_nothing_else(
    errand: tuple[Catalog, list[Story]],
) -> None:
    before, stages = errand
    after = before
    for story in stages:
        text = catalog_text(sync(messages_of(story), after).catalog)
        after = catalog_of(text.encode(), "ko.po", locale="ko")
    for entry in before.live:
        now = after.by_key[entry.key]
        assert (state_of(now) is State.REVIEWED) == (state_of(entry) is State.REVIEWED)
        if state_of(entry) is State.REVIEWED:
            assert own_comments(accepted_by_a_person(now)) == own_comments(accepted_by_a_person(entry))
            assert now.msgstr == entry.msgstr


@settings(max_examples=MANY, deadline=None)
@given(histories())
def test_the_catalog_asks_for_exactly_the_messages_in_their_order(history: History) -> None:
    old, messages = history
    live = list(sync(messages, old).catalog.live)
    assert [entry.key for entry in live] == [message.key for message in messages]
    assert [entry.references for entry in live] == [message.references for message in messages]


@settings(max_examples=MANY, deadline=None)
@given(histories())
def test_what_is_written_reads_back_whole(history: History) -> None:
    old, messages = history
    catalog = sync(messages, old).catalog
    assert catalog_of(catalog_text(catalog).encode(), "ko.po", locale="ko").entries == catalog.entries


@st.composite
def exchanges(draw: st.DrawFn) -> tuple[Catalog, Catalog, tuple[Message, ...]]:
    """Draw a catalog that came back, ours, which has gone its own way since, and the messages of today."""
    ours, messages = draw(histories())
    incoming = draw(worked_on(ours, "they"))
    return incoming, draw(worked_on(sync(messages, ours).catalog, "we")), messages


@settings(max_examples=MANY, deadline=None)
@given(exchanges())
def test_receiving_loses_neither_sides_work(exchange: tuple[Catalog, Catalog, tuple[Message, ...]]) -> None:
    incoming, ours, messages = exchange
    found = {entry.text for entry in receive(incoming, ours, messages).catalog.entries}
    assert human_texts(incoming) | human_texts(ours) <= found


@settings(max_examples=MANY, deadline=None)
@given(exchanges())
def test_receiving_twice_and_syncing_behind_it_change_no_byte(
    exchange: tuple[Catalog, Catalog, tuple[Message, ...]],
) -> None:
    incoming, ours, messages = exchange
    once = receive(incoming, ours, messages).catalog
    text = catalog_text(once)
    assert catalog_text(receive(incoming, catalog_of(text.encode(), "ko.po", locale="ko"), messages).catalog) == text
    assert catalog_text(sync(messages, once).catalog) == text


@settings(max_examples=MANY, deadline=None)
@given(histories(), st.data())
def test_receiving_all_or_a_part_of_ours_brings_nothing_new(history: History, data: st.DataObject) -> None:
    ours, messages = history
    part = replace(ours, entries=tuple(entry for entry in ours.entries if data.draw(st.booleans())))
    for incoming in (ours, part):
        received = receive(incoming, ours, messages)
        assert (received.news, received.merged) == (False, ())
        assert catalog_text(received.catalog) == catalog_text(sync(messages, ours).catalog)


@settings(max_examples=MANY, deadline=None)
@given(exchanges())
def test_what_is_listed_or_kept_beside_ours_is_what_they_wrote(
    exchange: tuple[Catalog, Catalog, tuple[Message, ...]],
) -> None:
    incoming, ours, messages = exchange
    received = receive(incoming, ours, messages)
    written = {entry.text for entry in incoming.entries}
    assert {merged.theirs for merged in received.merged} <= written
    before = {entry.key for entry in sync(messages, ours).catalog.entries}
    beside = [entry for entry in received.catalog.obsolete if entry.key not in before]
    assert {entry.text for entry in beside} <= written | {merged.ours for merged in received.merged}


@settings(max_examples=MANY, deadline=None)
@given(exchanges())
def test_what_a_person_of_ours_has_reviewed_still_stands(
    exchange: tuple[Catalog, Catalog, tuple[Message, ...]],
) -> None:
    incoming, ours, messages = exchange
    catalog = receive(incoming, ours, messages).catalog
    for entry in ours.live:
        if not entry.fuzzy and entry.filled and entry.key in catalog.by_key and entry.text != entry.msgid:
            assert catalog.by_key[entry.key].msgstr == entry.msgstr


@settings(max_examples=MANY, deadline=None)
@given(exchanges())
def test_choosing_theirs_leaves_no_conflict_and_loses_nobodys_work(
    exchange: tuple[Catalog, Catalog, tuple[Message, ...]],
) -> None:
    incoming, ours, messages = exchange
    listed = receive(incoming, ours, messages)
    chosen = receive(incoming, listed.catalog, messages, choose_theirs=True).catalog
    assert human_texts(incoming) | human_texts(ours) <= {entry.text for entry in chosen.entries}
    for conflict in listed.conflicts:
        assert chosen.by_key[conflict.key].text == conflict.theirs
    again = receive(incoming, chosen, messages)
    assert (again.conflicts, again.news) == ((), False)
    live = {(entry.key, entry.msgstr) for entry in chosen.live}
    for entry in chosen.obsolete:
        context = (entry.context or "").partition("@other")[0]
        assert ((context, entry.msgid), entry.msgstr) not in live


@settings(max_examples=25, deadline=None)
@given(exchanges())
def test_gettext_takes_whatever_comes_of_it_and_gives_it_back(
    exchange: tuple[Catalog, Catalog, tuple[Message, ...]],
) -> None:
    msgfmt, msgcat = shutil.which("msgfmt"), shutil.which("msgcat")
    if msgfmt is None or msgcat is None:
        (pytest.fail if os.environ.get("BULLETIN_NO_SKIP") == "1" else pytest.skip)("GNU gettext is not installed")
    incoming, ours, messages = exchange
    catalog = receive(incoming, ours, messages).catalog
    text = catalog_text(catalog).encode()
    checked = subprocess.run([str(msgfmt), "-c", "-o", os.devnull, "-"], input=text, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr.decode()
    back = subprocess.run([str(msgcat), "-"], input=text, capture_output=True, check=True).stdout
    whole = [entry for entry in catalog.entries if entry.filled or not entry.obsolete]
    assert not whole or list(catalog_of(back, "ko.po", locale="ko").entries) == whole
