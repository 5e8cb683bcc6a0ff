"""The values of one rendering: each is stored, and a token stands for it while MJML is compiled.

mrml never sees content: it prints attributes with debug formatting and dies on some input, so it is given words of
ASCII letters and digits in the place of every value. A token is numbered by its place; equal values are not merged,
so that two editions with the same blocks give the same tokenised MJML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

TOKEN = re.compile(r"zq(\d{1,7})qz")

_current: ContextVar[list[Any] | None] = ContextVar("bulletin_store", default=None)


def hold(value: Any) -> str | None:
    """Store a value and return its token; None outside a rendering."""
    store = _current.get()
    if store is None:
        return None
    store.append(value)
    return f"zq{len(store) - 1}qz"


def held(index: int) -> Any:
    """Return the value that the token of this number stands for, in the rendering at hand."""
    return (_current.get() or ())[index]


@contextmanager
def storing() -> Iterator[list[Any]]:
    """Collect the values of one rendering, in the order of their tokens."""
    store: list[Any] = []
    reset = _current.set(store)
    try:
        yield store
    finally:
        _current.reset(reset)


@contextmanager
def not_storing() -> Iterator[None]:
    """Suspend the store: while a template compiles, its constants pass as they are.

    A template that is first needed in the middle of a rendering compiles there and then; without this its constants
    would be baked into the compiled template as tokens of that one rendering.
    """
    reset = _current.set(None)
    try:
        yield
    finally:
        _current.reset(reset)
