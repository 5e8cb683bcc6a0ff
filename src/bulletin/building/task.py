"""What editions are made of, and what they are as files: the two values that go from process to process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bulletin.findings import Finding
from bulletin.model.issue import Issue
from bulletin.rendering.theme import Theme

if TYPE_CHECKING:
    from bulletin.building.drafts import BuiltDraft


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """An issue that has been read, and how its editions are made."""

    issue: Issue
    findings: tuple[Finding, ...]
    """What was found in reading it."""
    theme: Theme
    locales: Path
    """The folder of the catalogs."""
    draft: bool
    """Whether each edition has its draft beside it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A mail as the gallery's page holds it."""

    html: bytes
    """A JSON string that may stand in a `script` element."""
    text: bytes
    """The text part as HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One edition in the gallery."""

    record: dict[str, Any]
    """What its `edition.json` holds."""
    language: str
    """Its language's own name for itself."""
    mail: Held
    draft: BuiltDraft | None = None
    """What it would be with the texts that are not reviewed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One edition as it is written and shown."""

    shown: Shown
    files: dict[str, bytes]
    """By their paths."""
    findings: tuple[Finding, ...]
    """What a careful editor would act on in the source, the same for each edition."""
