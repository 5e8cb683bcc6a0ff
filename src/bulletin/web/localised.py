"""A newsletter's name and publisher in the languages of its editions, as its translators have written them."""

from __future__ import annotations

import datetime

from bulletin.l10n.catalogs import read_catalogs
from bulletin.l10n.localise import localise
from bulletin.model.issue import Issue
from bulletin.model.newsletter import Newsletter
from bulletin.project import Project

_NO_DAY = datetime.date(1970, 1, 1)


def localised_newsletters(project: Project) -> dict[str, Newsletter]:
    """Return the newsletter as each edition shows it, by locale: what is not reviewed, in the source's words.

    Raises CatalogError where a catalog of the series cannot be read.
    """
    newsletter = project.newsletter
    shell = Issue(newsletter=newsletter, id="web", date=_NO_DAY, subject="")  # an issue is what catalogs are read for
    return {
        locale: localise(shell, read_catalogs(project.locales, locale, shell), locale=locale).issue.newsletter
        for locale in (newsletter.locale, *newsletter.locales)
    }
