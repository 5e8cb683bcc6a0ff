"""The newsletter's addresses as messages carry them: in bodies as slots, in headers as URIs (RFC 2369, RFC 8058)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from bulletin.errors import ConfigError
from bulletin.mail.address import ascii_domain
from bulletin.mail.content import TOKEN
from bulletin.mail.identity import Purpose
from bulletin.mail.inserts import TokenInsert
from bulletin.model.newsletter import Links

_KEPT = "%/:=&?~#+!$,;'@()*[]-._"
"""What an address in a header keeps (RFC 3986 §2); angle brackets, spaces and the rest are percent-encoded."""
_HOST = re.compile(r"(https?://(?:[^/?#@]*@)?)([^/?#:@]+)", re.IGNORECASE)

Split = tuple[str | TokenInsert, ...]
"""An address in pieces, a token in the place of each `{token}`."""


def _known(address: str, issue: str, locale: str) -> str:
    return address.replace("{issue}", issue).replace("{locale}", locale)


def _with_tokens(address: str, purpose: Purpose) -> Iterator[str | TokenInsert]:
    for index, piece in enumerate(address.split(TOKEN)):
        if index:
            yield TokenInsert(purpose)
        if piece:
            yield piece


def personal_addresses(links: Links, issue: str, locale: str, *, test: bool = False) -> dict[str, Split]:
    """Return what the slots `unsubscribe` and `preferences` stand for; those that the newsletter has not are left out.

    `test` gives tokens that lead to a page which says so and change nothing.
    """
    purposes: tuple[Purpose, ...] = ("unsubscribe", "preferences")
    return {
        purpose: tuple(_with_tokens(_known(address, issue, locale), "test" if test else purpose))
        for purpose in purposes
        if (address := getattr(links, purpose))
    }


def header_uri(address: str) -> str:
    """Return an address as ASCII without spaces and angle brackets (RFC 3986, RFC 2369 §2); `{token}` stays.

    Raises ConfigError where its host is none.

    >>> header_uri("https://bücher.example/u/{token}?a=<1>")
    'https://xn--bcher-kva.example/u/{token}?a=%3C1%3E'
    """
    match = _HOST.match(address)
    if match and not match[2].isascii():
        try:
            address = f"{match[1]}{ascii_domain(match[2])}{address[match.end() :]}"
        except ValueError as problem:
            raise ConfigError(f"{address}: {problem}") from problem
    return TOKEN.join(quote(piece, safe=_KEPT, errors="replace") for piece in address.split(TOKEN))


def is_https(address: str) -> bool:
    """Tell whether one click can unsubscribe there: a POST needs https (RFC 8058 §3.1)."""
    return urlsplit(address).scheme.lower() == "https"


def list_addresses(links: Links, issue: str, locale: str, *, test: bool = False) -> dict[str, tuple[Split, ...]]:
    """Return the addresses of `List-Unsubscribe`, `List-Archive` and `List-Help`, those that are configured.

    To unsubscribe, the web comes first and mail behind it.
    """
    purposes: dict[str, Purpose] = {"List-Unsubscribe": "unsubscribe", "List-Archive": "preferences"}
    given = {
        "List-Unsubscribe": (links.unsubscribe, links.unsubscribe_mail),
        "List-Archive": (links.view,),
        "List-Help": (links.help,),
    }
    return {
        name: tuple(
            tuple(
                _with_tokens(
                    header_uri(_known(address, issue, locale)), "test" if test else purposes.get(name, "preferences")
                )
            )
            for address in addresses
            if address
        )
        for name, addresses in given.items()
        if any(addresses)
    }
