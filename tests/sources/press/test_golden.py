"""Every release in `fixtures/` becomes the article beside it: title, date, release, article, what was inferred."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bulletin.sources.press import import_press

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.txt"))
SECTIONS = ("date", "release", "article", "inferred")


def read_fixture(path: Path) -> dict[str, str]:
    """Return the title and the sections of a fixture by name."""
    title, *parts = path.read_text("utf-8").split("\n~~~~~ ")
    sections = {name: body for name, _, body in (part.partition("\n") for part in parts)}
    return {"title": title, **sections}


def write_fixture(path: Path, fixture: dict[str, str]) -> None:
    """Write the title and the sections back."""
    parts = (f"\n~~~~~ {name}\n{fixture[name]}" for name in SECTIONS)
    path.write_text(fixture["title"] + "".join(parts), "utf-8")


@pytest.mark.parametrize("path", FIXTURES, ids=[path.stem for path in FIXTURES])
def test_release_becomes_the_article_beside_it(path: Path, request: pytest.FixtureRequest) -> None:
    fixture = read_fixture(path)
    day = fixture["date"].strip()
    imported = import_press(fixture["release"], date=None if day == "none" else dt.date.fromisoformat(day))
    told = "\n".join(imported.inferred) + "\n"
    if request.config.getoption("--update-golden", default=False):
        write_fixture(path, fixture | {"article": imported.text, "inferred": told})
        return
    assert imported.text == fixture["article"] + "\n"
    assert told == fixture["inferred"]
