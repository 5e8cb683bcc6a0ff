"""A folder with an issue in English and Korean, for runs of the command line."""

from __future__ import annotations

from pathlib import Path

import polib
from tests.faults.runner import readers

from bulletin.cli.main import run
from bulletin.testing import write_newsletter


def write_folder(folder: Path) -> Path:
    """Write the newsletter with its Korean catalogs; what it points to on the web is on a port that nobody opens."""
    write_newsletter(folder, articles=1)
    replace(folder / "bulletin.toml", 'locale = "en-GB"\n', 'locale = "en-GB"\nlocales = ["ko"]\n')
    replace(folder / "bulletin.toml", "https://cdn.example.org", "http://127.0.0.1:9")
    replace(folder / "bulletin.toml", 'view = "https://example.org', 'view = "http://127.0.0.1:9')
    assert run(["sync", "2023-06", "--project", str(folder)]) == 0
    for file in (folder / "locales" / "ko" / "LC_MESSAGES").glob("*.po"):
        catalog = polib.pofile(str(file))
        for entry in catalog:
            entry.msgstr = entry.msgid if entry.msgid.startswith("http") else f"가 {entry.msgid}"
        catalog.save()
    return folder


def write_readers(folder: Path, count: int) -> None:
    """Write the file of subscribers."""
    rows = [f"{each.address},{each.id},{each.name},{' '.join(each.locales)}\n" for each in readers(count)]
    (folder / "subscribers.csv").write_text("address,id,name,locale\n" + "".join(rows), encoding="utf-8")


def replace(file: Path, old: str, new: str) -> None:
    """Change a file's text in one place."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
