"""The gate: no header leaves that is not one header, whatever wrote it (RFC 5322 §2.2).

It reads finished octets and trusts nobody: neither our own encoder nor Python's `email`, through which an encoded word
with a line end in it became a second header (CPython issue 121650).
"""

from __future__ import annotations

import re

from bulletin.errors import ConfigError

_NAME = re.compile(rb"[!-9;-~]{1,40}")
"""Printable ASCII without the colon (RFC 5322 §3.6.8); 40 leave room for an encoded word behind it."""
_BODY = re.compile(rb"[ -~]{0,900}(?:\r\n [ -~]{0,900})*")
"""Printable ASCII; a line end is followed by a space and so belongs to the header."""
_BLANK = re.compile(rb"\r\n +(?:\r\n|\Z)")
"""A line of nothing but spaces, which some programs take for the end of the headers (RFC 5322 §3.2.2)."""
_INTERNATIONAL = re.compile(rb"[ -~\x80-\xff]{0,900}(?:\r\n [ -~\x80-\xff]{0,900})*")


def check_name(name: bytes) -> bytes:
    """Return a header's name. Raises ConfigError for what is none."""
    if not _NAME.fullmatch(name):
        raise ConfigError(f"expected the name of a header, such as X-Campaign, found {name[:80]!r}")
    return name


def passes(body: bytes, *, international: bool = False) -> bool:
    """Tell whether octets are the body of one header, its lines under 998 octets (RFC 5322 §2.1.1).

    `international` lets UTF-8 pass, for a message that travels under SMTPUTF8 (RFC 6532 §3.2).
    """
    if international:
        try:
            body.decode()
        except UnicodeDecodeError:
            return False
        return bool(_INTERNATIONAL.fullmatch(body)) and not _BLANK.search(body)
    return bool(_BODY.fullmatch(body)) and (b"\r" not in body or not _BLANK.search(body))


def header(name: str, body: bytes) -> bytes:
    """Return a header with its line end. Raises ConfigError where the gate refuses it."""
    checked = check_name(name.encode("ascii", "replace"))
    if not passes(body):
        raise ConfigError(f"{name}: expected printable ASCII on folded lines, found {body[:80]!r}")
    return b"%b: %b\r\n" % (checked, body)
