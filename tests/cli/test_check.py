"""`bulletin check`: what it lists, in which form, and how it ends."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bulletin.cli.check import annotation, check
from bulletin.errors import ConfigError, ContentError
from bulletin.findings import Place, error, warning

Run = Callable[..., Any]
ENTRY = '#: {place}\nmsgctxt "{context}"\nmsgid "{msgid}"\nmsgstr "{msgstr}"\n\n'
HEAD = (
    'msgid ""\nmsgstr ""\n"Language: ko\\n"\n"MIME-Version: 1.0\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n\n'
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A newsletter with one short article, one edition and nothing to find."""
    folder = tmp_path / "paper"
    issue = folder / "issues" / "2023-06"
    issue.mkdir(parents=True)
    (folder / "bulletin.toml").write_text(
        'id = "paper"\ntitle = "Paper"\nlocale = "en-GB"\nlocales = ["ko"]\nzone = "Europe/London"\n'
        '[publisher]\nname = "Paper"\naddress = "1 Dock"\n[sender]\nname = "Paper"\naddress = "a@example.org"\n'
        '[links]\nunsubscribe = "https://example.org/u/{token}"\n', encoding="utf-8",
    )  # fmt: skip
    (issue / "issue.toml").write_text(
        'date = 2023-06-01\nsubject = "News"\npreheader = "What is new"\n[[sections]]\narticles = ["quay"]\n',
        encoding="utf-8",
    )
    (issue / "quay.md").write_text(
        '+++\nheadline = "A new quay"\n+++\nRead [the report](https://example.org/a).\n', encoding="utf-8"
    )
    write_korean(folder)
    return folder


def write_korean(folder: Path, **changed: str) -> None:
    """Write the Korean catalogs, with other translations where they are given by their field."""
    texts = {
        "subject": ("issue.subject", "News", "소식"),
        "preheader": ("issue.preheader", "What is new", "새로운 것"),
        "headline": ("quay.headline", "A new quay", "새 부두"),
        "text": ("quay.paragraph.text", "Read <link1>the report</link1>.", "<link1>보고서</link1>를 읽어 보십시오."),
    }
    entries = "".join(
        ENTRY.format(place="x:1", context=context, msgid=msgid, msgstr=changed.get(name, msgstr))
        for name, (context, msgid, msgstr) in texts.items()
    )
    series = "".join(
        ENTRY.format(place="bulletin.toml:1", context=f"series.{field}", msgid=msgid, msgstr=msgstr)
        for field, msgid, msgstr in (
            ("title", "Paper", "신문"), ("publisher.name", "Paper", "신문"), ("publisher.address", "1 Dock", "부두 1"),
        )
    )  # fmt: skip
    catalogs = folder / "locales" / "ko" / "LC_MESSAGES"
    catalogs.mkdir(parents=True, exist_ok=True)
    (catalogs / "2023-06.po").write_text(HEAD + entries, encoding="utf-8")
    (catalogs / "paper.po").write_text(HEAD + series, encoding="utf-8")


@pytest.fixture
def run(paper: Path) -> Run:
    """Run the command as its function is called, whatever other commands there are."""
    app = typer.Typer()
    app.command()(check)

    def invoke(*arguments: str) -> Any:
        return CliRunner().invoke(app, ["2023-06", "--project", str(paper), *arguments])

    return invoke


def test_a_paper_without_faults_ends_with_nothing(run: Run) -> None:
    done = run()
    assert (done.exit_code, done.stdout) == (0, "Nothing was found\n")


def test_warnings_are_listed_under_their_files_and_end_with_0(run: Run, paper: Path) -> None:
    write_korean(paper, headline="새  부두", text="<link1>여기</link1>를 읽어 보십시오.")
    stray = paper / "issues" / "2023-06" / "old.md"
    stray.write_text("x", encoding="utf-8")
    done = run()
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "issues/2023-06/old.md"
    assert re.fullmatch(r" +warning  no section names this article; .+ \[stray-article\]", lines[1])
    assert lines[2] == "locales/ko/LC_MESSAGES/2023-06.po"
    assert [re.search(r"\[(.+)\]$", line)[1] for line in lines[3:5]] == ["double-space", "vague-link"]  # type: ignore[index]
    assert lines[-1] == "3 warnings"


def test_an_error_and_the_gate_end_with_1_and_say_so(run: Run, paper: Path) -> None:
    write_korean(paper, text="보고서를 읽어 보십시오.")
    done = run()
    assert done.exit_code == 1
    assert "ko would not be sent: " in done.stdout
    assert "[gate]" in done.stdout
    assert done.stdout.count("[lost-link]") == 1
    assert done.stdout.splitlines()[-1] == "2 errors"


def test_the_gate_alone_ends_with_1_and_cannot_be_silenced(run: Run, paper: Path) -> None:
    write_korean(paper, subject="")
    with (paper / "bulletin.toml").open("a", encoding="utf-8") as file:
        file.write('[checks]\nnfc = "off"\ngate = "off"\n')
    line = (paper / "bulletin.toml").read_text(encoding="utf-8").count("\n")
    done = run()
    assert done.exit_code == 1
    assert "the subject is not reviewed" in done.stdout
    assert re.search(rf"^ +{line}  warning  .+ \[unknown-check\]$", done.stdout, re.MULTILINE)


def test_the_gate_says_of_a_reviewed_text_that_it_cannot_be_used(run: Run, paper: Path) -> None:
    write_korean(paper, subject="<em>부두</em>")
    done = run()
    assert "the subject cannot be used as it is written" in done.stdout
    assert "the subject is not reviewed" not in done.stdout


