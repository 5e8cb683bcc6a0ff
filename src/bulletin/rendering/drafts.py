"""What a draft's page and text begin with, and the style by which its marks are seen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bulletin.inline import Draft, Link, Slot, SlotPlace, Spans, plain, text_parts
from bulletin.inline.html import escaped, escaped_attribute, fit, html_parts, one_line
from bulletin.l10n.contexts import context_of
from bulletin.l10n.formatter import language_name
from bulletin.model.edition import Edition
from bulletin.model.walk import Visit, map_text
from bulletin.packaged import packaged_folder
from bulletin.rendering.slotted import Passage, Rendered, slotted

Parts = list[str | Slot | Passage]
MEANINGS = {
    "missing": "no translation yet; the original stands there",
    "machine": "written by a machine, not yet read by anybody",
    "changed": "the original has changed since, or somebody was not sure",
    "unreadable": "its tags or names are at fault; the original stands there",
}
"""What the states mean to who looks at a draft."""
_HEAD_END = re.compile("</head>")
_BODY = re.compile(r'<body(?:[^>"]|"[^"]*")*>')
_UNSEEN = {"subject": "Subject", "preheader": "Preheader", "alt": "Picture"}
"""Fields that no page shows where they could be marked, and what they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What of a draft edition is not reviewed."""

    counts: tuple[tuple[str, int], ...]
    """(state, how many texts), in the order of `MEANINGS`; none that no text is in. One that stands twice is one."""
    unseen: tuple[tuple[str, Spans], ...]
    """(name, text): subject and preheader, and descriptions of pictures that are not reviewed."""


def survey(edition: Edition) -> Survey:
    """Return what of a draft edition is not reviewed."""
    states_of: dict[tuple[str, Spans], str] = {}
    unseen: list[tuple[str, Spans]] = []

    def look(text: str | Spans, visit: Visit) -> str | Spans:
        read = plain(text)
        states = [part.state for part in read.parts if isinstance(part, Draft)]
        if states:
            states_of[context_of(visit), read] = states[0]
        if visit.field in _UNSEEN and (states or visit.field != "alt"):
            unseen.append((_UNSEEN[visit.field], read))
        return text

    map_text(edition.issue, look)
    counts = Counter(states_of.values())
    return Survey(
        counts=tuple((state, counts[state]) for state in MEANINGS if counts[state]), unseen=tuple(dict.fromkeys(unseen))
    )


def marked_as_draft(mail: Rendered, edition: Edition) -> Rendered:
    """Return a mail that says above everything else that it is a draft, and shows what its marks mean."""
    found = survey(edition)
    style = f"<style>{draft_style()}</style></head>"
    html = _changed(mail.html.parts, _HEAD_END, lambda _: [style])
    html = _changed(html, _BODY, lambda match: [match[0], *_head(edition, found)])
    text = slotted([*_text_head(edition, found), *mail.text.parts]) if mail.text.parts else mail.text
    return replace(mail, draft=True, html=slotted(html), text=text)


def _changed(
    parts: Sequence[str | Slot | Passage], place: re.Pattern[str], new: Callable[[re.Match[str]], Parts]
) -> Parts:
    """Return the parts with something else in the first place that matches."""
    for index, part in enumerate(parts):
        if isinstance(part, str) and (match := place.search(part)):
            return [*parts[:index], part[: match.start()], *new(match), part[match.end() :], *parts[index + 1 :]]
    return list(parts)


@lru_cache(maxsize=1)
def draft_style() -> str:
    """Return the style of drafts."""
    return (packaged_folder("templates") / "draft" / "draft.css").read_text(encoding="utf-8")


def _title(edition: Edition) -> str:
    return f"Draft: {language_name(edition.locale)} ({edition.locale})"


def _said(count: int) -> str:
    return f"{count} text{'s' if count > 1 else ''}"


def _head(edition: Edition, found: Survey) -> Parts:
    """Return what a draft's page begins with, in English like `bulletin status`."""
    states = "".join(
        f"<li>{_mark(state)}{_said(count)}: {MEANINGS[state]}</span></li>" for state, count in found.counts
    )
    list_of_states = f"<p>Not reviewed:</p><ul>{states}</ul>" if states else "<p>Every text is reviewed.</p>"
    opening = '<div class="draft-head" role="region" aria-label="About this draft" lang="en" dir="ltr">'
    language = f'lang="{escaped_attribute(edition.locale)}" dir="auto"'
    parts: Parts = [f"{opening}<p><strong>{escaped(_title(edition))}.</strong> It is never sent.</p>{list_of_states}"]
    for name, text in found.unseen:
        parts += [f"<h2>{name}</h2><p {language}>", *html_parts(text, {}, _nowhere), "</p>"]
    return [*parts, "</div>"]


def _nowhere(_link: Link) -> list[str | Slot]:
    """Return the address of a link in a subject: there are none."""
    return []


def _mark(state: str) -> str:
    return f'<span class="draft draft-{state}"><span class="draft-state">{state}</span> '


def _text_head(edition: Edition, found: Survey) -> Iterator[str | Slot]:
    """Yield what a draft's text begins with."""
    yield f"{_title(edition)}. It is never sent.\n"
    yield "" if found.counts else "Every text is reviewed.\n"
    for state, count in found.counts:
        yield f"[{state}] {_said(count)}: {MEANINGS[state]}\n"
    for name, text in found.unseen:
        yield f"{name}: "
        yield from _in_text(text)
        yield "\n"
    yield f"{'#' * 72}\n\n"


def _in_text(text: Spans) -> Iterator[str | Slot]:
    """Yield the characters of a text, before each word that is not reviewed its state."""
    for part in text_parts(text, before_draft=state_in_text):
        yield replace(part, place=SlotPlace.PLAIN) if isinstance(part, Slot) else fit(one_line(part))


def state_in_text(draft: Draft) -> str:
    """Return what stands before words that are not reviewed where there is no markup: `[machine] `."""
    return f"[{draft.state}] "
