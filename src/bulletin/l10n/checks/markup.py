"""The markup of a translated text: what makes it unusable, and the stress that it has lost."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.findings import Finding
from bulletin.inline import Emphasis, Link, Span, Spans, Strong
from bulletin.l10n.checks.translated import Translated

_CJK = ("ko", "ja", "zh")


def unusable(text: Translated) -> Iterator[Finding]:
    """Find all that `localise` refuses a text for; see `l10n.judging`."""
    for fault in text.faults:
        yield text.finding(fault.rule, f"{fault.text}; the source is shown meanwhile")


def lost_emphasis(text: Translated) -> Iterator[Finding]:
    """Find a text that has lost all of its `<b>` or all of its `<i>`; italics have no use in Han, kana and Hangul."""
    if not isinstance(text.read, Spans):
        return
    kinds: list[tuple[type, str]] = [(Strong, "b")]
    kinds += [] if text.locale.split("-")[0] in _CJK else [(Emphasis, "i")]
    for kind, tag in kinds:
        if _has(text.source.parts, kind) and not _has(text.read.parts, kind):
            yield text.finding(
                "lost-emphasis", f"expected <{tag}>…</{tag}> as in the source, found none; set it round the same words"
            )


def _has(parts: tuple[Span, ...], kind: type) -> bool:
    return any(
        isinstance(part, kind) or (isinstance(part, Strong | Emphasis | Link) and _has(part.parts, kind))
        for part in parts
    )
