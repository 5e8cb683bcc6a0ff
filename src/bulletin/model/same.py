"""A value that is equal to itself alone, as the key of what was worked out about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Same(Generic[T]):
    """An issue or an edition by its identity: comparing two by their values would read both through.

    It holds the value, so that no other can come to bear its identity.
    """

    value: T

    def __hash__(self) -> int:
        """Return a number that no other value has for as long as this one lives."""
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same object."""
        return isinstance(other, Same) and self.value is other.value
