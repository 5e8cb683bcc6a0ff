"""Particles: the table that a native reader can check, and what holds for any text."""

from __future__ import annotations

import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.inline import Break, Code, Emphasis, Link, Slot, Span, Spans, Strong, Text, ValueRef, joined, plain_text
from bulletin.inline.read import spans
from bulletin.l10n import particles
from bulletin.l10n.particles import (
    FinalSound,
    Pair,
    PairAfterSlot,
    final_sound,
    pair_after_slot,
    particle_for,
    resolve,
    resolve_spans,
)
from bulletin.l10n.particles.pairs import PAIRS
from bulletin.l10n.particles.readings import readings

FIXTURES = Path(__file__).parent / "fixtures" / "particles"


def table(name: str) -> list[tuple[str, str]]:
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    return [(given, expected) for given, expected in rows]


RESOLVED = table("resolved.tsv")
UNKNOWN = table("unknown.tsv")


@pytest.mark.parametrize(("written", "printed"), RESOLVED, ids=[written for written, _ in RESOLVED])
def test_a_text_is_resolved_as_a_copy_editor_would(written: str, printed: str) -> None:
    assert resolve(written) == (printed, ())


@pytest.mark.parametrize(("written", "word"), UNKNOWN, ids=[written for written, _ in UNKNOWN])
def test_behind_an_unknown_word_the_pair_stays_and_the_word_is_named(written: str, word: str) -> None:
    assert resolve(written) == (written, (word,))


def test_the_tables_hold_two_hundred_cases_each_once() -> None:
    assert len(RESOLVED) == len(set(RESOLVED)) >= 200
    assert len(UNKNOWN) == len(set(UNKNOWN))


def test_an_unknown_word_is_named_once() -> None:
    text = "Tidewater은(는) Tidewater을(를), Quay이(가) Tidewater(으)로"
    assert resolve(text) == (text, ("Tidewater", "Quay"))


def test_several_pairs_in_a_sentence_are_each_resolved() -> None:
    written = "부산은(는) 2023년 6월 14일(으)로부터 £120억을(를) NHS과(와) Tidewater에게 WHO(으)로서 준다."
    printed = "부산은 2023년 6월 14일로부터 £120억를 NHS와 Tidewater에게 WHO로서 준다."
    assert resolve(written) == (printed, ())


@pytest.mark.parametrize("pair", PAIRS.values(), ids=list(PAIRS))
def test_every_spelling_takes_its_form(pair: Pair) -> None:
    behind_rieul = pair.vowel if pair.consonant.startswith("으") else pair.consonant
    assert resolve(f"산{pair.written} ")[0] == f"산{pair.consonant} "
    assert resolve(f"배{pair.written} ")[0] == f"배{pair.vowel} "
    assert resolve(f"물{pair.written} ")[0] == f"물{behind_rieul} "


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("부산", FinalSound.CONSONANT),
        ("서울", FinalSound.RIEUL),
        ("제주", FinalSound.VOWEL),
        ("업무협약(MOU)", FinalSound.CONSONANT),
        ("ㄹ", FinalSound.RIEUL),
        ("120억", FinalSound.CONSONANT),
        ("1", FinalSound.RIEUL),
        ("L", FinalSound.RIEUL),
        ("2L", FinalSound.VOWEL),
        ("K1", None),
        ("Tidewater", None),
        ("", None),
        ("부산 ", None),
        ("…", None),
    ],
)
def test_the_final_sound_of_a_text(text: str, sound: FinalSound | None) -> None:
    assert final_sound(text) is sound


def test_every_syllable_resolves_by_its_code_point() -> None:
    for code in range(ord("가"), ord("힣") + 1):
        syllable = chr(code)
        jamo = unicodedata.normalize("NFD", syllable)
        closed = len(jamo) == 3
        to = "으로" if closed and jamo[2] != "\u11af" else "로"
        assert resolve(f"{syllable}은(는)")[0] == syllable + ("은" if closed else "는")
        assert resolve(f"{jamo}(으)로")[0] == syllable + to


