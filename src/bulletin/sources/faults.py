"""Everything that is wrong with a file, gathered while it is read, so that it is reported at once."""

from dataclasses import dataclass, field

from bulletin.findings import Finding, Place, Severity

_REACH = 500
"""Lines that a paragraph may have and a fragment of it still be found."""


@dataclass(slots=True)
class Faults:
    """The findings of one file."""

    file: str
    """How the file is called in messages."""
    source: str = ""
    """Its text, for columns."""
    findings: list[Finding] = field(default_factory=list)
    _split: tuple[str, list[str]] = field(default=("", [""]), init=False, repr=False, compare=False)
    """The text that was split into lines last, and its lines."""

    @property
    def lines(self) -> list[str]:
        """The lines of the text. Split once: a file can have as many faults as lines."""
        if self._split[0] is not self.source:
            self._split = self.source, self.source.split("\n")
        return self._split[1]

    def add(self, rule: str, text: str, line: int = 0, column: int = 0, severity: Severity = Severity.ERROR) -> None:
        """Record a finding at a line and column of this file (from 1; 0: unknown)."""
        place = Place(file=self.file, line=line, column=column)
        self.findings.append(Finding(rule=rule, severity=severity, text=text, place=place))

    def add_near(self, rule: str, text: str, line: int, fragment: str, severity: Severity = Severity.ERROR) -> None:
        """Record a finding at the first place of `fragment` from `line` on; at the line itself where it has none."""
        first = fragment.split("\n", 1)[0]
        start = max(line, 1)
        for number in range(start, min(len(self.lines) + 1, start + _REACH) if first else 0):
            if (column := self.lines[number - 1].find(first)) >= 0:
                self.add(rule, text, number, column + 1, severity)
                return
        self.add(rule, text, line, severity=severity)

    @property
    def errors(self) -> bool:
        """Whether one of the findings is an error."""
        return any(finding.severity is Severity.ERROR for finding in self.findings)
