"""The examples in docstrings run."""

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import bulletin

PACKAGE = Path(bulletin.__file__).parent
NAMES = [
    ".".join(("bulletin", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
    for file in sorted(PACKAGE.rglob("*.py"))
    if ">>>" in file.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_in_a_docstring_give_what_they_show(name: str) -> None:
    result = doctest.testmod(import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.attempted > 0
    assert result.failed == 0
