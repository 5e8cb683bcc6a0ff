"""`answer`: what somebody asks of a page → what they are shown, and what is stored of it.

Only a POST changes anything: programs that check links, and browsers that load them ahead, send GET and HEAD. What a
POST means stands in its body (RFC 8058 §3.2: `List-Unsubscribe=One-Click`), which the page's own button sends too.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from bulletin.errors import BulletinError
from bulletin.l10n.formatter import direction, language_name
from bulletin.l10n.words import InterfaceWords
from bulletin.rendering.pages import web_page
from bulletin.web.places import TOKEN, Page
from bulletin.web.site import Site

OK, BAD_REQUEST, NOT_FOUND, UNAVAILABLE = 200, 400, 404, 503

_log = logging.getLogger("bulletin.web")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a browser or a mail program asks."""

    page: Page | None
    """None: there is no page at that address."""
    token: str = ""
    posted: Mapping[str, str] | None = None
    """The fields of a POST; None: it only looks."""
    languages: tuple[str, ...] = ()
    """What the browser says of its owner, best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is sent back."""

    status: int = OK
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a reader has asked for; None leaves that as it was."""

    left: bool | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """An edition that a reader can choose."""

    locale: str
    name: str
    """As its readers write it: 한국어."""
    dir: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Whom a token stands for, and how things stand for them."""

    key: bytes
    edition: str
    """The locale of the edition that they receive."""
    left: bool
    changed: Change | None = None
    """What this visit has changed."""


def answer(site: Site, visit: Visit) -> Answer:
    """Return the answer to a visit, once what it changes is stored. Where that fails, nothing has changed and it says so."""
    found = site.secret.read_token(visit.token, visit.page, site.newsletter.id) if visit.page else None
    if visit.page is None or found is None:
        return _without_reader(site, visit)
    key, locale = found
    try:
        reader = _served(site, visit, visit.page, key, locale)
    except BulletinError as problem:
        _log.error("a reader was asked to come again: %s", problem)
        edition = site.edition(locale, *visit.languages)
        return Answer(status=UNAVAILABLE, html=_page(site, "later", site.words(edition), edition, _contact(site)))
    status = OK if visit.posted is None or reader.changed else BAD_REQUEST
    return Answer(status=status, html=_readers_page(site, visit.page, reader))


def _served(site: Site, visit: Visit, page: Page, key: bytes, locale: str) -> _Reader:
    """Return how things stand for a reader once what they ask for is stored. Raises BulletinError where it is not."""
    before = site.choices.choice(key)
    change = asked(page, visit.posted or {}, site.editions)
    if change is not None:
        site.choices.choose(key, at=site.clock.now(), left=change.left, locale=change.locale)
    chosen = (change and change.locale) or (before and before.locale) or ""
    left = change.left if change and change.left is not None else before is not None and before.left
    return _Reader(key=key, edition=site.edition(chosen, locale, *visit.languages), left=left, changed=change)


def _without_reader(site: Site, visit: Visit) -> Answer:
    """Answer a test message's link, or one that is no reader's; whose it is not, nobody learns."""
    test = site.secret.read_token(visit.token, "test", site.newsletter.id) if visit.page else None
    if test is not None:
        edition = site.edition(test[1], *visit.languages)
        return Answer(html=_page(site, "test", site.words(edition), edition))
    words = site.foreign_words(visit.languages)
    return Answer(status=NOT_FOUND, html=_page(site, "unknown", words, site.edition(words.locale), _contact(site)))


def _readers_page(site: Site, page: Page, reader: _Reader) -> str:
    words = site.words(reader.edition)
    if page == "preferences":
        given = {"saved": reader.changed is not None and reader.changed.locale is not None, "left": reader.left}
        return _page(site, page, words, reader.edition, _offered(site, reader.edition) | given)
    if reader.left:
        return _page(site, "left", words, reader.edition)
    name = "returned" if reader.changed else "leave"
    return _page(site, name, words, reader.edition, _elsewhere(site, reader))


def asked(page: Page, posted: Mapping[str, str], editions: tuple[str, ...]) -> Change | None:
    """Return what the fields of a POST ask for; None where they ask for nothing that the page offers.

    >>> asked("unsubscribe", {"List-Unsubscribe": "One-Click"}, ("en",))
    Change(left=True, locale=None)
    """
    if posted.get("List-Unsubscribe") == "One-Click":
        return Change(left=True)
    if posted.get("return") == "yes":
        return Change(left=False)
    if page == "preferences" and posted.get("locale") in editions:
        return Change(locale=posted["locale"])
    return None


def _offered(site: Site, chosen: str) -> dict[str, Any]:
    """Return the editions to choose from; none where there is only one."""
    editions = tuple(
        Edition(locale=each, name=language_name(each), dir=direction(each), chosen=each == chosen)
        for each in site.editions
    )
    return {"editions": editions if len(editions) > 1 else ()}


def _elsewhere(site: Site, reader: _Reader) -> dict[str, Any]:
    """Return the address of the reader's preferences, where there is a choice of languages; else an empty one."""
    link = site.newsletter.links.preferences
    if not site.newsletter.locales or "{issue}" in link:
        return {"preferences": ""}
    token = site.secret.token("preferences", site.newsletter.id, reader.key, reader.edition)
    return {"preferences": link.replace(TOKEN, token).replace("{locale}", reader.edition)}


def _contact(site: Site) -> dict[str, Any]:
    return {"address": site.address, "mail": quote(site.address, safe="@!#$&'*+-/=^_`{|}~.")}


def _page(site: Site, name: str, words: InterfaceWords, edition: str, given: Mapping[str, Any] | None = None) -> str:
    title, language = site.title(edition)
    shell = {"name": title, "name_lang": language, "publisher": site.publisher(edition)}
    return web_page(name, site.theme, words, {**shell, **(given or {})})
