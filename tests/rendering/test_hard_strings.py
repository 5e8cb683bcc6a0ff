"""Thirty strings that mail is known to damage come out of every place as they went in."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest

from bulletin.inline import Link, Spans, Text
from bulletin.model.blocks import Image, Paragraph

HARD = {
    "newline": "one\ntwo",
    "tab": "one\ttwo",
    "backslash": "C:\\new\\table",
    "double quotes": 'she said "yes"',
    "single quotes": "it's 'fine'",
    "no-break space": "12\u00a0000",
    "narrow no-break space": "3\u202fpm",
    "ideographic space": "東京\u3000大阪",
    "soft hyphen": "har\u00adbour",
    "left-to-right mark": "C++\u200e!",
    "right-to-left mark": "שלום\u200f!",
    "zero-width non-joiner": "می\u200cخواهم",
    "family emoji": "👨\u200d👩\u200d👧\u200d👦",
    "heart with a selector": "❤\ufe0f",
    "flags": "🇰🇷🇬🇧🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
    "skin tones": "👋🏽👍🏿",
    "Thai": "ท่าเรือน้ำลึก",
    "Hindi": "बंदरगाह क्षेत्र",
    "Tamil": "துறைமுகம் நகரம்",
    "Bengali": "বন্দর শহর",
    "Khmer": "កំពង់ផែទីក្រុង",
    "vowelled Arabic": "مَدِينَةُ المِينَاءِ",
    "pointed Hebrew": "עִיר הַנָּמֵל",
    "decomposed Vietnamese": "Tie\u0302\u0301ng Vie\u0323\u0302t",
    "decomposed Japanese": "か\u3099き\u3099く\u3099",
    "an entity, literally": "&amp; &lt; &#60;",
    "a tag": "<b>bold</b> <br/>",
    "end of CDATA": "a ]]> b",
    "end of a comment": "a --> b <!-- c",
    "percent signs and braces": "100 % and %s, {{ x }} {% y %} {name}",
}
Made = Callable[..., Any]


@pytest.fixture(params=HARD.values(), ids=HARD)
def hard(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def said(text: str) -> Spans:
    return Spans((Text(text),))


def words(text: str) -> str:
    return "".join(text.split())


def test_there_are_thirty() -> None:
    assert len(HARD) == 30
    assert len(set(HARD.values())) == 30


def test_it_comes_out_of_text(hard: str, mail: Made, issue: Made, parsed: Made) -> None:
    page = parsed(str(mail(issue(Paragraph(text=said(f"[[{hard}]]")))).html))
    assert f"[[{hard}]]" in "".join(page.itertext())


def test_it_comes_out_of_alt(hard: str, mail: Made, issue: Made, parsed: Made) -> None:
    block = Image(src="https://example.org/a.png", width=100, height=100, alt=said(hard))
    page = parsed(str(mail(issue(block)).html))
    assert hard in [image.get("alt") for image in page.iter("img")]


def test_it_comes_out_of_the_title_of_a_link(hard: str, mail: Made, issue: Made, parsed: Made) -> None:
    link = Link("https://example.org/", (Text("x"),), title=hard)
    page = parsed(str(mail(issue(Paragraph(text=Spans((link,))))).html))
    assert hard in [link.get("title") for link in page.iter("a")]


def test_it_comes_out_of_the_title_of_the_page(hard: str, mail: Made, issue: Made, parsed: Made) -> None:
    page = parsed(str(mail(issue(subject=said(hard))).html))
    assert page.find("head/title").text == hard


def test_it_comes_out_of_an_address(hard: str, mail: Made, issue: Made, parsed: Made) -> None:
    address = "https://example.org/?q="
    link = Link(said(address + hard), (Text("x"),))
    page = parsed(str(mail(issue(Paragraph(text=Spans((link,))))).html))
    found = [unquote(link.get("href")) for link in page.iter("a")]
    assert address + hard in found


def test_it_comes_out_of_the_subject_on_one_line(hard: str, mail: Made, issue: Made) -> None:
    assert str(mail(issue(subject=said(hard))).subject) == re.sub(r"[\n\t]", " ", hard)


def test_it_comes_out_of_the_text_part(hard: str, mail: Made, issue: Made) -> None:
    text = str(mail(issue(Paragraph(text=said(f"[[{hard}]]")))).text)
    assert f"[[{hard}]]".replace("\t", " ") in text


def test_it_comes_out_of_markdown_with_escapes(hard: str, mail: Made, issue: Made, parsed: Made) -> None:
    escaped = re.sub(r"([\\`*_{}\[\]()<>#+\-.!|&~\"'%])", r"\\\1", hard).replace("\n", "\\\n").replace("\\%", "%")
    page = parsed(str(mail(issue(Paragraph(text=f"x{escaped}x"))).html))
    expected = words(f"x{hard}x")
    assert expected in words("".join(page.itertext()))
