"""Escaping: plain words as CommonMark that reads back as the same words.

Only what CommonMark (with tables) or the article format would interpret is escaped, so that addresses stay readable.
A paragraph is always one line between blank lines; hence no setext heading, table or lazy continuation can arise.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import Final

_INLINE: Final = re.compile(
    r"[\\`{]|\*+|_+|<(?=[A-Za-z/!?])|\](?=\()|&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{0,31};)",
)
_BLOCK: Final = re.compile(
    r"(?P<number>[0-9]{1,9})(?=[.)](?:[ \t]|$))"
    r"|(?=>|\[.*\]:|~~~|\+\+\+|#{1,6}(?:[ \t]|$)|[-+*](?:[ \t]|$)|([-_*])(?:[ \t]*\2){2,}[ \t]*$)",
)


def escape_inline(text: str) -> str:
    r"""Return the text of a headline or of part of a line.

    >>> escape_inline("5 * 3 {or} *so*, press_office@example.org")
    '5 * 3 \\{or} \\*so\\*, press_office@example.org'
    """
    underscores = sum(_may_delimit(run) for run in _INLINE.finditer(text) if run[0][0] == "_")

    def escape(run: re.Match[str]) -> str:
        match run[0][0]:
            case "&":
                harmless = run[0][1] != "#" and run[0][1:] not in html5
                return run[0] if harmless else f"\\{run[0]}"
            case "*":
                harmless = not _may_delimit(run)
            case "_":
                harmless = not _may_delimit(run) or underscores == 1
            case _:
                harmless = False
        return run[0] if harmless else "".join("\\" + character for character in run[0])

    return _INLINE.sub(escape, text)


def escape_block(text: str) -> str:
    r"""Return the text of a paragraph or list item, which may not be taken for the start of another block.

    >>> escape_block("1. May"), escape_block("# 3"), escape_block("- ENDS -")
    ('1\\. May', '\\# 3', '\\- ENDS -')
    """
    escaped = escape_inline(text)
    start = _BLOCK.match(escaped)
    if start is None:
        return escaped
    return f"{start[0]}\\{escaped[start.end() :]}"


def escape_plain(text: str) -> str:
    r"""Return the text of a field that holds no Markdown, only values: braces and backslashes are escaped there."""
    return text.replace("\\", "\\\\").replace("{", "\\{")


def _may_delimit(run: re.Match[str]) -> bool:
    """Whether CommonMark may see emphasis begin or end at this run of `*` or `_`."""
    before = run.string[run.start() - 1 : run.start()] or " "
    after = run.string[run.end() : run.end() + 1] or " "
    if before.isspace() and after.isspace():
        return False
    return run[0][0] == "*" or not (before.isalnum() and after.isalnum())
