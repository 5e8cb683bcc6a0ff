"""The list of checks, what `[checks]` makes of it, and its page."""

from __future__ import annotations

import re
from pathlib import Path

import bulletin
from bulletin.findings import Severity, error
from bulletin.l10n.checks.columns import columns
from bulletin.l10n.checks.rules import SEVERITIES, found, unknown_checks, weighed

PACKAGE = Path(bulletin.__file__).parent
PAGE = Path(__file__).parents[3] / "docs" / "checks.md"
ROW = re.compile(r"^\| `([a-z-]+)` \| (error|warning|notice) \|(.+)\|(.+)\|(.+)\|$", re.MULTILINE)


def test_every_check_has_one_row_with_its_weight_and_no_row_lacks_a_check() -> None:
    rows = [(match[1], match[2]) for match in ROW.finditer(PAGE.read_text(encoding="utf-8"))]
    assert sorted(rows) == sorted((name, str(severity)) for name, severity in SEVERITIES.items())


def test_every_row_says_what_why_and_what_to_do() -> None:
    rows = list(ROW.finditer(PAGE.read_text(encoding="utf-8")))
    assert [match[1] for match in rows if not all(cell.strip() for cell in match.groups())] == []


def test_every_check_is_made_somewhere() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    assert [name for name in SEVERITIES if code.count(f'"{name}"') == 1] == []  # once is in the list itself


def test_settings_silence_and_raise() -> None:
    told = [found("vague-link", "a"), found("contrast", "b"), found("lost-link", "c")]
    settings = (("vague-link", "off"), ("contrast", "error"), ("lost-link", "notice"))
    assert [(each.rule, each.severity) for each in weighed(told, settings)] == [
        ("contrast", Severity.ERROR), ("lost-link", Severity.NOTICE),
    ]  # fmt: skip
    assert list(weighed(told, ())) == told


def test_what_is_no_check_cannot_be_silenced() -> None:
    gate = error("gate", "ko would not be sent")
    assert list(weighed([gate], [("gate", "off")])) == [gate]
    assert [finding.rule for finding in unknown_checks(["gate", "contrast"], None)] == ["unknown-check"]


def test_columns_count_wide_letters_twice_and_marks_not_at_all() -> None:
    assert [columns(text) for text in ("", "abc", "부산", "부산 abc", "港市", "みなと", "ﾐ", "e\u0301", "\u200b", "\u1107\u116e")] == [
        0, 3, 4, 8, 4, 6, 1, 1, 0, 2,
    ]  # fmt: skip
