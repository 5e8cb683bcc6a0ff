"""`bulletin new`: folders to start from."""

from datetime import date
from pathlib import Path

import pytest

from bulletin.building.scaffold import new_newsletter
from bulletin.cli.main import run
from bulletin.project import Project


@pytest.mark.parametrize("name", ["harbour-post", "My News", "bulletin", "부산", "2023"])
def test_a_new_newsletter_builds_at_once(name: str, tmp_path: Path) -> None:
    assert run(["new", str(tmp_path / name)]) == 0
    issue = Project(tmp_path / name).issues[0]
    assert run(["build", issue, "--project", str(tmp_path / name)]) == 0
    assert (tmp_path / name / "build" / issue / "gallery.html").is_file()


def test_a_new_newsletter_keeps_people_and_state_out_of_version_control(tmp_path: Path) -> None:
    new_newsletter(tmp_path / "post", today=date(2023, 6, 14))
    ignored = (tmp_path / "post" / ".gitignore").read_text(encoding="utf-8").split()
    assert {"subscribers*.csv", "state/", "build/"} <= set(ignored)


def test_a_newsletter_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new", str(tmp_path / "post")]) == 0
    before = (tmp_path / "post" / "bulletin.toml").read_bytes()
    assert run(["new", str(tmp_path / "post")]) == 2
    assert "there is a newsletter already" in capsys.readouterr().err
    assert (tmp_path / "post" / "bulletin.toml").read_bytes() == before


def standing_newsletter(folder: Path) -> Path:
    new_newsletter(folder, today=date(2023, 6, 14))
    issue = folder / "issues" / "2023-06"
    (issue / "about.md").write_text(
        '+++\nheadline = "About us"\nstanding = true\n+++\n\nWe are here.\n', encoding="utf-8"
    )
    (issue / "issue.toml").write_text(
        'number = 6\ndate = 2023-06-01\nsubject = "June"\nsend = 2023-06-06\n'
        '[[sections]]\nname = "News"\narticles = ["first-article"]\n'
        '[[sections]]\nname = "The \\"desk\\""\narticles = ["about"]\n',
        encoding="utf-8",
    )
    return folder


def test_the_next_issue_counts_on_keeps_sections_and_carries_standing_articles_only(tmp_path: Path) -> None:
    folder = standing_newsletter(tmp_path / "post")
    assert run(["new", str(folder), "--issue", "2023-07", "--from", "2023-06"]) == 0
    issue = Project(folder).read("2023-07").issue
    assert issue.number == 7
    assert issue.date == date(2023, 7, 1)
    assert issue.send is None
    assert [section.name for section in issue.sections] == ["News", 'The "desk"']
    assert [article.slug for article in issue.articles] == ["about"]


def test_an_issue_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = standing_newsletter(tmp_path / "post")
    assert run(["new", str(folder), "--issue", "2023-06"]) == 2
    assert "there is an issue of that name already" in capsys.readouterr().err


@pytest.mark.parametrize("issue", ["series", "July 2023", "post", "../escape"])
def test_an_id_that_cannot_be_one_is_refused(issue: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = standing_newsletter(tmp_path / "post")
    before = sorted(tmp_path.rglob("*"))
    assert run(["new", str(folder), "--issue", issue]) == 2
    assert "such as 2023-07" in capsys.readouterr().err
    assert sorted(tmp_path.rglob("*")) == before
