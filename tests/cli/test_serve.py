"""`bulletin serve-unsubscribe`, apart from what `tests/web` shows of its pages."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.cli.main import run


@pytest.fixture
def uncollected() -> Iterator[None]:
    """As the console script leaves it for its commands."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
def test_what_serves_for_months_collects_its_garbage(port_cities: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    monkeypatch.setenv("BULLETIN_SECRET", "a secret that is long enough")
    monkeypatch.setattr("bulletin.web.serve", lambda *_given, **_more: seen.append(gc.isenabled()))
    assert run(["serve-unsubscribe", "--project", str(port_cities)]) == 0
    assert seen == [True]
