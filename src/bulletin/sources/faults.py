"""Everything that is wrong with a file, gathered while it is read, so that it is reported at once."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bulletin.findings import Finding, Place, Severity


@dataclass(slots=True)
class Faults:
    """The findings of one file."""

    file: str
    """How the file is called in messages."""
    source: str = ""
    """Its text, for columns."""
    findings: list[Finding] = field(default_factory=list)

    def add(
        self, rule: str, text: str, line: int = 0, column: int = 0, severity: Severity = Severity.ERROR
    ) -> None:
        """Record a finding at a line and column of this file (from 1; 0: unknown)."""
        place = Place(file=self.file, line=line, column=column)
        self.findings.append(Finding(rule=rule, severity=severity, text=text, place=place))

    def add_near(
        self, rule: str, text: str, line: int, fragment: str, severity: Severity = Severity.ERROR
    ) -> None:
        """Record a finding at the first place of `fragment` from `line` on; at the line itself where it has none."""
        first = fragment.split("\n", 1)[0]
        for number, content in enumerate(self.source.split("\n")[max(line - 1, 0) :], max(line, 1)):
            if first and (column := content.find(first)) >= 0:
                self.add(rule, text, number, column + 1, severity)
                return
        self.add(rule, text, line, severity=severity)

    @property
    def errors(self) -> bool:
        """Whether one of the findings is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)


Locate = Callable[[tuple[str | int, ...]], tuple[int, int]]
"""From the path of a key to its line and column."""
