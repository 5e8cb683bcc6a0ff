"""Press releases: plain text, as it was pasted, becomes an article file.

    release ─clean─► lines ─lay out─► headline, paragraphs ─read─► blocks ─write─► article file

No word is lost: what the article does not show stays in it as a comment, `# from: …`; what is doubtful is marked by a
comment, `# check: …`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bulletin.sources.press.blocks import first_words
from bulletin.sources.press.clean import clean_text
from bulletin.sources.press.inferring import describe
from bulletin.sources.press.layout import lay_out
from bulletin.sources.press.reading import read_blocks
from bulletin.sources.press.writing import write_article

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Imported", "import_press"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A release as an article file."""

    text: str
    """The article file, ready to be written; it ends with one newline."""
    inferred: tuple[str, ...]
    """What was inferred, a line each, for standard error; a line number counts the lines of the release."""


def import_press(text: str, *, date: dt.date | None = None) -> Imported:
    r"""Return the article file for a press release; `date` is published with it and gives events the year they lack.

    Raises `ValueError` when the release is blank.

    >>> import_press("A new pier\nIt opens in May.").text
    '+++\nheadline = "A new pier"\n+++\n\nIt opens in May.\n'
    """
    cleaned = clean_text(text)
    if not cleaned.strip():
        message = "expected the text of a press release, its headline in the first line; found nothing but blanks"
        raise ValueError(message)
    layout = lay_out(cleaned)
    blocks = read_blocks(layout, date)
    headline = f"line {layout.headline_line}: headline “{first_words(layout.headline, 12)}”"
    return Imported(
        text=write_article(layout.headline, blocks, date),
        inferred=(headline, *describe(blocks)),
    )
