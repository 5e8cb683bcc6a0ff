"""`bulletin translate`: what it fills, what it says, and how it ends."""

import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from tests.l10n.engines.standin import Reply, Request, libre, standing_in

from bulletin.cli.errors import print_error
from bulletin.cli.translate import translate
from bulletin.errors import BulletinError
from bulletin.l10n.engines import http
from bulletin.l10n.engines.libre import Libre
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.po.write import write_catalog
from bulletin.l10n.states import State, state_of

KO = "locales/ko/LC_MESSAGES/2023-06.po"


@pytest.fixture
def folder(port_cities: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The example without its translations, and a machine without waits or proxies."""
    for file in (port_cities / "locales").rglob("*.po"):
        file.unlink()
    for name in ("http_proxy", "HTTP_PROXY", "LIBRE_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(http, "time", SimpleNamespace(sleep=lambda seconds: None))
    return port_cities


def call(folder: Path, engine: str, *options: str, locale: str = "ko") -> int:
    """Run the command as the command line does, errors to exit codes."""
    app = typer.Typer()
    app.command()(translate)
    arguments = ["2023-06", "--locale", locale, "--engine", engine, "--project", str(folder), *options]
    try:
        app(arguments, standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except BulletinError as error:
        print_error(error)
        return 2
    return 0


def words(text: str) -> str:
    """Stand for a translation: other letters outside tags, everything else as it was."""
    return re.sub(r">([^<]+)", lambda match: ">" + match[1].swapcase(), f">{text}")[1:]


def test_an_edition_is_filled_and_the_figure_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with standing_in(libre(words)) as server:
        assert call(folder, f"libre:{server.url}") == 0
    shown = capsys.readouterr()
    catalog = read_catalog(folder / KO, locale="ko")
    states = [state_of(each) for each in catalog.live]
    assert states.count(State.MACHINE) >= 50
    assert re.search(r"^ko: \d+ texts filled by machine", shown.out)
    assert "engine=libre source=" in (folder / KO).read_text(encoding="utf-8")
    assert all(len(each.json["q"]) <= 12 for each in server.asked())


def test_a_second_run_changes_no_byte(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with standing_in(libre(words)) as server:
        call(folder, f"libre:{server.url}")
        before, asked = (folder / KO).read_bytes(), len(server.asked())
        assert call(folder, f"libre:{server.url}") == 0
        assert (folder / KO).read_bytes() == before
        assert len(server.asked()) == asked
        assert call(folder, f"libre:{server.url}", "--refresh") == 0
        assert (folder / KO).read_bytes() == before
    assert "ko: nothing to fill" in capsys.readouterr().out


def test_what_failed_is_told_with_its_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with standing_in(libre(lambda text: re.sub("<[^>]*>", "", text))) as server:
        assert call(folder, f"libre:{server.url}") == 0
    shown = capsys.readouterr()
    assert re.search(r"busan\.md:\d+: left as it was: expected ", shown.err)
    assert re.search(r"texts filled by machine, \d+ left as they were", shown.out)


def test_a_server_that_dies_half_way_ends_with_3_and_keeps_what_is_done(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alive = libre(words)

    def dying(request: Request) -> Reply:
        return alive(request) if len(server.asked()) <= 3 else (503, b"")

    with standing_in(dying) as server:
        assert call(folder, f"libre:{server.url}") == 3
        filled = [each for each in read_catalog(folder / KO, locale="ko").live if state_of(each) is State.MACHINE]
        assert 10 <= len(filled) <= 30
        assert "the engine went no further" in capsys.readouterr().err
        server.answer = alive
        assert call(folder, f"libre:{server.url}") == 0


def test_what_a_person_writes_while_the_engine_works_stays(folder: Path) -> None:
    alive = libre(words)

    def meanwhile(request: Request) -> Reply:
        file = folder / KO
        if request.path == "/translate" and "June 2023" in request.json["q"]:
            catalog = read_catalog(file, locale="ko")
            entries = (replace(e, msgstr=("2023년 6월",)) if e.msgid == "June 2023" else e for e in catalog.entries)
            write_catalog(file, replace(catalog, entries=tuple(entries)))
        return alive(request)

    with standing_in(meanwhile) as server:
        assert call(folder, f"libre:{server.url}") == 0
    entries = {each.msgid: each for each in read_catalog(folder / KO, locale="ko").live}
    assert (entries["June 2023"].text, state_of(entries["June 2023"])) == ("2023년 6월", State.REVIEWED)
    assert State.MISSING not in {state_of(each) for each in entries.values()}


def test_a_run_that_is_interrupted_says_that_what_is_done_is_kept(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    batches = []

    def translate_some(self: Libre, texts: list[str], source: str, target: str) -> list[str]:
        batches.append(texts)
        if len(batches) == 4:
            raise KeyboardInterrupt
        return [words(text) for text in texts]

    monkeypatch.setattr(Libre, "translate", translate_some)
    assert call(folder, "libre:http://127.0.0.1:9") not in {0, 2, 3}
    assert "ko: stopped; what was filled is kept" in capsys.readouterr().err
    states = [state_of(each) for each in read_catalog(folder / KO, locale="ko").live]
    assert states.count(State.MACHINE) >= 10


@pytest.mark.parametrize(
    ("engine", "said"),
    [("libra:http://x", "did you mean libre"), ("deepl", "DEEPL_API_KEY"), ("libre:nowhere", "http://localhost:5000")],
)
def test_a_wrong_engine_or_key_ends_with_2(
    engine: str, said: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEEPL_API_KEY", raising=False)
    assert call(folder, engine) == 2
    assert said in capsys.readouterr().err


def test_a_key_that_the_server_refuses_ends_with_2_and_is_not_shown(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIBRE_API_KEY", "s3cret")
    refusing = libre(words)
    with standing_in(lambda r: refusing(r) if r.path == "/languages" else (403, {"error": "bad key s3cret"})) as server:
        assert call(folder, f"libre:{server.url}") == 2
    shown = capsys.readouterr()
    assert "set LIBRE_API_KEY" in shown.err
    assert "s3cret" not in shown.err + shown.out


def test_a_locale_that_is_no_edition_ends_with_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(folder, "libre:http://127.0.0.1:9", locale="eo") == 2
    assert "add it to `locales` in bulletin.toml" in capsys.readouterr().err


def test_a_catalog_that_fails_the_scan_is_not_written_over(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / KO).parent.mkdir(parents=True, exist_ok=True)
    (folder / KO).write_text('msgid "cut off\n', encoding="utf-8")
    assert call(folder, "libre:http://127.0.0.1:9") == 2
    assert (folder / KO).read_text(encoding="utf-8") == 'msgid "cut off\n'
    assert "2023-06.po:1" in capsys.readouterr().err
