"""Fixtures that all tests share."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("anywhere", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("anywhere"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "anywhere")  # machines are shared: no test asserts a time

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
def command() -> list[str]:
    """The command line, run by the Python that runs the tests."""
    return [sys.executable, "-c", "from bulletin.cli import main; main()"]


def pytest_configure(config: pytest.Config) -> None:
    """Keep what a developer's shell has set away from the tests, and compiled templates away from the developer."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp(prefix="bulletin-tests-")
    for name in ("BULLETIN_SECRET", "COLUMNS", "FORCE_COLOR"):
        os.environ.pop(name, None)
