"""Catalogs filled by a machine: what it may touch, what it leaves, and what survives its death."""

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from bulletin.errors import ConfigError
from bulletin.findings import Place
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.engines.calling import Calling
from bulletin.l10n.engines.translator import Failure, Markup
from bulletin.l10n.glossary import Term
from bulletin.l10n.states import State, machine_comment, state_of
from bulletin.l10n.translate import Translated, translate_catalog
from bulletin.model.marks import Form
from bulletin.model.message import Message
from bulletin.project import open_issue

TEXTS = ("one quay", "two ships", "worth <b>{fund}</b>", "three harbours", "four bridges")


@dataclass
class Engine:
    """An engine in memory that notes what it was asked."""

    change: Callable[[str], str | Failure] = lambda text: f"«{text}»"
    asked: list[str] = field(default_factory=list)
    pairs: list[tuple[str, str]] = field(default_factory=list)

    def translate(self, texts: Sequence[str], source: str, target: str) -> Sequence[str | Failure]:
        self.asked += texts
        self.pairs.append((source, target))
        return [self.change(text) for text in texts]


def message(text: str, context: str = "busan.paragraph.text", **fields: object) -> Message:
    return Message(context=context, msgid=text, domain="2023-06", **fields)  # type: ignore[arg-type]


def entry(text: str, msgstr: str = "", **fields: object) -> Entry:
    return Entry(context="busan.paragraph.text", msgid=text, msgstr=(msgstr,), **fields)  # type: ignore[arg-type]


MESSAGES = tuple(message(text, places=(Place(file="busan.md", line=n),)) for n, text in enumerate(TEXTS, 1))
EMPTY = Catalog(locale="ko", domain="2023-06", entries=tuple(entry(text) for text in TEXTS))


def run(
    catalog: Catalog = EMPTY, engine: object = None, messages: Sequence[Message] = MESSAGES, **settings: object
) -> Translated:
    made = engine or Engine()
    return translate_catalog(
        catalog, messages, made, engine="demo", locale="ko", source="en-GB", **settings  # type: ignore[arg-type]
    )  # fmt: skip


def test_empty_entries_are_filled_fuzzy_and_with_the_machines_mark() -> None:
    done = run()
    assert done.filled == tuple(each.key for each in MESSAGES)
    assert [each.text for each in done.catalog.live][:3] == ["«one quay»", "«two ships»", "«worth <b>{fund}</b>»"]
    assert {state_of(each) for each in done.catalog.live} == {State.MACHINE}
    first = next(done.catalog.live)
    assert first.comments == (machine_comment("demo", "one quay", "«one quay»"),)
    assert (done.failed, done.stopped) == ((), "")


def test_running_it_again_asks_for_nothing_and_changes_nothing() -> None:
    first, engine = run(), Engine()
    assert run(first.catalog, engine).catalog == first.catalog
    assert engine.asked == []
    assert run(first.catalog, engine, refresh=True).catalog == first.catalog
    assert len(engine.asked) == len(TEXTS)


@pytest.mark.parametrize("refresh", [False, True])
def test_a_persons_text_is_never_touched(*, refresh: bool) -> None:
    touched = entry(
        "three harbours", "항구 셋", flags=("fuzzy",), comments=(machine_comment("old", "three harbours", "x"),)
    )
    human = (entry("one quay", "부두"), entry("two ships", "배 두 척", flags=("fuzzy",)), touched)
    engine = Engine()
    done = run(replace(EMPTY, entries=human), engine, refresh=refresh)
    assert done.catalog.entries == human
    assert engine.asked == []


def test_refresh_redoes_untouched_machine_text_and_keeps_it_where_the_new_one_fails() -> None:
    first = run().catalog
    done = run(first, Engine(lambda text: text.upper() if "quay" in text else Failure(reason="no")), refresh=True)
    texts = [each.text for each in done.catalog.live]
    assert texts[0] == "ONE QUAY"
    assert texts[1:] == [each.text for each in first.live][1:]
    assert len(done.failed) == 4
    assert len(next(done.catalog.live).comments) == 1


