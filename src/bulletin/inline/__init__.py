"""Inline text: Markdown `str` → `Spans` → HTML or plain characters."""

from bulletin.inline.braces import plain
from bulletin.inline.characters import plain_text, text_parts
from bulletin.inline.spans import (
    Break,
    Code,
    Draft,
    Emphasis,
    Isolated,
    Link,
    Slot,
    SlotPlace,
    Span,
    Spans,
    Strong,
    Text,
    ValueRef,
    joined,
)

__all__ = [
    "Break", "Code", "Draft", "Emphasis", "Isolated", "Link", "Slot", "SlotPlace", "Span", "Spans", "Strong", "Text",
    "ValueRef", "joined", "plain", "plain_text", "text_parts",
]  # fmt: skip
