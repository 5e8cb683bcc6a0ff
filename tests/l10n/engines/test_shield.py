"""What an engine is shown, and what may come back."""

import html
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.inline import Spans
from bulletin.l10n import formatter
from bulletin.l10n.amounts import amounts, magnitudes
from bulletin.l10n.engines.restore import restore
from bulletin.l10n.engines.shield import Shielded, read_message, shield
from bulletin.l10n.engines.spacing import without_added_spaces
from bulletin.l10n.engines.translator import Failure, Markup
from bulletin.l10n.engines.verify import shape
from bulletin.l10n.glossary import Term
from bulletin.l10n.untrusted import spans_of

BOTH = pytest.mark.parametrize("markup", list(Markup))
TEXTS = [
    "plain words",
    "worth <b>{fund}</b> at <link1>R&D <i>now</i></link1>",
    "Dear {reader.name:Dear …, hello|friend}, the news",
    "{reader.name|friend}",
    "one<br/>two",
    "run <code>a < b</code> first",
    "5 < 6 &amp;amp; a &lt;b> and &lbrace;name}",
    "see https://example.org/a?b=1&c=2 or ask a.b@example.org",
    "<link1>first</link1> and <link2>second</link2>",
    "£12bn over 12.5% of 3 km",
    "£12bn",
    "{fund}",
]


def shown(msgid: str, markup: Markup, target: str = "en-GB", terms: tuple[Term, ...] = ()) -> Shielded:
    made = shield(msgid, markup, "en-GB", target, terms)
    assert isinstance(made, Shielded)
    return made


def answered(made: Shielded, *answers: str, target: str = "en-GB") -> str | Failure:
    return restore(made, answers, "en-GB", target)


@BOTH
@pytest.mark.parametrize("msgid", TEXTS)
def test_an_engine_that_changes_nothing_gives_the_source_back(msgid: str, markup: Markup) -> None:
    made = shown(msgid, markup)
    assert answered(made, *(each.text for each in made.asked)) == msgid


@BOTH
@pytest.mark.parametrize("msgid", TEXTS)
def test_nothing_of_the_markup_is_among_the_words_for_the_engine(msgid: str, markup: Markup) -> None:
    text = " ".join(each.text for each in shown(msgid, markup).asked)
    assert "<link" not in text
    assert "{" not in text or "&lbrace;" in msgid  # a brace of the author's own is a character
    assert markup is Markup.HTML or "<b>" not in text or "&lt;b>" in msgid


def test_amounts_are_written_as_the_target_writes_them() -> None:
    made = shown("worth £12bn or 12.5% of 1,500 km", Markup.TOKENS, "es")
    assert made.asked[0].text == "worth [[0]] or [[1]] of [[2]]"
    assert made.holds[0].startswith("12.000 millones")
    assert made.holds[1].startswith("12,5")
    assert made.holds[2].endswith("km")


@pytest.mark.parametrize(
    ("text", "target", "held"),
    [
        ("It cost £1.234bn.", "fr", "1 234 000 000 livres sterling"),
        ("It cost £1,234m.", "ko", "12억 3,400만 파운드"),
        ("It cost £123.456m.", "ko", "1억 2,345만 6,000파운드"),
        ("It cost £9,999k.", "fr", "9 999 000 livres sterling"),
        ("It cost £1.25bn.", "fr", "1,25 milliard de livres sterling"),
        ("It cost £1m.", "ar", "مليون جنيه إسترليني"),
        ("It cost £1.234bn.", "th", "£1,234,000,000"),
        ("It cost £1.459 a litre.", "fr", ""),
    ],
)
def test_an_amount_is_held_to_its_last_digit_or_left_to_the_engine(text: str, target: str, held: str) -> None:
    holds = shown(text, Markup.TOKENS, target).holds
    assert [each.replace("\u202f", " ").replace("\u00a0", " ") for each in holds] == ([held] if held else [])


TARGETS = sorted(
    {file.stem for file in Path(formatter.__file__).parent.parent.glob("formats/*.toml")}
    | set(tomllib.loads(Path(magnitudes.__file__).with_suffix(".toml").read_text(encoding="utf-8")))
    | {"pt-BR", "de-CH", "es-MX", "en-IN", "fa", "th", "ar-EG", "sr-Latn"}
)
SIZES = ("", "k", "m", "bn", "tn", " thousand", " million", " billion", " trillion")
FIGURES = st.one_of(
    st.decimals(min_value=0, max_value=10**7, places=3).map(lambda number: f"{number:,}".rstrip("0").rstrip(".")),
    st.integers(0, 10**9).map("{:,}".format),
)


@settings(max_examples=300, deadline=None)
@given(
    figures=FIGURES,
    sign=st.sampled_from(["£", "€", "US$", "₩", "₹"]),
    size=st.sampled_from(SIZES),
    target=st.sampled_from(TARGETS),
)
def test_an_amount_that_is_held_reads_back_as_the_same_value(figures: str, sign: str, size: str, target: str) -> None:
    for text in (f"worth {sign}{figures}{size} now", f"worth {figures} km now", f"worth {figures}% now"):
        for held in shown(text, Markup.TOKENS, target).holds:
            (meant,) = amounts(text, "en-GB")
            read = amounts(held, target) or amounts(f"1 {held}", target)
            assert [each.value for each in read] == [meant.value], held


