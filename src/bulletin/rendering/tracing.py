"""Nouns that note what templates ask of them: see `replay`."""

from __future__ import annotations

import dataclasses
import operator
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from functools import wraps
from typing import Any, NamedTuple

from markupsafe import Markup

from bulletin.inline import Spans
from bulletin.rendering.literals import Literal
from bulletin.rendering.store import TOKEN

Given = Callable[[str], Mapping[str, Any]]
"""From a locale to what its templates are given; empty: the edition's."""
_CONCRETE = (type(None), bool, int, float, Literal)
"""What is noted as it is, and has to be the same again: it decides what is laid out and how."""


_UNASKED = object()


class Untraceable(Exception):  # noqa: N818 - no fault: the templates run without notes instead
    """A question whose answer cannot be noted."""


class Ask(IntEnum):
    """The kinds of question."""

    GIVEN = 0
    """What is given under a name for a locale?"""
    CONSTANT = 1
    """A value of the template's own."""
    ATTRIBUTE = 2
    ITEM = 3
    CALL = 4
    """What does a given function return for these?"""
    OBSERVE = 5
    """What does a function of Python's say of these: is it true, how many are there?"""


class Step(NamedTuple):
    """One question and its answer. Operands are numbers of earlier steps."""

    ask: Ask
    subject: Any
    detail: Any
    kind: type
    answer: Any = None
    """The answer itself where that has to be the same again; else only its type has to be."""


class Traced:
    """A noun, a text or a tuple of them, as templates see it while notes are taken."""

    __slots__ = ("_number", "_recording", "_value")

    def __init__(self, recording: Recording, number: int, value: Any) -> None:
        """Stand for the answer to step `number`."""
        self._recording, self._number, self._value = recording, number, value

    def __getattr__(self, name: str) -> Any:
        known = self._recording.known_attributes.get((self._number, name), _UNASKED)
        if known is not _UNASKED:
            return known
        if name.startswith("_") or not dataclasses.is_dataclass(self._value):
            raise Untraceable(name)
        return self._recording.attribute(self, name)

    def __getitem__(self, key: Any) -> Any:
        return self._recording.item(self, key)

    def __iter__(self) -> Iterator[Any]:
        return iter([self[index] for index in range(len(self))])

    def _observed(self, function: Callable[..., Any], *others: Any) -> Any:
        return self._recording.observe(function, self, *others)

    def __bool__(self) -> bool:
        return bool(self._observed(bool))

    def __len__(self) -> int:
        return int(self._observed(len))

    def __eq__(self, other: object) -> bool:
        return bool(self._observed(operator.eq, other))

    def __lt__(self, other: Any) -> bool:
        return bool(self._observed(operator.lt, other))

    def __le__(self, other: Any) -> bool:
        return bool(self._observed(operator.le, other))

    def __gt__(self, other: Any) -> bool:
        return bool(self._observed(operator.gt, other))

    def __ge__(self, other: Any) -> bool:
        return bool(self._observed(operator.ge, other))

    def __hash__(self) -> int:
        raise Untraceable("a key")


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A given function, whose calls are noted."""

    recording: Recording
    root: tuple[str, str]
    for_templates = True

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the function, noting it."""
        return self.recording.call(self.root, arguments, options)


