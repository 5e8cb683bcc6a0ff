"""What the state of its catalogs means for an edition, in words: what `build` would do, and `send`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bulletin.errors import ContentError
from bulletin.l10n.catalog import Catalog
from bulletin.l10n.contexts import SERIES
from bulletin.l10n.formatter import language_name
from bulletin.l10n.localise import localise, policy_of
from bulletin.l10n.prospects import Prospect, prospects
from bulletin.l10n.states import State
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.model.languages import same_language
from bulletin.model.message import Message
from bulletin.model.newsletter import EditionPolicy

_WAITING = {
    State.MISSING: ("is not translated", "are not translated"),
    State.CHANGED: ("changed", "changed"),
    State.MACHINE: ("is a machine’s work that nobody has reviewed", "are a machine’s work that nobody has reviewed"),
}
_UNUSABLE = ("cannot be used as it is written", "cannot be used as they are written")
_PLACES = 3


def consequences(
    issue: Issue, messages: Sequence[Message], catalogs: Sequence[Catalog], locale: str
) -> tuple[str, ...]:
    """Return a line for each part of the edition that its readers would not get as reviewed, and one if it is not sent.

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
    return tuple(f"{locale}: {line}" for line in (*told, *_sending(edition, policy)))


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
        yield f"{part} {_outcome(texts, source, policy)} because {_reasons(texts, waiting)}"
        return
    if waiting:
        yield f"{part} {_outcome(texts, source, policy)} because {_reasons(texts, waiting)}"
    if kept := [each for each in texts if each.kept]:
        yield f"{part} will appear as last translated although {_counted(texts, kept)} changed{_places(kept)}"
    if machine := [each for each in texts if each.shown and each.state is State.MACHINE]:
        label = ", and say so" if policy.machine == "label" else ""
        words = f"{_counted(texts, machine)} in a machine’s words that nobody has reviewed"
        yield f"{part} will appear with {words}{label}{_places(machine)}"


def _outcome(texts: Sequence[Prospect], source: str, policy: EditionPolicy) -> str:
    first = texts[0].message
    if first.article and policy.not_ready == "drop":
        return "will be left out"
    some = any(each.shown for each in texts)
    partly = "partly " if some and (policy.not_ready == "mix" or not first.article) else ""
    return f"will appear {partly}in {_language(first.language or source)}"


def _reasons(texts: Sequence[Prospect], waiting: Sequence[Prospect]) -> str:
    if all(each.state is State.MISSING for each in texts):
        return "nothing of it is translated"
    said: list[str] = []
    for state, phrases in (*_WAITING.items(), (None, _UNUSABLE)):
        these = [each for each in waiting if (None if each.unusable else each.state) is state]
        if these:
            count = f"{len(these)}" if said else _counted(texts, these, waiting)
            said.append(f"{count} {phrases[len(these) > 1]}")
    return " and ".join(said) + _places(waiting)


def _counted(texts: Sequence[Prospect], these: Sequence[Prospect], among: Sequence[Prospect] = ()) -> str:
    """Return how many of which texts: "1 of 24 paragraphs" where all that is spoken of are paragraphs."""
    paragraphs = [each for each in texts if each.message.context.endswith(".paragraph.text")]
    only = all(each in paragraphs for each in among or these)
    noun, total = ("paragraphs", len(paragraphs)) if only else ("texts", len(texts))
    return f"{len(these)} of {total} {noun}"


def _places(texts: Sequence[Prospect]) -> str:
    """Return the first places of texts, in brackets; nothing where none is known."""
    places = list(dict.fromkeys(each.message.references[0] for each in texts if each.message.references))
    more = ", …" if len(places) > _PLACES else ""
    return f" ({', '.join(places[:_PLACES])}{more})" if places else ""


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
