"""`catalog_text`: a catalog → the text of its PO file, the same for the same catalog. The home of polib."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import polib

from bulletin.beside import write_file
from bulletin.errors import CatalogError
from bulletin.l10n.catalog import FUZZY, Catalog, Entry
from bulletin.l10n.po.plurals import plural_forms

_CONTENT_TYPE = ("Content-Type", "text/plain; charset=UTF-8")
_FIRST = (("MIME-Version", "1.0"), _CONTENT_TYPE, ("Content-Transfer-Encoding", "8bit"))

_REFUSED = re.compile("[\0\r\ufeff\ud800-\udfff]")
"""What `decode` refuses wherever it stands, CR being written as an escape; and half a surrogate, which is no UTF-8."""
_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\[bt](?=([^\0-\u02ff]))")
"""An escape before what may be an accent: read in NFC, the letter takes it, and there is no such escape."""


def write_catalog(file: Path, catalog: Catalog) -> bool:
    """Write a catalog, whole or not at all; tell whether the file changed.

    Raises ConfigError where it cannot, CatalogError as `catalog_text` does.
    """
    data = catalog_text(catalog).encode("utf-8")
    if file.is_file() and file.read_bytes() == data:
        return False
    write_file(file, data)
    return True


def catalog_text(catalog: Catalog) -> str:
    """Return the text of a catalog's PO file: UTF-8, LF, lines unwrapped, live entries before obsolete ones.

    What is written can be read: `read_catalog` gives each text back in NFC. Raises CatalogError for a text with what
    the scan refuses, a byte order mark or a NUL for instance: left out here, a msgid would no more be its source.
    """
    pieces = [_header(catalog)]
    pieces += (_entry(entry) for entry in catalog.live)
    pieces += (_entry(entry) for entry in catalog.obsolete)
    pieces += ["".join(_comment("# ", line) for line in catalog.closing)] if catalog.closing else []
    text = "\n".join(pieces)
    _check_readable(text, catalog.file or catalog.domain)
    return text


def _check_readable(text: str, called: str) -> None:
    accents = (match.start(1) for match in _ESCAPE.finditer(text) if unicodedata.combining(match[1]))
    match = _REFUSED.search(text)
    at = match.start() if match else next(accents, -1)
    if at >= 0:
        near = _REFUSED.sub("", text[max(0, at - 20) : at + 20]).strip().replace("\n", " ")
        raise CatalogError(
            f"{called}: expected text, found the character U+{ord(text[at]):04X} in “{near}”; delete it from the text "
            "that it stands in (nothing was written)"
        )


def _header(catalog: Catalog) -> str:
    headers = "".join(f"{name}: {value}\n" for name, value in complete_headers(catalog))
    entry = Entry(msgid="", msgstr=(headers,), comments=catalog.comments, flags=() if catalog.locale else (FUZZY,))
    return _entry(entry)


def complete_headers(catalog: Catalog) -> tuple[tuple[str, str], ...]:
    """Return a catalog's headers with those that every file needs: its language, its charset, its plural rule."""
    whole = catalog
    if catalog.locale and not catalog.header("Language"):
        whole = whole.with_header("Language", catalog.locale.replace("-", "_"))
    for name, value in _FIRST:
        if not whole.header(name) or name == _CONTENT_TYPE[0]:
            whole = whole.with_header(name, value)
    if catalog.locale and not whole.header("Plural-Forms") and any(entry.plural is not None for entry in catalog.live):
        whole = whole.with_header("Plural-Forms", plural_forms(catalog.locale))
    return whole.headers


def _entry(entry: Entry) -> str:
    """Return the lines of an entry. polib leaves out the notes of obsolete entries, so that all comments are ours."""
    written = polib.POEntry(
        msgctxt=entry.context,
        msgid=entry.msgid,
        msgid_plural=entry.plural or "",
        msgstr=entry.text if entry.plural is None else "",
        msgstr_plural={} if entry.plural is None else dict(enumerate(entry.msgstr)),
        flags=list(entry.flags),
        previous_msgctxt=entry.previous_context,
        previous_msgid=entry.previous_msgid,
        previous_msgid_plural=entry.previous_plural,
        obsolete=entry.obsolete,
    ).__unicode__(0)
    above = [_comment("# ", line) for line in entry.comments]
    above += [_comment("#. ", line) for line in entry.notes]
    above += [_comment("#: ", " ".join(entry.references))] if entry.references else []
    return f"{''.join(above)}{written}"


def _comment(margin: str, line: str) -> str:
    return f"{margin}{line}".rstrip() + "\n"
