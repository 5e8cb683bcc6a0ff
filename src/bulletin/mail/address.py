"""Addresses: what is one, and how it travels. The home of idna."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]"
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]"
_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_USUAL = re.compile(rf"({_ATOM}+(?:\.{_ATOM}+)*)@({_LABEL}(?:\.{_LABEL})*)")
_DOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_QUOTED = re.compile(r'"(?:[ !#-\[\]-~]|\\[ -~])*"')
_DOTTED = re.compile(rf"(?:{_ATOM}|\.)+")
"""Dots where RFC 5321 has none, as in `a..b.@docomo.ne.jp`: such mailboxes exist, and are written in quotes."""
_ENCODED_WORD = re.compile(r"=\?[^?]*\?[^?]*\?[^?]*\?=")
"""None may stand in an address (RFC 2047 §5), but readers of mail decode it there, a line end in it too (Python's `email`)."""
_LONGEST_LOCAL, _LONGEST_DOMAIN, _LONGEST = 64, 253, 254
"""Octets (RFC 5321 §4.5.3.1, erratum 1690)."""


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox as SMTP and headers write it."""

    local: str
    """As it is written: in quotes where it needs them."""
    domain: str
    """In A-labels (RFC 5890 §2.3.2.1): ASCII."""

    def __str__(self) -> str:
        return f"{self.local}@{self.domain}"

    @property
    def international(self) -> bool:
        """Whether only a server that announces SMTPUTF8 takes it (RFC 6531 §3.2): no encoding exists for a local part."""
        return not self.local.isascii()


def read_address(text: str) -> Address:
    """Return the mailbox that a text names, its domain in A-labels. Raises ValueError that says what is wrong.

    >>> str(read_address("ann@bücher.example")), read_address("사용자@example.org").international
    ('ann@xn--bcher-kva.example', True)
    """
    whole = text.strip()
    match = _USUAL.fullmatch(whole)
    if match:
        found = Address(match[1], match[2])
    else:
        local, at, domain = unicodedata.normalize("NFC", whole).rpartition("@")
        if not at:
            raise ValueError(f"expected an address such as 'ann@example.org', found {text[:80]!r}")
        found = Address(_local(local, text), ascii_domain(domain))
    if (
        len(found.local.encode()) > _LONGEST_LOCAL
        or len(found.domain) > _LONGEST_DOMAIN
        or len(str(found).encode()) > _LONGEST
    ):
        raise ValueError(
            f"expected an address of at most {_LONGEST_LOCAL} octets before the @ and {_LONGEST} in all, found {text[:80]!r}"
        )
    if _ENCODED_WORD.search(found.local):
        raise ValueError(f"expected an address without an encoded word before the @, found {text[:80]!r}")
    return found


def address_fault(text: str) -> str:
    """Return what is wrong with an address; empty where nothing is."""
    try:
        read_address(text)
    except ValueError as problem:
        return str(problem)
    return ""


@cache
def _local_part() -> re.Pattern[str]:
    """Match a local part of any script, which few addresses have."""
    return re.compile(rf"{_WORD}+(?:\.{_WORD}+)*")


def _local(local: str, text: str) -> str:
    """Return the local part, in quotes where it needs them."""
    if (_local_part().fullmatch(local) and local.isprintable()) or _QUOTED.fullmatch(local):
        return local
    if _DOTTED.fullmatch(local):
        return f'"{local}"'
    raise ValueError(f"expected letters, digits and dots before the @, found {text[:80]!r}")


@lru_cache(maxsize=1024)
def ascii_domain(domain: str) -> str:
    """Return a domain in A-labels (RFC 5891, mapped as UTS #46 says). Raises ValueError for what is none.

    >>> ascii_domain("예시.kr")
    'xn--vv4b11d.kr'
    """
    if _DOMAIN.fullmatch(domain):
        return domain
    if not domain.isascii():
        import idna  # its tables are loaded for domains that need them

        try:
            made = idna.encode(domain, uts46=True).decode("ascii")
        except idna.IDNAError as problem:
            raise ValueError(f"expected a domain such as 'example.org', found {domain[:80]!r}: {problem}") from problem
        if _DOMAIN.fullmatch(made):
            return made
    raise ValueError(f"expected a domain such as 'example.org', found {domain[:80]!r}")
