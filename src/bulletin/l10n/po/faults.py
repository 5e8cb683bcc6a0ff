"""What is found wrong with one PO file, as it is found."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin.findings import Finding, Place, Severity


@dataclass(slots=True)
class PoFaults:
    """Collects the findings of one file."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, rule: str, text: str, line: int = 0, column: int = 0) -> None:
        """Record what makes the file unusable."""
        self._add(rule, Severity.ERROR, text, line, column)

    def notice(self, rule: str, text: str, line: int = 0, column: int = 0) -> None:
        """Record what was mended in reading."""
        self._add(rule, Severity.NOTICE, text, line, column)

    def _add(self, rule: str, severity: Severity, text: str, line: int, column: int) -> None:
        place = Place(file=self.file, line=line, column=column)
        self.findings.append(Finding(rule=rule, severity=severity, text=text, place=place))

    @property
    def failed(self) -> bool:
        """Whether one of them is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
