"""`ready`: what editions are made with, loaded. This module itself loads nothing: a process may begin with it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bulletin.building.task import Made, Task


def ready() -> Callable[[Task, str], Made]:
    """Return what makes the edition of a locale."""
    from bulletin.building.make import make  # half of a build's time is loading what it needs

    return make


def ready_for_all() -> Callable[[Task, str], Made]:
    """Return it with all loaded that most issues need, though not each: what waits for its task has the time."""
    from bulletin.rendering.calendar import load_icalendar

    make = ready()
    for name in ("l10n.editions", "l10n.po.read", "rendering.wide"):
        import_module(f"bulletin.{name}")
    load_icalendar()
    make(_shortest(), "en")  # which loads the templates, and whatever is loaded where it is first used
    return make


def _shortest() -> Task:
    """Return an issue of one line, in the scripts of many: for each something is worked out when it is first met."""
    from bulletin.building.task import Task
    from bulletin.model.issue import Article, Issue, Section
    from bulletin.model.newsletter import Mailbox, Newsletter
    from bulletin.rendering.theme import Theme

    paper = Newsletter(id="a", title="A", locale="en", zone="UTC", sender=Mailbox(name="A", address="a@example.org"))
    section = Section(name="A", articles=(Article(slug="a", headline="A 가、字 عدد"),))
    issue = Issue(newsletter=paper, id="1", date=datetime.date(2000, 1, 1), subject="A", sections=(section,))
    return Task(
        issue=issue, findings=(), theme=Theme.named("harbour"), locales=Path(__file__), draft=False
    )  # below a file there are no catalogs
