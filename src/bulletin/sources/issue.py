"""An issue's folder → `Issue`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bulletin.errors import raise_for
from bulletin.findings import Finding, in_order
from bulletin.model.issue import Article, Issue, Section
from bulletin.model.newsletter import Newsletter
from bulletin.model.origin import Origin
from bulletin.sources.article import check_times, read_article
from bulletin.sources.faults import Faults
from bulletin.sources.kinds import Kind
from bulletin.sources.originals import check_originals
from bulletin.sources.pictures import check_pictures
from bulletin.sources.scalars import identifier
from bulletin.sources.shapes import IssueFile
from bulletin.sources.text import read_text
from bulletin.sources.texts import check_plain
from bulletin.sources.toml import Toml, parse_toml
from bulletin.sources.validate import validate


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadIssue:
    """An issue, and what a careful editor would still act on."""

    issue: Issue
    findings: tuple[Finding, ...]


def read_send_day(file: Path) -> datetime.date | None:
    """Return the day on which an issue is due, of its `issue.toml` alone. Raises ContentError with every fault of it."""
    faults = Faults(_called(file, file.parent.parent.parent))
    _, head = _head(file, faults)
    raise_for(faults.findings)
    return head.send if head is not None else None


def _head(file: Path, faults: Faults) -> tuple[Toml | None, IssueFile | None]:
    text = read_text(file, faults)
    toml = parse_toml(text, faults) if text is not None else None
    return toml, validate(IssueFile, toml, faults) if toml is not None else None


def read_issue(
    folder: Path, newsletter: Newsletter, *, root: Path | None = None, kinds: Mapping[str, Kind] | None = None
) -> ReadIssue:
    """Read `issue.toml` and the articles that it names.

    Files are called relative to `root`, the newsletter's folder. Raises ContentError with every fault of every file.
    """
    root = root or folder.parent.parent
    faults = Faults(_called(folder / "issue.toml", root))
    toml, head = _head(folder / "issue.toml", faults)
    _check_id(folder.name, newsletter, faults)
    if toml is None or head is None:
        raise_for(faults.findings)
        raise AssertionError  # pragma: no cover - something was recorded
    if not any(section.articles for section in head.sections):
        advice = 'write articles = ["slug"] in a section, and the article in slug.md'
        faults.add("empty-issue", f"expected at least one article, found none; {advice}", *toml.locate(("sections", 0)))
    check_plain(_texts(head), toml, faults)
    articles, findings = _articles(head, toml, folder, root, newsletter, faults, kinds or {})
    told = in_order([*faults.findings, *findings])
    raise_for(told)
    issue = Issue(
        newsletter=newsletter,
        id=folder.name,
        number=head.number,
        date=head.date,
        title=head.title,
        subject=head.subject,
        preheader=head.preheader,
        send=head.send,
        sections=tuple(
            Section(name=each.name, articles=tuple(articles[slug] for slug in each.articles),
                    origin=Origin(file=faults.file, line=1, line_of=partial(toml.line_at, "sections", index)))
            for index, each in enumerate(head.sections)
        ),
        base=folder,
        origin=Origin(file=faults.file, line=1, line_of=toml.line_of),
    )  # fmt: skip
    return ReadIssue(issue=issue, findings=told)


def _check_id(name: str, newsletter: Newsletter, faults: Faults) -> None:
    try:
        identifier(name)
    except ValueError as problem:
        faults.add("id", f"the issue's folder gives its id: {problem}")
    if name == newsletter.id:
        faults.add("id", f"an issue cannot be called {name!r}, as its newsletter is; rename its folder, to 2023-06 say")


def _texts(head: IssueFile) -> dict[tuple[str | int, ...], str]:
    texts: dict[tuple[str | int, ...], str] = {
        ("title",): head.title,
        ("subject",): head.subject,
        ("preheader",): head.preheader,
    }
    return texts | {("sections", index, "name"): each.name for index, each in enumerate(head.sections)}


def _called(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name


def _articles(
    head: IssueFile,
    toml: Toml,
    folder: Path,
    root: Path,
    newsletter: Newsletter,
    faults: Faults,
    kinds: Mapping[str, Kind],
) -> tuple[dict[str, Article], list[Finding]]:
    """Read every article that the sections name, once."""
    articles: dict[str, Article] = {}
    findings: list[Finding] = []
    seen: set[str] = set()
    for index, section in enumerate(head.sections):
        for at, slug in enumerate(section.articles):
            named = ("sections", index, "articles", at)
            file = folder / f"{slug}.md"
            if slug in seen:
                faults.add(
                    "duplicate-slug", f"the article {slug!r} is named twice; delete one of them", *toml.locate(named)
                )
            elif not file.is_file():
                faults.add(
                    "missing-article",
                    f"expected a file {slug}.md beside issue.toml, {_found(file)}",
                    *toml.locate(named),
                )
            else:
                own = Faults(_called(file, root))
                article = read_article(file, own, kinds)
                if article is not None:
                    check_times(article, newsletter.zone, own)
                    check_originals(article, newsletter.locale, own)
                    check_pictures(article, folder, root, own)
                    articles[slug] = article
                findings += own.findings
            seen.add(slug)
    return articles, findings


def _found(file: Path) -> str:
    """Say what stands where an article is expected."""
    if file.is_dir():
        return "found a folder of that name; put the article in its place"
    if file.is_symlink():
        return "found a link that leads nowhere; put the article in its place"
    names = ", ".join(sorted(other.stem for other in file.parent.glob("*.md")))
    near = f"there are {names}: write one of these, or " if names else "write "
    return f"found none; {near}that file"
