"""What axe-core finds against WCAG 2.0 and 2.1, levels A and AA."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("theme", ["harbour", "plain"]),
    pytest.mark.parametrize("scheme", ["light", "dark"]),
]


def violations(page: Any) -> list[str]:
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{rule['id']}: {node['html']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("copy", ["email", "web"])
def test_the_example_has_no_violations(
    theme: str, scheme: str, copy: str, example: Any, mail_of: Callable[..., Any], show: Callable[..., Any]
) -> None:
    assert violations(show(mail_of(example, theme, web=copy == "web"), scheme=scheme).page) == []


def test_every_kind_of_block_has_no_violations(
    theme: str, scheme: str, rich_issue: Callable[..., Any], mail_of: Callable[..., Any], show: Callable[..., Any]
) -> None:
    assert violations(show(mail_of(rich_issue("en"), theme), scheme=scheme, width=320).page) == []
