"""Names for people and messages that only the holder of the secret can make.

Tokens, which the world sees, are signed with HMAC-SHA-256 (RFC 2104). Keys, of which a plan takes two a reader, and
Message-IDs are keyed BLAKE2b (RFC 7693 §2.9), a third as dear.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import unicodedata
from dataclasses import dataclass, field
from typing import Literal

from bulletin.errors import ConfigError
from bulletin.mail.address import ascii_domain
from bulletin.model.subscriber import Subscriber

Purpose = Literal["unsubscribe", "preferences", "test"]
"""What a token may be used for; `test` ones lead to a page that says so and change nothing."""
_LETTERS: dict[Purpose, bytes] = {"unsubscribe": b"u", "preferences": b"p", "test": b"t"}
_KEY = 16
"""Octets of a key: 128 bits."""
_SIGNATURE = 12
_LEAST = 16
"""Octets that a secret must have at least."""
_BLOCK = 64
"""Octets of a block of SHA-256."""
_SEPARATOR = b"\x1f"
_URL_SAFE = bytes.maketrans(b"+/", b"-_")
"""RFC 4648 §5."""


def normalised(address: str) -> str:
    """Return the form under which two spellings of one address are the same person's.

    Case is dropped on both sides: the domain's means nothing (RFC 1035 §2.3.3), the local part's means nothing
    anywhere that counts. A domain is written in A-labels: that is how it comes back in a bounce.

    >>> normalised(" Ann.Lee@Example.ORG "), normalised("ann@Bücher.example")
    ('ann.lee@example.org', 'ann@xn--bcher-kva.example')
    """
    stripped = address.strip()
    if stripped.isascii():
        return stripped.lower()
    plain = unicodedata.normalize("NFC", stripped).casefold()
    if plain.isascii():
        return plain
    local, at, domain = plain.rpartition("@")
    try:
        return f"{local}{at}{ascii_domain(domain)}"
    except ValueError:
        return plain


def _octets(text: str) -> bytes:
    return text.encode() if text.isascii() else text.encode(errors="surrogatepass")


@dataclass(frozen=True, slots=True, repr=False)
class Secret:
    """The newsletter's secret, `BULLETIN_SECRET`: it signs tokens, and keys people and messages."""

    value: bytes
    _inner: hashlib._Hash = field(init=False, compare=False)
    """SHA-256 that has read the inner pad; HMAC goes on from a copy, at a third of the price of `hmac.digest`."""
    _outer: hashlib._Hash = field(init=False, compare=False)
    _begun: dict[tuple[str, ...], hashlib.blake2b] = field(init=False, compare=False, default_factory=dict)
    """What has read all that keys of one kind begin with, by that."""

    def __post_init__(self) -> None:
        """Refuse a secret that could be guessed, and read the pads (RFC 2104 §2, §4)."""
        if len(self.value) < _LEAST:
            raise ConfigError(
                f"expected a secret of at least {_LEAST} characters, found {len(self.value)}; "
                "make one with `openssl rand -base64 32` and keep it: another one would not know its own readers"
            )

        key = self.value if len(self.value) <= _BLOCK else hashlib.sha256(self.value).digest()
        padded = key.ljust(_BLOCK, b"\0")
        object.__setattr__(self, "_inner", hashlib.sha256(bytes(octet ^ 0x36 for octet in padded)))
        object.__setattr__(self, "_outer", hashlib.sha256(bytes(octet ^ 0x5C for octet in padded)))

    def __repr__(self) -> str:
        """Show the fingerprint, never the secret."""
        return f"Secret({self.fingerprint})"

    @property
    def fingerprint(self) -> str:
        """Eight hexadecimal digits that tell one secret from another and give nothing away."""
        return self._key(b"", "fingerprint")[:4].hex()

    def digest(self, *parts: bytes) -> bytes:
        """Return 32 octets that only this secret gives for these parts, in this order."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(_SEPARATOR.join(parts))
        outer.update(inner.digest())
        return outer.digest()

    def person(self, newsletter: str, subscriber: Subscriber) -> bytes:
        """Return the key of a person in a newsletter, 16 octets: of the `id`, else of the normalised address."""
        return self.person_of(newsletter, subscriber.id or normalised(subscriber.address))

    def person_of(self, newsletter: str, name: str) -> bytes:
        """Return the key of the person whose `id`, or normalised address where there is no id, is `name`."""
        return self._key(_octets(name), "person", newsletter)

    def address(self, address: str) -> bytes:
        """Return the key of an address, 16 octets, the same in every newsletter."""
        return self.address_of(normalised(address))

    def address_of(self, address: str) -> bytes:
        """Return the key of an address that is normalised already."""
        return self._key(_octets(address), "address")

    def message_id(self, newsletter: str, issue: str, person: bytes, domain: str) -> str:
        """Return the Message-ID of an issue for a person, the same in every attempt (RFC 5322 §3.6.4)."""
        return f"<{self._key(person, 'message', newsletter, issue).hex()}@{domain}>"

    def _key(self, last: bytes, *first: str) -> bytes:
        """Return 16 octets that only this secret gives for these parts."""
        key = (self._begun.get(first) or self._begin(first)).copy()
        key.update(last)
        return key.digest()

    def _begin(self, first: tuple[str, ...]) -> hashlib.blake2b:
        """Return what has read the first parts and the separator behind each, and keep it: a plan asks a million times."""
        begun = hashlib.blake2b(digest_size=_KEY, key=self.digest(b"keys"))
        for part in first:
            begun.update(_octets(part) + _SEPARATOR)
        self._begun[first] = begun  # not before: another thread may ask for it
        return begun

    def token(self, purpose: Purpose, newsletter: str, person: bytes, locale: str = "") -> str:
        """Return what stands for a person in an address: opaque, for one purpose in one newsletter.

        It carries the edition's locale, so that the page behind the address speaks the reader's language.
        """
        signed = self._signature(purpose, newsletter, person, locale)
        return (
            binascii.b2a_base64(person + signed + locale.encode(), newline=False)
            .translate(_URL_SAFE)
            .decode()
            .rstrip("=")
        )

    def read_token(self, token: str, purpose: Purpose, newsletter: str) -> tuple[bytes, str] | None:
        """Return the key of the person, and the locale, that a token stands for; None where it is not ours."""
        try:
            raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
            person, signed, locale = raw[:_KEY], raw[_KEY : _KEY + _SIGNATURE], raw[_KEY + _SIGNATURE :].decode("ascii")
        except (ValueError, binascii.Error):
            return None
        known = self._signature(purpose, newsletter, person, locale)
        return (person, locale) if len(person) == _KEY and hmac.compare_digest(signed, known) else None

    def _signature(self, purpose: Purpose, newsletter: str, person: bytes, locale: str) -> bytes:
        return self.digest(b"token", _LETTERS[purpose], newsletter.encode(), person, locale.encode())[:_SIGNATURE]
