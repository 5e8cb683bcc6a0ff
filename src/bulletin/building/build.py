"""`build_issue`: every edition of an issue as files, the same bytes each time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.building.ready import ready
from bulletin.building.side_by_side import Crew, crew
from bulletin.building.task import Made, Shown, Task
from bulletin.building.writing import written_tree
from bulletin.errors import RenderError, raise_for
from bulletin.findings import Finding
from bulletin.inline.read import spans
from bulletin.l10n.locales import check_editions
from bulletin.model.issue import Issue
from bulletin.model.languages import PSEUDO_LOCALES
from bulletin.model.marks import Form
from bulletin.model.walk import map_text
from bulletin.project import Project
from bulletin.rendering.theme import Theme

_FEWEST = 3
"""Editions for one process: below that, beginning one costs more than it saves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What a build has made."""

    issue: Issue
    out: Path
    """The folder `DIR/<issue>/`."""
    editions: tuple[dict[str, Any], ...]
    """The `edition.json` of each, in the order of the newsletter's locales."""
    findings: tuple[Finding, ...]
    """What a careful editor would act on in the source."""
    drafts: tuple[dict[str, Any], ...] = ()
    """Of each draft: its locale, where it is in `out`, how many texts are in which state."""


def project_theme(project: Project) -> Theme:
    """Return the theme of a newsletter's folder, with its own templates and its brand."""
    newsletter = project.newsletter
    return Theme.named(newsletter.theme, templates=project.templates, brand=dict(newsletter.brand))


def build_issue(
    project: Project,
    issue: str,
    *,
    out: Path,
    locales: tuple[str, ...] = (),
    draft: bool = False,
    progress: Callable[[str], None] | None = None,
    processes: int = 1,
    begun: Crew[Task, str, Made] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> Build:
    """Build the editions of an issue (an id or a path) into `out/<issue>/`, and with `draft` beside each its draft.

    All editions are made before the first file is written, so that a fault leaves the folder as it was.
    They are made in so many `processes` at most (see `side_by_side.cores`), some of which may have `begun` already.
    `progress` is called with each locale whose edition this process makes, before it does; copies say nothing.
    `meanwhile` is called once this process has only to wait. Raises ContentError, RenderError, ConfigError.
    """
    read = project.read(issue)
    theme = project_theme(project)
    wanted = _wanted(read.issue, locales)
    if project.templates.is_dir():
        from bulletin.rendering.lint import lint_templates  # the built-in themes are linted by their tests

        raise_for(lint_templates(theme, project.kinds), error=RenderError)

    task = Task(
        issue=_with_texts_read(read.issue), findings=read.findings, theme=theme, locales=project.locales, draft=draft
    )
    folder = out / read.issue.id
    shown: list[Shown] = []
    findings: tuple[Finding, ...] = ()
    with nullcontext(begun) if begun else crew(ready) as gathered:
        gathered.grow(min(processes, len(wanted) // _FEWEST) - 1)
        made = gathered.make(task, wanted, begin=progress or (lambda _: None), meanwhile=meanwhile or (lambda: None))
        with written_tree(folder, owned=(*wanted, *(("assets",) if not locales else ()))) as write:
            for each in made:
                for name, data in each.files.items():
                    write(name, data)
                shown.append(each.shown)
                findings = each.findings
            # Not before: until now everybody waited for this process.
            from bulletin.building.gallery import gallery_page

            write("gallery.html", gallery_page(read.issue, shown))
    editions = tuple(each.record for each in shown)
    drafts = tuple(each.draft.record for each in shown if each.draft)
    return Build(issue=read.issue, out=folder, editions=editions, findings=findings, drafts=drafts)


def _with_texts_read(issue: Issue) -> Issue:
    """Return the issue as copies receive it: each text read, as checking it has done already."""
    return map_text(issue, lambda text, visit: spans(text) if visit.mark.form is Form.INLINE else text)


def _wanted(issue: Issue, locales: tuple[str, ...]) -> tuple[str, ...]:
    """Return the locales to build: those asked for, or all that there are."""
    known = (issue.newsletter.locale, *issue.newsletter.locales, *(each for each in PSEUDO_LOCALES if each in locales))
    check_editions(locales, known)
    return tuple(locale for locale in known if not locales or locale in locales)
