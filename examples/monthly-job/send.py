"""The monthly job: send an issue to readers of four languages, each message once, here into a Maildir to look at.

    python examples/monthly-job/send.py [FOLDER]

Run it again: nothing is sent twice. Kill it half-way and run it again: it goes on where it was. A real job has
`transport_of("smtp://localhost")` in the place of the Maildir, its own secret, and a line in cron.
"""

import os
import sys
from pathlib import Path

from bulletin import (
    MailTemplate,
    SqliteLedger,
    Theme,
    deliver,
    localise,
    open_issue,
    read_catalogs,
    read_subscribers,
    render,
    transport_of,
)
from bulletin.sending.clock import now

HERE = Path(__file__).resolve().parent
NEWSLETTER = HERE.parent / "port-cities"


def main() -> int:
    """Send the issue; the exit code tells cron whether anybody is left or in doubt."""
    out = Path(sys.argv[1] if len(sys.argv) > 1 else "build/monthly-job")
    secret = os.environ.get("BULLETIN_SECRET", "for this example only, never for yours")
    issue = open_issue(NEWSLETTER / "issues" / "2023-06")
    theme = Theme.named(issue.newsletter.theme)

    templates = {}
    for locale in (issue.newsletter.locale, *issue.newsletter.locales):
        edition = localise(issue, read_catalogs(NEWSLETTER / "locales", locale, issue), locale=locale)
        if edition.refused:
            print(f"{locale} is not ready, its readers receive {issue.newsletter.locale}: {'; '.join(edition.refused)}")
            continue
        templates[locale] = MailTemplate.compile(render(edition, theme), secret=secret, date=now())

    with SqliteLedger.open(out / "bulletin.sqlite", templates[issue.newsletter.locale].secret) as ledger:
        report = deliver(
            issue,
            templates,
            read_subscribers(HERE / "subscribers.csv"),
            transport_of(f"maildir:{out / 'mail'}"),
            ledger,
        )
    states = ", ".join(f"{count} {state}" for state, count in report.counts.states.items() if count)
    print(f"{sum(report.made.values())} sent now; all in all {states}; look into {out / 'mail'}")
    return 0 if report.done else 3


if __name__ == "__main__":
    sys.exit(main())