def test_what_is_all_holds_asks_the_engine_for_nothing() -> None:
    made = shown("£12bn", Markup.HTML, "ko")
    assert [each.wanted for each in made.asked] == [False]
    assert answered(made, made.asked[0].text, target="ko") == "120억 파운드"


def test_a_range_of_money_is_left_to_the_engine_and_verified() -> None:
    made = shown("between £5–10m a year", Markup.TOKENS, "ko")
    assert made.asked[0].text == "between £5–10m a year"
    assert answered(made, "연간 5~1,000만 파운드", target="ko") == "연간 5~1,000만 파운드"


def test_terms_that_stay_are_held_and_others_are_not() -> None:
    terms = (
        Term(term="K-water", also=("K-Water",), untranslated=True),
        Term(term="tidal"),
        Term(term="IT", untranslated=True),
    )
    made = shown("K-Water makes tidal power; it uses IT", Markup.TOKENS, terms=terms)
    assert made.asked[0].text == "[[0]] makes tidal power; it uses [[1]]"
    assert made.holds == ("K-Water", "IT")


def test_the_words_of_a_slot_are_translated_and_its_name_kept() -> None:
    made = shown("{reader.name:Dear …, hello|friend}: news", Markup.HTML, "ko")
    assert [html.unescape(each.text.split("<")[0]) for each in made.asked] == ["", "Dear ", "friend"]
    done = answered(
        made,
        '<span id="q0">name</span>: 소식',
        '<span translate="no" id="q0">name</span> 님, 안녕하세요',
        "친구",
        target="ko",
    )
    assert done == "{reader.name:… 님, 안녕하세요|친구}: 소식"


def test_words_of_a_slot_cannot_end_it() -> None:
    made = shown("{reader.name|friend} has news", Markup.TOKENS)
    done = answered(made, "[[0]] has news", "a|b}{reader.secret|c")
    assert isinstance(done, str)
    read = spans_of(done, made.source)
    assert isinstance(read, Spans)
    assert shape(read) == shape(made.source)


def test_placeholders_may_move_and_tokens_may_be_spelt_with_spaces_or_wide_brackets() -> None:
    made = shown("the <b>fund</b> of {city}", Markup.TOKENS)
    assert answered(made, "【【1】】의 [ [0] ]기금[[ /0 ]]") == "{city}의 <b>기금</b>"
    assert answered(made, "{city}") == Failure(reason="expected {city} as in the source, found none")


def test_links_that_change_places_keep_their_numbers() -> None:
    made = shown("<link1>first</link1> and <link2>second</link2>", Markup.HTML)
    done = answered(made, '<a id="link2">zweite</a> &amp; <a id="link1">erste</a>')
    assert done == "<link2>zweite</link2> & <link1>erste</link1>"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "expected words"),
        ("<b>x</b> y", "expected {fund} as in the source, found none"),
        ('<b><span id="q1">f</span></b> x <span id="q1">f</span>', "found 2 of them"),
        ('x <span id="q1">f</span>', "found <b> lost"),
        ('<b></b> <span id="q1">f</span> x', "lost, moved or empty"),
        ('<b><span id="q1">f</span></b> <i>x</i>', "<i> added"),
        ('<b><span id="q1">f</span></b> x <![1', "malformed HTML"),
        ("<b>" * 5000 + "x", "<b> added"),
        ('<b><span id="q1">f</span></b> ' + "x" * 999, "expected about"),
        ('<b><span id="q1">f</span> x', "expected </b>"),
        ('<b><span id="q1">f</span></b> <script>x</script>', "found <script>"),
        ('<b><span id="q1">f</span></b> <a href="https://evil.example">x</a>', "found <a>"),
        ('<b><span id="q1">f</span></b> see https://evil.example/x', "expected no address"),
        ('<b><span id="q1">f</span></b> <!-- x --> y', "found a comment"),
        ('<b><span id="q1">f</span></b> x\x07', "control character U+0007"),
        ('<b><span id="q1">f</span></b> in 2024', "no other number"),
        ('<b><span id="q9">f</span></b> x', "found <span>"),
    ],
)
def test_an_answer_that_changes_what_it_must_not_is_refused(answer: str, reason: str) -> None:
    made = shown("worth <b>{fund}</b>", Markup.HTML)
    done = answered(made, answer)
    assert isinstance(done, Failure)
    assert reason in done.reason


def test_what_stands_in_a_hold_is_the_engines_idea_and_not_used() -> None:
    made = shown("worth <b>{fund}</b>", Markup.HTML)
    assert answered(made, 'vale <b><span id="q1">el <b>fondo</b> de <span>9</span></span></b>') == "vale <b>{fund}</b>"


def test_unescaped_characters_are_characters() -> None:
    made = shown("research & development", Markup.HTML)
    assert answered(made, "R&D, a < b, {x}") == "R&D, a < b, &lbrace;x}"


