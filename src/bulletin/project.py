"""A newsletter's folder: `bulletin.toml`, `issues/`, `locales/`, `templates/`, `state/`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bulletin.errors import ConfigError
from bulletin.model.issue import Issue
from bulletin.model.newsletter import Newsletter
from bulletin.sources.issue import ReadIssue, read_issue, read_send_day
from bulletin.sources.kinds import Kind, read_kinds
from bulletin.sources.newsletter import ReadNewsletter, read_newsletter

SETTINGS = "bulletin.toml"


@dataclass(frozen=True)
class Project:
    """A newsletter's folder that has been found."""

    root: Path

    @cached_property
    def settings(self) -> ReadNewsletter:
        """What `bulletin.toml` says. Raises ContentError where it is wrong."""
        return read_newsletter(self.root / SETTINGS)

    @property
    def newsletter(self) -> Newsletter:
        """The newsletter."""
        return self.settings.newsletter

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """The kinds of block that the folder defines, by name."""
        return read_kinds(self.root / "templates" / "blocks")

    @property
    def templates(self) -> Path:
        """The folder whose templates win over the theme's; it need not exist."""
        return self.root / "templates"

    @property
    def locales(self) -> Path:
        """The folder of the catalogs; it need not exist."""
        return self.root / "locales"

    @property
    def issues(self) -> tuple[str, ...]:
        """The ids of all issues, in order."""
        return tuple(sorted(file.parent.name for file in self.root.glob("issues/*/issue.toml")))

    def issue_folder(self, issue: str) -> Path:
        """Return the folder of an issue, given its id or a path to it. Raises ConfigError where there is none."""
        for folder in (Path(issue), self.root / "issues" / issue):
            if _has(folder, "issue.toml"):
                return folder.resolve()
        known = ", ".join(self.issues) or "none yet"
        raise ConfigError(
            f"expected an issue's id or folder, found {issue!r}; this newsletter has {known}; "
            f"write one of them, or `bulletin new {self.root} --issue {_fresh(issue)}`"
        )

    def send_day(self, issue: str) -> datetime.date | None:
        """Return the day on which an issue is due, None where it has none; its articles are not read.

        Raises ContentError where `issue.toml` cannot be read, or its `send` is no day.
        """
        return read_send_day(self.issue_folder(issue) / "issue.toml")

    def read(self, issue: str) -> ReadIssue:
        """Read an issue by id or path. Raises ContentError with every fault of every file."""
        return read_issue(self.issue_folder(issue), self.newsletter, root=self.root, kinds=self.kinds)


def _has(folder: Path, name: str) -> bool:
    """Tell whether a folder holds a file; a path that no system takes holds none."""
    try:
        return (folder / name).is_file()
    except OSError:
        return False


def _fresh(issue: str) -> str:
    return Path(issue).name or "2023-06"


def find_project(start: Path) -> Project:
    """Return the newsletter that `start` lies in: the nearest folder upwards that holds `bulletin.toml`.

    Raises ConfigError where there is none.
    """
    try:
        here = start.resolve()
    except (OSError, RuntimeError, ValueError) as problem:  # a loop of links, a name no system takes
        raise ConfigError(f"expected the path of a folder, found {str(start)!r}: {problem}; write another") from problem
    for folder in (here, *here.parents):
        if _has(folder, SETTINGS):
            return Project(folder)
    raise ConfigError(
        f"expected a newsletter's folder, found no {SETTINGS} in {start} or above it; "
        "go into one, name it with --project DIR, or make one with `bulletin new DIR`"
    )


def project_of(issue: str, folder: Path | None = None) -> Project:
    """Return the newsletter that an issue belongs to: `folder` where given, else that of the path, else of here.

    Raises ConfigError where there is none.
    """
    if folder is not None:
        if not _has(folder, SETTINGS):
            raise ConfigError(
                f"expected a newsletter's folder, found no {SETTINGS} in {folder}; write --project DIR with one"
            )
        return Project(folder.resolve())
    return find_project(Path(issue) if _has(Path(issue), "issue.toml") else Path())


def open_issue(path: str | Path) -> Issue:
    """Read an issue from its folder, `my-bulletin/issues/2023-06`, and the newsletter it belongs to.

    Raises ConfigError where there is no newsletter, ContentError with every fault of every file.
    """
    return find_project(Path(path)).read(str(path)).issue
