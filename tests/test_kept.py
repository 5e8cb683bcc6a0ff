"""What is kept in the user's cache folder, and where nothing is."""

from pathlib import Path

import pytest

from bulletin.kept import read_kept, write_kept


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "bulletin" / "things-1"


def test_what_is_kept_is_found_again(cache: Path) -> None:
    assert read_kept("things-1", "one") is None
    write_kept("things-1", "one", b"octets")
    assert read_kept("things-1", "one") == b"octets"
    assert cache.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_can_write_to_is_not_used(cache: Path) -> None:
    cache.mkdir(parents=True)
    cache.chmod(0o777)
    (cache / "one").write_bytes(b"somebody's")
    assert read_kept("things-1", "one") is None
    write_kept("things-1", "two", b"octets")
    assert not (cache / "two").exists()


def test_nothing_is_kept_where_nobody_wants_it(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BULLETIN_CACHE", "off")
    write_kept("things-1", "one", b"octets")
    assert not cache.exists()


def test_a_cache_that_cannot_be_made_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    write_kept("things-1", "one", b"octets")
    assert read_kept("things-1", "one") is None
