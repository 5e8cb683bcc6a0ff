"""What a POST says: the fields of its body."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import HTTP
from urllib.parse import parse_qsl

LARGEST = 16 * 1024
"""Octets of a body; the longest that anybody has a reason to send is some two hundred."""
_MANY = 32
"""Fields that are looked at."""


def fields(body: bytes, content_type: str) -> dict[str, str]:
    """Return the fields of a form; none where it is none.

    Mail programs send `multipart/form-data` or `application/x-www-form-urlencoded` (RFC 8058 §3.2), browsers the
    latter; a body that does not say what it is, is read as that.
    """
    if content_type.strip().lower().startswith("multipart/form-data"):
        return _parts(body, content_type)
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_MANY))
    except ValueError:
        return {}


def _parts(body: bytes, content_type: str) -> dict[str, str]:
    """Return the fields of `multipart/form-data` (RFC 7578), which is read as the MIME that it is."""
    head = "".join(character for character in content_type if character.isprintable()).encode("latin-1", "replace")
    message = message_from_bytes(b"Content-Type: " + head + b"\r\n\r\n" + body, policy=HTTP)
    found: dict[str, str] = {}
    for part in message.iter_parts() if message.is_multipart() else ():
        name = part.get_param("name", header="content-disposition")
        value = part.get_payload(decode=True)
        if isinstance(name, str) and isinstance(value, bytes) and len(found) < _MANY:
            found[name] = value.decode("utf-8", "replace")
    return found
