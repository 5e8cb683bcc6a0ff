"""The pages as readers see and use them, in a browser: any language, any scheme, a narrow phone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tests.web.server import ANN, ONE_CLICK, PAPER, SECRET, Desk

from bulletin.model.newsletter import Publisher
from bulletin.web import application

pytestmark = pytest.mark.browser

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen부산항만공사국제여객터미널재개발사업협의회"
PAGES = ("leave", "left", "preferences", "saved", "test", "unknown")


@dataclass
class Seen:
    """A page in the browser, and what it did on the way."""

    page: Page
    errors: list[str] = field(default_factory=list)
    """What the console complained of, a refusal of the content security policy too."""
    elsewhere: list[str] = field(default_factory=list)
    """Requests to anywhere but the server."""


@contextmanager
def opened(
    chromium: Browser, desk: Desk, *, width: int = 600, scheme: Literal["light", "dark"] = "light", language: str = "en"
) -> Iterator[Seen]:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale=language, java_script_enabled=True,
        base_url=f"http://127.0.0.1:{desk.server.port}",
    )  # fmt: skip
    try:
        seen = Seen(context.new_page())
        seen.page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
        seen.page.on("pageerror", lambda problem: seen.errors.append(str(problem)))
        home = f"http://127.0.0.1:{desk.server.port}/"
        seen.page.on("request", lambda each: None if each.url.startswith(home) else seen.elsewhere.append(each.url))
        yield seen
        assert seen.elsewhere == []
    finally:
        context.close()


def go(desk: Desk, page: Page, name: str, locale: str) -> None:
    """Open a page by its name, in a language."""
    match name:
        case "leave":
            page.goto(desk.path("unsubscribe", locale))
        case "left":
            desk.ledger.choose(ANN, at=desk.clock.now(), left=True)
            page.goto(desk.path("unsubscribe", locale))
        case "preferences":
            page.goto(desk.path("preferences", locale))
        case "saved":
            page.goto(desk.path("preferences", locale))
            page.locator("button").first.click()
        case "test":
            page.goto(desk.path("unsubscribe", locale, token="test"))  # noqa: S106 - a purpose, not a password
        case _:
            page.goto("/u/nobody")


def violations(page: Page) -> list[str]:
    found: Any = Axe().run(page, options=WCAG).response["violations"]
    return [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en-GB", "ko", "ar"])
@pytest.mark.parametrize("name", ["left", "saved", "unknown"])  # all that the others are made of too
def test_axe_finds_nothing(chromium: Browser, desk: Desk, name: str, locale: str, scheme: Any) -> None:
    with opened(chromium, desk, scheme=scheme, language=locale) as seen:
        go(desk, seen.page, name, locale)
        assert violations(seen.page) == []
        assert seen.page.locator("html").get_attribute("lang") == locale.removesuffix("-GB")
        assert seen.page.locator("html").get_attribute("dir") == ("rtl" if locale == "ar" else "ltr")


@pytest.mark.parametrize("locale", ["en-GB", "ko", "ar", "de"])
@pytest.mark.parametrize("name", PAGES)
def test_a_narrow_phone_needs_no_scrolling_sideways_even_with_endless_words(
    chromium: Browser, desk: Desk, name: str, locale: str
) -> None:
    paper = replace(PAPER, title=LONG, publisher=Publisher(name=LONG), reply_to=f"{'editors' * 12}@example.org")
    desk.server.app = application(paper, desk.ledger, SECRET)
    with opened(chromium, desk, width=320, language=locale) as seen:
        go(desk, seen.page, name, locale)
        assert seen.page.evaluate(OVERFLOW) <= 0
        for button in seen.page.locator("button, .choice").all():
            box = button.bounding_box()
            assert box is not None
            assert box["height"] >= 44


def test_a_reader_leaves_and_comes_back_with_the_keyboard_alone(chromium: Browser, desk: Desk) -> None:
    with opened(chromium, desk) as seen:
        page = seen.page
        page.goto(desk.path("unsubscribe"))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=You are unsubscribed")
        assert desk.choice is not None
        assert desk.choice.left
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=You are subscribed again")
        assert not desk.choice.left
        assert seen.errors == []


def test_a_reader_chooses_korean_and_sees_it_at_once(chromium: Browser, desk: Desk) -> None:
    with opened(chromium, desk) as seen:
        page = seen.page
        page.goto(desk.path("preferences"))
        assert page.get_by_label("English (United Kingdom)").is_checked()
        page.get_by_label("한국어").check()
        page.get_by_role("button", name="Save").click()
        assert page.get_by_role("status").inner_text() == "저장했습니다. 다음 호부터 적용됩니다."
        assert page.get_by_label("한국어").is_checked()
        assert desk.choice is not None
        assert desk.choice.locale == "ko"
        assert seen.errors == []


def test_forms_work_without_scripts(chromium: Browser, desk: Desk) -> None:
    context = chromium.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{desk.server.port}{desk.path('unsubscribe')}")
        page.get_by_role("button").click()
        assert page.get_by_role("heading", level=1).inner_text() == "You are unsubscribed"
    finally:
        context.close()


def test_no_markup_in_a_name_becomes_markup(chromium: Browser, desk: Desk) -> None:
    attack = '</title></style><script>document.title="taken"</script><img src=x onerror=alert(1)>"\'<b>{newsletter}'
    paper = replace(
        PAPER, title=attack.replace("<", "\\<"), publisher=Publisher(name=attack.replace("<", "\\<")),
        reply_to='"><script>x</script>@example.org',
    )  # fmt: skip
    with opened(chromium, desk) as seen:
        for locale, name in (("en-GB", "leave"), ("ar", "preferences"), ("ko", "unknown"), ("de", "test")):
            desk.server.app = application(paper, desk.ledger, SECRET)
            go(desk, seen.page, name, locale)
            assert seen.page.locator("script, img, b, main style").count() == 0
            assert "<script>" in seen.page.locator(".name").inner_text()
        assert [each for each in seen.errors if "404" not in each] == []


def test_a_locale_in_a_token_is_text_too(desk: Desk) -> None:
    token = SECRET.token("preferences", PAPER.id, ANN, '"><script>')
    for reply in (desk.look(f"/p/{token}"), desk.press(f"/p/{token}", ONE_CLICK), desk.look("/u/x", '"><script>, ko')):
        assert "<script" not in reply.text
