"""Who receives the newsletter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """One reader: `Subscriber(address="ann@example.org", name="Ann", locales=("ko", "en"))`."""

    address: str
    """`local@domain`, in any script."""
    id: str = ""
    """What names the person for good, so that the address may change; empty: the address does."""
    name: str = ""
    locales: tuple[str, ...] = ()
    """BCP 47, in order of preference; empty: the newsletter's own language."""
    zone: str = ""
    """An IANA name: when it is nine o'clock for this reader; empty: the newsletter's."""
    segments: tuple[str, ...] = ()
    """The groups that the reader belongs to, for articles that address only some."""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    """Whatever else is known, for slots such as `{reader.city|your town}`."""

    def value(self, name: str) -> str:
        """Return what fills the slot of that name: `name`, `address`, `id`, or a field; empty where nothing does."""
        match name:
            case "name":
                return self.name
            case "address":
                return self.address
            case "id":
                return self.id
        return self.fields.get(name, "")
