"""Catalogs that are older than the sources, and addresses that wait, are told by every command, once."""

import json
import re
from pathlib import Path

import pytest

from bulletin.cli.main import run

LATE = "ko: the sources have 1 text that the catalogs have not (busan.md:{}); run bulletin sync 2023-06"
PROSPECTUS = "https://example.org/prospectus/"
KOREAN = "https://example.org/ko/prospectus/"


def edited(port_cities: Path, old: str, new: str) -> int:
    """Change the Busan article; return the line of the change."""
    file = port_cities / "issues" / "2023-06" / "busan.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    run(list(words))
    told = capsys.readouterr()
    return told.out + told.err


def commands(port_cities: Path) -> dict[str, list[str]]:
    common = ["2023-06", "--locale", "ko", "--project", str(port_cities)]
    return {
        "status": ["status", *common],
        "check": ["check", *common],
        "build": ["build", *common, "--out", str(port_cities / "out")],
    }


def test_an_edit_since_the_last_sync_is_told_until_the_catalogs_have_it(
    port_cities: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in commands(port_cities).values():
        assert "bulletin sync" not in said(capsys, *words)
    line = edited(port_cities, "fifth busiest", "fifth busyest")
    for words in commands(port_cities).values():
        assert said(capsys, *words).count(LATE.format(line)) == 1
    record = json.loads((port_cities / "out" / "2023-06" / "ko" / "edition.json").read_text(encoding="utf-8"))
    assert [each["rule"] for each in record["findings"]] == ["not-synced"]
    assert "bulletin sync" not in said(capsys, "sync", "2023-06", "--project", str(port_cities))
    for words in commands(port_cities).values():
        assert "bulletin sync" not in said(capsys, *words)


def test_a_language_without_catalogs_and_the_source_are_spared(
    port_cities: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (port_cities / "locales" / "ko" / "LC_MESSAGES").iterdir():
        file.unlink()
    for words in commands(port_cities).values():
        assert "bulletin sync" not in said(capsys, *words)
    edited(port_cities, "fifth busiest", "fifth busyest")
    assert "bulletin sync" not in said(capsys, "check", "2023-06", "--locale", "en-GB", "--project", str(port_cities))


def test_an_address_of_the_languages_own_waits_where_its_source_changed(
    port_cities: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = port_cities / "locales" / "ko" / "LC_MESSAGES" / "2023-06.po"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(f'(?m)^msgstr "{PROSPECTUS}"', f'msgstr "{KOREAN}"', text), encoding="utf-8")
    edited(port_cities, f"({PROSPECTUS})", "(https://example.org/prospectus-2/)")
    common = ["2023-06", "--locale", "ko", "--project", str(port_cities)]
    for command in ("sync", "status", "check"):
        assert said(capsys, command, *common).count(f"ko: {KOREAN} waits, because its source changed") == 1
    file.write_text(file.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    for command in ("sync", "status", "check"):
        assert "waits" not in said(capsys, command, *common)
