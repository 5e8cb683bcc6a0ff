"""The project's own reader takes every imported release without an error, and finds what the import found."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bulletin.findings import Severity
from bulletin.model.blocks import Event, Quote
from bulletin.sources.article import article_from
from bulletin.sources.faults import Faults
from bulletin.sources.press import import_press

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.txt"))


@pytest.mark.parametrize("path", FIXTURES, ids=[path.stem for path in FIXTURES])
def test_imported_article_is_read_without_an_error(path: Path) -> None:
    release = path.read_text("utf-8").split("~~~~~ release\n")[1].split("\n~~~~~ article")[0]
    imported = import_press(release, date=dt.date(2023, 6, 1))
    faults = Faults(file=path.name)
    article = article_from(imported.text, path.stem, faults, {})
    assert [found.text for found in faults.findings if found.severity is Severity.ERROR] == []
    assert article is not None
    told = [line.partition(": ")[2] for line in imported.inferred]
    quotes = [block for block in article.blocks if isinstance(block, Quote)]
    assert [f"quote by {', '.join(filter(None, (quote.speaker, quote.role)))}" for quote in quotes] == [
        line for line in told if line.startswith("quote by ")
    ]
    events = [block for block in article.blocks if isinstance(block, Event)]
    assert len(events) == sum(line.startswith("event ") for line in told)
