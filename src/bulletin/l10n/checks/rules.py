"""Every check that a newsletter can silence or raise: its id and its weight. `docs/checks.md` explains each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bulletin.findings import Finding, Place, Severity

REFUSING = (
    "address-scheme", "control-character", "empty-translation", "forbidden-term", "link-twice", "lost-link", "lost-name", "nesting",
    "plural-count", "unknown-name", "unknown-tag",
)  # fmt: skip
"""What keeps a translated text out of every edition, whatever `[checks]` says; see `l10n.judging`."""
_WARNINGS = (
    "alt-says-nothing", "check-left", "contrast", "copied-source", "date-differs", "double-space", "emphasis-left",
    "end-punctuation", "event-date", "glossary-term", "heading-order", "invisible-character", "kept-translation",
    "ko-register", "length-ratio", "lost-emphasis", "nfc", "no-preheader", "not-synced", "number-differs", "particle",
    "particle-left", "postal-address", "size-clip", "size-pictures", "stray-article", "too-long", "two-spellings",
    "two-translations", "unknown-check", "unpaired-bidi", "unsubscribe", "vague-link",
)  # fmt: skip
_NOTICES = ("address-waits", "ignored-error")
SEVERITIES: Mapping[str, Severity] = (
    dict.fromkeys(REFUSING, Severity.ERROR)
    | dict.fromkeys(_WARNINGS, Severity.WARNING)
    | dict.fromkeys(_NOTICES, Severity.NOTICE)
)
"""Id → how much a finding weighs unless `[checks]` says otherwise."""


def found(rule: str, text: str, place: Place | None = None) -> Finding:
    """Return a finding of a check, with the weight that the check has."""
    return Finding(rule=rule, severity=SEVERITIES[rule], text=text, place=place)


def weighed(findings: Iterable[Finding], settings: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Yield findings with the weights that `[checks]` in bulletin.toml gives them; those that are `off` are left out.

    >>> [str(finding) for finding in weighed([found("vague-link", "“here”")], [("vague-link", "error")])]
    ['error: “here” [vague-link]']
    """
    weights = dict(settings)
    for finding in findings:
        weight = weights.get(finding.rule, finding.severity) if finding.rule in SEVERITIES else finding.severity
        if weight != "off":
            yield replace(finding, severity=Severity(weight))


def unknown_checks(names: Iterable[str], place: Place | None) -> Iterator[Finding]:
    """Yield a finding for each name that no check bears."""
    for name in names:
        if name not in SEVERITIES:
            from difflib import get_close_matches  # a build needs none

            near = get_close_matches(name, SEVERITIES, 1)
            advice = f"did you mean {near[0]!r}?" if near else "delete it, or copy one from docs/checks.md"
            yield found("unknown-check", f"expected the id of a check, found {name!r}; {advice}", place)
