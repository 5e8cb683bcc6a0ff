"""An edition: one issue in one locale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bulletin.findings import Finding
from bulletin.model.issue import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """An article that this edition shows in another language than its own, and why."""

    article: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """How many source words stand in which state. They add up to `total`."""

    total: int
    reviewed: int
    machine: int = 0
    changed: int = 0
    missing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An issue in one locale: every text is `Spans`, every value is formatted, reader slots are open."""

    issue: Issue
    """The issue with its texts in this locale."""
    source: Issue
    """The issue as its authors wrote it."""
    locale: str
    """BCP 47."""
    dir: Literal["ltr", "rtl"]
    words: Words
    fallbacks: tuple[Fallback, ...] = ()
    machine: tuple[str, ...] = ()
    """What has to say that a machine translated it: slugs of articles, and `issue` for what stands in none."""
    draft: bool = False
    """Whether it shows what nobody has reviewed, each such text as `Draft`. It is for looking at: `refused` says so."""
    refused: tuple[str, ...] = ()
    """Why the gate would not let it be sent; empty: it may be sent."""
    findings: tuple[Finding, ...] = ()
    alternates: tuple[str, ...] = ()
    """The other locales that this issue comes in, for links between editions."""

    @property
    def missing(self) -> int:
        """The number of source words that have no reviewed translation."""
        return self.words.total - self.words.reviewed
