"""What the state of its catalogs means for an edition, in words: what `build` would do, and `send`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.errors import ContentError
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.contexts import SERIES
from bulletin.l10n.formatter import language_name
from bulletin.l10n.localise import localise, policy_of
from bulletin.l10n.outdated import outdated, waiting_addresses
from bulletin.l10n.prospects import prospects
from bulletin.l10n.reasons import Prospect, counted, places_of, reasons
from bulletin.l10n.states import State
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.model.languages import same_language
from bulletin.model.message import Message
from bulletin.model.newsletter import EditionPolicy


def consequences(
    issue: Issue, messages: Sequence[Message], catalogs: Sequence[Catalog], locale: str
) -> tuple[str, ...]:
    """Return a line for each part of the edition that its readers would not get as reviewed, and one if it is not sent.

    Behind these one where the catalogs are older than the sources, and one for each localised address that waits.

    `catalogs` are those of the locale, then those it falls back to, as `localise` takes them; nothing is returned where
    all is reviewed. "ko: busan will appear in English because 1 of 24 paragraphs changed (busan.md:31)".
    """
    try:
        edition = localise(issue, catalogs, locale=locale)
    except ContentError as problem:
        return (f"{locale}: no edition can be made: {problem}",)
    policy = policy_of(issue.newsletter, locale)
    parts: dict[str, list[Prospect]] = {}
    for each in prospects(messages, catalogs, locale, policy):
        if not each.message.optional:
            parts.setdefault(_part(each.message), []).append(each)
    told = [line for part, texts in parts.items() for line in _of_part(part, texts, edition, policy)]
    notices = (*outdated(issue, messages, catalogs, locale), *waiting_addresses(messages, catalogs, locale))
    return (
        *(f"{locale}: {line}" for line in (*told, *_sending(edition, policy))),
        *(notice.text for notice in notices),
    )


def _part(message: Message) -> str:
    if message.article:
        return message.article
    series = message.context.split(".")[0] == SERIES
    return "the newsletter’s name, sections and address" if series else "the issue’s subject and title"


def _of_part(part: str, texts: Sequence[Prospect], edition: Edition, policy: EditionPolicy) -> Iterator[str]:
    first, source = texts[0].message, edition.source.newsletter.locale
    if same_language(first.language or source, edition.locale):
        return
    waiting = [each for each in texts if not each.shown]
    if first.article and part in {fallback.article for fallback in edition.fallbacks}:
        yield f"{part} {_outcome(texts, source, policy)} because {reasons(texts, waiting)}"
        return
    if waiting:
        yield f"{part} {_outcome(texts, source, policy)} because {reasons(texts, waiting)}"
    if kept := [each for each in texts if each.kept]:
        yield f"{part} will appear as last translated although {counted(texts, kept)} changed{places_of(kept)}"
    if machine := [each for each in texts if each.shown and each.state is State.MACHINE]:
        label = ", and say so" if policy.machine == "label" else ""
        words = f"{counted(texts, machine)} in a machine’s words that nobody has reviewed"
        yield f"{part} will appear with {words}{label}{places_of(machine)}"


def _outcome(texts: Sequence[Prospect], source: str, policy: EditionPolicy) -> str:
    first = texts[0].message
    if first.article and policy.not_ready == "drop":
        return "will be left out"
    some = any(each.shown for each in texts)
    partly = "partly " if some and (policy.not_ready == "mix" or not first.article) else ""
    return f"will appear {partly}in {_language(first.language or source)}"


def _sending(edition: Edition, policy: EditionPolicy) -> Iterator[str]:
    if not edition.refused:
        return
    language, reasons = _language(edition.locale), "; ".join(edition.refused)
    if policy.refused == "source":
        source = _language(edition.source.newsletter.locale)
        yield f"readers of the {language} edition will get the {source} one: {reasons}"
    else:
        yield f"the {language} edition will not be sent: {reasons}"


def _language(locale: str) -> str:
    return language_name(locale, "en")
