"""What the state of its catalogs means for an edition, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from bulletin.l10n.catalog import Entry
from bulletin.l10n.contexts import SERIES
from bulletin.l10n.formatter import language_name
from bulletin.l10n.states import State, state_of
from bulletin.model.issue import Issue
from bulletin.model.message import Message, MessageKey
from bulletin.model.newsletter import EditionPolicy

_PHRASES = {
    State.MISSING: ("is not translated", "are not translated"),
    State.CHANGED: ("changed", "changed"),
    State.MACHINE: ("is a machine’s work that nobody has reviewed", "are a machine’s work that nobody has reviewed"),
}
_PLACES = 3


def consequences(
    issue: Issue, messages: Sequence[Message], entries: Mapping[MessageKey, Entry], locale: str
) -> tuple[str, ...]:
    """Return a line for each part of the edition that is not ready, and nothing where all is reviewed.

    `entries` are the live ones of all the locale's catalogs. "ko: busan will appear in English because 1 of 24
    paragraphs changed (busan.md:31)".
    """
    policy = next((each for each in issue.newsletter.editions if each.locale == locale), EditionPolicy(locale=locale))
    parts: dict[str, list[Message]] = {}
    for message in messages:
        if message.asked_for(locale) and not message.optional:
            parts.setdefault(_part(message), []).append(message)
    return tuple(
        f"{locale}: {part} {_outcome(asked, entries, issue, policy)} because {_reasons(asked, entries)}"
        for part, asked in parts.items()
        if any(state_in(entries, message) is not State.REVIEWED for message in asked)
    )


def state_in(entries: Mapping[MessageKey, Entry], message: Message) -> State:
    """Return the state of a message's translation."""
    entry = entries.get(message.key)
    return State.MISSING if entry is None else state_of(entry)


def _part(message: Message) -> str:
    if message.article:
        return message.article
    series = message.context.split(".")[0] == SERIES
    return "the newsletter’s name, sections and address" if series else "the issue’s subject and title"


def _outcome(asked: Sequence[Message], entries: Mapping[MessageKey, Entry], issue: Issue, policy: EditionPolicy) -> str:
    first = asked[0]
    language = language_name((first.language or issue.newsletter.locale).split("-")[0])
    if first.article and policy.not_ready == "drop":
        return "will be left out"
    some = any(state_in(entries, message) is State.REVIEWED for message in asked)
    partly = "partly " if some and (policy.not_ready == "mix" or not first.article) else ""
    return f"will appear {partly}in {language}"


def _reasons(asked: Sequence[Message], entries: Mapping[MessageKey, Entry]) -> str:
    open_ = [message for message in asked if state_in(entries, message) is not State.REVIEWED]
    if all(state_in(entries, message) is State.MISSING for message in asked):
        return "nothing of it is translated"
    paragraphs = [message for message in asked if message.context.endswith(".paragraph.text")]
    only = all(message in paragraphs for message in open_)
    noun, total = ("paragraphs", len(paragraphs)) if only else ("texts", len(asked))
    counts = Counter(state_in(entries, message) for message in open_)
    said = [
        f"{count}{f' of {total} {noun}' if not at else ''} {_PHRASES[state][count > 1]}"
        for at, (state, count) in enumerate((state, counts[state]) for state in _PHRASES if counts[state])
    ]
    places = list(_places(open_))
    more = ", …" if len(places) > _PLACES else ""
    return " and ".join(said) + (f" ({', '.join(places[:_PLACES])}{more})" if places else "")


def _places(messages: Sequence[Message]) -> Iterator[str]:
    yield from dict.fromkeys(message.references[0] for message in messages if message.references)
