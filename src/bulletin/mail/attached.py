"""Pictures and calendar files as body parts, encoded once for all readers."""

from __future__ import annotations

import re

from bulletin.mail.gate import header
from bulletin.mail.thirds import rows

_METHOD = re.compile(rb"^METHOD:([A-Z-]{1,20})\r?$", re.MULTILINE)
_NAMED = re.compile(r"[^A-Za-z0-9._-]")


def picture_part(name: str, mime: str, data: bytes, content_id: str) -> bytes:
    """Return a picture as a body part that HTML shows by its content id (RFC 2387, RFC 2392)."""
    return b"".join(
        [
            header("Content-Type", mime.encode()),
            header("Content-Transfer-Encoding", b"base64"),
            header("Content-ID", f"<{content_id}>".encode()),
            _disposition("inline", name),
            b"\r\n",
            rows(data),
        ]
    )


def calendar_part(name: str, data: bytes) -> bytes:
    """Return a calendar file as a body part; its method stands in the header too (RFC 6047 §2.4)."""
    found = _METHOD.search(data)
    method = b"; method=" + found[1] if found else b""
    return b"".join(
        [
            header("Content-Type", b"text/calendar; charset=utf-8" + method),
            header("Content-Transfer-Encoding", b"base64"),
            _disposition("attachment", name),
            b"\r\n",
            rows(data),
        ]
    )


def _disposition(kind: str, name: str) -> bytes:
    """Return the header that names a file (RFC 2183); its name has what every file system takes."""
    return header("Content-Disposition", f'{kind}; filename="{_NAMED.sub("-", name)}"'.encode())
