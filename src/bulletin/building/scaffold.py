"""`new_newsletter` and `new_issue`: folders to start from."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

from bulletin.beside import write_file
from bulletin.errors import ConfigError, ContentError
from bulletin.inline import plain, plain_text
from bulletin.model.issue import Issue
from bulletin.project import SETTINGS, Project
from bulletin.sources.scalars import RESERVED

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")

_NEWSLETTER = """\
# The newsletter. What each key means: bulletin schema
id = {id}
title = {title}
tagline = "What this newsletter is, in a few words"
locale = "en-GB"             # the language you write in
locales = []                 # editions beside it, such as ["ko", "cy"]
zone = "Europe/London"       # of events that name none
theme = "harbour"            # or "plain", or a folder templates/NAME of your own

[publisher]
name = {title}
address = "Your postal address, which the law of many countries requires"

[sender]
name = {title}
address = "news@example.org"

[links]                      # {{token}}, {{issue}} and {{locale}} are filled in
unsubscribe = "https://example.org/u/{{token}}"
preferences = "https://example.org/p/{{token}}"
view = "https://example.org/{{issue}}/{{locale}}/"

[brand]                      # any token of the theme
accent = "#0b5d6b"
"""

_ISSUE = """\
number = {number}
date = {date}
title = {title}
subject = {subject}{remark}
preheader = {preheader}
# send = {date}          # the day it is due; absent: never
{sections}"""

_WELCOME = """\
+++
headline = "Your first article"
standfirst = "This file is an article. Change it, build again, and look."
+++

Write in **Markdown**. An article is a file beside `issue.toml`, which says in which section it stands.

- A picture stands in a paragraph of its own: `![what it shows](images/quay.png)`.
- A value such as `{{fund}}` is declared under `[values]` and written as each language writes it.
- A press release becomes an article with `bulletin import FILE`.

> A quote ends with who said it.
> — Speaker, role

```event
title = "An event with its calendar file"
start = {date}T15:00:00
end = {date}T18:00:00
place = "The Town Hall"
```

```button
label = "Read on"
url = "https://example.org/"
```
"""

_IGNORED = """\
# people's addresses, the ledger, and what can be built again
subscribers*.csv
state/
build/
"""


def _quoted(text: str) -> str:
    """Return a TOML string. JSON's escapes are TOML's, but for DEL."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def new_newsletter(folder: Path, *, today: datetime.date) -> tuple[Path, ...]:
    """Make a newsletter's folder that builds at once, and return its files.

    Raises ConfigError where one is there already, or where its name cannot be an id.
    """
    if (folder / SETTINGS).exists():
        raise ConfigError(
            f"{folder}: there is a newsletter already; add an issue with `bulletin new {folder} --issue 2023-07 --from 2023-06`"
        )
    name = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "newsletter"
    name = f"{name}-news" if name in RESERVED else name
    title = folder.resolve().name.replace("-", " ").replace("_", " ").strip().title() or "Newsletter"
    month = today.replace(day=1)
    issue = f"issues/{month:%Y-%m}"
    section = '\n[[sections]]\nname = "News"\narticles = ["first-article"]\n'
    files = {
        SETTINGS: _NEWSLETTER.format(id=_quoted(name), title=_quoted(title)),
        ".gitignore": _IGNORED,
        f"{issue}/issue.toml": _ISSUE.format(
            number=1, date=month, title=_quoted(f"{month:%B %Y}"), subject=_quoted(f"{title}: the first issue"),
            remark="   # under 60 characters", preheader='"What stands behind the subject in a list of mails"', sections=section,
        ),
        f"{issue}/first-article.md": _WELCOME.format(date=month + datetime.timedelta(days=13)),
    }  # fmt: skip
    return _write(folder, files)


def new_issue(project: Project, issue: str, *, previous: str) -> tuple[Path, ...]:
    """Make an issue after another: number + 1, sections kept, only standing articles carried, never a `send` date.

    Returns its files. Raises ConfigError where the id is malformed or taken.
    """
    if not _ID.fullmatch(issue) or issue in {*RESERVED, project.newsletter.id}:
        raise ConfigError(f"expected an id of small letters, digits and hyphens such as 2023-07, found {issue!r}")
    folder = project.root / "issues" / issue
    if folder.exists():
        raise ConfigError(f"{folder}: there is an issue of that name already; choose another id")
    before = project.read(previous).issue
    source = project.issue_folder(previous)
    date = _date_of(issue, before.date)
    standing = [article.slug for article in before.articles if article.standing]
    number = f"{before.number + 1}" if before.number is not None else '""'
    text = _ISSUE.format(
        number=number, date=date, title=_quoted(f"{date:%B %Y}"), subject=_quoted(f"{date:%B %Y}"),
        remark="   # write it anew: under 60 characters", preheader='""', sections=_sections(before, standing),
    )  # fmt: skip
    if before.number is None:
        text = text.partition("\n")[2]
    files: dict[str, str | bytes] = {"issue.toml": text}
    for slug in standing:
        files[f"{slug}.md"] = (source / f"{slug}.md").read_bytes()
    for picture in _pictures(before, source):
        files[picture] = (source / picture).read_bytes()
    return _write(folder, files)


def _date_of(issue: str, before: datetime.date) -> datetime.date:
    """Return the cover date: that of the id, `2023-07`, or else the same day a month on."""
    if match := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])(?:-(\d\d))?", issue):
        try:
            return datetime.date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError:
            raise ConfigError(f"expected a day that exists, found {issue!r}") from None
    later = before.replace(day=1) + datetime.timedelta(days=32)
    return later.replace(day=min(before.day, 28))


def _sections(before: Issue, standing: list[str]) -> str:
    parts: list[str] = []
    for section in before.sections:
        kept = [article.slug for article in section.articles if article.slug in standing]
        name = plain_text(plain(section.name)) if not isinstance(section.name, str) else section.name
        parts.append(f"\n[[sections]]\nname = {_quoted(name)}\narticles = [{', '.join(map(_quoted, kept))}]\n")
    return "".join(parts)


def _pictures(before: Issue, folder: Path) -> list[str]:
    """Return the pictures of standing articles, and those made for other languages beside them."""
    from bulletin.sources.pictures import images, is_remote

    found: list[str] = []
    for article in before.articles:
        for image in images(article) if article.standing else ():
            path = folder / image.src
            if not is_remote(image.src) and path.is_relative_to(folder):
                found += [
                    each.relative_to(folder).as_posix()
                    for each in sorted(path.parent.glob(f"{path.stem}*{path.suffix}"))
                ]
    return list(dict.fromkeys(found))


def _write(folder: Path, files: dict[str, str] | dict[str, str | bytes]) -> tuple[Path, ...]:
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder}: expected a folder, or nothing yet, found a file; choose another name")
    taken = [name for name in files if (folder / name).exists()]
    if taken:
        raise ContentError(f"{folder / taken[0]}: there is such a file already; nothing was written")
    for name, content in files.items():
        write_file(folder / name, content if isinstance(content, bytes) else content.encode())
    return tuple(folder / name for name in files)
