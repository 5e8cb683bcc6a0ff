"""Before the first message: whether what the messages point to is really there."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator

from bulletin.findings import Finding, warning
from bulletin.posting.prepare import Prepared

_PATIENCE = 5
"""Seconds."""
_OK = 200


def hosted_addresses(prepared: Prepared) -> Iterator[tuple[str, str]]:
    """Yield what each address is called, and the address: the web copy, and one hosted picture."""
    newsletter, number = prepared.issue.newsletter, prepared.issue.id
    locale = newsletter.locale
    if newsletter.links.view:
        yield "the web copy", newsletter.links.view.replace("{issue}", number).replace("{locale}", locale)
    picture = next((each.name for mail in prepared.mails.values() for each in mail.pictures), "")
    if newsletter.links.assets and picture:
        base = newsletter.links.assets.replace("{issue}", number).replace("{locale}", locale)
        yield "a picture", f"{base.rstrip('/')}/assets/{picture}"


def hosted_findings(prepared: Prepared) -> Iterator[Finding]:
    """Ask each address once; yield a warning for each that does not answer 200."""
    for called, address in hosted_addresses(prepared):
        if answer := _asked(address):
            yield warning("hosted", f"{called} is not there yet: {address} answers {answer}; upload the issue's folder")


def _asked(address: str) -> str:
    """Return what is wrong with an address; empty where it answers 200."""
    if not address.startswith(("https://", "http://")):
        return "nothing, for it is no web address"
    request = urllib.request.Request(address, headers={"User-Agent": "bulletin"})  # noqa: S310 - the scheme is checked above
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - likewise
            return "" if answer.status == _OK else str(answer.status)
    except urllib.error.HTTPError as problem:
        return str(problem.code)
    except (OSError, ValueError) as problem:
        return f"nothing ({getattr(problem, 'reason', problem)})"
