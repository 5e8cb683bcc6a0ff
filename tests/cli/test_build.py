"""`bulletin build`: what it writes, what it says, and what it leaves alone."""

import json
import subprocess
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from bulletin.cli.main import run
from bulletin.project import Project
from bulletin.testing import write_newsletter


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def built(port_cities: Path, tmp_path: Path) -> Path:
    assert run(["build", "2023-06", "--project", str(port_cities), "--out", str(tmp_path / "out")]) == 0
    return tmp_path / "out" / "2023-06"


def test_a_build_has_the_files_of_the_contract(built: Path) -> None:
    names = set(tree(built))
    assert {
        "gallery.html", "en-GB/email.html", "en-GB/email.txt", "en-GB/email.eml", "en-GB/index.html",
        "en-GB/edition.json", "en-GB/fabric-district-1.ics", "en-GB/fabric-district-2.ics",
    } <= names  # fmt: skip
    assert sum(name.startswith("assets/") for name in names) == 2


def test_every_picture_that_the_html_shows_is_in_the_build(built: Path) -> None:
    html = (built / "en-GB" / "email.html").read_text(encoding="utf-8")
    pictures = [part.split('"')[0] for part in html.split('src="')[1:]]
    assert pictures
    assert all((built / "en-GB" / picture).is_file() for picture in pictures)


def test_two_builds_are_the_same_bytes(port_cities: Path, built: Path, tmp_path: Path) -> None:
    assert run(["build", "2023-06", "--project", str(port_cities), "--out", str(tmp_path / "again")]) == 0
    assert tree(tmp_path / "again" / "2023-06") == tree(built)


def test_the_message_has_no_defect_and_no_line_over_998_octets(built: Path) -> None:
    raw = (built / "en-GB" / "email.eml").read_bytes()
    message = message_from_bytes(raw, policy=policy.default)
    parts = list(message.walk())
    assert [part.defects for part in parts] == [[] for _ in parts]
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert str(message["To"]) == "reader@example.org"
    assert {"text/plain", "text/html", "image/png", "text/calendar"} <= {part.get_content_type() for part in parts}


def test_the_message_holds_the_text_and_the_html_of_the_build(built: Path) -> None:
    message = message_from_bytes((built / "en-GB" / "email.eml").read_bytes(), policy=policy.default)
    text = message.get_body(("plain",)).get_content().replace("\r\n", "\n")
    html = message.get_body(("html",)).get_content()
    assert text == (built / "en-GB" / "email.txt").read_text(encoding="utf-8")
    shown = [part.get("Content-ID") for part in message.walk() if part.get_content_type() == "image/png"]
    assert all(f"cid:{name[1:-1]}" in html for name in shown)
    assert "../assets/" not in html


def test_the_record_of_an_edition_has_the_shape_of_the_contract(built: Path) -> None:
    record = json.loads((built / "en-GB" / "edition.json").read_text(encoding="utf-8"))
    assert {
        "issue",
        "locale",
        "dir",
        "subject",
        "preheader",
        "bytes",
        "words",
        "refused",
        "fallbacks",
        "findings",
    } <= set(record)
    assert set(record["bytes"]) == {"html", "text", "message"}
    assert set(record["words"]) == {"total", "reviewed", "machine", "changed", "missing"}
    assert record["bytes"]["html"] == (built / "en-GB" / "email.html").stat().st_size
    assert record["bytes"]["message"] == (built / "en-GB" / "email.eml").stat().st_size


