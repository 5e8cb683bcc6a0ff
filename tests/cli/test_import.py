"""`bulletin import`: a pasted press release becomes an article file."""

import shutil
from pathlib import Path

import pytest

from bulletin.cli.main import run
from bulletin.model.blocks import Event, List, Quote
from bulletin.project import Project

RELEASE = """\ufeffNew gates for the old lock\r
\r
Work on the lock begins in July, the Example Canal Society has announced.\r
\r
Ann Lee, chair of the Example Canal Society, said:\r
\r
\u201cThe gates have held for ninety years.\r
\r
\u201cTheir successors are made of the same oak.\u201d\r
\r
The towpath stays open. There are two open days:\r
\r
\u2022\tSaturday 8 July, 11am\u20132pm, at The Lock House, Canal Street\r
\u2022\tSunday 9 July, 10am\u201312.30pm, at The Lock House, Canal Street\r
"""


@pytest.fixture
def release(tmp_path: Path) -> Path:
    file = tmp_path / "release.txt"
    file.write_text(RELEASE, encoding="utf-8", newline="")
    return file


def test_an_imported_release_reads_as_an_article_with_its_quote_and_its_events(
    release: Path, tmp_path: Path, examples: Path
) -> None:
    newsletter = Path(shutil.copytree(examples / "port-cities", tmp_path / "paper"))
    issue = newsletter / "issues" / "2023-06"
    assert run(["import", str(release), "--date", "2023-07-01", "--out", str(issue / "lock.md")]) == 0
    settings = issue / "issue.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + '\n[[sections]]\narticles = ["lock"]\n', encoding="utf-8"
    )
    read = Project(newsletter).read("2023-06")
    article = next(each for each in read.issue.articles if each.slug == "lock")
    assert article.headline == "New gates for the old lock"
    quote = next(block for block in article.blocks if isinstance(block, Quote))
    assert quote.speaker == "Ann Lee"
    assert quote.role == "chair of the Example Canal Society"
    assert [str(text)[:9] for text in quote.text] == ["The gates", "Their suc"]
    events = [block for block in article.blocks if isinstance(block, Event)]
    assert [(event.start.isoformat(), event.end.isoformat(), event.place) for event in events] == [
        ("2023-07-08T11:00:00", "2023-07-08T14:00:00", "The Lock House"),
        ("2023-07-09T10:00:00", "2023-07-09T12:30:00", "The Lock House"),
    ]
    assert not any(isinstance(block, List) for block in article.blocks)
    assert all(finding.rule == "check-left" for finding in read.findings if "lock.md" in str(finding.place))


def test_without_out_the_article_goes_to_standard_output_and_what_was_inferred_to_standard_error(
    release: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["import", str(release), "--date", "2023-07-01"]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("+++\n")
    assert "Ann Lee" in printed.err


def test_a_file_that_is_there_is_written_over_only_when_asked_to(
    release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "lock.md"
    out.write_text("mine")
    assert run(["import", str(release), "--out", str(out)]) == 2
    assert "--force" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert run(["import", str(release), "--out", str(out), "--force"]) == 0
    assert out.read_text(encoding="utf-8").startswith("+++\n")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "nothing but blanks"),
        (b" \r\n\t", "nothing but blanks"),
        ("결과".encode("cp949"), "UTF-8"),
        (None, "can be read"),
    ],
    ids=["empty", "blank", "CP949", "missing"],
)
def test_what_cannot_be_imported_is_said_in_one_message(
    content: bytes | None, expected: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "release.txt"
    if content is not None:
        file.write_bytes(content)
    assert run(["import", str(file)]) == 2
    said = capsys.readouterr().err
    assert "release.txt" in said
    assert "Traceback" not in said
    assert expected in said
