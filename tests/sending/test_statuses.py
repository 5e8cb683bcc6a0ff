"""Which failures mean that an address is dead."""

from __future__ import annotations

import pytest

from bulletin.sending.statuses import Standing, standing_of

DEAD, ALIVE, UNCLEAR = Standing.DEAD, Standing.ALIVE, Standing.UNCLEAR


@pytest.mark.parametrize(
    ("status", "reply", "standing"),
    [
        ("5.1.1", "", DEAD),
        ("5.1.1 (bad destination mailbox)", "", DEAD),
        ("5.1.2", "", DEAD),
        ("5.1.10", "", DEAD),
        ("5.1.100", "", UNCLEAR),
        ("5.4.310", "550 5.4.310 DNS domain does not exist", DEAD),
        ("5.1.8", "", ALIVE),
        ("5.2.1", "550 5.2.1 the account is disabled", DEAD),
        ("5.2.2", "552 5.2.2 over quota", ALIVE),
        ("5.3.4", "552 5.3.4 too big", ALIVE),
        ("5.7.1", "550 5.7.1 blocked", ALIVE),
        ("5.7.26", "550-5.7.26 not authenticated", ALIVE),
        ("5.5.0", "", ALIVE),
        ("4.1.1", "", ALIVE),
        ("4.0.0", "450 come back later", ALIVE),
        ("2.1.5", "", ALIVE),
        ("5.1.1", "550 5.7.1 your network is blocked", ALIVE),
        ("5.0.0", "550 5.1.1 no such user", DEAD),
        ("5.0.0", "550-5.1.1 no such user", DEAD),
        ("5.0.0", "550 #5.1.1 bad destination", DEAD),
        ("5.1.1", "450 4.2.1 come back later", ALIVE),
        ("5.0.0", "550 No such user here", DEAD),
        ("5.0.0", "554 no such user would want this", UNCLEAR),
        ("5.0.0", "550 go away", UNCLEAR),
        ("5.0.0", "Unrouteable address", DEAD),
        ("5.0.0", "556 the domain takes no mail", DEAD),
        ("5.0.0", "", UNCLEAR),
        ("5.1.0", "550 5.1.0 address rejected", UNCLEAR),
        ("5.4.1", "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)", DEAD),
        ("5.4.1", "550 5.4.1 no answer from host", UNCLEAR),
        ("", "550 5.1.1 no such user", DEAD),
        ("", "550 5.1.1.1 is no code", UNCLEAR),
        ("", "", UNCLEAR),
        ("nonsense", "more of it", UNCLEAR),
    ],
)
def test_only_what_is_wrong_with_the_address_itself_makes_it_dead(status: str, reply: str, standing: Standing) -> None:
    assert standing_of(status, reply) is standing
