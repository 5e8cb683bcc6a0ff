"""The gallery: every edition in every view, in one file that needs no network."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from bulletin.building.drafts import BuiltDraft
from bulletin.building.gallery import gallery_page, held
from bulletin.building.task import Shown
from bulletin.l10n.formatter import language_name
from bulletin.project import open_issue


def shown(locale: str, html: str = "<html><head></head><body>Hello</body></html>") -> Shown:
    record: dict[str, Any] = {
        "locale": locale, "dir": "rtl" if locale == "ar" else "ltr", "subject": "A <b> & co", "preheader": "",
        "bytes": {"html": 1, "text": 2, "message": 3}, "words": {"total": 4}, "refused": [], "findings": [],
    }  # fmt: skip
    return Shown(record=record, language=language_name(locale), mail=held(html, "5 < 6"))


def test_each_edition_has_a_frame_for_each_device_and_scheme(examples: Path) -> None:
    issue = open_issue(examples / "port-cities" / "issues" / "2023-06")
    page = gallery_page(issue, [shown("en-GB"), shown("ar")]).decode()
    frames = re.findall(r'<iframe class="(\w+)" data-locale="([\w-]+)" data-scheme="(\w+)"', page)
    assert sorted(frames) == sorted(
        (device, locale, scheme)
        for device in ("desktop", "phone")
        for locale in ("en-GB", "ar")
        for scheme in ("light", "dark")
    )
    assert '<pre lang="ar" dir="rtl"' in page


def test_content_cannot_break_out_of_the_page(examples: Path) -> None:
    issue = open_issue(examples / "port-cities" / "issues" / "2023-06")
    hostile = "</script><script>alert(1)</script> $count ${cards}"
    page = gallery_page(issue, [shown("en-GB", html=f"<html><head></head>{hostile}</html>")]).decode()
    assert "A &lt;b&gt; &amp; co" in page
    assert "5 &lt; 6" in page
    assert page.count("<script") == 2
    found = re.search(r'id="mails">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    assert hostile in json.loads(found[1])["en-GB"]


def test_a_draft_stands_beside_what_would_be_sent_and_both_are_named(examples: Path) -> None:
    issue = open_issue(examples / "port-cities" / "issues" / "2023-06")
    record: dict[str, Any] = {"html": "ko/draft.html", "text": "ko/draft.txt", "texts": {"missing": 3, "machine": 1}}
    draft = BuiltDraft(record=record, mail=held("<html><head></head>draft</html>", "[missing] x"), files={})
    page = gallery_page(issue, [shown("en-GB"), replace(shown("ko"), draft=draft)]).decode()
    found = re.search(r'id="mails">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    assert set(json.loads(found[1])) == {"en-GB", "ko", "ko draft"}
    phones = re.findall(
        r'<figure class="(\w+)"><figcaption dir="ltr"><bdi>(.*?)</bdi>: (.*?)</figcaption>'
        r'<iframe class="phone"[^>]*data-scheme="light" data-mail="([^"]*)"',
        page,
    )
    assert phones == [
        ("real", "English (United Kingdom)", "as it is sent", "en-GB"),
        ("real", "한국어", "as it is sent", "ko"),
        ("draft", "한국어", "draft, for the people who make it", "ko draft"),
    ]
    assert '<a href="ko/draft.html">draft.html</a>' in page
    assert "not reviewed: 3 missing · 1 machine" in page
    assert "[missing] x" in page


def test_without_drafts_nothing_speaks_of_them(examples: Path) -> None:
    issue = open_issue(examples / "port-cities" / "issues" / "2023-06")
    page = gallery_page(issue, [shown("en-GB"), shown("ko")]).decode()
    assert "<figure" not in page
    assert "draft.html" not in page
