"""Checks on a theme and on rendered mail. They return findings; only a threshold raises."""

from bulletin.rendering.checks.contrast import contrast, contrast_findings
from bulletin.rendering.checks.mail import CLIPPED, HEAVY, mail_findings

__all__ = ["CLIPPED", "HEAVY", "contrast", "contrast_findings", "mail_findings"]
