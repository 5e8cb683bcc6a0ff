"""A notice on top of both bodies, for messages that go to an editor before they go to readers."""

from __future__ import annotations

import re

from bulletin.inline.html import escaped, fit, one_line
from bulletin.rendering.slotted import Slotted, slotted

_BODY = re.compile(r"<body\b[^>]*>")
_NOTICE = (
    '<div role="note" style="margin:0;padding:12px 16px;background:#7a1f1f;color:#ffffff;'
    'font:bold 16px/24px sans-serif">{}</div>'
)


def banner_in_text(text: Slotted, banner: str) -> Slotted:
    """Return the text part with a notice before it; without a notice, the part itself."""
    return slotted([f"*** {fit(one_line(banner))} ***\n\n", *text.parts]) if banner else text


def banner_in_html(html: Slotted, banner: str) -> Slotted:
    """Return the HTML with a notice as the first thing of its body; without a notice, the HTML itself."""
    if not banner:
        return html
    notice = _NOTICE.format(escaped(banner))
    parts = list(html.parts)
    for index, part in enumerate(parts):
        if isinstance(part, str) and (opening := _BODY.search(part)):
            parts[index] = part[: opening.end()] + notice + part[opening.end() :]
            return slotted(parts)
    return slotted([notice, *parts])