def test_what_fails_verification_is_left_empty_and_listed_with_its_place_and_reason() -> None:
    done = run(engine=Engine(lambda text: "nothing" if "[[" in text else f"«{text}»"))
    (failed,) = done.failed
    assert (failed.where, failed.reason) == ("busan.md:3", "expected {fund} as in the source, found none")
    assert state_of(done.catalog.by_key[failed.key]) is State.MISSING
    assert len(done.filled) == 4


def test_other_comments_stay_and_the_previous_text_goes() -> None:
    old = entry("one quay", comments=("ask Min-ji", machine_comment("old", "a", "b")), previous_msgid="one key", flags=("fuzzy", "c-format"))  # fmt: skip
    (done,) = run(replace(EMPTY, entries=(old,))).catalog.entries
    assert done.comments == ("ask Min-ji", machine_comment("demo", "one quay", "«one quay»"))
    assert (done.previous_msgid, done.flags) == (None, ("fuzzy", "c-format"))


def test_addresses_texts_of_other_editions_and_obsolete_entries_are_not_asked_for() -> None:
    others = (
        message("https://example.org", optional=True, form=Form.ADDRESS), message("한국어", language="ko"),
        message("for Wales", editions=("cy",)),
    )  # fmt: skip
    entries = (*(entry(each.msgid) for each in others), entry("gone", obsolete=True))
    engine = Engine()
    assert run(replace(EMPTY, entries=entries), engine, (*others, message("gone"))).catalog.entries == entries
    assert engine.asked == []


def test_an_article_in_another_language_is_translated_from_it() -> None:
    engine = Engine()
    french = message("deux quais", language="fr")
    run(replace(EMPTY, entries=(entry("one quay"), entry("deux quais"))), engine, (MESSAGES[0], french))
    assert engine.pairs == [("en-GB", "ko"), ("fr", "ko")]


def test_a_text_that_stands_twice_is_asked_for_once() -> None:
    twice = (message("one quay"), message("one quay", "busan.headline"))
    catalog = replace(EMPTY, entries=(entry("one quay"), replace(entry("one quay"), context="busan.headline")))
    engine = Engine()
    assert len(run(catalog, engine, twice).filled) == 2
    assert engine.asked == ["one quay"]


def test_a_dead_engine_keeps_what_is_done_and_is_not_asked_again() -> None:
    saved: list[Catalog] = []
    engine = Engine(lambda text: Failure(reason="gone", final=True) if "[[" in text else f"«{text}»")
    done = run(engine=engine, batch=2, save=saved.append)
    assert done.stopped == "gone"
    assert len(engine.asked) == 4  # the batch it died in was its last
    assert saved[-1] == done.catalog
    assert [state_of(each) for each in saved[0].live][:3] == [State.MACHINE, State.MACHINE, State.MISSING]


def test_two_batches_without_a_text_are_an_engines_death() -> None:
    engine = Engine(lambda text: Failure(reason="nonsense"))
    assert run(engine=engine, batch=1).stopped == "nonsense"
    assert len(engine.asked) == 2


def test_ctrl_c_keeps_what_was_saved() -> None:
    saved: list[Catalog] = []

    def interrupted(text: str) -> str:
        if "[[" in text:
            raise KeyboardInterrupt
        return text.upper()

    with pytest.raises(KeyboardInterrupt):
        run(engine=Engine(interrupted), batch=2, save=saved.append)
    assert [each.text for each in saved[-1].live] == ["ONE QUAY", "TWO SHIPS", "", "", ""]


def test_a_wrong_key_passes_as_it_is() -> None:
    def refuse(text: str) -> str:
        raise ConfigError("expected a key")

    with pytest.raises(ConfigError, match="expected a key"):
        run(engine=Engine(refuse))


@dataclass
class Odd:
    answer: object

    def translate(self, texts: Sequence[str], source: str, target: str) -> object:
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