@dataclasses.dataclass(slots=True)
class Recording:
    """The notes of one run."""

    plain: Given
    steps: list[Step] = dataclasses.field(default_factory=list)
    known_attributes: dict[tuple[int, str], Any] = dataclasses.field(default_factory=dict)
    """What attributes held that were asked for before: a noun answers the same again."""
    _known: dict[Any, Any] = dataclasses.field(default_factory=dict)
    """What else was asked before and is no call; and the numbers of constants."""
    _pinned: set[int] = dataclasses.field(default_factory=set)

    def given(self, locale: str, names: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the templates are given instead; the theme is the same for all editions that share notes."""
        return {name: value if name == "theme" else self._root(locale, name, value) for name, value in names.items()}

    def _root(self, locale: str, name: str, value: Any) -> Any:
        if getattr(value, "for_templates", False):
            return Asked(self, (locale, name))
        if isinstance(value, Literal):  # a direction: it decides where it is placed, and in the text part nowhere
            self.steps.append(Step(Ask.GIVEN, locale, name, type(value)))
            return Traced(self, len(self.steps) - 1, value)
        return self._noted(Ask.GIVEN, locale, name, value)

    def attribute(self, of: Traced, name: str) -> Any:
        """Note what an attribute holds that was not asked for before."""
        number = of._number  # noqa: SLF001 - its other half
        try:
            found = self._noted(Ask.ATTRIBUTE, number, name, getattr(of._value, name))  # noqa: SLF001 - its other half
        except AttributeError as problem:
            raise Untraceable(name) from problem
        self.known_attributes[number, name] = found
        return found

    def item(self, of: Traced, key: Any) -> Any:
        """Note what stands at an index, or in a slice; what templates have reached by name is no item."""
        if not isinstance(key, int | slice) or not isinstance(of._value, tuple | list):  # noqa: SLF001 - its other half
            raise Untraceable(key)
        asked = of._number, repr(key)  # noqa: SLF001 - its other half
        if asked not in self._known:
            try:
                self._known[asked] = self._noted(Ask.ITEM, of._number, key, of._value[key])  # noqa: SLF001 - its other half
            except LookupError as problem:
                raise Untraceable(key) from problem
        return self._known[asked]

    def call(self, root: tuple[str, str], arguments: tuple[Any, ...], options: Mapping[str, Any]) -> Any:
        """Call a given function, noting it."""
        numbers = tuple(self._number(each) for each in arguments)
        named = tuple((name, self._number(each)) for name, each in options.items())
        function = self.plain(root[0])[root[1]]
        found = function(*map(untraced, arguments), **{name: untraced(each) for name, each in options.items()})
        return self._noted(Ask.CALL, root, (numbers, named), found)

    def observe(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Note what Python says of values."""
        numbers = tuple(self._number(each) for each in arguments)
        key = function, numbers
        if key not in self._known:
            found = function(*map(untraced, arguments))
            if not isinstance(found, _CONCRETE):
                raise Untraceable(function)
            self._known[key] = self._noted(Ask.OBSERVE, function, numbers, found)
        return self._known[key]

    def pin(self, value: Traced) -> None:
        """Note that a value has to be the same again, once."""
        if value._number not in self._pinned:  # noqa: SLF001 - its other half
            self._pinned.add(value._number)  # noqa: SLF001 - its other half
            self.observe(operator.eq, value, untraced(value))

    def _number(self, value: Any) -> int:
        """Return the number of the step that gave a value; a template's own value becomes one."""
        if isinstance(value, Traced):
            return value._number  # noqa: SLF001 - its other half
        if not _constant(value):
            raise Untraceable(value)
        key = type(value), repr(value)
        if key not in self._known or isinstance(value, tuple | Spans):  # in which two may look alike
            self.steps.append(Step(Ask.CONSTANT, value, None, type(value)))
            self._known[key] = len(self.steps) - 1
        return int(self._known[key])

    def _noted(self, ask: Ask, subject: Any, detail: Any, answer: Any) -> Any:
        if isinstance(answer, _CONCRETE):
            self.steps.append(Step(ask, subject, detail, type(answer), answer))
            return answer
        self.steps.append(Step(ask, subject, detail, type(answer)))
        return Traced(self, len(self.steps) - 1, answer)

    def held(self, values: list[Any]) -> tuple[int, ...]:
        """Return the numbers of the steps that gave the values for the tokens."""
        return tuple(self._number(value) for value in values)


def _constant(value: Any) -> bool:
    """Tell whether a value of the template's own is the same in each run: no output of a macro, no list of nouns."""
    if isinstance(value, tuple):
        return all(_constant(each) for each in value)
    if isinstance(value, Markup):
        return False
    return isinstance(value, str | Spans | int | float | None) and not (isinstance(value, str) and TOKEN.search(value))


def untraced(value: Any) -> Any:
    """Return what a value stands for."""
    return value._value if isinstance(value, Traced) else value  # noqa: SLF001 - its other half


def pinned(value: Any) -> Any:
    """Return a text that decides which template runs, or a literal; it has to be the same again."""
    if isinstance(value, Traced):
        value._recording.pin(value)  # noqa: SLF001 - its other half
    return untraced(value)


def asked(value: Traced, name: str) -> Any:
    """Return what the given function `name` returns for a value, noting the call."""
    return value._recording.call(("", name), (value,), {})  # noqa: SLF001 - its other half


def judged(test: Any) -> Callable[..., Any]:
    """Return a test of Jinja's (`is none`, `is defined`) that looks at what a noted value stands for, and is noted."""

    @wraps(test)
    def judge(*arguments: Any) -> Any:
        noted = next((each for each in arguments if isinstance(each, Traced)), None)
        return test(*arguments) if noted is None else noted._recording.observe(test, *arguments)  # noqa: SLF001

    return judge
