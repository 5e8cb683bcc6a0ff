"""Templates run once for several editions: what a run asked of the nouns is noted, and asked again of the next edition.

Editions of an issue differ in their words, and templates place words without looking at them; so nearly always the
second run of a template goes the way of the first. A `Recording` is given to the templates in place of the nouns and
notes each question with its answer; a `Replay` is these notes. It puts the same questions to the nouns of another
edition and gives the values for the same tokens, or nothing as soon as one answer on which the way depended is
another: then the templates run. Tracing compilers work like that; the noted answers are their guards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bulletin.errors import BulletinError
from bulletin.rendering.store import storing
from bulletin.rendering.tracing import Ask, Given, Recording, Step, Untraceable, untraced

_MOST = 6
"""Ways that are remembered for one kind of run."""


def replayed(steps: tuple[Step, ...], given: Given) -> list[Any] | None:
    """Return the answers that other nouns give to the questions; None as soon as the templates would take another way."""
    attribute, call, item, observe, constant = Ask.ATTRIBUTE, Ask.CALL, Ask.ITEM, Ask.OBSERVE, Ask.CONSTANT
    answers: list[Any] = []
    functions: dict[tuple[str, str], Callable[..., Any]] = {}
    for ask, subject, detail, kind, answer in steps:
        if ask is attribute:
            found = getattr(answers[subject], detail)
        elif ask is call:
            if (function := functions.get(subject)) is None:
                function = functions[subject] = given(subject[0])[subject[1]]
            numbers, options = detail
            if options:
                names = {name: answers[number] for name, number in options}
                found = function(*[answers[number] for number in numbers], **names)
            elif len(numbers) == 1:  # most calls
                found = function(answers[numbers[0]])
            else:
                found = function(*[answers[number] for number in numbers])
        elif ask is item:
            found = answers[subject][detail]
        elif ask is observe:
            found = subject(*[answers[number] for number in detail])
        else:
            found = subject if ask is constant else given(subject)[detail]
        if type(found) is not kind or (answer is not None and found != answer):
            return None
        answers.append(found)
    return answers


class Replay(NamedTuple):
    """What a run put out, and what its values were answers to."""

    output: str
    steps: tuple[Step, ...]
    held: tuple[int, ...]


@dataclass(slots=True)
class Replays:
    """The ways that templates took, by the kind of run."""

    _ways: dict[Any, list[Replay]] = field(default_factory=dict)
    _untraceable: set[Any] = field(default_factory=set)

    def values(
        self,
        key: Any,
        given: Given,
        tell: Callable[[Recording | None], str],
        *,
        begin: Callable[[], None] = lambda: None,
        noting: bool = True,
    ) -> tuple[str, list[Any]]:
        """Return what templates put out, and the values for its tokens.

        `key` names the kind of run, such that the ways of another are not worth trying; `given` is what the nouns of
        this edition are, `tell` runs the templates, with notes if it is given a recording; `begin` forgets what the
        given functions remember of a way that was left. Notes cost half a run more: `noting` says if they will be read.
        """
        ways = self._ways.setdefault(key, [])
        for way in ways:
            begin()
            answers = _answers(way, given)
            if answers is not None:
                return way.output, [answers[number] for number in way.held]
        begin()
        if noting and len(ways) < _MOST and key not in self._untraceable:
            recording = Recording(given)
            try:
                with storing() as held:
                    output = tell(recording)
                numbers = recording.held(held)
                ways.append(Replay(output, tuple(recording.steps), numbers))
                return output, [untraced(value) for value in held]
            except (Untraceable, BulletinError):
                self._untraceable.add(key)
                begin()
        with storing() as values:
            return tell(None), values


def _answers(way: Replay, given: Given) -> list[Any] | None:
    try:
        return replayed(way.steps, given)
    except Exception:  # noqa: BLE001 - whatever it is, the templates will say it better
        return None
