"""Hold a TOML text against its shape; say of each fault what was expected, what was found and what to write."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from bulletin.sources.faults import Faults
from bulletin.sources.shapes import VALUE_KEYS
from bulletin.sources.toml import Toml

T = TypeVar("T")

_SHAPES = {
    "string_type": ("text", 'write it between quotation marks: "{found}"'),
    "int_type": ("a whole number", "write it without quotation marks: 6"),
    "is_instance_of": ("a number", "write it without quotation marks: 12.5"),
    "decimal_type": ("a number", "write it without quotation marks: 12.5"),
    "float_type": ("a number", "write it without quotation marks: 0.5"),
    "bool_type": ("true or false", "write it without quotation marks"),
    "date_type": ("a date", "write it without quotation marks: 2023-06-01"),
    "datetime_type": ("a date with a time", "write it without quotation marks: 2023-06-14T15:00:00"),
    "time_type": ("a time", "write it without quotation marks: 09:00:00"),
    "list_type": ("a list", 'write [ "…", "…" ]'),
    "dict_type": ("a table", "write { key = … } or a [table] of its own"),
    "dataclass_type": ("a table", "write { key = … } or a [table] of its own"),
    "date_from_datetime_inexact": ("a date", "write it without a time: 2023-06-01"),
}
_SHOWN = 60
"""Characters of what was found."""
_PARSED = {"date_parsing": "date_type", "date_from_datetime_parsing": "date_type", "datetime_parsing": "datetime_type",
           "time_parsing": "time_type", "int_parsing": "int_type", "int_from_float": "int_type"}  # fmt: skip


@cache
def adapter(shape: Any) -> TypeAdapter[Any]:
    """Return pydantic's adapter of a shape; made once, on first use."""
    return TypeAdapter(shape)


def validate(shape: type[T], toml: Toml, faults: Faults) -> T | None:
    """Return an instance of `shape`, or record every fault with its place and return None."""
    try:
        instance = cast("T", adapter(cast("Any", shape)).validate_python(toml.data))
    except ValidationError as problem:
        told: set[tuple[Any, ...]] = set()
        for details in problem.errors(include_url=False):
            path = _path(details, toml.data)
            if path not in told:
                told.add(path)
                line, column = toml.locate(path)
                faults.add(_rule(details), _sentence(details, path, shape, toml.data), line, column)
        return None
    return instance


def _path(details: ErrorDetails, data: Any) -> tuple[str | int, ...]:
    """Keep those steps of pydantic's location that are in the data: not the tags of unions."""
    path: list[str | int] = []
    at = data
    for index, step in enumerate(details["loc"]):
        last = index == len(details["loc"]) - 1
        if _has(at, step):
            at = at[step]
        elif not (last and details["type"] in {"missing", "missing_argument"}):
            continue
        path.append(step)
    return tuple(path)


def _has(at: Any, step: str | int) -> bool:
    if isinstance(at, Mapping):
        return step in at
    return isinstance(at, list) and isinstance(step, int) and step < len(at)


def _rule(details: ErrorDetails) -> str:
    kind = details["type"]
    if kind in {"unexpected_keyword_argument", "extra_forbidden"}:
        return "unknown-key"
    if kind in {"missing", "missing_argument", "missing_keyword_only_argument"}:
        return "missing-key"
    return "wrong-type" if kind in _SHAPES or kind in _PARSED else "wrong-value"


def _sentence(details: ErrorDetails, path: tuple[str | int, ...], shape: Any, data: Any) -> str:
    key = ".".join(str(step) for step in path if not isinstance(step, int)) or "this file"
    match _rule(details):
        case "unknown-key":
            return f"no key `{key}` is known here; {_suggestion(str(path[-1]), _known(shape, path[:-1], data))}"
        case "missing-key":
            return f"`{key}` is missing; write {details['loc'][-1]} = …"
        case "wrong-type":
            expected, advice = _SHAPES[_PARSED.get(details["type"], details["type"])]
            found = details["input"]
            return f"`{key}`: expected {expected}, found {_described(found)}; {advice.replace('{found}', str(found))}"
    if (original := details.get("ctx", {}).get("error")) is not None:
        return f"`{key}`: {original}"
    return f"`{key}`: {_constraint(details)}, found {_described(details['input'])}"


def _constraint(details: ErrorDetails) -> str:
    context = details.get("ctx", {})
    match details["type"]:
        case "literal_error":
            return f"expected one of {context['expected']}"
        case "too_short":
            return "expected at least one item"
        case "string_pattern_mismatch":
            return (
                "expected three capitals such as GBP" if "A-Z" in context["pattern"] else "expected a name such as fund"
            )
    message = details["msg"]
    return "expected: " + message.removeprefix("Input should be ")


def _described(value: Any) -> str:
    text = str(value)
    short = text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
    names = {str: "the text", bool: "", int: "the number", dict: "a table", list: "a list"}
    name = names.get(type(value), "")
    if isinstance(value, bool):
        return short.lower()
    return name if isinstance(value, dict | list) else f"{name} {short!r}".strip() if isinstance(value, str) else short


def _suggestion(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    return f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"


def _known(shape: Any, path: tuple[str | int, ...], data: Any) -> list[str]:
    """Return the keys that the table at `path` may hold."""
    for step in path:
        data = data[step]
        if isinstance(step, int) or step not in {each.name for each in _fields(shape)}:
            continue
        shape = adapter(shape) and _hints(shape)[str(step)]
    for candidate in _dataclasses(shape):
        names = [each.name for each in fields(candidate)]
        if len(_dataclasses(shape)) == 1 or any(VALUE_KEYS.get(name) is candidate and name in data for name in names):
            return names
    return sorted(VALUE_KEYS)


@cache
def _hints(shape: Any) -> dict[str, Any]:
    from typing import get_type_hints

    return {name: hint for each in _dataclasses(shape) for name, hint in get_type_hints(each).items()}


def _fields(shape: Any) -> tuple[Any, ...]:
    return tuple(each for candidate in _dataclasses(shape) for each in fields(candidate))


def _dataclasses(hint: Any) -> list[Any]:
    """Return the dataclasses in a type: of a list its item's, of a union each."""
    if is_dataclass(hint):
        return [hint]
    return [found for part in get_args(hint) for found in _dataclasses(part)]
