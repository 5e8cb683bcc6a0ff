"""What an import writes beside paragraphs, quotes and events, and what it tells."""

from __future__ import annotations

import datetime as dt
import tomllib

import pytest
from markdown_it import MarkdownIt

from bulletin.sources.press import import_press
from bulletin.sources.press.boilerplate import is_divider, is_end_mark, is_heading, is_label


def front(text: str) -> str:
    return text.split("+++\n")[1]


def test_date_is_written_as_a_toml_date() -> None:
    text = import_press("Headline", date=dt.date(2023, 6, 1)).text
    assert tomllib.loads(front(text)) == {"headline": "Headline", "published": dt.date(2023, 6, 1)}


def test_headline_survives_toml_and_markdown() -> None:
    text = import_press('"So" *what* \\ {x}\n').text
    assert tomllib.loads(front(text))["headline"] == r'"So" \*what\* \\ \{x}'


@pytest.mark.parametrize(
    "label", ["PRESS RELEASE", "For immediate release", "NEWS RELEASE – 1 June", "Embargoed until noon"]
)
def test_label_as_first_line_is_the_headline_with_a_doubt(label: str) -> None:
    assert (
        "# check: the headline is the first line, which looks like a label of the release" in import_press(label).text
    )


@pytest.mark.parametrize("mark", ["ENDS", "-ends-", "- ENDS -", "*** Ends ***", "-30-", "End of release"])
def test_end_mark_stays_text(mark: str) -> None:
    assert is_end_mark(mark)
    body = import_press(f"Headline\n\n{mark}\n\nMore.").text.split("+++\n")[2]
    tokens = MarkdownIt("commonmark").parse(body)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"] * 2
    assert "".join(child.content for child in tokens[1].children or ()) == mark


@pytest.mark.parametrize(
    "line", ["Notes to editors", "NOTES TO EDITORS:", "Editor’s notes", "About the Harbour Trust", "Press contact"]
)
def test_line_that_is_surely_a_heading_becomes_one(line: str) -> None:
    assert is_heading(line)
    assert f"\n## {line}\n" in import_press(f"Headline\n\n{line}\n\nMore.").text


@pytest.mark.parametrize(
    "line", ["About 400 people came", "A new start", "Contact Ann Lee", "About the trust.", "Background noise"]
)
def test_line_that_may_be_a_heading_stays_text(line: str) -> None:
    assert not is_heading(line)


def test_drawn_rule_becomes_a_divider() -> None:
    assert is_divider("_ _ _")
    assert not is_divider("--")
    assert import_press("Headline\nOne.\n=====\nTwo.").text.endswith("One.\n\n---\n\nTwo.\n")


def test_label_in_the_text_stays_text() -> None:
    assert is_label("For immediate release: 1 June 2023")
    assert "\nFor immediate release: 1 June 2023\n" in import_press("Headline\nFor immediate release: 1 June 2023").text


def test_two_numbered_lists_in_a_row_do_not_run_together() -> None:
    text = import_press("Headline\n1. One\n2. Two\n1. Three\n2. Four").text
    assert text.endswith("\n\n1. One\n2. Two\n\n1) Three\n2) Four\n")


def test_three_numbered_lists_in_a_row_do_not_run_together() -> None:
    body = import_press("Headline\n" + "1. One\n2. Two\n" * 3).text.split("+++\n")[2]
    tokens = MarkdownIt("commonmark").parse(body)
    assert sum(token.type == "ordered_list_open" for token in tokens) == 3


def test_letter_that_served_as_a_bullet_is_kept_in_a_comment() -> None:
    assert "# from: list marks o o (of the list “Tea”)\n" in import_press("Headline\no\tTea\no\tCake").text


def test_attribution_is_kept_in_a_comment() -> None:
    text = import_press("Headline\nSpeaking on Monday, Ann Lee, chair, said: “One.”").text
    assert "# from: Speaking on Monday, Ann Lee, chair, said:\n" in front(text)


def test_quote_without_a_role_ends_in_the_name_alone() -> None:
    assert import_press("Headline\nAnn Lee said: “One.”").text.endswith("> One.\n>\n> — Ann Lee\n")


def test_wrapped_headline_leaves_a_doubt() -> None:
    line = "The trust will open the old pump house and the gardens"
    release = f"{line}\nto visitors\n\n{line}\nto everybody in May."
    assert "# check: the headline may go on: “to visitors”" in import_press(release).text


def test_inferences_name_their_lines() -> None:
    release = "\nHeadline\n\nAnn Lee, chair of the Trust, said:\n“One.\n\nNotes to editors\n- Tea"
    assert import_press(release).inferred == (
        "line 2: headline “Headline”",
        "line 4: quote by Ann Lee, chair of the Trust",
        "line 4: check: no closing mark; the quote was ended after “One.”",
        "line 7: heading “Notes to editors”",
        "line 8: list of 1, from “Tea”",
    )


def test_release_of_one_line_is_an_article_without_a_body() -> None:
    assert import_press("Headline").text == '+++\nheadline = "Headline"\n+++\n'


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    release = "Headline\n\nAnn Lee, chair, said:\n\n“One.”\n\n- Tea"
    assert import_press("\ufeff" + release.replace("\n", "\r\n")) == import_press(release)


@pytest.mark.parametrize("blank", ["", " \n\t\n", "\ufeff", "\u00a0\u200b\r\n\x00"])
def test_blank_release_is_refused_with_a_sentence(blank: str) -> None:
    with pytest.raises(ValueError, match="expected the text of a press release, its headline in the first line"):
        import_press(blank)
