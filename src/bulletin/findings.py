"""What every check returns: findings, each with a rule, a severity and a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Only an error stops anything, and only past a threshold."""

    NOTICE = "notice"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A position in a file."""

    file: str
    """The path as the user would write it: relative to the newsletter's folder where there is one."""
    line: int = 0
    """Counted from 1; 0 means the file as a whole."""
    column: int = 0
    """Counted from 1, in characters; 0 means the line as a whole."""

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check has to say.

    >>> str(Finding(rule="unknown-key", severity=Severity.ERROR, text="no key `titel`; did you mean `title`?",
    ...             place=Place(file="issue.toml", line=3, column=1)))
    'issue.toml:3:1: error: no key `titel`; did you mean `title`? [unknown-key]'
    """

    rule: str
    """A stable id in kebab-case."""
    severity: Severity
    text: str
    """What was expected, what was found and what to write instead: one sentence or two."""
    place: Place | None = None
    """Where it stands, if it stands in a file."""

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.severity}: {self.text} [{self.rule}]"


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings by file, line and column; those without a place first, and as they came within a place."""
    return tuple(sorted(findings, key=_position))


def _position(finding: Finding) -> tuple[str, int, int]:
    place = finding.place
    return (place.file, place.line, place.column) if place else ("", 0, 0)


def error(rule: str, text: str, place: Place | None = None) -> Finding:
    """Return a finding that makes the input unusable."""
    return Finding(rule=rule, severity=Severity.ERROR, text=text, place=place)


def warning(rule: str, text: str, place: Place | None = None) -> Finding:
    """Return a finding that a careful editor would act on."""
    return Finding(rule=rule, severity=Severity.WARNING, text=text, place=place)
