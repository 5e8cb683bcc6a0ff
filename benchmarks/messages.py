"""What a reader's message costs: spliced by `MailTemplate`, beside built from scratch by Python's `EmailMessage`.

`python benchmarks/messages.py` prints a line for each number of slots and each transfer encoding.
"""

from __future__ import annotations

import dataclasses
import datetime
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from aims import least, report

from bulletin.inline import Slot, SlotPlace
from bulletin.inline.html import escaped_for
from bulletin.l10n.localise import localise
from bulletin.mail.encoding import Encoding
from bulletin.mail.identity import Secret
from bulletin.mail.template import MailTemplate
from bulletin.model.subscriber import Subscriber
from bulletin.rendering.render import render
from bulletin.rendering.slotted import Passage, Rendered, Slotted
from bulletin.rendering.theme import Theme
from bulletin.testing import sample_issue

SECRET = Secret(b"a secret for nothing but measuring")
NOW = datetime.datetime(2023, 6, 6, 9, tzinfo=datetime.UTC)
ENCODINGS: tuple[Encoding, ...] = ("quoted-printable", "base64", "8bit")
READERS = tuple(
    Subscriber(
        address=f"reader.{number}@example.org",
        name=("Ann Lee", "김민지", "José")[number % 3],
        segments=(f"group-{number % 5}",),
        fields={f"field-{index}": f"value {number * index}" for index in range(20)},
    )
    for number in range(50)
)


@dataclasses.dataclass(frozen=True, slots=True)
class Ratio:
    """Seconds a message, medians, and the median of their ratios."""

    what: str
    ours: float
    theirs: float
    ratio: float
    aim: float
    """At least."""


def base_mail() -> Rendered:
    """Return a rendered issue of four articles, its slots at their fallbacks."""
    with tempfile.TemporaryDirectory() as folder:
        issue = sample_issue(Path(folder), articles=4)
        mail = render(localise(issue, locale=issue.newsletter.locale), Theme.named("harbour"))
    return dataclasses.replace(mail, html=Slotted((str(mail.html),)), text=Slotted((str(mail.text),)))


def with_slots(mail: Rendered, slots: int, passages: int) -> Rendered:
    """Return the mail with that many slots in each body, and that many passages, spread over it at its line ends."""

    def spread(text: Slotted, place: SlotPlace) -> Slotted:
        lines = str(text).splitlines(keepends=True)
        step = max(len(lines) // (slots + passages + 1), 1)
        parts: list[str | Slot | Passage] = ["".join(lines[:step])]
        for number in range(slots + passages):
            if number < slots:
                parts.append(Slot(name="name" if number == 0 else f"field-{number}", fallback="you", place=place))
            else:
                parts.append(Passage(segments=(f"group-{number % 5}",), parts=("For some readers only.\n" * 9,)))
            start = step * (number + 1)
            parts.append("".join(lines[start : start + step if number < slots + passages - 1 else len(lines)]))
        return Slotted(tuple(parts))

    return dataclasses.replace(mail, html=spread(mail.html, SlotPlace.HTML), text=spread(mail.text, SlotPlace.PLAIN))


def compiled(mail: Rendered, encoding: Encoding) -> MailTemplate:
    """Return the mail's template; in 8bit for servers that take it."""
    template = MailTemplate.compile(mail, secret=SECRET, date=NOW)
    if encoding == "8bit":
        return template
    plan = dataclasses.replace(template.blueprint, text_encoding=encoding, html_encoding=encoding)
    return MailTemplate._of(plan, SECRET)


def shown(text: Slotted, reader: Subscriber) -> str:
    """Return a body for one reader, as anybody would make it."""

    def pieces(parts: tuple[str | Slot | Passage, ...]) -> Iterator[str]:
        for part in parts:
            match part:
                case str():
                    yield part
                case Slot():
                    yield escaped_for(part.place, reader.value(part.name) or part.fallback)
                case Passage():
                    if not set(part.segments).isdisjoint(reader.segments):
                        yield from pieces(part.parts)

    return "".join(pieces(text.parts))


def from_scratch(mail: Rendered, reader: Subscriber, encoding: Encoding) -> bytes:
    """Return the same message by Python's `email`."""
    newsletter = mail.newsletter
    person = SECRET.person(newsletter.id, reader)
    leave = newsletter.links.unsubscribe.replace(
        "{token}", SECRET.token("unsubscribe", newsletter.id, person, mail.locale)
    )
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(newsletter.sender.name, addr_spec=newsletter.sender.address)
    message["To"] = Address(reader.name, addr_spec=reader.address)
    message["Subject"] = str(mail.subject)
    message["Date"] = NOW
    message["Message-ID"] = SECRET.message_id(newsletter.id, mail.key[1], person, "example.org")
    message["List-Id"] = f"Harbour Post (English) <{newsletter.id}.en-gb.example.org>"
    message["List-Unsubscribe"] = f"<{leave}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Content-Language"] = mail.locale
    message["Precedence"] = "bulk"
    message.set_content(shown(mail.text, reader), cte=encoding)
    message.add_alternative(shown(mail.html, reader), subtype="html", cte=encoding)
    return message.as_bytes()


def measured(
    what: str, ours: Callable[[Subscriber], object], theirs: Callable[[Subscriber], object], aim: float
) -> Ratio:
    """Run both in turn over the same readers, seven times after a warm-up each. Ours is run forty times as often, to be measurable."""

    def seconds(fill: Callable[[Subscriber], object], times: int) -> float:
        start = time.perf_counter()
        for _ in range(times):
            for reader in READERS:
                fill(reader)
        return (time.perf_counter() - start) / len(READERS) / times

    seconds(ours, 1), seconds(theirs, 1)
    timed = [(seconds(ours, 40), seconds(theirs, 1)) for _ in range(7)]
    return Ratio(
        what,
        statistics.median(first for first, _ in timed),
        statistics.median(second for _, second in timed),
        statistics.median(second / first for first, second in timed),
        aim,
    )


def message_ratios() -> Iterator[Ratio]:
    """Measure two slots, and twenty slots with five passages, in each body and each transfer encoding."""
    base = base_mail()
    for slots, passages, aim in ((2, 0, 100), (20, 5, 30)):
        mail = with_slots(base, slots, passages)
        for encoding in ENCODINGS:
            template, eight_bit = compiled(mail, encoding), encoding == "8bit"
            if eight_bit and not template.delivery(0, READERS[0], eight_bit=True).eight_bit:
                continue
            yield measured(
                f"{slots} slots, {passages} passages, {encoding}",
                lambda reader, to=template, bits=eight_bit: to.delivery(0, reader, eight_bit=bits),
                lambda reader, mail=mail, how=encoding: from_scratch(mail, reader, how),
                aim,
            )


def run() -> None:
    """Print a line for each number of slots and each transfer encoding."""
    for line in message_ratios():
        ours, theirs = f"{line.ours * 1e6:,.1f} µs", f"{line.theirs * 1e6:,.0f} µs"
        judged = least(f"messages, {line.what},", line.ratio, line.aim, " times as fast")
        report("messages", f"{line.what}: {ours}; EmailMessage from scratch {theirs}; {judged}")


if __name__ == "__main__":
    run()
