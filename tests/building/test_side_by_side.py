"""Work spread over processes gives what one process gives, whatever becomes of the others."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.building.build import build_issue
from bulletin.building.side_by_side import _leave, _left_in, cores, crew
from bulletin.errors import CatalogError
from bulletin.project import Project

pytestmark = pytest.mark.filterwarnings(
    "ignore:This process .* is multi-threaded:DeprecationWarning"
)  # the test runner's


def made_by(processes: int, make: Callable[[Any], Any], things: Iterable[Any], task: object = None) -> list[Any]:
    """Return what so many processes make of the things."""
    with crew(lambda: lambda _task, thing: make(thing), processes - 1) as gathered:
        return list(gathered.make(task, tuple(things)))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(), max_size=12), st.integers(1, 4))
def test_what_is_made_stands_in_the_order_of_the_things(things: list[int], processes: int) -> None:
    assert made_by(processes, lambda each: (each, each * 2), things) == [(x, x * 2) for x in things]


def test_each_process_takes_what_no_other_has_taken() -> None:
    here, (mine, from_copy), (theirs, from_here) = os.getpid(), os.pipe(), os.pipe()

    def make(_thing: int) -> int:
        waited, told = (mine, from_here) if os.getpid() == here else (theirs, from_copy)
        os.write(told, b".")
        os.read(waited, 1)  # until the other process has taken something too
        return os.getpid()

    made = made_by(2, make, range(2))
    assert len(set(made)) == 2
    assert here in made


def test_copies_that_can_take_everything_are_left_to_it() -> None:
    assert os.getpid() not in made_by(2, lambda _: os.getpid(), range(1))


def test_what_is_to_be_made_may_be_known_after_copies_have_begun() -> None:
    with crew(lambda: lambda task, thing: (task, thing), 2, early=lambda: lambda task, thing: (task, thing)) as begun:
        task = tuple(range(100_000))  # more than a pipe holds
        begun.grow(3)
        assert list(begun.make(task, "abcdefgh")) == [(task, letter) for letter in "abcdefgh"]


def test_further_processes_are_copies_of_the_one_that_has_loaded_all() -> None:
    loaded: list[int] = []

    def early() -> Callable[[None, int], list[int]]:
        loaded.append(os.getpid())
        return lambda _task, _thing: [*loaded, os.getpid()]

    with crew(lambda: lambda _task, _thing: [], 1, early=early) as begun:
        begun.grow(2)
        made = list(begun.make(None, range(40)))
    (leader,) = {each[0] for each in made}
    assert os.getpid() not in {leader, *(each[1] for each in made)}


def test_a_task_that_cannot_be_sent_between_processes_is_done_here() -> None:
    assert made_by(3, lambda _: os.getpid(), range(5), task=lambda: None) == [os.getpid()] * 5


def failing(*bad: int) -> Callable[[int], int]:
    def make(thing: int) -> int:
        if thing in bad:
            raise ValueError(thing)
        return thing

    return make


@pytest.mark.parametrize("bad", [(0,), (5,), (1, 2), (3, 2), (7, 6, 8), (8,)])
@pytest.mark.parametrize("processes", [1, 3])
def test_the_first_failure_is_raised_in_whichever_process_it_was(bad: tuple[int, ...], processes: int) -> None:
    with pytest.raises(ValueError, match=f"^{min(bad)}$"):
        made_by(processes, failing(*bad), range(9))


def test_what_a_process_that_was_ended_has_not_delivered_is_made_here() -> None:
    here = os.getpid()

    def make(thing: int) -> int:
        if os.getpid() != here:
            os._exit(9)
        return thing

    assert made_by(2, make, range(9)) == list(range(9))
    assert made_by(2, make, range(1)) == [0]


def test_what_a_process_has_left_before_it_was_ended_is_not_made_again() -> None:
    here = os.getpid()

    def make(_task: None, thing: int) -> int:
        if os.getpid() != here and thing == 3:
            os._exit(9)
        return os.getpid()

    with crew(lambda: make, 1, early=lambda: make) as begun:
        made = list(begun.make(None, range(6)))
    assert here not in made[:3]
    assert made[3:] == [here] * 3


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=5), st.data())
def test_what_a_process_was_leaving_when_it_was_ended_is_not_read(things: list[bytes], data: st.DataObject) -> None:
    with tempfile.TemporaryFile() as file:
        for at, thing in enumerate(things):
            _leave(file, at, thing)
        kept = data.draw(st.integers(0, file.seek(0, os.SEEK_END)))
        file.truncate(kept)
        left = {at: one.read() for at, one in _left_in(file)}
        assert left == {at: things[at] for at in range(len(left))}
        assert len(left) == len(things) or kept < file_size(things[: len(left) + 1])


def file_size(things: list[bytes]) -> int:
    with tempfile.TemporaryFile() as file:
        for at, thing in enumerate(things):
            _leave(file, at, thing)
        return file.tell()


def test_what_cannot_be_sent_between_processes_is_made_here() -> None:
    def make(thing: int) -> Callable[[], int]:
        return lambda: thing

    assert [each() for each in made_by(2, make, range(6))] == list(range(6))


def test_no_process_is_left_behind_by_an_interruption() -> None:
    here = os.getpid()

    def make(_thing: int) -> int:
        if os.getpid() == here:
            raise KeyboardInterrupt
        signal.pause()  # for ever
        return 0

    before = children()
    with pytest.raises(KeyboardInterrupt):
        made_by(3, make, range(9))
    assert children() <= before


def test_no_process_is_left_behind_where_nothing_was_to_be_made() -> None:
    before = children()
    with crew(lambda: lambda _task, thing: thing, 2):
        assert children() > before
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
