"""Keeping a translation: which of the texts on a line is meant."""

import re
from dataclasses import replace

import pytest

from bulletin.errors import CatalogError
from bulletin.l10n.catalog import FUZZY, Catalog, Entry
from bulletin.l10n.keep import keep_translation
from bulletin.l10n.states import State, state_of


def entry(context: str, text: str, line: int = 40, *, changed: bool = True) -> Entry:
    return Entry(
        context=context, msgid=text, msgstr=(f"[{text}]",), references=(f"busan.md:{line}",),
        flags=(FUZZY,) if changed else (), previous_msgid=f"{text}?" if changed else None,
    )  # fmt: skip


CATALOG = Catalog(
    locale="ko",
    entries=(
        entry("busan.table.cells", "Berths", changed=False),
        entry("busan.table.cells", "Twelve"),
        entry("busan.table.cells", "Twenty"),
        entry("busan.quote.speaker", "A pilot of the harbour who has brought ships in for thirty years"),
        entry("busan.headline", "Harbour", 2, changed=False),
    ),
)


def reviewed(catalog: Catalog) -> list[str]:
    return [each.msgid for each in catalog.live if state_of(each) is State.REVIEWED]


@pytest.mark.parametrize(("which", "text"), [("busan.quote.speaker", "A pilot"), ("2", "Twelve"), ("3", "Twenty")])
def test_a_context_or_a_number_names_one_of_the_texts_on_a_line(which: str, text: str) -> None:
    kept = keep_translation(CATALOG, f"issues/2023-06/busan.md:40#{which}")
    (new,) = set(reviewed(kept)) - set(reviewed(CATALOG))
    assert new.startswith(text)


def test_the_number_of_a_text_stays_when_its_neighbour_is_kept() -> None:
    kept = keep_translation(keep_translation(CATALOG, "busan.md:40#2"), "busan.md:40#3")
    assert {"Twelve", "Twenty"} <= set(reviewed(kept))


def test_what_is_offered_instead_of_a_line_can_be_written() -> None:
    with pytest.raises(
        CatalogError, match=r"expected one changed message of ko at busan\.md:40, found 3; write "
    ) as caught:
        keep_translation(CATALOG, "busan.md:40")
    places = re.findall(r"busan\.md:40#[\w.-]+", str(caught.value))
    assert places == ["busan.md:40#2", "busan.md:40#3", "busan.md:40#busan.quote.speaker"]
    assert "(“A pilot of the harbour who has brought s…”)" in str(caught.value)
    for place in places:
        assert len(reviewed(keep_translation(CATALOG, place))) == len(reviewed(CATALOG)) + 1


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("busan.md:40#1", "found busan.table.cells (reviewed); only a changed translation can be kept"),
        ("busan.md:40#9", "found none of that name; write busan.md:40#2"),
        ("busan.md:2", "found busan.headline (reviewed); only a changed translation can be kept"),
        ("busan.md:3", "found none; changed are busan.md:40: write one of these places"),
        ("busan.md", "expected a place such as busan.md:31 or busan.md:31#2, found 'busan.md'"),
    ],
)
def test_a_place_without_a_changed_text_is_refused(place: str, found: str) -> None:
    with pytest.raises(CatalogError, match=re.escape(found)):
        keep_translation(CATALOG, place)


def test_each_place_is_named_once_and_none_where_nothing_changed() -> None:
    with pytest.raises(CatalogError, match=r"changed are none$"):
        keep_translation(replace(CATALOG, entries=()), "busan.md:3")
