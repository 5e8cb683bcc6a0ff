"""The newsletter's glossary."""

from pathlib import Path

import pytest

from bulletin.errors import CatalogError
from bulletin.l10n.glossary import Term, read_glossary, with_glossary
from bulletin.model.message import Message


def test_a_term_has_forms_by_locale_and_forbidden_ones(tmp_path: Path) -> None:
    file = tmp_path / "glossary.csv"
    file.write_text(
        "\ufeffterm,also,note,do-not-translate,ko,forbidden.ko\n"
        "MOU,memorandum|memoranda,signed in 2023,,업무협약|양해각서,엠오유\nInnovo,,,yes,,\n,,,,,\n", encoding="utf-8",
    )  # fmt: skip
    first, second = read_glossary(file)
    assert first == Term(term="MOU", also=("memorandum", "memoranda"), note="signed in 2023", forms=(("ko", ("업무협약", "양해각서")),), forbidden=(("ko", ("엠오유",)),))  # fmt: skip
    assert (second.accepted("ko"), first.accepted("ko-KR"), first.accepted("ar")) == (
        ("Innovo",),
        ("업무협약", "양해각서"),
        (),
    )


def test_a_hit_is_a_word_of_its_own() -> None:
    term = Term(term="MOU", also=("memorandum",), forms=(("ko", ("업무협약",)),))
    texts = ["An MOU was signed", "A Memorandum was signed", "The mountain", "mou"]
    found = with_glossary([Message(context="x", msgid=text, domain="d") for text in texts], [term], "ko")
    assert [bool(message.notes) for message in found] == [True, True, False, False]
    assert found[0].notes == ("Glossary: MOU = 업무협약",)


def test_a_file_without_terms_is_refused_and_a_missing_one_is_empty(tmp_path: Path) -> None:
    assert read_glossary(tmp_path / "glossary.csv") == ()
    (tmp_path / "glossary.csv").write_text("word,ko\nx,y\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"glossary.csv:1: error: expected the column `term`"):
        read_glossary(tmp_path / "glossary.csv")
