"""Spans as plain characters: for the text part, attributes, subjects and previews."""

from collections.abc import Callable, Iterable

from bulletin.inline.spans import (
    Break,
    Code,
    Draft,
    Emphasis,
    Isolated,
    Link,
    Slot,
    Span,
    Spans,
    Strong,
    Text,
    ValueRef,
)

FSI, PDI = "\u2068", "\u2069"
"""FIRST STRONG ISOLATE and POP DIRECTIONAL ISOLATE (UAX #9 §2.4.1): of no width, and not seen."""


def text_parts(
    spans: Spans | Iterable[Span],
    *,
    code: str = "",
    after_link: Callable[[Link], str] | None = None,
    before_draft: Callable[[Draft], str] | None = None,
) -> list[str | Slot]:
    """Return the characters and slots of `spans` in reading order, markup left out.

    `code` is set on both sides of code; `after_link` gives what stands behind a link's words, its number say;
    `before_draft` what stands before words that are not reviewed.
    """

    def within(inner: tuple[Span, ...]) -> list[str | Slot]:
        return text_parts(inner, code=code, after_link=after_link, before_draft=before_draft)

    parts: list[str | Slot] = []
    for span in spans.parts if isinstance(spans, Spans) else spans:
        match span:
            case Text(text):
                parts.append(text)
            case Code(text):
                parts.append(f"{code}{text}{code}")
            case Break():
                parts.append("\n")
            case Slot():
                parts.append(span)
            case ValueRef(name):
                parts.append(f"{{{name}}}")
            case Strong(inner) | Emphasis(inner):
                parts += within(inner)
            case Link(_, inner):
                parts += within(inner)
                if after_link is not None:
                    parts.append(after_link(span))
            case Draft(_, inner):
                if before_draft is not None:
                    parts.append(before_draft(span))
                parts += within(inner)
            case Isolated(inner):
                parts += [FSI, *within(inner), PDI]
    return parts


def plain_text(spans: Spans | Iterable[Span]) -> str:
    """Return the characters of `spans`, slots at their fallbacks.

    >>> plain_text(Spans((Text("Dear "), Slot(name="name", fallback="friend"))))
    'Dear friend'
    """
    return "".join(part.fallback if isinstance(part, Slot) else part for part in text_parts(spans))
