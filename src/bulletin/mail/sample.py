"""`sample_message`: an edition as one whole message, to be looked at. The same bytes each time."""

from __future__ import annotations

import datetime
import re

from bulletin.mail.address import read_address
from bulletin.mail.assembly import assemble
from bulletin.mail.blueprint import blueprint
from bulletin.mail.inserts import Reader
from bulletin.mail.values import values
from bulletin.model.subscriber import Subscriber
from bulletin.rendering.slotted import Rendered

READER = "reader@example.org"
_UNUSUAL = re.compile(r"[^A-Za-z0-9.-]")


def sample_message(mail: Rendered, *, date: datetime.date) -> bytes:
    """Return the message that `reader@example.org` would receive, slots at their fallbacks, personal links as `#`.

    It is made as a `MailTemplate` makes messages, without a secret: its Message-ID names the edition, and `sample`
    stands for the token in List-Unsubscribe. Passages for segments are all in it. `date` gives the Date header, at noon
    UTC.
    """
    noon = datetime.datetime.combine(date, datetime.time(12), datetime.UTC)
    plan = blueprint(mail, date=noon, personal=False)
    reader = Reader(
        subscriber=Subscriber(address=READER, segments=plan.segments), newsletter=plan.newsletter, locale=plan.locale
    )
    name = _UNUSUAL.sub("-", f"{plan.newsletter}.{plan.issue}.{plan.locale}")
    message_id = f"<{name}@{plan.domain}>"
    return assemble(plan).filled(values(plan, reader, read_address(READER), message_id), plan.segments)
