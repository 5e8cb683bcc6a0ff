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
    for name in (
        "l10n.checks.rules",
        "l10n.editions",
        "l10n.outdated",
        "l10n.particles",
        "l10n.po.read",
        "rendering.wide",
        "sources.lines",
    ):
        import_module(f"bulletin.{name}")
    load_icalendar()
    make(_shortest(), "en")  # which loads the templates, and whatever is loaded where it is first used
    return make


def _shortest() -> Task:
    """Return an issue of a few words, in the scripts and the blocks of many: for each something is loaded when first met."""
    from bulletin.building.task import Task
    from bulletin.model.blocks import Button, Event, Heading, Item, List, Paragraph, Quote
    from bulletin.model.issue import Article, Issue, Section
    from bulletin.model.newsletter import Mailbox, Newsletter
    from bulletin.rendering.theme import Theme

    paper = Newsletter(id="a", title="A", locale="en", zone="UTC", sender=Mailbox(name="A", address="a@example.org"))
    noon = datetime.datetime.combine(datetime.date(2000, 1, 1), datetime.time(12))
    blocks = (
        Heading(text="A"), Paragraph(text="A 가 字、字 ไทย عدد"), Quote(text=("A",)), List(items=(Item(text="A"),)),
        Button(label="A", url="https://example.org/"), Event(title="A", start=noon, end=noon),
    )  # fmt: skip
    section = Section(name="A", articles=(Article(slug="a", headline="A", blocks=blocks),))
    issue = Issue(newsletter=paper, id="1", date=noon.date(), subject="A", sections=(section,))
    return Task(
        issue=issue, findings=(), theme=Theme.named("harbour"), locales=Path(__file__), draft=False
    )  # below a file there are no catalogs
