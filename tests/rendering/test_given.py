"""What templates are given: words that are said once are said the same again."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from bulletin.inline import Spans, Text
from bulletin.l10n.words import InterfaceWords, Named
from bulletin.rendering.given import Spoken

names: st.SearchStrategy[Named] = st.one_of(
    st.sampled_from(["Ann", "NHS", "1", "", "부두"]),
    st.sampled_from(["Ann", "NHS"]).map(lambda text: Spans((Text(text),))),
    st.sampled_from([1, 0]),
    st.sampled_from([Decimal(1), Decimal("1.0"), Decimal("1.00")]),
)


@given(st.lists(st.tuples(st.sampled_from(["Read on: {name}", "Read on"]), names), max_size=12))
def test_words_that_are_remembered_are_the_words_that_would_be_looked_up(asked: list[tuple[str, Named]]) -> None:
    words = InterfaceWords("ar", lambda number: f"<{number}>")
    spoken = Spoken(words)
    for message, name in asked:
        assert spoken.gettext(message, name=name) == words.gettext(message, name=name)
