"""Words that Markdown would read as markup are escaped, and others are left readable."""

from __future__ import annotations

import pytest

from bulletin.sources.press.escaping import escape_block, escape_inline, escape_plain


@pytest.mark.parametrize(
    "text",
    [
        "Write to press_office@example.org",
        "https://example.org/a_b/c-d?e=f&g=h#i_j",
        "snake_case_name",
        "R&D; C#; 3 * 4 = 12 | 5 > 4 + 1",
        "[name withheld] and (2)",
        "price* in euros_",
        "-ends-",
        "#hashtag +44 151",
        "2.5 million, 1.30 pm",
        "[1] not [2]",
    ],
)
def test_harmless_text_is_left_alone(text: str) -> None:
    assert escape_block(text).replace("\\*", "*") == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("*so*", r"\*so\*"),
        ("_so_", r"\_so\_"),
        ("`so`", r"\`so\`"),
        ("a\\b", r"a\\b"),
        ("<b>", r"\<b>"),
        ("<a@example.org>", r"\<a@example.org>"),
        ("&copy; &#35; &#x23;", r"\&copy; \&#35; \&#x23;"),
        ("[a](b)", r"[a\](b)"),
        ("{fund}", r"\{fund}"),
    ],
)
def test_inline_markup_is_escaped(text: str, escaped: str) -> None:
    assert escape_inline(text) == escaped


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("# One", r"\# One"),
        ("#", r"\#"),
        ("- ENDS -", r"\- ENDS -"),
        ("+ One", r"\+ One"),
        ("* One", r"\* One"),
        ("> One", r"\> One"),
        ("1. One", r"1\. One"),
        ("12) One", r"12\) One"),
        ("2023.", r"2023\."),
        ("---", r"\---"),
        ("_ _ _", r"\_ _ _"),
        ("~~~", r"\~~~"),
        ("+++", r"\+++"),
        ("[1]: https://example.org", r"\[1]: https://example.org"),
    ],
)
def test_start_of_another_block_is_escaped(text: str, escaped: str) -> None:
    assert escape_block(text) == escaped


def test_plain_field_escapes_braces_and_backslashes_only() -> None:
    assert escape_plain("*{a}* \\ <b>") == "*\\{a}* \\\\ <b>"
