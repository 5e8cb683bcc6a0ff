"""A page of code as users write it: type-checked, never run."""

from datetime import date, datetime
from pathlib import Path

from bulletin import (
    Article,
    BulletinError,
    Delivery,
    Edition,
    Event,
    Finding,
    Heading,
    Issue,
    Item,
    List,
    Mailbox,
    MailTemplate,
    Money,
    Newsletter,
    Original,
    Paragraph,
    Quote,
    Rendered,
    Section,
    Subscriber,
    Theme,
    find_project,
    localise,
    map_text,
    markdown,
    open_issue,
    render,
    sample_message,
)

paper = Newsletter(id="post", title="Post", locale="en-GB", sender=Mailbox(name="Post", address="news@example.org"))
story = Article(
    slug="one",
    headline="One",
    values=(Money(name="fund", money=12e9, currency="GBP", style="compact"),),
    blocks=(
        Heading(text="Worth {fund}"),
        Paragraph(text="**Strong** words"),
        Quote(text=("We are glad.",), speaker="Ann Lee", role="chair"),
        Quote(text=("One sea.",), original=Original(locale="ko", text=("하나의 바다입니다.",), speaker="부산의 독자")),
        List(items=(Item(text="one"), Item(text="two", blocks=(Paragraph(text="more"),)))),
        Event(title="Open day", start=datetime(2023, 6, 14, 15), end=datetime(2023, 6, 14, 18)),  # noqa: DTZ001 - local
        *markdown("More *words*."),
    ),
)
issue = Issue(
    newsletter=paper, id="2023-06", date=date(2023, 6, 1), subject="June", sections=(Section(articles=(story,)),)
)


def build(theme: Theme) -> bytes:
    """Render and serialise."""
    edition: Edition = localise(issue, locale="en-GB")
    mail: Rendered = render(edition, theme)
    words: int = edition.missing
    findings: tuple[Finding, ...] = mail.findings
    assert len(mail.html) > words + len(findings)
    return sample_message(mail, date=issue.date)


def splice(mail: Rendered, secret: str, now: datetime) -> bytes:
    """Compile once, fill for each reader; keep the template for a run that is resumed."""
    template = MailTemplate.compile(mail, secret=secret, date=now)
    reader = Subscriber(address="ann@example.org", name="Ann", fields={"city": "Busan"})
    delivery: Delivery = template.delivery(0, reader, eight_bit=True)
    fields: tuple[str, ...] = template.fields
    assert MailTemplate.load(template.dump(), secret=secret).fields == fields
    return delivery.message or template.fill(reader)


def read(folder: Path) -> Issue:
    """Read from files; every error of the library is one exception."""
    try:
        return open_issue(folder) if folder.is_dir() else find_project(folder).read("2023-06").issue
    except BulletinError as problem:
        raise SystemExit(str(problem)) from problem


same: Issue = map_text(issue, lambda text, _visit: text)