# The table of readings


@pytest.mark.parametrize("word", [*readings().words, *sorted(readings().letters), *readings().symbols])
def test_every_reading_is_found_by_its_word(word: str) -> None:
    said = readings().words.get(word) or readings().symbols.get(word) or readings().names.get(word[-1], "")
    assert final_sound(word) is final_sound(said) is not None


@pytest.mark.parametrize("unit", readings().units)
def test_every_unit_is_read_behind_a_number(unit: str) -> None:
    assert final_sound(f"3{unit}") is final_sound(f"3 {unit}") is final_sound(readings().units[unit]) is not None


@pytest.mark.parametrize("currency", readings().currencies)
def test_every_currency_is_read_behind_its_number(currency: str) -> None:
    assert final_sound(f"{currency}10") is final_sound(f"10 {currency}") is final_sound(readings().currencies[currency])


def test_every_line_of_the_table_names_a_source() -> None:
    data = tomllib.loads(Path(particles.__file__).with_name("readings.toml").read_text(encoding="utf-8"))
    for name, lines in data.items():
        for written, line in lines.items():
            read, source = (written, line) if name == "letters" else line
            assert source, f"{written} has no source"
            assert name == "letters" or all("가" <= character <= "힣" for character in read)


# Spans


def shown(read: Spans) -> str:
    return plain_text(resolve_spans(read)[0])


@pytest.mark.parametrize(
    ("markdown", "printed"),
    [
        ("**부산**은(는) 항구다", "부산은 항구다"),
        ("**제주**은(는) 섬이다", "제주는 섬이다"),
        ("[제주](https://example.org)을(를) 보라", "제주를 보라"),
        ("`MOU`을(를) 보라", "MOU를 보라"),
        ("***‘협약(MOU)’***을(를) 보라", "‘협약(MOU)’을 보라"),
        ("**협약**(MOU)을(를) 보라", "협약(MOU)을 보라"),
        ("각서(**MOU**)을(를) 보라", "각서(MOU)를 보라"),
        ("부산**은(는)** 항구다", "부산은 항구다"),
        ("[**서울**](https://example.org)(으)로 간다", "서울로 간다"),
        ("120**MW**을(를) 짓는다", "120MW를 짓는다"),
        ("조사 `은(는)`은 코드다", "조사 은(는)은 코드다"),
        ("부산`은(는)`", "부산은(는)"),
    ],
)
def test_particles_are_resolved_across_the_borders_of_spans(markdown: str, printed: str) -> None:
    resolved, unknown = resolve_spans(spans(markdown))
    assert plain_text(resolved) == printed
    assert unknown == ()


def test_a_pair_behind_a_formatted_value_is_resolved() -> None:
    assert shown(joined(Text("120억 파운드"), Text("을(를) 모았다"))) == "120억 파운드를 모았다"


def test_only_the_text_of_the_pair_changes() -> None:
    read = joined(
        Strong((Text("부산"),)), "은(는) ", Link("https://example.org", (Text("제주"),), title="섬"), "과(와)"
    )
    assert resolve_spans(read)[0] == joined(
        Strong((Text("부산"),)), "은 ", Link("https://example.org", (Text("제주"),), title="섬"), "와"
    )


def test_a_line_break_stands_before_nothing() -> None:
    read = Spans((Text("부산"), Break(), Text("은(는)")))
    assert resolve_spans(read) == (read, ())


def test_an_unknown_word_in_spans_is_named_once() -> None:
    read = spans("**Tidewater**은(는) Tidewater을(를) [Quay](https://example.org)이(가)")
    assert resolve_spans(read) == (read, ("Tidewater", "Quay"))


