"""What a reader's window shows, from the narrowest telephone on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

LOCALES = ("ar", "en", "ja", "ko")

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("theme", ["harbour", "plain"])]

Fixture = Callable[..., Any]

OVERFLOWING = """() => [...document.querySelectorAll("body *")]
  .filter(element => element.clientWidth && element.scrollWidth > element.clientWidth + 1)
  .map(element => element.outerHTML.slice(0, 200))"""


def left_of(page: Any, selector: str) -> float:
    return float(page.locator(selector).first.bounding_box()["x"])


def right_of(page: Any, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    return float(box["x"] + box["width"])


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", [320, 600])
def test_nothing_is_wider_than_the_window(
    theme: str, locale: str, width: int, rich_issue: Fixture, mail_of: Fixture, show: Fixture
) -> None:
    page = show(mail_of(rich_issue(locale), theme), width=width).page

    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("copy", ["email", "web"])
def test_the_example_fits_a_narrow_window(theme: str, copy: str, example: Any, mail_of: Fixture, show: Fixture) -> None:
    page = show(mail_of(example, theme, web=copy == "web"), width=320).page

    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(OVERFLOWING) == []


@pytest.mark.parametrize("locale", LOCALES)
def test_a_message_asks_no_network_and_reports_no_error(
    theme: str, locale: str, rich_issue: Fixture, mail_of: Fixture, show: Fixture
) -> None:
    shown = show(mail_of(rich_issue(locale), theme))

    assert shown.requests == []
    assert shown.errors == []


def test_every_picture_is_shown(theme: str, example: Any, mail_of: Fixture, show: Fixture) -> None:
    page = show(mail_of(example, theme)).page
    page.wait_for_load_state("load")

    widths = page.evaluate("[...document.images].map(image => image.naturalWidth)")
    assert widths
    assert all(widths)


def test_arabic_begins_at_the_right(theme: str, rich_issue: Fixture, mail_of: Fixture, show: Fixture) -> None:
    page = show(mail_of(rich_issue("ar"), theme), width=1200).page

    assert page.evaluate("getComputedStyle(document.querySelector('h2').parentElement).direction") == "rtl"
    assert right_of(page, "#tides") == right_of(page, "ul")
    assert page.evaluate("getComputedStyle(document.querySelector('table.t td')).direction") == "rtl"


def test_korean_lines_break_at_spaces(theme: str, rich_issue: Fixture, mail_of: Fixture, show: Fixture) -> None:
    page = show(mail_of(rich_issue("ko"), theme), width=320).page

    broken = """() => {
      const words = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        if (walker.currentNode.parentElement.closest('table.t')) continue;  // narrower than some words
        for (const match of walker.currentNode.data.matchAll(/[가-힣]{2,6}/g)) {
          const range = document.createRange();
          range.setStart(walker.currentNode, match.index);
          range.setEnd(walker.currentNode, match.index + match[0].length);
          const whole = !/[가-힣]/.test(walker.currentNode.data.charAt(match.index + match[0].length));
          const tops = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
          if (whole && tops.size > 1) words.push(match[0]);
        }
      }
      return words;
    }"""
    assert page.evaluate(broken) == []


@pytest.mark.parametrize("locale", ["ja", "ko"])
def test_no_emphasis_slants_east_asian_writing(
    theme: str, locale: str, rich_issue: Fixture, mail_of: Fixture, show: Fixture
) -> None:
    page = show(mail_of(rich_issue(locale), theme)).page

    styles = page.evaluate("[...document.querySelectorAll('em')].map(em => getComputedStyle(em).fontStyle)")
    assert set(styles) == {"normal"}


def test_dark_mode_changes_the_paper(theme: str, example: Any, mail_of: Fixture, show: Fixture) -> None:
    mail = mail_of(example, theme)
    paper = "getComputedStyle(document.querySelector('.page')).backgroundColor"

    assert show(mail, scheme="light").page.evaluate(paper) != show(mail, scheme="dark").page.evaluate(paper)
