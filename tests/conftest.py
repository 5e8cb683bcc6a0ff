"""Fixtures that all tests share."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

settings.register_profile("anywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("anywhere"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")  # machines are shared: no test asserts a time

CHROMIUM = Path("/usr/bin/chromium")
HERE = Path(__file__).resolve().parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write what is made over the golden files")


def pytest_report_header() -> str:
    import bulletin

    return f"bulletin: {Path(bulletin.__file__).parent}"


@pytest.fixture(scope="session")
def examples() -> Path:
    """The folder of complete small newsletters, beside the tests wherever these were copied to."""
    return HERE.parent / "examples"


@pytest.fixture
def port_cities(examples: Path, tmp_path: Path) -> Path:
    """A copy of the example newsletter that a test may change."""
    return Path(shutil.copytree(examples / "port-cities", tmp_path / "port-cities"))


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; without it these tests are skipped, or fail where BULLETIN_NO_SKIP is 1."""
    from playwright.sync_api import sync_playwright  # most tests need no browser

    if not CHROMIUM.exists():
        missing = f"no browser at {CHROMIUM}: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("BULLETIN_NO_SKIP") == "1":
            pytest.fail(missing)
        pytest.skip(missing)
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=quiet)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def command() -> list[str]:
    """The command line, run by the Python that runs the tests."""
    return [sys.executable, "-c", "from bulletin.cli import main; main()"]


def pytest_configure(config: pytest.Config) -> None:
    """Keep what a developer's shell has set away from the tests, and compiled templates away from the developer."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="bulletin-tests-")
    for name in ("BULLETIN_SECRET", "COLUMNS", "FORCE_COLOR"):
        os.environ.pop(name, None)
