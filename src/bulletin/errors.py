"""Every exception of the library.

::

    BulletinError
    ├── ContentError        an article, an issue or a newsletter is not what it must be
    ├── CatalogError        a locale catalog cannot be read or used
    │   └── EditionRefused  an edition is not ready to be sent
    ├── RenderError         a theme or a template cannot make mail of an edition
    ├── CheckFailed         findings reached the threshold that was asked for
    ├── DeliveryError       a message could not be handed over (`retryable` tells whether to try again)
    │   ├── LedgerHeld      another run is at work
    │   └── TooLate         the last moment for an issue has passed
    └── ConfigError         a setting, a path or a secret is wrong

An error says what was expected, what was found, where it stands (file:line:column) and what to write
instead. Exceptions of other packages do not leave the layer that called them; they are kept as the cause.
"""

from collections.abc import Iterable

from bulletin.findings import Finding, Severity, in_order


class BulletinError(Exception):
    """The root: catch this one to catch them all."""

    findings: tuple[Finding, ...]
    """What was wrong, one finding a fault; empty where the sentence says it all."""

    def __init__(self, message: str = "", findings: Iterable[Finding] = ()) -> None:
        """Hold the sentence, or make it of the findings, one a line."""
        self.findings = tuple(findings)
        super().__init__(message or "\n".join(str(finding) for finding in self.findings))


class ContentError(BulletinError):
    """An article, an issue or a newsletter is not what it must be."""

    def __init__(self, message: str = "", findings: Iterable[Finding] = (), *, fragment: str = "") -> None:
        """Hold the sentence or the findings, and the piece of text that is at fault, by which to find its column."""
        super().__init__(message, findings)
        self.fragment = fragment


class CatalogError(BulletinError):
    """A locale catalog cannot be read or used."""


class EditionRefused(CatalogError):  # noqa: N818 - the name says what happened to the edition
    """An edition is not ready to be sent."""


class RenderError(BulletinError):
    """A theme or a template cannot make mail of an edition."""


class CheckFailed(BulletinError):  # noqa: N818 - the name says what happened
    """Findings reached the threshold that was asked for."""


class DeliveryError(BulletinError):
    """A message could not be handed over."""

    def __init__(self, message: str, *, retryable: bool, slow_down: bool = False) -> None:
        """Say what happened, whether another attempt can help, and whether the other side asked to be left in peace."""
        super().__init__(message)
        self.retryable = retryable
        self.slow_down = slow_down
        """The server ended the conversation with 421 (RFC 5321 §3.8): come back later, and with less."""
        self.partly = False
        """Whether the issue has reached some of its readers before, so that others are left unsent."""


class LedgerHeld(DeliveryError):  # noqa: N818 - the name says what happened
    """Another run is at work on the ledger."""

    def __init__(self, message: str) -> None:
        """Say which process it is."""
        super().__init__(message, retryable=True)


class TooLate(DeliveryError):  # noqa: N818 - the name says what happened
    """The last moment at which an issue was to be sent has passed."""

    def __init__(self, message: str) -> None:
        """Say when that was."""
        super().__init__(message, retryable=False)


class ConfigError(BulletinError):
    """A setting, a path or a secret is wrong."""


def raise_for(findings: Iterable[Finding], *, error: type[BulletinError] = ContentError) -> None:
    """Raise `error` with all findings, in the order of their places, if one of them is an error; else return.

    >>> raise_for([Finding(rule="demo", severity=Severity.WARNING, text="only a warning")])
    """
    found = in_order(findings)
    if any(finding.severity is Severity.ERROR for finding in found):
        raise error(findings=found)