def test_an_edition_that_its_readers_get_the_source_for_is_a_warning(run: Run, paper: Path) -> None:
    write_korean(paper, subject="")
    with (paper / "bulletin.toml").open("a", encoding="utf-8") as file:
        file.write('[editions.ko]\nrefused = "source"\n')
    done = run()
    assert done.exit_code == 0
    assert "ko would not be sent, its readers would get en-GB" in done.stdout


def test_one_edition_can_be_asked_for(run: Run, paper: Path) -> None:
    write_korean(paper, subject="")
    assert run("--locale", "en-GB").exit_code == 0
    assert run("--locale", "ko").exit_code == 1
    assert isinstance(run("--locale", "cy").exception, ConfigError)


def test_settings_raise_and_silence(run: Run, paper: Path) -> None:
    write_korean(paper, headline="새  부두")
    settings = paper / "bulletin.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + '[checks]\ndouble-space = "error"\n', encoding="utf-8")
    assert run().exit_code == 1
    settings.write_text(before + '[checks]\ndouble-space = "off"\n', encoding="utf-8")
    assert run().stdout == "Nothing was found\n"


def test_a_comment_in_a_catalog_silences_a_check_for_its_entry(run: Run, paper: Path) -> None:
    write_korean(paper, headline="새  부두")
    catalog = paper / "locales" / "ko" / "LC_MESSAGES" / "2023-06.po"
    text = catalog.read_text(encoding="utf-8")
    silent = text.replace(
        '#: x:1\nmsgctxt "quay.headline"', '# bulletin-ignore: double-space\n#: x:1\nmsgctxt "quay.headline"'
    )
    assert silent != text
    catalog.write_text(silent, encoding="utf-8")
    assert run().stdout == "Nothing was found\n"


def test_json_has_the_shape_of_the_contract(run: Run, paper: Path) -> None:
    assert json.loads(run("--json").stdout) == {"findings": []}
    write_korean(paper, headline="새  부두")
    (finding,) = json.loads(run("--json").stdout)["findings"]
    assert (finding["rule"], finding["severity"]) == ("double-space", "warning")
    assert re.fullmatch(r"locales/ko/LC_MESSAGES/2023-06\.po:\d+", finding["where"])
    assert set(finding) == {"rule", "severity", "where", "text"}


def test_github_reads_each_finding_as_an_annotation(run: Run, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_korean(paper, headline="새  부두")
    monkeypatch.chdir(paper)
    (line,) = run("--format", "github").stdout.splitlines()
    assert re.fullmatch(
        r"::warning file=locales/ko/LC_MESSAGES/2023-06\.po,line=\d+,title=double-space::expected .+", line
    )
    monkeypatch.chdir(paper.parent)
    assert run("--format", "github").stdout.startswith("::warning file=paper/locales/ko/")


def test_an_annotation_escapes_what_would_end_it() -> None:
    place = Place(file="a,b:c%.md", line=3, column=4)
    assert (
        annotation(error("x", "100 %\nof ::it", place))
        == "::error file=a%2Cb%3Ac%25.md,line=3,col=4,title=x::100 %25%0Aof ::it"
    )
    assert annotation(warning("x", "t")) == "::warning title=x::t"


def test_a_catalog_that_cannot_be_read_is_listed_with_the_rest(run: Run, paper: Path) -> None:
    (paper / "locales" / "ko" / "LC_MESSAGES" / "2023-06.po").write_text(
        HEAD + 'msgid "x\nmsgstr ""\n', encoding="utf-8"
    )
    (paper / "issues" / "2023-06" / "old.md").write_text("x", encoding="utf-8")
    done = run()
    assert done.exit_code == 1
    assert "[stray-article]" in done.stdout
    assert "locales/ko/LC_MESSAGES/2023-06.po\n" in done.stdout


def test_a_template_with_a_fault_is_listed(run: Run, paper: Path) -> None:
    (paper / "templates").mkdir()
    (paper / "templates" / "footer.mjml.j2").write_text("<mj-sectoin></mj-sectoin>", encoding="utf-8")
    done = run()
    assert done.exit_code == 1
    assert "templates/footer.mjml.j2" in done.stdout


def test_colours_of_the_brand_that_cannot_be_read_are_found_at_their_table(run: Run, paper: Path) -> None:
    with (paper / "bulletin.toml").open("a", encoding="utf-8") as file:
        file.write('[brand]\non_accent = "#0b5d6c"\n')
    done = run()
    assert done.exit_code == 0
    assert "[contrast]" in done.stdout
    assert "bulletin.toml\n" in done.stdout


def test_an_issue_that_cannot_be_read_is_an_error_of_the_input(run: Run, paper: Path) -> None:
    (paper / "issues" / "2023-06" / "quay.md").write_text('+++\nheadline = "A"\n+++\n{nothing}\n', encoding="utf-8")
    assert isinstance(run().exception, ContentError)


def test_a_broken_glossary_is_listed(run: Run, paper: Path) -> None:
    (paper / "locales" / "glossary.csv").write_text("word,ko\n", encoding="utf-8")
    done = run()
    assert done.exit_code == 1
    assert done.stdout.startswith("locales/glossary.csv\n")


def test_the_example_has_no_error(examples: Path) -> None:
    app = typer.Typer()
    app.command()(check)
    done = CliRunner().invoke(app, ["2023-06", "--project", str(examples / "port-cities"), "--json"])
    assert [each for each in json.loads(done.stdout)["findings"] if each["severity"] == "error"] == []
