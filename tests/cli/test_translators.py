"""`bulletin sync`, `status` and `receive`: the round that a translator's file makes."""

import json
import re
import shutil
from pathlib import Path

import pytest

from bulletin.cli.main import run
from bulletin.l10n.po.read import read_catalog
from bulletin.testing import write_newsletter


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """A newsletter of two articles with a Korean edition and no catalogs yet."""
    write_newsletter(tmp_path / "paper", articles=2)
    settings = tmp_path / "paper" / "bulletin.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace('locale = "en-GB"\n', 'locale = "en-GB"\nlocales = ["ko"]\n'), encoding="utf-8")
    return tmp_path / "paper"


def po(paper: Path, domain: str = "2023-06") -> Path:
    return paper / "locales" / "ko" / "LC_MESSAGES" / f"{domain}.po"


def translate_all(file: Path) -> None:
    """Fill every empty entry with its own source, as a person would with words of Korean."""
    lines = file.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        if line == 'msgstr ""' and lines[number - 1].startswith('msgid "') and lines[number - 1] != 'msgid ""':
            lines[number] = "msgstr" + lines[number - 1].removeprefix("msgid")
    file.write_text("\n".join(lines), encoding="utf-8")


def test_sync_makes_templates_and_catalogs_and_names_what_to_hand_out(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    said = capsys.readouterr().out
    assert (paper / "locales" / "2023-06.pot").is_file()
    assert (paper / "locales" / "harbour-post.pot").is_file()
    assert "ko: hand out" in said
    assert "ko: article-1 will appear in English because nothing of it is translated" in said
    before = {file: file.read_bytes() for file in paper.rglob("*.po*")}
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    assert {file: file.read_bytes() for file in paper.rglob("*.po*")} == before


def test_status_counts_words_by_state(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    capsys.readouterr()
    assert run(["status", "2023-06", "--project", str(paper), "--json"]) == 0
    korean = json.loads(capsys.readouterr().out)["locales"]["ko"]
    assert set(korean["articles"]) == {"issue", "article-1", "article-2"}
    assert korean["words"]["missing"] == korean["words"]["total"] > 100
    for domain in ("2023-06", "harbour-post"):
        translate_all(po(paper, domain))
    assert run(["status", "2023-06", "--project", str(paper), "--json"]) == 0
    korean = json.loads(capsys.readouterr().out)["locales"]["ko"]
    assert korean["words"]["reviewed"] == korean["words"]["total"]
    assert korean["consequences"] == []
    assert run(["status", "2023-06", "--project", str(paper)]) == 0
    assert "(100 %)" in capsys.readouterr().out


def test_an_edition_that_is_translated_is_built_and_may_be_sent(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    for domain in ("2023-06", "harbour-post"):
        translate_all(po(paper, domain))
    capsys.readouterr()
    assert run(["build", "2023-06", "--project", str(paper), "--out", str(tmp_path / "out"), "--json"]) == 0
    editions = {edition["locale"]: edition for edition in json.loads(capsys.readouterr().out)["editions"]}
    assert editions["ko"]["refused"] == []
    assert editions["ko"]["fallbacks"] == []
    html = (tmp_path / "out" / "2023-06" / "ko" / "email.html").read_text(encoding="utf-8")
    assert '<html lang="ko"' in html
    assert "구독" in html


def test_a_changed_source_is_told_with_its_place_and_kept_on_request(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    translate_all(po(paper))
    translate_all(po(paper, "harbour-post"))
    article = paper / "issues" / "2023-06" / "article-1.md"
    article.write_text(
        article.read_text(encoding="utf-8").replace("What comes next", "What comes now"), encoding="utf-8"
    )
    capsys.readouterr()
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    said = capsys.readouterr().out
    assert "ko: article-1 will appear in English because 1 of" in said
    place = said.rpartition("(")[2].partition(")")[0]
    assert run(["sync", "2023-06", "--project", str(paper), "--same-meaning", place]) == 0
    assert "every text is reviewed" in capsys.readouterr().out


def test_a_file_that_came_back_is_merged_and_itself_left_alone(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    came = Path(shutil.copy(po(paper), tmp_path / "2023-06 (1) final.po"))
    translate_all(came)
    before = came.read_bytes()
    assert run(["receive", str(came), "--project", str(paper)]) == 0
    assert came.read_bytes() == before
    assert "taken" in capsys.readouterr().out
    assert all(entry.filled for entry in read_catalog(po(paper)).live if entry.context)


def test_a_catalog_with_faults_is_left_as_it_is_and_each_fault_is_named(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    broken = po(paper).read_text(encoding="utf-8") + '\nmsgctxt "x"\nmsgid "unterminated\nmsgstr ""\n'
    po(paper).write_text(broken, encoding="utf-8")
    for command in ("sync", "status", "build"):
        capsys.readouterr()
        assert run([command, "2023-06", "--project", str(paper)]) == 2
        said = capsys.readouterr().err
        assert "locales/ko/LC_MESSAGES/2023-06.po:" in said
        assert "Traceback" not in said
        assert po(paper).read_text(encoding="utf-8") == broken


@pytest.mark.parametrize("command", ["sync", "status"])
@pytest.mark.parametrize("tag", ["../x", "kr", "fr", "KO", "pt_br", "en-XA", "en-GB"])
def test_a_locale_that_is_no_edition_is_refused_before_anything_is_written(
    command: str, tag: str, paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(paper.rglob("*"))
    assert run([command, "2023-06", "--project", str(paper), "--locale", "ko", "--locale", tag]) == 2
    assert f"editions ko, found {tag!r}" in capsys.readouterr().err
    assert sorted(paper.rglob("*")) == before


@pytest.mark.parametrize("command", ["sync", "status", "build"])
def test_an_edition_in_another_spelling_is_refused_with_the_right_one(
    command: str, paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "2023-06", "--project", str(paper), "--locale", "KO"]) == 2
    assert "found 'KO'; write ko\n" in capsys.readouterr().err


def test_a_setting_in_another_spelling_is_refused_with_the_right_one(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = paper / "bulletin.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace('["ko"]', '["pt_br"]'), encoding="utf-8")
    assert run(["build", "2023-06", "--project", str(paper)]) == 2
    assert "found 'pt_br'; write 'pt-BR'" in capsys.readouterr().err


def change(paper: Path, old: str, new: str) -> None:
    """Change a text of the second article."""
    article = paper / "issues" / "2023-06" / "fabric-district.md"
    text = article.read_text(encoding="utf-8")
    assert old in text
    article.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_kept_is_told_for_each_locale_with_the_files_written(
    port_cities: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(port_cities, "A plan is easier", "A plan is the easier")
    assert run(["sync", "2023-06", "--project", str(port_cities), "--same-meaning", "fabric-district.md:48"]) == 0
    said = capsys.readouterr().out
    for tag in ("ko", "ar", "cy"):
        assert f"{tag}: kept the translation at fabric-district.md:48: " in said
        assert len(re.findall(rf"^wrote .*/{tag}/LC_MESSAGES/2023-06\.po$", said, re.MULTILINE)) == 1
    assert "2023-06.pot" in said


@pytest.mark.parametrize("options", [[], ["--locale", "ko"]])
@pytest.mark.parametrize(
    ("place", "fault"),
    [
        ("busan.md:999", "found none; changed are fabric-district.md:48: write one of these places"),
        ("nonsense", "expected a place such as busan.md:31 or busan.md:31#2, found 'nonsense'"),
        ("fabric-district.md:48#busan.byline", "found none of that name; write fabric-district.md:48#fabric-district.quote.text"),
    ],
)  # fmt: skip
def test_a_place_where_nothing_has_changed_is_refused_whichever_locales_are_asked_for(
    options: list[str], place: str, fault: str, port_cities: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(port_cities, "A plan is easier", "A plan is the easier")
    project = ["--project", str(port_cities)]
    assert run(["sync", "2023-06", *project, "--same-meaning", place, *options]) == 2
    assert fault in capsys.readouterr().err


def test_whose_text_stands_is_said_and_can_be_chosen(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    translate_all(po(paper))
    came = tmp_path / "2023-06 (1).po"
    entry = next(each for each in read_catalog(po(paper)).live if each.context == "article-1.headline")
    text = po(paper).read_text(encoding="utf-8")
    came.write_text(text.replace(f'msgstr "{entry.text}"', 'msgstr "다른 제목"'), encoding="utf-8")
    capsys.readouterr()
    assert run(["receive", str(came), "--project", str(paper)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1:4] == [
        f"  ours:   {entry.text}", "  theirs: 다른 제목", f"`bulletin receive '{came}' --theirs` takes theirs",
    ]  # fmt: skip
    assert read_catalog(po(paper)).by_key[entry.key].text == entry.text
    assert run(["receive", str(came), "--theirs", "--project", str(paper)]) == 0
    assert "takes theirs" not in capsys.readouterr().out
    assert read_catalog(po(paper)).by_key[entry.key].text == "다른 제목"
    kept = [(each.context, each.text) for each in read_catalog(po(paper)).obsolete]
    assert kept == [("article-1.headline@other", entry.text)]
    assert run(["receive", str(came), "--project", str(paper)]) == 0
    assert "nothing new for" in capsys.readouterr().out


def test_an_issue_that_cannot_be_read_is_passed_by_unless_the_file_belongs_there(
    paper: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["sync", "2023-06", "--project", str(paper)]) == 0
    assert run(["new", str(paper), "--issue", "2023-07", "--from", "2023-06"]) == 0
    came = Path(shutil.copy(po(paper), tmp_path / "came.po"))
    translate_all(came)
    (paper / "issues" / "2023-07" / "issue.toml").write_text("number = {", encoding="utf-8")
    capsys.readouterr()
    assert run(["receive", str(came), "--project", str(paper)]) == 0
    said = capsys.readouterr()
    assert "issues/2023-07: notice: it cannot be read" in said.err
    assert f"wrote {po(paper)}" in said.out
    text = came.read_text(encoding="utf-8")
    came.write_text(text.replace("harbour-post 2023-06", "harbour-post 2023-07"), encoding="utf-8")
    assert run(["receive", str(came), "--project", str(paper)]) == 2
    assert "issues/2023-07/issue.toml:1" in capsys.readouterr().err
    assert run(["receive", str(came), "--issue", "2023-06", "--project", str(paper)]) == 0
    assert "nothing new for" in capsys.readouterr().out


def test_status_tells_of_the_other_languages_where_one_cannot_be_read(
    port_cities: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = port_cities / "locales" / "ko" / "LC_MESSAGES" / "2023-06.po"
    file.write_text(
        file.read_text(encoding="utf-8") + '\nmsgctxt "x"\nmsgid "unterminated\nmsgstr ""\n', encoding="utf-8"
    )
    assert run(["status", "2023-06", "--project", str(port_cities)]) == 2
    told = capsys.readouterr()
    assert "ar " in told.out
    assert "cy " in told.out
    assert "ko: nothing can be said of this edition until its catalogs can be read" in told.err
    assert "locales/ko/LC_MESSAGES/2023-06.po:" in told.err
    assert told.err.endswith("1 error\n")
    assert run(["status", "2023-06", "--project", str(port_cities), "--json"]) == 2
    assert set(json.loads(capsys.readouterr().out)["locales"]) == {"ar", "cy"}