def test_markup_that_an_engine_writes_as_characters_stays_characters() -> None:
    made = shown("words", Markup.TOKENS)
    assert answered(made, "<script>alert</script> {fund}") == "&lt;script>alert&lt;/script> &lbrace;fund}"


def test_a_source_with_tokens_of_its_own_is_left_to_a_person() -> None:
    assert isinstance(shield("note [[1]] here", Markup.TOKENS, "en", "ko"), Failure)


def test_spaces_and_lines_that_an_engine_adds_go() -> None:
    assert answered(shown("two words", Markup.HTML), "\n dos  palabras\n y más \n") == "dos palabras y más"


@pytest.mark.parametrize(
    ("answer", "target", "expected"),
    [
        ("<b> Mersey </b> , <i> un plan </i> .", "es", "<b>Mersey</b>, <i>un plan</i>."),
        ("el<b> Mersey </b>es un <i>plan</i>.", "es", "el <b>Mersey</b> es un <i>plan</i>."),
        ("(<b> Mersey </b>) <i>un plan</i>", "es", "(<b>Mersey</b>) <i>un plan</i>"),
        ("<b>Mersey</b> , .5 y <i>plan</i> .NET", "es", "<b>Mersey</b>, .5 y <i>plan</i> .NET"),
        ("港<b> Mersey </b>の<i> 案 </i>。", "ja", "港<b>Mersey</b>の<i>案</i>。"),
        ("<b> 머지 </b> 는 <i>계획</i>", "ko", "<b>머지</b> 는 <i>계획</i>"),
    ],
)
def test_spaces_that_an_engine_puts_inside_tags_and_before_stops_go(answer: str, target: str, expected: str) -> None:
    made = shown("<b>Mersey</b>, <i>a plan</i>.", Markup.HTML, target)
    assert answered(made, answer, target=target) == expected


@given(
    st.lists(
        st.sampled_from(["<b>", "</b>", "<i>", "</i>", "<link1>", "</link1>", " ", " ", "a", "港", "(", ",", "."])
    ).map("".join)
)
def test_nothing_but_spaces_goes_and_no_two_words_become_one(text: str) -> None:
    done = without_added_spaces(text, "<b>a</b>, b.", "es")
    assert done.replace(" ", "") == text.replace(" ", "")
    words = re.compile("<[^>]*>")
    assert re.findall("[a港]+", words.sub("", done)) == re.findall("[a港]+", words.sub("", text))


@pytest.mark.parametrize("text", ["<b> Mersey</b>, a plan", "<b>Mersey </b>plan", "Mersey , a plan", "a . b"])
def test_spaces_of_the_sources_own_may_stay(text: str) -> None:
    assert answered(shown(text, Markup.HTML), text) == text


@BOTH
@pytest.mark.parametrize("character", "\ufeff\u200b\u2060")
def test_characters_that_mean_nothing_go(markup: Markup, character: str) -> None:
    made = shown("two words", markup)
    assert answered(made, f"{character}dos pala{character}bras") == "dos palabras"


def test_characters_that_mean_nothing_go_where_they_are_written_as_entities() -> None:
    assert answered(shown("two words", Markup.HTML), "&#xFEFF;dos palabras&#8203;") == "dos palabras"


def test_a_space_of_no_width_lets_a_thai_line_end() -> None:
    thai = "คำ\u200bสอง"
    assert answered(shown("two words", Markup.HTML, "th"), f"\ufeff{thai}", target="th") == thai


@BOTH
@pytest.mark.parametrize("character", "\u202e\u2066\ufffe\U000e0041\U000e0001\ud800\x07")
def test_characters_that_do_harm_are_refused(markup: Markup, character: str) -> None:
    refused = answered(shown("two words", markup), f"dos {character}palabras")
    assert isinstance(refused, Failure)
    assert refused.reason == f"expected text, found the control character U+{ord(character):04X}"


def test_marks_that_the_source_has_may_stay() -> None:
    text = "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f \u2068words\u2069"
    assert answered(shown(text, Markup.HTML), text) == text


@BOTH
@given(answer=st.text(alphabet=st.sampled_from(list("ab <>/[]{}&;!?-\"'01q=link span i\n\u202e")), max_size=60))
def test_no_answer_gets_past_the_shield_with_other_names_or_tags(markup: Markup, answer: str) -> None:
    made = shown("worth <b>{fund}</b> at <link1>here</link1>", markup)
    done = answered(made, answer)
    if isinstance(done, str):
        read = spans_of(done, made.source)
        assert isinstance(read, Spans)
        assert shape(read) == shape(made.source)


@BOTH
@given(text=st.text(max_size=40))
def test_any_source_text_is_shielded_and_restored_or_left(markup: Markup, text: str) -> None:
    read = read_message(text)
    made = shield(text, markup, "en", "en")
    if isinstance(read, Failure):
        assert isinstance(made, Failure)
    elif isinstance(made, Shielded):
        done = restore(made, [each.text for each in made.asked], "en", "en")
        assert isinstance(done, Failure) or isinstance(spans_of(done, made.source), Spans)
