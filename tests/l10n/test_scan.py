"""What the strict scan refuses, with place and mend, and what it accepts and loses nothing of."""

import shutil
import subprocess
from pathlib import Path

import pytest

from bulletin.errors import CatalogError
from bulletin.l10n.po.read import catalog_of, read_catalog
from bulletin.l10n.po.write import catalog_text

CASES = Path(__file__).parent / "fixtures" / "po"


def files(folder: str) -> list[Path]:
    return sorted((CASES / folder).glob("*.po"))


def locale_of(file: Path) -> str:
    return "pl" if "written-differently" in file.stem else "ko"


def agree(file: Path, found: str, *, update: bool) -> None:
    golden = file.with_suffix(".txt")
    if update:
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", files("refused"), ids=lambda file: file.stem)
def test_a_damaged_file_is_refused_with_the_place_and_the_mend(file: Path, *, update_golden: bool) -> None:
    with pytest.raises(CatalogError) as caught:
        read_catalog(file, locale=locale_of(file), called=file.name)
    agree(file, "".join(f"{finding}\n" for finding in caught.value.findings), update=update_golden)
    for finding in caught.value.findings:
        assert finding.place
        assert finding.place.line
        assert finding.place.column
        assert ";" in finding.text


@pytest.mark.parametrize("file", files("accepted"), ids=lambda file: file.stem)
def test_an_unusual_file_is_read_whole_and_written_back_clean(file: Path, *, update_golden: bool) -> None:
    catalog = read_catalog(file, locale=locale_of(file), called=file.name)
    text = catalog_text(catalog)
    notices = "".join(f"{finding}\n" for finding in catalog.findings)
    agree(file, f"{notices}----\n{text}", update=update_golden)
    again = catalog_of(text.encode(), file.name, locale=locale_of(file))
    assert again.findings == ()
    assert (again.entries, again.comments, again.closing) == (catalog.entries, catalog.comments, catalog.closing)
    assert catalog_text(again) == text


@pytest.mark.parametrize("file", files("accepted"), ids=lambda file: file.stem)
def test_what_is_written_back_passes_gettexts_own_check(file: Path) -> None:
    msgfmt = shutil.which("msgfmt")
    if msgfmt is None:
        pytest.skip("msgfmt is not installed")
    text = catalog_text(read_catalog(file, locale=locale_of(file)))
    done = subprocess.run([msgfmt, "-c", "-o", "/dev/null", "-"], input=text.encode(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_every_fault_of_a_file_is_told_at_once() -> None:
    with pytest.raises(CatalogError) as caught:
        read_catalog(CASES / "refused" / "many-at-once.po", locale="ko")
    assert [finding.rule for finding in caught.value.findings] == ["unterminated", "junk", "escape"]


def test_a_file_that_is_not_there_is_said_to_be_so() -> None:
    with pytest.raises(CatalogError, match="expected a file that can be read"):
        read_catalog(CASES / "nothing.po")


@pytest.mark.parametrize(
    ("headers", "place"),
    [
        ('msgstr "X-Source-Language: en\\nLanguage: ja\\n"', "ko.po:2:32"),
        ('msgstr ""\n"X-Source-Language: en\\n"\n  "language : ja\\n"', "ko.po:4:4"),
        ('msgstr "Language: ja\\n"', "ko.po:2:9"),
    ],
)
def test_a_header_is_placed_at_its_own_name(headers: str, place: str) -> None:
    with pytest.raises(CatalogError) as caught:
        catalog_of(f'msgid ""\n{headers}\n'.encode(), "ko.po", locale="ko")
    assert [str(finding.place) for finding in caught.value.findings] == [place]
