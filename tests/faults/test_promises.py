"""What the page on delivery promises is shown by the tests that it names."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from tests.faults.campaign import ROOT

HERE = Path(__file__).parent
_NAMED = re.compile(r"`(test_\w+\.py)::(test_\w+)`")


def named_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_test_that_the_page_names_is_there_and_every_fault_is_on_the_page() -> None:
    page = (ROOT / "docs" / "delivery.md").read_text(encoding="utf-8")
    named = set(_NAMED.findall(page))
    assert {(file, test) for file, test in named if test not in named_in(HERE / file)} == set()
    faults = {f"f{number}" for number in range(1, 16)}
    assert {test.split("_")[1] for _, test in named} == faults
    assert {line.split("|")[3].split()[0].lower() for line in page.splitlines() if "| F" in line} == faults
