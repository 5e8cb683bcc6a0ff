"""An issue's folder → `Issue`."""

from __future__ import annotations

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
from bulletin.sources.pictures import check_pictures
from bulletin.sources.scalars import RESERVED
from bulletin.sources.shapes import IssueFile
from bulletin.sources.text import read_text
from bulletin.sources.toml import Toml, parse_toml
from bulletin.sources.validate import validate


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadIssue:
    """An issue, and what a careful editor would still act on."""

    issue: Issue
    findings: tuple[Finding, ...]


def read_issue(
    folder: Path, newsletter: Newsletter, *, root: Path | None = None, kinds: Mapping[str, Kind] | None = None
) -> ReadIssue:
    """Read `issue.toml` and the articles that it names.

    Files are called relative to `root`, the newsletter's folder. Raises ContentError with every fault of every file.
    """
    root = root or folder.parent.parent
    faults = Faults(_called(folder / "issue.toml", root))
    text = read_text(folder / "issue.toml", faults)
    toml = parse_toml(text, faults) if text is not None else None
    head = validate(IssueFile, toml, faults) if toml is not None else None
    if toml is not None and folder.name in {newsletter.id, *RESERVED}:
        faults.add("reserved", f"an issue cannot be called {folder.name!r}; rename its folder, to 2023-06 say")
    if toml is None or head is None:
        raise_for(faults.findings)
        raise AssertionError  # pragma: no cover - something was recorded
    if not any(section.articles for section in head.sections):
        advice = 'write articles = ["slug"] in a section, and the article in slug.md'
        faults.add("empty-issue", f"expected at least one article, found none; {advice}", *toml.locate(("sections", 0)))
    articles, findings = _articles(head, toml, folder, root, newsletter, faults, kinds or {})
    findings = in_order([*faults.findings, *findings])
    raise_for(findings)
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
                    origin=Origin(file=faults.file, line=1, line_of=partial(_section_line, toml, index)))
            for index, each in enumerate(head.sections)
        ),
        base=folder,
        origin=Origin(file=faults.file, line=1, line_of=toml.line_of),
    )  # fmt: skip
    return ReadIssue(issue=issue, findings=findings)


def _section_line(toml: Toml, index: int, key: str) -> int:
    return toml.locate(("sections", index, key))[0]


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
            place = toml.locate(("sections", index, "articles", at))
            file = folder / f"{slug}.md"
            if slug in seen:
                faults.add("duplicate-slug", f"the article {slug!r} is named twice; delete one of them", *place)
            elif not file.is_file():
                faults.add("missing-article", f"expected a file {slug}.md beside issue.toml, found none{_near(folder)}", *place)
            else:
                own = Faults(_called(file, root))
                article = read_article(file, own, kinds)
                if article is not None:
                    check_times(article, newsletter.zone, own)
                    check_pictures(article, folder, own)
                    articles[slug] = article
                findings += own.findings
            seen.add(slug)
    return articles, findings


def _near(folder: Path) -> str:
    names = sorted(file.stem for file in folder.glob("*.md"))
    return f"; there are {', '.join(names)}" if names else "; there are no articles in this folder"
