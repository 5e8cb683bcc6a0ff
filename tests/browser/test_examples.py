"""Every edition of every example, as `build` writes it: mail and web copy, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from bulletin.building.build import build_issue
from bulletin.project import Project

EXAMPLES = Path(__file__).parents[2] / "examples"
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
EDITIONS = [
    ("port-cities", "2023-06", "en-GB"),
    ("port-cities", "2023-06", "ko"),
    ("port-cities", "2023-06", "ar"),
    ("port-cities", "2023-06", "cy"),
    ("custom-block", "2023-07", "en-GB"),
]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both examples once."""
    out = tmp_path_factory.mktemp("built")
    for example, issue in {(example, issue) for example, issue, _ in EDITIONS}:
        build_issue(Project(EXAMPLES / example), issue, out=out / example)
    return out


def test_no_edition_of_an_example_is_left_out() -> None:
    known = {folder.parent for folder in EXAMPLES.glob("*/bulletin.toml")}
    newsletters = {folder.name: Project(folder).newsletter for folder in known}
    expected = {(name, locale) for name, each in newsletters.items() for locale in (each.locale, *each.locales)}
    assert {(example, locale) for example, _, locale in EDITIONS} == expected


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("file", ["email.html", "index.html"])
@pytest.mark.parametrize(("example", "issue", "locale"), EDITIONS, ids=[f"{each[0]}-{each[2]}" for each in EDITIONS])
def test_an_edition_has_no_violation_fits_a_phone_and_asks_no_network(
    example: str, issue: str, locale: str, file: str, scheme: Any, chromium: Any, built: Path
) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto((built / example / issue / locale / file).as_uri())
    found = Axe().run(page, options=WCAG).response["violations"]
    width = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert [f"{rule['id']}: {node['html']}" for rule in found for node in rule["nodes"]] == []
    assert width <= 320
    assert [address for address in asked if not address.startswith("file:")] == []
    assert errors == []