def test_a_pair_behind_a_slot_stays_open() -> None:
    for between in ("", "’", "(독자)", "”."):
        read = joined(Slot(name="name", fallback="독자"), f"{between}은(는) 부산을(를) 안다")
        resolved, unknown = resolve_spans(read)
        assert resolved.parts[1] == Text(f"{between}은(는) 부산을 안다")
        assert unknown == ()


def test_a_pair_behind_a_slot_in_bold_stays_open() -> None:
    read = joined(Strong((Slot(name="name", fallback="독자"),)), "은(는)")
    assert resolve_spans(read) == (read, ())


def test_a_pair_behind_a_title_is_resolved_by_the_title() -> None:
    assert shown(joined(Slot(name="name", fallback="독자"), " 님이(가) 오셨습니다")) == "독자 님이 오셨습니다"


def test_a_pair_behind_an_open_value_stays() -> None:
    read = joined(ValueRef("fund"), "은(는)")
    assert resolve_spans(read) == (read, ())


@pytest.mark.parametrize(
    ("fallback", "unknown"),
    [("독자", ()), ("friend", ("friend",)), ("", ("{reader.name}",)), ("독자님", ())],
)
def test_a_fallback_whose_end_is_not_known_is_named(fallback: str, unknown: tuple[str, ...]) -> None:
    assert resolve_spans(joined(Slot(name="name", fallback=fallback), "은(는)"))[1] == unknown


def test_a_slot_with_another_in_brackets_is_named_for_nobody_can_fill_it() -> None:
    read = joined(Slot(name="name", fallback="독자"), "(", Slot(name="city", fallback="부산"), ")은(는)")
    assert resolve_spans(read) == (read, ("{reader.name}",))


# Slots


@pytest.mark.parametrize(
    ("text", "between", "written", "rest"),
    [
        ("은(는) 부산", "", "은(는)", " 부산"),
        ("(이)라고", "", "(이)라", "고"),
        ("(으)로부터", "", "(으)로부터", ""),
        ("’은(는)", "’", "은(는)", ""),
        ("</strong>을(를)", "</strong>", "을(를)", ""),
        ('</a><span style="color:#123">이(가)</span>', '</a><span style="color:#123">', "이(가)", "</span>"),
        ("&#39;와(과)", "&#39;", "와(과)", ""),
        ("&quot;)은(는)", None, None, None),
        ("(독자)은(는)", "(독자)", "은(는)", ""),
        (" 님은(는)", None, None, None),
        (" 은(는)", None, None, None),
        ("<br>은(는)", None, None, None),
        ("은 부산", None, None, None),
        ("", None, None, None),
    ],
)
def test_the_pair_behind_a_slot(text: str, between: str | None, written: str | None, rest: str | None) -> None:
    found = pair_after_slot(text)
    if between is None or written is None or rest is None:
        assert found is None
    else:
        assert found == PairAfterSlot(between=between, pair=PAIRS[written], rest=rest)


@pytest.mark.parametrize(
    ("value", "topic", "towards"),
    [
        ("하늘", "은", "로"),
        ("김민준", "은", "으로"),
        ("이서아", "는", "로"),
        ("독자님", "은", "으로"),
        ("구독자", "는", "로"),
        ("Minji Kim", "은(는)", "(으)로"),
        ("Kim 님", "은", "으로"),
        ("‘하늘’", "은", "로"),
        ("하늘(Haneul)", "은", "로"),
        ("", "은(는)", "(으)로"),
        ("さくら", "은(는)", "(으)로"),
        ("3", "은", "으로"),
    ],
)
def test_each_reader_gets_a_particle(value: str, topic: str, towards: str) -> None:
    assert particle_for(value, PAIRS["은(는)"]) == topic
    assert particle_for(value, PAIRS["(으)로"]) == towards


