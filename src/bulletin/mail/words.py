"""Any text as the ASCII that a header may hold: encoded words, quoted phrases, folding (RFC 2047, RFC 5322 §2.2.3)."""

from __future__ import annotations

import binascii
import re
import unicodedata

from bulletin.inline.html import fit, one_line

LINE = 76
"""Characters of a line with an encoded word in it (RFC 2047 §2)."""
_WORD = 75
"""Characters of an encoded word, its delimiters included (RFC 2047 §2)."""
_FRAME = len("=?utf-8?B?") + len("?=")
_LONGEST_BARE = 60
"""Characters of an ASCII text that stands as it is on one line with whatever header it belongs to."""
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/")
"""What Q encoding may leave as it is in every place, a display name too (RFC 2047 §5 (3))."""
_Q = [b"_" if octet == ord(" ") else bytes((octet,)) if octet in _SAFE else b"=%02X" % octet for octet in range(256)]
"""Each octet in Q encoding (RFC 2047 §4.2)."""
_BARE = re.compile(r"[!-~]+(?: [!-~]+)*")


def header_text(text: str) -> str:
    r"""Return a text as a header may mean it: one line, without controls, trimmed.

    >>> header_text("Ann\r\nBcc: x@example.org\x00")
    'Ann Bcc: x@example.org\ufffd'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    line = fit(one_line(text)).strip()
    return "".join("\ufffd" if unicodedata.category(character) == "Cc" else character for character in line)


def unstructured(text: str, used: int) -> bytes:
    """Return a header's text, folded, `used` characters of the first line being taken by the header's name.

    ASCII stands as it is; anything else, what would look like an encoded word, and white space that folding would
    lose, as encoded words. `text` comes from `header_text`.

    >>> unstructured("Two harbours", 9), unstructured("부산", 9)
    (b'Two harbours', b'=?utf-8?B?67aA7IKw?=')
    """
    if not text:
        return b""
    if text.isascii() and "=?" not in text and _BARE.fullmatch(text):
        if used + len(text) <= LINE:
            return text.encode("ascii")
        words = text.split(" ")
        if max(map(len, words)) <= _LONGEST_BARE:
            return _folded([word.encode("ascii") for word in words], used)
    return encoded_words(text, used)


def phrase(name: str, used: int) -> bytes:
    """Return a display name: bare, in quotes, or as encoded words (RFC 5322 §3.2.5). `name` is from `header_text`.

    >>> phrase("Ann Lee", 4), phrase("Lee, Ann", 4), phrase("김민지", 4)
    (b'Ann Lee', b'"Lee, Ann"', b'=?utf-8?B?6rmA66+87KeA?=')
    """
    if name.isascii() and len(name) <= _LONGEST_BARE and "=?" not in name:
        if _ATOMS.fullmatch(name):
            return name.encode("ascii")
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'.encode("ascii")
    return encoded_words(name, used)


def encoded_words(text: str, used: int) -> bytes:
    """Return a text as encoded words, each on a line, no character split between two (RFC 2047 §5).

    The shorter of the encodings B and Q is taken.
    """
    data = text.encode()
    whole = _shorter(data)
    if len(whole) <= min(_WORD, LINE - used):
        return whole
    words: list[bytes] = []
    room = min(_WORD, LINE - used)
    piece = b""
    for character in text:
        longer = piece + character.encode()
        if piece and _length(longer) > room:
            words.append(_shorter(piece))
            piece, room = character.encode(), _WORD
        else:
            piece = longer
    return b"\r\n ".join([*words, _shorter(piece)])


def _q_length(data: bytes) -> int:
    return _FRAME + sum(len(_Q[octet]) for octet in data)


def _length(data: bytes) -> int:
    return min(_FRAME + -(-len(data) // 3) * 4, _q_length(data))


def _shorter(data: bytes) -> bytes:
    if _FRAME + -(-len(data) // 3) * 4 < _q_length(data):
        return b"=?utf-8?B?%b?=" % binascii.b2a_base64(data, newline=False)
    return b"=?utf-8?Q?%b?=" % b"".join(map(_Q.__getitem__, data))


def _folded(words: list[bytes], used: int) -> bytes:
    """Return words on lines of at most `LINE` characters; the space between two becomes the next line's first."""
    lines: list[bytes] = []
    line, width = words[0], used
    for word in words[1:]:
        if width + len(line) + 1 + len(word) > LINE:
            lines.append(line)
            line, width = word, 1
        else:
            line += b" " + word
    return b"\r\n ".join([*lines, line])
