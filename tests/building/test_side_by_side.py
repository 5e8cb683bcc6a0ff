"""Work spread over processes gives what one process gives, whatever becomes of the others."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.building.build import build_issue
from bulletin.building.side_by_side import cores, side_by_side
from bulletin.errors import CatalogError
from bulletin.project import Project

pytestmark = pytest.mark.filterwarnings(
    "ignore:This process .* is multi-threaded:DeprecationWarning"
)  # the test runner's


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(), max_size=12), st.integers(1, 4))
def test_what_is_made_stands_in_the_order_of_the_things(things: list[int], processes: int) -> None:
    assert side_by_side(lambda each: (each, each * 2), things, processes=processes) == [(x, x * 2) for x in things]


def test_the_work_is_shared() -> None:
    made = side_by_side(lambda _: os.getpid(), range(11), processes=3)
    assert len(set(made)) == 3
    assert made.count(os.getpid()) == 4


def failing(*bad: int) -> Callable[[int], int]:
    def make(thing: int) -> int:
        if thing in bad:
            raise ValueError(thing)
        return thing

    return make


@pytest.mark.parametrize("bad", [(0,), (5,), (1, 2), (3, 2), (7, 6, 8), (8,)])
def test_the_first_failure_is_raised_in_whichever_process_it_was(bad: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=f"^{min(bad)}$"):
        side_by_side(failing(*bad), range(9), processes=3)


def test_what_a_process_that_was_ended_has_not_delivered_is_made_here() -> None:
    here = os.getpid()

    def make(thing: int) -> int:
        if os.getpid() != here and thing > 3:
            os._exit(9)
        return thing

    assert side_by_side(make, range(9), processes=2) == list(range(9))


def test_what_cannot_be_sent_between_processes_is_made_here() -> None:
    def make(thing: int) -> Callable[[], int]:
        return lambda: thing

    assert [each() for each in side_by_side(make, range(6), processes=2)] == list(range(6))


def test_no_process_is_left_behind_by_an_interruption() -> None:
    here = os.getpid()

    def make(thing: int) -> int:
        if os.getpid() == here and thing > 1:
            raise KeyboardInterrupt
        return thing

    before = children()
    with pytest.raises(KeyboardInterrupt):
        side_by_side(make, range(9), processes=3)
    assert children() <= before


def children() -> set[str]:
    """Return the processes that this one has begun and that have not been waited for (proc(5))."""
    return {pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()}


def test_at_least_one_process_can_work() -> None:
    assert cores() >= 1


LOCALES = ("ko", "ar", "cy", "de", "ja")


@pytest.fixture
def newsletter(examples: Path, tmp_path: Path) -> Project:
    """Return the port cities in more languages than they have catalogs for."""
    folder = tmp_path / "newsletter"
    shutil.copytree(examples / "port-cities", folder)
    settings_file = folder / "bulletin.toml"
    kept = [line for line in settings_file.read_text(encoding="utf-8").splitlines() if not line.startswith("locales =")]
    kept.insert(1, f"locales = {list(LOCALES)}")
    settings_file.write_text("\n".join(kept), encoding="utf-8")
    return Project(folder)


def tree(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_build_in_several_processes_is_the_same_bytes(newsletter: Project, tmp_path: Path) -> None:
    one = build_issue(newsletter, "2023-06", out=tmp_path / "one", draft=True)
    two = build_issue(newsletter, "2023-06", out=tmp_path / "two", draft=True, processes=2)
    assert tree(one.out) == tree(two.out)
    assert one.editions == two.editions
    assert one.drafts == two.drafts


def test_a_build_in_several_processes_fails_with_the_place_of_the_fault(newsletter: Project, tmp_path: Path) -> None:
    for locale in ("ko", "ar"):
        (newsletter.locales / locale / "LC_MESSAGES" / "2023-06.po").write_text('msgid "broken\n', encoding="utf-8")
    with pytest.raises(CatalogError) as raised:
        build_issue(newsletter, "2023-06", out=tmp_path / "out", processes=2)
    assert {finding.place.file for finding in raised.value.findings if finding.place} == {
        "locales/ko/LC_MESSAGES/2023-06.po"
    }
    assert not (tmp_path / "out").exists()
