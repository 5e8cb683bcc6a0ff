"""What the README shows works when it is pasted."""

import re
import subprocess
import sys
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

import typer

from bulletin.cli.main import app, run
from bulletin.project import Project

README = Path(__file__).resolve().parent.parent / "README.md"


def blocks(language: str) -> list[str]:
    text = README.read_text(encoding="utf-8")
    return [match[2] for match in re.finditer(rf"^(`{{3,}}){language}\n(.*?)^\1$", text, re.MULTILINE | re.DOTALL)]


def test_the_first_lines_run_and_print_subject_and_size(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", blocks("python")[0]], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    subject, _, size = done.stdout.strip().rpartition(" ")
    assert subject == "Liverpool and Busan sign"
    assert int(size) > 5_000


def test_the_article_shown_reads_without_a_fault(tmp_path: Path, examples: Path) -> None:
    assert run(["new", str(tmp_path / "post")]) == 0
    issue = Project(tmp_path / "post").issues[0]
    folder = tmp_path / "post" / "issues" / issue
    (folder / "images").mkdir()
    quay = examples / "port-cities" / "issues" / "2023-06" / "images" / "quay.png"
    (folder / "images" / "quay.png").write_bytes(quay.read_bytes())
    (folder / "first-article.md").write_text(blocks("markdown")[0], encoding="utf-8")
    read = Project(tmp_path / "post").read(issue)
    assert [block.kind for block in read.issue.articles[0].blocks] == ["paragraph", "quote", "event"]
    assert read.findings == ()


def test_the_example_from_objects_saves_a_message(tmp_path: Path, examples: Path) -> None:
    subprocess.run([sys.executable, str(examples / "from_objects.py"), str(tmp_path)], check=True, capture_output=True)
    message = message_from_bytes((tmp_path / "harbour-notes.eml").read_bytes(), policy=policy.default)
    assert message["Subject"] == "New gates for the old lock"
    assert "cost £1.25m and are made" in message.get_body(("plain",)).get_content().replace("\r\n", " ")


def test_the_readme_names_every_command() -> None:
    shown = README.read_text(encoding="utf-8")
    for command in typer.main.get_command(app()).commands:  # type: ignore[attr-defined] # a group of commands
        assert f"| `bulletin {command}" in shown


def test_the_lines_that_deliver_go_on_from_the_first(tmp_path: Path) -> None:
    lines = "\n".join((blocks("python")[0], blocks("python")[2]))
    done = subprocess.run([sys.executable, "-c", lines], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "1 True"


def test_the_monthly_job_sends_each_reader_one_message_and_none_twice(tmp_path: Path, examples: Path) -> None:
    job = [sys.executable, str(examples / "monthly-job" / "send.py"), str(tmp_path)]
    for sent in (8, 0):
        done = subprocess.run(job, capture_output=True, text=True, check=True)
        assert done.stdout.startswith(f"{sent} sent now; all in all 8 accepted")
    languages = [
        message_from_bytes(file.read_bytes(), policy=policy.default)["Content-Language"]
        for file in (tmp_path / "mail" / "new").iterdir()
    ]
    assert Counter(languages) == {"en-GB": 3, "ko": 2, "ar": 2, "cy": 1}
