"""What a message shows of its reader: one noun a kind, each told from the reader alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from bulletin.inline import Slot
from bulletin.inline.html import escaped_for
from bulletin.mail.identity import Purpose, Secret
from bulletin.model.subscriber import Subscriber

TO, SUBJECT, MESSAGE_ID = range(3)
"""The numbers of the first values of every message."""
FIRST_INSERT = 3
"""The number of the value that a message's first insert gives."""


@dataclass(slots=True, kw_only=True)
class Reader:
    """One reader of one message, and what signs their tokens. Not frozen: that would be a microsecond a message."""

    subscriber: Subscriber
    newsletter: str
    locale: str
    person: bytes = b""
    """The key that `Secret.person` gives."""
    secret: Secret | None = None
    """None: nobody's message, which holds no tokens."""


@dataclass(frozen=True, slots=True)
class FieldInsert:
    """A field of the reader's, or the words that stand for it, escaped for its place."""

    slot: Slot

    def text(self, reader: Reader) -> str:
        """Return what stands there for a reader."""
        return escaped_for(self.slot.place, shown(self.slot, reader.subscriber))


@dataclass(frozen=True, slots=True)
class ParticleInsert:
    """A Korean particle behind a field."""

    slot: Slot
    pair: str
    """As a translator wrote it: a key of `PAIRS`."""

    def text(self, reader: Reader) -> str:
        """Return the form that the field's final sound asks for."""
        return _particle(shown(self.slot, reader.subscriber), self.pair)


@dataclass(frozen=True, slots=True)
class TokenInsert:
    """What stands for the reader in an address. Letters, digits, hyphens and underscores: fit for every place."""

    purpose: Purpose

    def text(self, reader: Reader) -> str:
        """Return the reader's token for this purpose."""
        if reader.secret is None:
            return "sample"
        return reader.secret.token(self.purpose, reader.newsletter, reader.person, reader.locale)


Insert = FieldInsert | ParticleInsert | TokenInsert


def shown(slot: Slot, subscriber: Subscriber) -> str:
    """Return what a slot shows of a reader, not escaped: the value with its words round it, or the fallback.

    >>> slot = Slot(name="name", before="Dear ", fallback="Dear reader")
    >>> [shown(slot, Subscriber(address="ann@example.org", name=name)) for name in ("Ann", " ")]
    ['Dear Ann', 'Dear reader']
    """
    value = subscriber.value(slot.name).strip()
    return f"{slot.before}{value}{slot.after}" if value else slot.fallback


@lru_cache(maxsize=4096)
def _particle(value: str, pair: str) -> str:
    from bulletin.l10n.particles import particle_for  # tables that other languages need not load
    from bulletin.l10n.particles.pairs import PAIRS

    return particle_for(value, PAIRS[pair])
