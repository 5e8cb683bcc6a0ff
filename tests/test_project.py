"""A newsletter's folder: found from anywhere inside it, read once, asked for its issues."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bulletin.errors import ConfigError, ContentError
from bulletin.project import Project, find_project, open_issue, project_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "start", [".", "issues", "issues/2023-06", "issues/2023-06/images", "issues/2023-06/busan.md", "none/yet"]
)
def test_a_newsletter_is_found_from_anywhere_inside_it(port_cities: Path, start: str) -> None:
    assert find_project(port_cities / start) == Project(port_cities.resolve())


def test_where_there_is_none_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"found no bulletin\.toml in .*; go into one, name it with --project DIR, or make one"
    ):
        find_project(tmp_path)


def test_the_nearest_newsletter_wins(port_cities: Path) -> None:
    inner = port_cities / "issues" / "inner"
    inner.mkdir()
    (inner / "bulletin.toml").write_text("", encoding="utf-8")
    assert find_project(inner).root == inner.resolve()


def test_an_issue_is_named_by_id_or_by_path(port_cities: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    project = Project(port_cities.resolve())
    folder = port_cities.resolve() / "issues" / "2023-06"
    assert project.issue_folder("2023-06") == folder
    assert project.issue_folder(str(folder)) == folder
    monkeypatch.chdir(folder)
    assert project.issue_folder(".") == folder
    monkeypatch.chdir(folder.parent)
    assert project.issue_folder("2023-06") == folder


def test_a_link_to_an_issue_is_the_issue(port_cities: Path) -> None:
    (port_cities / "issues" / "latest").symlink_to("2023-06")
    assert open_issue(port_cities / "issues" / "latest").id == "2023-06"


def test_issues_are_listed_in_order(port_cities: Path) -> None:
    project = Project(port_cities)
    for name in ("2023-10", "2023-05", "empty"):
        (port_cities / "issues" / name).mkdir()
    for name in ("2023-10", "2023-05"):
        (port_cities / "issues" / name / "issue.toml").write_text("", encoding="utf-8")
    assert project.issues == ("2023-05", "2023-06", "2023-10")
    with pytest.raises(
        ConfigError,
        match=r"this newsletter has 2023-05, 2023-06, 2023-10; write one of them, or `bulletin new .* --issue 2023-07`",
    ):
        project.issue_folder("2023-07")
    with pytest.raises(ConfigError, match="has none yet"):
        Project(port_cities / "issues").issue_folder("2023-07")


@pytest.mark.parametrize("name", ["", "a" * 300, "a\0b", "../..", "/", "부산"])
def test_a_name_that_is_no_issue_is_refused(
    port_cities: Path, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError, match="expected an issue's id or folder"):
        Project(port_cities).issue_folder(name)


def test_the_newsletter_of_an_issue_is_that_of_its_path_else_that_of_here(
    port_cities: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert project_of(str(port_cities / "issues" / "2023-06")).root == port_cities.resolve()
    assert project_of("2023-06", port_cities).root == port_cities.resolve()
    with pytest.raises(ConfigError, match=r"found no bulletin\.toml"):
        project_of("2023-06")
    with pytest.raises(ConfigError, match="write --project DIR with one"):
        project_of("2023-06", tmp_path)
    monkeypatch.chdir(port_cities / "issues")
    assert project_of("2023-06").root == port_cities.resolve()


def test_settings_and_kinds_are_read_when_they_are_asked_for(port_cities: Path) -> None:
    project = Project(port_cities)
    assert project.kinds == {}
    assert project.templates == port_cities / "templates"
    assert project.newsletter.id == "port-cities"
    assert project.newsletter is project.newsletter


def test_a_fault_in_the_settings_stops_the_reading_of_an_issue(port_cities: Path) -> None:
    (port_cities / "bulletin.toml").write_text("titel = 1", encoding="utf-8")
    with pytest.raises(
        ContentError, match=r"bulletin\.toml:1:1: error: no key `titel` is known here; did you mean `title`\?"
    ):
        open_issue(port_cities / "issues" / "2023-06")


def test_a_kind_of_the_folder_is_read_in_its_articles(port_cities: Path) -> None:
    blocks = port_cities / "templates" / "blocks"
    blocks.mkdir(parents=True)
    (blocks / "podcast.toml").write_text("[fields.title]\n", encoding="utf-8")
    article = port_cities / "issues" / "2023-06" / "busan.md"
    article.write_text('+++\nheadline = "H"\n+++\n```podcast\ntitle = "Tides"\n```\n', encoding="utf-8")
    issue = open_issue(port_cities / "issues" / "2023-06")
    [block] = next(article for article in issue.articles if article.slug == "busan").blocks
    assert (block.kind, block.title) == ("podcast", "Tides")  # type: ignore[attr-defined]
