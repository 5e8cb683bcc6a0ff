"""The newsletter's glossary."""

from datetime import date
from pathlib import Path

import pytest

from bulletin.errors import CatalogError
from bulletin.inline import joined, plain, plain_text
from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.glossary import Term, read_glossary, readings_of, with_glossary
from bulletin.l10n.localise import localise
from bulletin.l10n.particles import resolve_spans
from bulletin.model.issue import Issue
from bulletin.model.message import Message
from bulletin.model.newsletter import Mailbox, Newsletter


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


@pytest.mark.parametrize(
    ("rows", "line"),
    [
        ('MOU,a\n"Busan,부산\nharbour,항구\n', 3),
        ('"Busan,부산\nharbour,"항구"\n', 2),
        ('MOU,"a, ""b"""\n"Busan,부산\n",항구\n', 3),
    ],
)
def test_a_quote_that_swallows_rows_is_refused_with_its_line(tmp_path: Path, rows: str, line: int) -> None:
    file = tmp_path / "glossary.csv"
    file.write_text(f"term,ko\n{rows}", encoding="utf-8")
    with pytest.raises(CatalogError, match=rf"glossary.csv:{line}: error: expected quotes in pairs"):
        read_glossary(file)


def test_a_note_may_have_several_lines_and_quotes_in_pairs(tmp_path: Path) -> None:
    file = tmp_path / "glossary.csv"
    file.write_text('term,note,ko\nMOU,"two\nlines, ""so""",a\nquay,,b\n', encoding="utf-8")
    assert [(term.term, term.note) for term in read_glossary(file)] == [("MOU", 'two\nlines, "so"'), ("quay", "")]


def test_a_newsletter_says_how_its_own_names_are_read(tmp_path: Path) -> None:
    """The particles behind a name in Latin letters follow the column `reading.ko`, whatever stands between."""
    (tmp_path / "glossary.csv").write_text(
        "term,also,do-not-translate,reading.ko,ko\nTidewater,,yes,타이드워터,\nQuayside Hub,Hub,yes,키사이드 허브 동,\n",
        encoding="utf-8",
    )
    terms = read_glossary(tmp_path / "glossary.csv")
    assert terms[0].readings == (("ko", "타이드워터"),)
    assert (terms[0].forms, terms[1].forms) == ((), ())
    readings = readings_of([Catalog(locale="ko", terms=terms)], "ko")
    for before, after in (
        ("Tidewater은(는) 열린다", "Tidewater는 열린다"),
        ("tidewater(부산)과(와)", "tidewater(부산)와"),
        ("“Quayside Hub”을(를)", "“Quayside Hub”을"),
        ("Hub(으)로", "Hub으로"),
        ("MOU은(는)", "MOU는"),
        ("Whitewater은(는)", "Whitewater은(는)"),
    ):
        assert plain_text(resolve_spans(joined(before), readings)[0]) == after
    assert resolve_spans(joined("eTidewater은(는)"), readings)[1] == ("eTidewater",)


def test_an_edition_fits_particles_by_the_glossary_beside_its_catalogs() -> None:
    paper = Newsletter(id="post", title="Post", locale="en", sender=Mailbox(address="news@example.org"))
    issue = Issue(newsletter=paper, id="1", date=date(2023, 6, 1), subject="Tidewater opens")
    entry = Entry(context="issue.subject", msgid="Tidewater opens", msgstr=("Tidewater이(가) 문을 연다",))
    for readings, subject in (((("ko", "타이드워터"),), "Tidewater가 문을 연다"), ((), "Tidewater이(가) 문을 연다")):
        terms = (Term(term="Tidewater", untranslated=True, readings=readings),)
        edition = localise(issue, [Catalog(locale="ko", entries=(entry,), terms=terms)], locale="ko")
        assert plain_text(plain(edition.issue.subject)) == subject
        assert any(finding.rule == "particle" for finding in edition.findings) is not bool(readings)
