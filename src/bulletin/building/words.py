"""`sync_words`: the words in a newsletter's own templates, brought to its translators in catalogs of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from bulletin.l10n.locales import po_file, pot_file
from bulletin.l10n.po.read import read_catalog
from bulletin.l10n.states import State, state_of
from bulletin.l10n.words import DOMAIN
from bulletin.packaged import packaged_folder
from bulletin.project import Project
from bulletin.rendering.extract import InterfaceMessage, interface_messages, refresh


def sync_words(project: Project, locales: Sequence[str] = ()) -> tuple[Path, ...]:
    """Refresh `locales/bulletin.pot` and each `bulletin.po` of a newsletter's folder; return the files that changed.

    They hold what its `templates/` put into `_()`, `pgettext()` and `ngettext()` and the library's own catalogs have
    not; `render` reads them first. A newsletter without such words gets no files. `locales` are by default those of
    its editions. Raises RenderError where a template cannot be read, CatalogError where a catalog cannot be.
    """
    words = own_messages(project)
    if not words and not pot_file(project.locales, DOMAIN).is_file():
        return ()
    return refresh(project.locales, words, locales or project.newsletter.locales)


def handouts(
    project: Project, texts: Mapping[str, tuple[Path, ...]], locales: Sequence[str] = ()
) -> dict[str, tuple[Path, ...]]:
    """Return the files to hand to each translator: those of `texts`, then that of the words where one is not reviewed.

    Raises CatalogError where a catalog of words cannot be read.
    """
    tags = locales or project.newsletter.locales
    files = {tag: (*texts.get(tag, ()), *_to_do(po_file(project.locales, tag, DOMAIN), tag)) for tag in tags}
    return {tag: found for tag, found in files.items() if found}


def _to_do(file: Path, locale: str) -> tuple[Path, ...]:
    if not file.is_file() or all(state_of(entry) is State.REVIEWED for entry in read_catalog(file, locale=locale).live):
        return ()
    return (file,)


def own_messages(project: Project) -> tuple[InterfaceMessage, ...]:
    """Return the words of a newsletter's own templates that the library's catalogs have not."""
    if not project.templates.is_dir():
        return ()
    shipped = read_catalog(pot_file(packaged_folder("locales"), DOMAIN)).by_key
    found = interface_messages([project.templates], root=project.root)
    return tuple(message for message in found if message.key not in shipped)