def test_what_resolve_spans_leaves_open_is_what_pair_after_slot_finds() -> None:
    read = joined("안녕하세요, ", Slot(name="name", fallback="독자"), "’을(를) 부산은(는) 기다립니다")
    resolved, _ = resolve_spans(read)
    behind = resolved.parts[2]
    assert isinstance(behind, Text)
    found = pair_after_slot(behind.text)
    assert found is not None
    filled = [found.between + particle_for(name, found.pair) + found.rest for name in ("하늘", "민지")]
    assert filled == ["’을 부산은 기다립니다", "’를 부산은 기다립니다"]


# What holds for any text

PIECES = st.sampled_from(
    [
        *PAIRS, *readings().words, *readings().units, *readings().symbols, *readings().currencies,
        "부산", "제주", "서울", "국가", "나이", "으", "이", "가", "나", "라", "로",
        "(", ")", "(이)", "(가)", "（", "）", "[", "]",
        "‘", "’", "“", "”", "'", '"', "<b>", "</b>", "<br/>", " ", "\n", ".", ":", "/", "-", "~", "¹", "🎉", "さ", "山",
        "12", "0", "10000", "1/2", "https://", "@", "\u2060", "\u1100\u1161\u11ab", "㎡", "Tidewater", "NHS", "\ufffc",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=60)


@given(TEXTS)
@example("나(이)이(가)")
@example("AIDS으로부터(로부터)’Tidewater은(는)")
@example("집이(가)(이)라(라)")
@example("로(으(으)로)")
def test_a_text_that_was_resolved_stays_as_it_is(text: str) -> None:
    once, unknown = resolve(text)
    assert resolve(once) == (once, unknown)


@given(st.text(max_size=80))
def test_a_text_without_a_pair_is_returned_unchanged(text: str) -> None:
    if not any(written in unicodedata.normalize("NFC", text) for written in PAIRS):
        assert resolve(text) == (text, ())


@given(TEXTS)
def test_composed_and_decomposed_text_are_resolved_alike(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed, unknown = resolve(unicodedata.normalize("NFD", text))
    assert (unicodedata.normalize("NFC", decomposed), unknown) == resolve(composed)


@given(TEXTS)
def test_only_the_characters_of_pairs_go(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    rest = iter(composed)
    assert all(character in rest for character in resolve(composed)[0])


@given(TEXTS, st.sampled_from(list(PAIRS.values())))
def test_a_particle_is_one_of_the_forms_or_the_pair(text: str, pair: Pair) -> None:
    assert particle_for(text, pair) in {pair.consonant, pair.vowel, pair.written}
    sound = final_sound(text)
    assert sound is None or particle_for(text, pair) == pair.form(sound)


@given(TEXTS)
def test_what_stands_behind_a_slot_is_kept_whole(text: str) -> None:
    found = pair_after_slot(text)
    assert found is None or found.between + found.pair.written + found.rest == text


LEAVES: st.SearchStrategy[Span] = st.one_of(
    TEXTS.map(Text), TEXTS.map(Code), st.just(Break()), st.just(ValueRef("fund")),
    st.sampled_from(["독자", "", "friend"]).map(lambda fallback: Slot(name="name", fallback=fallback)),
)  # fmt: skip
TREES: st.SearchStrategy[Span] = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: Strong(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Emphasis(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Link("https://example.org", tuple(parts))),
    ),
    max_leaves=6,
)


@given(st.lists(TREES, max_size=5))
def test_spans_that_were_resolved_stay_as_they_are(parts: list[Span]) -> None:
    once, unknown = resolve_spans(joined(*parts))
    assert resolve_spans(once) == (once, unknown)


@given(TEXTS.filter(lambda text: "\ufffc" not in text))
def test_spans_of_one_text_are_resolved_like_the_text(text: str) -> None:
    resolved, unknown = resolve_spans(Spans((Text(text),)))
    assert (plain_text(resolved), unknown) == resolve(text)


def test_every_pair_has_a_syllable_by_which_to_see_that_there_may_be_one() -> None:
    assert all(any("가" <= letter <= "힣" for letter in written) for written in PAIRS)
