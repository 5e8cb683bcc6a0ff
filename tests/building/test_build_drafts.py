"""`build --draft`: beside each translated edition what it would be, and the editions as always."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bulletin.cli.main import run


@pytest.fixture
def half_done(port_cities: Path) -> Path:
    """The example newsletter with the reviewed Korean headlines put in doubt."""
    file = port_cities / "locales" / "ko" / "LC_MESSAGES" / "2023-06.po"
    before = file.read_text(encoding="utf-8")
    after = before.replace('msgctxt "busan.headline"', '#, fuzzy\nmsgctxt "busan.headline"')
    assert after != before
    file.write_text(after, encoding="utf-8")
    return port_cities


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def build(project: Path, out: Path, *options: str) -> dict[str, bytes]:
    assert run(["build", "2023-06", "--project", str(project), "--out", str(out), *options]) == 0
    return tree(out / "2023-06")


def test_drafts_stand_beside_editions_that_are_as_always_and_make_no_message(half_done: Path, tmp_path: Path) -> None:
    plain, drafts = build(half_done, tmp_path / "plain"), build(half_done, tmp_path / "drafts", "--draft")
    added = set(drafts) - set(plain)
    assert added == {f"{locale}/draft.{kind}" for locale in ("ko", "ar", "cy") for kind in ("html", "txt")}
    assert {name for name in plain if drafts[name] != plain[name]} == {"gallery.html"}
    assert "[changed] 두 항구를" in drafts["ko/draft.txt"].decode()
    assert "두 항구를" not in plain["ko/email.txt"].decode()
    assert b'class="draft draft-changed"' in drafts["ko/draft.html"]


def test_two_builds_with_drafts_are_the_same_bytes(half_done: Path, tmp_path: Path) -> None:
    assert build(half_done, tmp_path / "one", "--draft") == build(half_done, tmp_path / "two", "--draft")


def test_a_later_build_without_drafts_removes_them(half_done: Path, tmp_path: Path) -> None:
    plain = build(half_done, tmp_path / "plain")
    build(half_done, tmp_path / "out", "--draft")
    assert build(half_done, tmp_path / "out") == plain


def test_only_the_draft_of_the_locale_asked_for_is_built(half_done: Path, tmp_path: Path) -> None:
    made = build(half_done, tmp_path / "out", "--draft", "--locale", "ko", "--locale", "en-GB")
    assert sorted(name for name in made if "draft" in name) == ["ko/draft.html", "ko/draft.txt"]


def test_pictures_of_an_article_that_the_edition_drops_are_there_for_its_draft(half_done: Path, tmp_path: Path) -> None:
    settings = half_done / "bulletin.toml"
    before = settings.read_text(encoding="utf-8")
    assert "[editions.ko]" in before
    settings.write_text(before.replace("[editions.ko]", '[editions.ko]\nnot_ready = "drop"'), encoding="utf-8")
    made = build(half_done, tmp_path / "out", "--draft", "--locale", "ko")
    shown = [part.split('"')[0] for part in made["ko/draft.html"].decode().split('src="')[1:]]
    assert len(shown) == 2
    assert all(name.removeprefix("../") in made for name in shown)


def test_json_says_where_the_drafts_are_and_what_in_them_is_not_reviewed(
    half_done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build(half_done, tmp_path / "out", "--draft", "--json")
    printed = json.loads(capsys.readouterr().out)
    korean = next(each for each in printed["drafts"] if each["locale"] == "ko")
    assert (korean["html"], korean["text"], korean["texts"]) == ("ko/draft.html", "ko/draft.txt", {"changed": 1})
    build(half_done, tmp_path / "out", "--json")
    assert "drafts" not in json.loads(capsys.readouterr().out)


def test_the_summary_names_each_draft(half_done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build(half_done, tmp_path / "out", "--draft")
    printed = capsys.readouterr().out
    assert f"ko: {tmp_path / 'out' / '2023-06' / 'ko/draft.html'}: 1 changed" in printed
    assert f"ar: {tmp_path / 'out' / '2023-06' / 'ar/draft.html'}: every text is reviewed" in printed
