"""`spans`: the one reader of inline Markdown."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from bulletin.errors import ContentError
from bulletin.inline.characters import plain_text
from bulletin.inline.flanking import is_cjk
from bulletin.inline.spans import Break, Code, Emphasis, Link, Span, Spans, Strong, Text, joined

if TYPE_CHECKING:
    from bulletin.inline.commonmark import Token

_DEEPEST = 40
"""Emphasis in emphasis deeper than this is no writing; walking the tree stays far from the recursion limit."""


def _soft_break(before: list[Span], following: str) -> Text:
    """Return what a line's end inside a paragraph is: a space, but nothing between characters written without any."""
    previous = next((text[-1] for span in reversed(before) if (text := plain_text((span,)))), "")
    return Text("" if _is_unspaced(previous) and _is_unspaced(following[:1]) else " ")


def _is_unspaced(character: str) -> bool:
    return (
        bool(character)
        and is_cjk(character)
        and not "\u1100" <= character <= "\u11ff"
        and not "가" <= character <= "힣"
    )


def _wrap(token: Token) -> Callable[[tuple[Span, ...]], Span]:
    match token.type:
        case "strong_close":
            return Strong
        case "em_close":
            return Emphasis
    raise AssertionError(token.type)  # pragma: no cover - the caller asks for these two only


def _leaf(token: Token, before: list[Span], following: str) -> Span:
    match token.type:
        case "text" | "text_special":
            return Text(token.content)
        case "code_inline":
            return Code(token.content)
        case "hardbreak":
            return Break()
        case "softbreak":
            return _soft_break(before, following)
        case "reference":
            reference: Span = token.meta["reference"]
            return reference
        case "html_inline":
            raise ContentError(
                f"expected Markdown, found raw HTML {token.content[:40]!r}; "
                f"write \\{token.content[:20]} to show these characters",
                fragment=token.content,
            )
        case "image":
            raise ContentError(
                f"expected a picture in a paragraph of its own, found ![{token.content}] amid text; "
                "put empty lines round it",
                fragment=f"![{token.content}",
            )
    raise ContentError(f"{token.type} is not read in inline text")  # pragma: no cover - no other rule is enabled


def _tree(tokens: list[Token]) -> Spans:
    stack: list[list[Span]] = [[]]
    links: list[Token] = []
    for position, token in enumerate(tokens):
        if token.nesting == 1:
            stack.append([])
            if token.type == "link_open":
                links.append(token)
            if len(stack) > _DEEPEST:
                raise ContentError(f"emphasis is nested more than {_DEEPEST} deep; expected two or three levels")
        elif token.nesting == -1:
            parts = joined(*stack.pop()).parts
            if token.type == "link_close":
                opening = links.pop()
                stack[-1].append(Link(str(opening.attrs["href"]), parts, title=str(opening.attrs.get("title", ""))))
            else:
                stack[-1].append(_wrap(token)(parts))
        else:
            stack[-1].append(_leaf(token, stack[-1], _following(tokens, position)))
    return joined(*stack[0])


def _following(tokens: list[Token], position: int) -> str:
    """Return the characters behind a token, those inside emphasis or a link that opens there."""
    for behind in range(position + 1, len(tokens)):
        token = tokens[behind]
        if token.nesting != 1 and (token.content or token.type != "text"):
            return token.content
    return ""


@lru_cache(maxsize=8192)
def _read(text: str) -> Spans:
    from bulletin.inline.commonmark import inline_tokens  # takes a while to load, and plain words need no parser

    return _tree(inline_tokens(text.replace("\r\n", "\n").replace("\r", "\n")))


def spans(text: str | Spans) -> Spans:
    """Read inline Markdown: emphasis, strong, links, code, line breaks, values and reader slots.

    Text that has been read is returned as it is. Raises ContentError for raw HTML and for a picture amid text.

    >>> spans("worth **{fund}** to [both](https://example.org/)").parts[1]
    Strong(parts=(ValueRef(name='fund'),))
    >>> spans("**부산광역시(釜山)**는").parts[0]
    Strong(parts=(Text(text='부산광역시(釜山)'),))
    """
    if isinstance(text, Spans):
        return text
    if not _needs_reading(text):
        return joined(text)
    return _read(text)


def _needs_reading(text: str) -> bool:
    """Plain words, the common case, need no parser."""
    return any(character in text for character in "\\`*_[]<>&!{\n\r\x00") or text[:1] in " \t" or text[-1:] in " \t"
