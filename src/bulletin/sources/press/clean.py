"""Cleaning: what a paste brings along that nobody can see."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_INVISIBLE: Final = "\ufeff\u200b\u2060\u00ad"
"""BOM, zero-width space, word joiner, soft hyphen. The joiners U+200C and U+200D and the bidi marks stay, because some
scripts need them."""

_BREAKS: Final = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
"""Line ends of other systems, and Word's soft line break (vertical tab) and page break (form feed)."""

_CONTROLS: Final = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_BLANKS: Final = re.compile(r"[ \t]+")


def clean_text(text: str) -> str:
    r"""Return the text in NFC, with `\n` line ends, no control or invisible characters and no blanks at line ends.

    The number of lines stays, so that a line number still points into the pasted file. Cleaning twice changes nothing.

    >>> clean_text("\ufeffTea\u00a0and\x00 cake \r\nat 3\u200b pm")
    'Tea\xa0and cake\nat 3 pm'
    """
    text = _BREAKS.sub("\n", text)
    text = text.translate(_CONTROLS).translate(dict.fromkeys(map(ord, _INVISIBLE)))
    text = unicodedata.normalize("NFC", _SURROGATES.sub("\ufffd", text))
    return "\n".join(line.rstrip() for line in text.split("\n"))


def collapse_blanks(text: str) -> str:
    """Return the text with each run of spaces and tabs as one space, and none at either end."""
    return _BLANKS.sub(" ", text).strip()
