"""What `build` reports of an edition: the shape of `edition.json`."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from bulletin.findings import Finding
from bulletin.model.edition import Edition
from bulletin.rendering.slotted import Rendered


def finding_record(finding: Finding) -> dict[str, str]:
    """Return a finding as JSON has it."""
    where = str(finding.place) if finding.place else ""
    return {"rule": finding.rule, "severity": finding.severity, "where": where, "text": finding.text}


def edition_record(edition: Edition, mail: Rendered, message: bytes, findings: tuple[Finding, ...]) -> dict[str, Any]:
    """Return what `edition.json` holds."""
    return {
        "issue": edition.issue.id,
        "locale": edition.locale,
        "dir": edition.dir,
        "subject": str(mail.subject),
        "preheader": str(mail.preheader),
        "bytes": {"html": len(str(mail.html).encode()), "text": len(str(mail.text).encode()), "message": len(message)},
        "words": asdict(edition.words),
        "refused": list(edition.refused),
        "fallbacks": [asdict(fallback) for fallback in edition.fallbacks],
        "machine": list(edition.machine),
        "findings": [finding_record(finding) for finding in findings],
    }
