"""An issue made of Python objects, rendered and saved as a message that any mail program opens.

Run it with a folder to write to: ``python from_objects.py build``.
"""

import sys
from datetime import date, datetime
from pathlib import Path

from bulletin import (
    Article,
    Button,
    Event,
    Issue,
    Mailbox,
    Money,
    Newsletter,
    Publisher,
    Section,
    Theme,
    localise,
    markdown,
    render,
    sample_message,
)

paper = Newsletter(
    id="harbour-notes",
    title="Harbour Notes",
    tagline="A page about the water's edge",
    locale="en-GB",
    zone="Europe/London",
    sender=Mailbox(name="Harbour Notes", address="news@example.org"),
    publisher=Publisher(name="Harbour Notes", address="1 Example Dock, Liverpool L0 0AA"),
)
story = Article(
    slug="lock-gates",
    headline="New gates for the old lock",
    standfirst="Work begins in July, and the towpath stays open.",
    values=(Money(name="cost", money=1_250_000, currency="GBP", style="compact"),),
    blocks=(
        *markdown("""
The **oak gates** have held for ninety years. Their successors cost {cost} and are made to last as long.

> We kept one of the old beams. Come and sit on it.
> — The editors, Harbour Notes
"""),
        Event(
            title="Gates open day",
            start=datetime(2023, 7, 8, 11),  # noqa: DTZ001 - local time; the newsletter has the zone
            end=datetime(2023, 7, 8, 14),  # noqa: DTZ001 - likewise
            place="The lock house",
        ),
        Button(label="See the drawings", url="https://example.org/gates/"),
    ),
)
issue = Issue(
    newsletter=paper,
    id="2023-07",
    number=7,
    date=date(2023, 7, 1),
    subject="New gates for the old lock",
    preheader="Work begins in July, and the towpath stays open",
    sections=(Section(name="On the water", articles=(story,)),),
)

mail = render(localise(issue), Theme.named("harbour", brand={"accent": "#7a3b12", "link": "#7a3b12"}))
folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build")
folder.mkdir(parents=True, exist_ok=True)
(folder / "harbour-notes.eml").write_bytes(sample_message(mail, date=issue.date))
print(f"{mail.subject}: {len(mail.html):,} characters of HTML, in {folder / 'harbour-notes.eml'}")
