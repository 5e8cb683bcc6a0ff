"""`ready`: what editions are made with, loaded. This module itself loads nothing: a process may begin with it."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
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
    return make
