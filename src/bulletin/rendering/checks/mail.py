"""Checks on a rendered mail."""

from __future__ import annotations

from bulletin.findings import Finding, warning
from bulletin.rendering.slotted import Rendered

CLIPPED = 102_000
"""Bytes of decoded HTML past which Gmail shows the beginning only."""
HEAVY = 500_000
"""Bytes past which a message with pictures inside is slow to send to many readers."""


def mail_findings(mail: Rendered, size: int) -> tuple[Finding, ...]:
    """Return what an editor should know of a mail whose whole message has `size` bytes."""
    found: list[Finding] = []
    html = len(str(mail.html).encode())
    if html > CLIPPED:
        found.append(
            warning(
                "size-clip", f"the HTML has {html:,} bytes; Gmail clips past {CLIPPED:,}; move an article to the web"
            )
        )
    if mail.pictures and not mail.newsletter.links.assets and size > HEAVY:
        found.append(
            warning(
                "size-pictures",
                f"the message has {size:,} bytes because its pictures travel inside; "
                "host them and set `assets` under [links]",
            )
        )
    if not str(mail.preheader).strip():
        found.append(
            warning(
                "no-preheader",
                "no preheader: lists of mails show the first words of the masthead instead; write `preheader` in issue.toml",
            )
        )
    if not mail.newsletter.publisher.address:
        found.append(
            warning("postal-address", "no postal address; the law of many countries requires one: [publisher] address")
        )
    if not mail.newsletter.links.unsubscribe:
        found.append(warning("unsubscribe", "no address to unsubscribe at; set `unsubscribe` under [links]"))
    return tuple(found)