def test_json_is_all_that_is_printed_with_json(
    port_cities: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "2023-06", "--project", str(port_cities), "--out", str(tmp_path / "out"), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["issue"] == "2023-06"
    assert [edition["locale"] for edition in printed["editions"]] == ["en-GB", *Project(port_cities).newsletter.locales]


def test_the_web_copy_has_no_personal_link(built: Path) -> None:
    email = (built / "en-GB" / "email.html").read_text(encoding="utf-8")
    web = (built / "en-GB" / "index.html").read_text(encoding="utf-8")
    assert "Unsubscribe" in email
    assert "Unsubscribe" not in web
    assert 'href="fabric-district-1.ics"' in web


def test_files_of_an_earlier_build_that_are_no_longer_made_are_deleted(port_cities: Path, built: Path) -> None:
    stale = built / "en-GB" / "old-1.ics"
    stale.write_text("old")
    assert run(["build", "2023-06", "--project", str(port_cities), "--out", str(built.parent)]) == 0
    assert not stale.exists()


def test_a_fault_leaves_an_earlier_build_as_it_was(
    port_cities: Path, built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(built)
    article = port_cities / "issues" / "2023-06" / "busan.md"
    article.write_text(article.read_text(encoding="utf-8").replace("{fund}", "{found}"), encoding="utf-8")
    assert run(["build", "2023-06", "--project", str(port_cities), "--out", str(built.parent)]) == 2
    assert tree(built) == before
    said = capsys.readouterr().err
    assert "issues/2023-06/busan.md:" in said
    assert "no value `found` is declared" in said
    assert "Traceback" not in said


def test_an_output_folder_that_cannot_be_written_to_is_named(
    port_cities: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "taken").write_text("a file")
    assert run(["build", "2023-06", "--project", str(port_cities), "--out", str(tmp_path / "taken")]) == 2
    said = capsys.readouterr().err
    assert str(tmp_path / "taken") in said
    assert "name another" in said
    assert (tmp_path / "taken").read_text() == "a file"


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["build", "2023-07"], "this newsletter has 2023-06"),
        (["build", "2023-06", "--locale", "fr"], "add it to `locales`"),
    ],
    ids=["an issue that is not there", "a locale without an edition"],
)
def test_a_wrong_name_is_answered_with_the_right_ones(
    arguments: list[str], expected: str, port_cities: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*arguments, "--project", str(port_cities)]) == 2
    assert expected in capsys.readouterr().err
    assert not (port_cities / "build").exists()


def test_outside_of_a_newsletter_the_command_says_how_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["build", "2023-06"]) == 2
    assert "--project DIR" in capsys.readouterr().err


def test_inside_of_a_newsletter_neither_project_nor_out_is_needed(
    port_cities: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(port_cities / "issues")
    assert run(["build", "2023-06"]) == 0
    assert (port_cities / "build" / "2023-06" / "gallery.html").is_file()
    assert "gallery.html" in capsys.readouterr().out


def test_a_newsletter_overrides_the_masthead_and_the_colours_without_copying_the_theme(
    port_cities: Path, tmp_path: Path
) -> None:
    settings = port_cities / "bulletin.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + '\n[brand]\naccent = "#123456"\nwordmark = "PORT"\n')
    (port_cities / "templates").mkdir()
    (port_cities / "templates" / "section.mjml.j2").write_text(
        '<mj-section><mj-column><mj-text css-class="mine">{{ section.name }}</mj-text></mj-column></mj-section>'
    )
    assert run(["build", "2023-06", "--project", str(port_cities), "--out", str(tmp_path / "out")]) == 0
    html = (tmp_path / "out" / "2023-06" / "en-GB" / "email.html").read_text(encoding="utf-8")
    assert 'class="mine"' in html
    assert "#123456" in html
    assert "PORT</h1>" in html


def test_twelve_articles_stay_under_seventy_thousand_bytes_of_html(tmp_path: Path) -> None:
    write_newsletter(tmp_path / "twelve", articles=12)
    assert run(["build", "2023-06", "--project", str(tmp_path / "twelve"), "--out", str(tmp_path / "out")]) == 0
    record = json.loads((tmp_path / "out" / "2023-06" / "en-GB" / "edition.json").read_text(encoding="utf-8"))
    assert record["bytes"]["html"] < 70_000
    assert record["findings"] == []


def test_help_loads_none_of_the_heavy_packages(command: list[str]) -> None:
    program = (
        "import sys\nfrom bulletin.cli.main import run\nassert run(['--help']) == 0\n"
        "print(sorted({'babel', 'jinja2', 'pydantic', 'rich', 'PIL', 'markdown_it', 'mjml', 'icalendar'} & set(sys.modules)))"
    )
    done = subprocess.run([command[0], "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_the_command_reports_faults_in_a_process_of_its_own(command: list[str], port_cities: Path) -> None:
    (port_cities / "issues" / "2023-06" / "busan.md").unlink()
    done = subprocess.run(
        [*command, "build", "2023-06", "--project", str(port_cities)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "issues/2023-06/issue.toml:" in done.stderr
    assert "expected a file busan.md" in done.stderr
    assert "Traceback" not in done.stderr
