"""Which failures mean that an address is dead: enhanced status codes (RFC 3463) and replies (RFC 5321).

A hard bounce is one that a message to the same address would meet again whatever it says and whoever sends it. A mailbox
that is full, a message that is too big and a sender who is blocked are none: they are the day's, the issue's or ours.
KumoMTA's rules for the IANA's registry of these codes part addresses, mailboxes and domains from the rest likewise.
"""

from __future__ import annotations

import re
from enum import Enum, auto


class Standing(Enum):
    """How an address stands after a failure."""

    DEAD = auto()
    ALIVE = auto()
    UNCLEAR = auto()


_DEAD = {
    "1.1",  # bad destination mailbox address
    "1.2",  # bad destination system address
    "1.3",  # bad destination mailbox address syntax
    "1.6",  # the mailbox has moved, and no forwarding address is known
    "1.10",  # the domain takes no mail (RFC 7505 §4.2); Exchange: RESOLVER.ADR.RecipientNotFound
    "2.1",  # the mailbox is disabled; for a while only, it would be 4.2.1
    "4.4",  # unable to route: what Postfix says of a domain that there is not
    "4.310",  # Exchange Online: the DNS domain does not exist
}
_ALIVE = {
    "1.5",  # destination valid
    "1.7", "1.8", "1.9",  # the sender's address; another mailer's limits
    "2.2", "2.3", "2.4",  # mailbox full; message too long; an alias that does not expand
    "4.2", "4.3", "4.5", "4.6", "4.7",  # bad connection, directory, congestion, loop, time expired
}  # fmt: skip
_ALIVE_SUBJECTS = {"3", "5", "6", "7"}
"""The mail system, the protocol, the content, security and policy: none of these is the address."""
_REPLIES = {"521", "551", "556"}
"""The host takes no mail; the user is not here; the domain takes no mail (RFC 7504 §3, §4; RFC 5321 §4.2.3)."""
_WORDS = re.compile(r"no such user|user unknown|unknown user|mailbox not found|unrouteable address", re.IGNORECASE)
"""With 550 alone: RFC 5321 §4.2.3 and D.1, Sendmail, Exim. That code by itself may be a policy as well."""
_EDGE = re.compile(r"recipient address rejected: access denied", re.IGNORECASE)
"""Exchange Online's 5.4.1 for a recipient whom no directory knows (Microsoft, “directory-based edge blocking”)."""

_STATUS = re.compile(r"([245])\.(\d{1,3}\.\d{1,3})(?![.\d])")
_REPLY = re.compile(r"\s*([245]\d\d)(?=[\s#-]|$)[\s#-]*(?:([245])\.(\d{1,3}\.\d{1,3})(?![.\d]))?")


def standing_of(status: str, reply: str) -> Standing:
    """Return how an address stands after a failure with this Status field and these words of the server.

    The server's own code counts more than the one that the reporter made of it: Exim writes 5.0.0 whatever was said.

    >>> standing_of("5.0.0", "550 5.1.1 no such user"), standing_of("5.2.2", "552 5.2.2 over quota")
    (<Standing.DEAD: 1>, <Standing.ALIVE: 2>)
    """
    said, told = _REPLY.match(reply), _STATUS.match(status)
    kind, code = (told[1], told[2]) if told else ("", "0.0")
    basic = said[1] if said else ""
    if said and said[2]:
        kind, code = said[2], said[3]
    if (kind or basic[:1]) != "5":
        return Standing.ALIVE if kind or basic else Standing.UNCLEAR
    return _permanent(code, basic, reply)


def _permanent(code: str, basic: str, words: str) -> Standing:
    if code in _DEAD or (code == "4.1" and _EDGE.search(words)):
        return Standing.DEAD
    if code in _ALIVE or code.partition(".")[0] in _ALIVE_SUBJECTS:
        return Standing.ALIVE
    if code == "0.0" and (basic in _REPLIES or (basic in {"", "550"} and _WORDS.search(words))):
        return Standing.DEAD
    return Standing.UNCLEAR
