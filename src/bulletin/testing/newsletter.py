"""A newsletter of any size, made up on the spot, always the same."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from bulletin.model.issue import Issue
from bulletin.project import open_issue

_SENTENCES = (
    "The new crossing opens on a Monday, and the first ferry leaves before the market does.",
    "Anyone who has waited at the pier in the rain will know why a roof was the first thing asked for.",
    "Engineers measured the bed of the river twice, because the first figures looked too good.",
    "The council has set aside {fund} for the work, spread over three years.",
    "Schools along the quay took part, and their drawings now hang in the ticket hall.",
    "Nothing about the old timetable will change until the autumn.",
    "Two routes were left out after residents spoke up, and both may come back later.",
    "A plan of the whole site can be seen in the library from nine to five.",
    "The boats are quieter than the ones they replace, and they charge overnight.",
    "What remains to be settled is who will look after the gardens.",
)
_HEADLINES = (
    "A roof for the north pier", "Quiet boats on the early run", "What the river bed told us", "Gardens wait for a keeper",
    "Drawings in the ticket hall", "The market moves indoors", "A bridge that opens twice a day", "Night buses, at last",
    "The library by the lock", "Plans on show this week", "Old cranes, new work", "A path round the basin",
)  # fmt: skip


def _png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """Return a PNG of one colour with a lighter band across it (RFC 2083)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    palette = bytes(colour) + bytes(min(part + 60, 255) for part in colour)
    rows = b"".join(b"\0" + bytes([int(height // 3 < row < height // 2)]) * width for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"PLTE", palette) + chunk(b"IDAT", zlib.compress(rows, 9))
    return b"\x89PNG\r\n\x1a\n" + body + chunk(b"IEND", b"")


def _prose(start: int, count: int) -> str:
    return " ".join(_SENTENCES[(start + step) % len(_SENTENCES)] for step in range(count))


def _article(number: int) -> str:
    """Return an article of about two hundred words with several kinds of block."""
    name = _HEADLINES[number % len(_HEADLINES)]
    headline = name if number < len(_HEADLINES) else f"{name}, part {number // len(_HEADLINES) + 1}"
    front = [
        "+++",
        f'headline = "{headline}"',
        f'standfirst = "{_SENTENCES[(number + 4) % len(_SENTENCES)].replace("{fund}", "money")}"',
        'byline = "the harbour desk"',
        f'link = "https://example.org/articles/{number}/"',
    ]
    if number % 2 == 0:
        front += [
            "[image]",
            f'src = "images/{number % 3}.png"',
            'alt = "A band of light over the harbour"',
            'credit = "Ann Lee"',
        ]
    front += ["[values]", 'fund = { money = 2_500_000, currency = "GBP", style = "compact" }', "+++", ""]
    body = [
        f"{_prose(number, 3)} It costs **{{fund}}** in all.",
        f"{_prose(number + 3, 2)} The [full report](https://example.org/reports/{number}/) has the figures.",
        "## What comes next",
        f"- {_SENTENCES[number % 3]}\n- {_SENTENCES[(number + 7) % 3]}\n- {_SENTENCES[(number + 5) % 3]}",
        f"> {_SENTENCES[(number + 6) % len(_SENTENCES)].replace('{fund}', 'money')}\n> — A ferry passenger, North Pier",
        _prose(number + 8, 2),
    ]
    if number % 6 == 1:
        body.append(
            f'```event\ntitle = "Open day {number}"\nstart = 2023-06-{number % 20 + 8:02}T10:00:00\n'
            f'end = 2023-06-{number % 20 + 8:02}T12:30:00\nplace = "Pier Head"\naddress = "North Quay"\n```'
        )
    if number % 4 == 3:  # noqa: PLR2004 - every fourth
        body.append(f'```button\nlabel = "Read the plan"\nurl = "https://example.org/plans/{number}/"\n```')
    return "\n".join(front) + "\n" + "\n\n".join(body) + "\n"


def write_newsletter(folder: Path, *, articles: int = 12) -> Path:
    """Write a newsletter with one issue, `2023-06`, of that many articles, and return the issue's folder.

    The folder holds `bulletin.toml`, the articles with all that they name, and three small pictures.
    """
    issue = folder / "issues" / "2023-06"
    (issue / "images").mkdir(parents=True, exist_ok=True)
    (folder / "bulletin.toml").write_text(
        'id = "harbour-post"\ntitle = "Harbour Post"\ntagline = "What moves on the water"\nlocale = "en-GB"\n'
        'zone = "Europe/London"\n[publisher]\nname = "Harbour Post"\naddress = "1 Example Dock, Liverpool"\n'
        '[sender]\nname = "Harbour Post"\naddress = "news@example.org"\n[links]\n'
        'unsubscribe = "https://example.org/u/{token}"\npreferences = "https://example.org/p/{token}"\n'
        'view = "https://example.org/{issue}/{locale}/"\nassets = "https://cdn.example.org/{issue}/"\n',
        encoding="utf-8",
    )
    slugs = [f"article-{number + 1}" for number in range(articles)]
    sections = [slugs[start : start + 4] for start in range(0, len(slugs), 4)]
    text = 'number = 6\ndate = 2023-06-01\ntitle = "June 2023"\nsubject = "A roof, quiet boats and ten more stories"\n'
    text += 'preheader = "The first ferry leaves before the market does"\n'
    for number, section in enumerate(sections, 1):
        named = ", ".join(f'"{slug}"' for slug in section)
        text += f'\n[[sections]]\nname = "Quay {number}"\narticles = [{named}]\n'
    (issue / "issue.toml").write_text(text, encoding="utf-8")
    for number, slug in enumerate(slugs):
        (issue / f"{slug}.md").write_text(_article(number), encoding="utf-8")
    for number, colour in enumerate(((11, 93, 107), (200, 69, 47), (28, 39, 51))):
        (issue / "images" / f"{number}.png").write_bytes(_png(1152, 648, colour))
    return issue


def sample_issue(folder: Path, *, articles: int = 12) -> Issue:
    """Return the issue that `write_newsletter` writes into `folder`."""
    return open_issue(write_newsletter(folder, articles=articles))