@pytest.mark.parametrize("answer", [[], ["one"], [None] * 5, [1] * 5, ValueError("s3cret"), None])
def test_an_engine_that_breaks_its_contract_fills_nothing_and_breaks_nothing(answer: object) -> None:
    done = run(engine=Odd(answer))
    assert done.catalog == EMPTY
    assert len(done.failed) == 5
    assert not any("s3cret" in each.reason for each in done.failed)


def test_terms_that_stay_are_kept_from_the_engine() -> None:
    engine = Engine()
    done = run(engine=engine, terms=(Term(term="quay", untranslated=True),))
    assert engine.asked[0] == "one [[0]]"
    assert done.catalog.entries[0].text == "«one quay»"


SIHWA = Term(term="Sihwa Lake", forms=(("ko", ("시화호",)),), forbidden=(("ko", ("시화 호수", "호")),))


def test_a_word_that_the_glossary_forbids_is_left_out_and_named() -> None:
    done = run(engine=Engine(lambda text: text.replace("one quay", "시화 호수의 부두")), terms=(SIHWA,))
    assert done.catalog.entries[0].text == ""
    assert [(each.where, each.reason) for each in done.failed] == [
        ("busan.md:1", "expected 시화호, found “시화 호수”, which the glossary forbids")
    ]


def test_a_forbidden_word_may_stand_in_the_accepted_one() -> None:
    done = run(engine=Engine(lambda text: text.replace("one quay", "시화호의 부두")), terms=(SIHWA,))
    assert done.catalog.entries[0].text == "시화호의 부두"


def test_an_engine_sees_what_a_name_stands_for() -> None:
    class Html(Engine):
        markup = Markup.HTML

    engine = Html()
    run(engine=engine, messages=(replace(MESSAGES[2], notes=("Paragraph", "{fund} = £12bn")),))
    assert ">£12bn</span>" in engine.asked[0]


def installed() -> bool:
    program = shutil.which("apertium")
    return (
        bool(program)
        and "eng-spa" in subprocess.run([program or "", "-l"], capture_output=True, text=True, check=False).stdout
    )


def apertium(text: str, source: str, target: str) -> str:
    command = ["apertium", "-u", "-f", "html", "eng-spa"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def test_a_real_engine_translates_the_example(port_cities: object) -> None:
    if not installed():
        loud = (
            "SKIPPED: apertium-eng-spa is not installed, so that no real engine was run (apt install apertium-eng-spa)"
        )
        pytest.skip(loud)
    from bulletin.l10n.messages import messages

    issue = open_issue(f"{port_cities}/issues/2023-06")
    asked = [each for each in messages(issue) if each.domain == "2023-06" and each.article == "busan"]
    empty = Catalog(
        locale="es", domain="2023-06", entries=tuple(Entry(context=m.context, msgid=m.msgid) for m in asked)
    )
    engine = Calling(function=apertium, markup=Markup.HTML)
    done = translate_catalog(empty, asked, engine, engine="apertium", locale="es", source="en-GB")
    wanted = [each for each in asked if not each.optional]
    assert len(done.filled) + len(done.failed) == len(wanted)
    assert len(done.filled) >= len(wanted) * 0.8
    assert "dos puertos" in " ".join(each.text.lower() for each in done.catalog.live)


def test_a_real_engines_billones_are_refused_and_its_held_amounts_are_right() -> None:
    if not installed():
        pytest.skip("SKIPPED: apertium-eng-spa is not installed")
    texts = ("The fund is worth £12bn.", "The fund is worth $12bn.")
    catalog = Catalog(locale="es", domain="2023-06", entries=tuple(entry(text) for text in texts))
    done = translate_catalog(
        catalog, [message(text) for text in texts], Calling(function=apertium, markup=Markup.HTML),
        engine="apertium", locale="es", source="en-GB",
    )  # fmt: skip
    assert "12.000 millones de libras" in done.catalog.entries[0].text.replace("\u00a0", " ")
    assert [each.reason for each in done.failed] == ["expected the number 12000000000, found 12000000000000"]
