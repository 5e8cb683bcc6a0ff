"""Drafts as they are looked at: every kind of block in every state, on a phone, in both schemes and directions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from bulletin.l10n.catalog import Catalog, Entry
from bulletin.l10n.localise import localise
from bulletin.l10n.messages import messages
from bulletin.l10n.pseudo import pseudo_catalog
from bulletin.l10n.states import machine_comment
from bulletin.model.issue import Issue
from bulletin.rendering.render import render
from bulletin.rendering.slotted import Rendered
from bulletin.rendering.theme import Theme

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
BARS = """() => [...document.querySelectorAll(".draft")].filter(mark => mark.offsetParent).map(mark => {
  const block = mark.parentElement.closest("p, h1, h2, h3, h4, h5, h6, li, td, th, caption, div");
  const edge = block.getBoundingClientRect(), bar = getComputedStyle(block, "::before");
  const rtl = getComputedStyle(block).direction === "rtl";
  const inset = parseFloat(rtl ? bar.right : bar.left);
  return [bar.content !== "none" && parseFloat(bar.width) === 4 && bar.backgroundColor !== "rgba(0, 0, 0, 0)",
          rtl ? innerWidth - edge.right + inset : edge.left + inset];
})"""
"""Of each mark that is shown: whether its block has a bar, and how far that is from the page's start edge."""

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("theme", ["harbour", "plain"])]


def mixed(entry: Entry, number: int) -> Entry:
    """Put one text of four in doubt, one by a machine, and leave one out."""
    machine = (machine_comment("libre", entry.msgid, entry.text),)
    if "@" in (entry.context or ""):
        return entry
    match number % 4:
        case 0:
            return replace(entry, flags=("fuzzy",))
        case 1:
            return replace(entry, flags=("fuzzy",), comments=machine)
        case 2:
            return replace(entry, msgstr=("",))
    return entry


def drafted(issue: Issue, locale: str, theme: str) -> Rendered:
    made = pseudo_catalog(messages(issue), "ar-XB" if locale == "ar" else "en-XA")
    entries = tuple(mixed(entry, number) for number, entry in enumerate(made.entries))
    catalog = Catalog(locale=locale, entries=entries, file="x.po")
    return render(localise(issue, [catalog], locale=locale, draft=True), Theme.named(theme))


@pytest.mark.parametrize(("locale", "scheme"), [("cy", "light"), ("ar", "dark")])
def test_every_kind_of_block_in_every_state_has_no_violation_and_fits_a_phone(
    theme: str, scheme: str, locale: str, rich_issue: Callable[..., Any], show: Callable[..., Any]
) -> None:
    shown = show(drafted(rich_issue("en"), locale, theme), scheme=scheme, width=320)
    found = Axe().run(shown.page, options=WCAG).response["violations"]
    assert [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]] == []
    assert shown.page.evaluate("document.documentElement.scrollWidth") <= 320
    assert shown.errors == []


@pytest.mark.parametrize(("locale", "width"), [("cy", 600), ("ar", 320)])
def test_each_text_that_is_not_reviewed_has_a_bar_at_its_start_side_on_the_page(
    theme: str, width: int, locale: str, rich_issue: Callable[..., Any], show: Callable[..., Any]
) -> None:
    shown = show(drafted(rich_issue("en"), locale, theme), width=width)
    bars = shown.page.evaluate(BARS)
    assert len(bars) > 30
    assert [each for each in bars if not each[0]] == []
    assert [each for each in bars if not 0 <= each[1] < width] == []


def test_no_word_of_a_state_covers_what_stands_beside_it(
    theme: str, rich_issue: Callable[..., Any], show: Callable[..., Any]
) -> None:
    shown = show(drafted(rich_issue("en"), "cy", theme), width=320)
    outside = shown.page.evaluate(
        """() => [...document.querySelectorAll(":is(td, th) > .draft > .draft-state")].filter(state =>
             state.getBoundingClientRect().right > state.closest("td, th").getBoundingClientRect().right)
             .map(state => state.parentElement.textContent)"""
    )
    assert outside == []
