"""`bulletin.toml` → `Newsletter`, and the settings of the folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import raise_for
from bulletin.model.newsletter import EditionPolicy, Links, Mailbox, Newsletter, Publisher
from bulletin.model.origin import Origin
from bulletin.sources.faults import Faults
from bulletin.sources.fences import keywords
from bulletin.sources.shapes import DeliveryTable, NewsletterFile, PublisherTable, ScheduleTable
from bulletin.sources.text import read_text
from bulletin.sources.texts import check_plain
from bulletin.sources.toml import Toml, parse_toml
from bulletin.sources.validate import validate


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadNewsletter:
    """A newsletter and those settings that concern its folder and its delivery, not its content."""

    newsletter: Newsletter
    delivery: DeliveryTable
    schedule: ScheduleTable
    checks: tuple[tuple[str, str], ...]


def read_newsletter(file: Path) -> ReadNewsletter:
    """Read `bulletin.toml`. Raises ContentError with every fault, at its line and column."""
    faults = Faults(file.name)
    text = read_text(file, faults)
    toml = parse_toml(text, faults) if text is not None else None
    table = validate(NewsletterFile, toml, faults) if toml is not None else None
    if toml is not None and table is not None:
        _check(table, toml, faults)
    raise_for(faults.findings)
    assert table is not None  # noqa: S101 - for the type checker: an error was raised otherwise
    assert toml is not None  # noqa: S101 - likewise
    return ReadNewsletter(
        newsletter=_newsletter(table, toml, faults.file),
        delivery=table.delivery or DeliveryTable(),
        schedule=table.schedule or ScheduleTable(),
        checks=tuple(sorted(table.checks.items())),
    )


def _texts(table: NewsletterFile) -> dict[tuple[str | int, ...], str]:
    publisher = table.publisher or PublisherTable(name="")
    return {
        ("title",): table.title,
        ("tagline",): table.tagline,
        ("publisher", "name"): publisher.name,
        ("publisher", "address"): publisher.address,
    }


def _check(table: NewsletterFile, toml: Toml, faults: Faults) -> None:
    check_plain(_texts(table), toml, faults)
    for index, locale in enumerate(table.locales):
        if locale == table.locale:
            faults.add(
                "locales",
                f"{locale!r} is the source language; list only the editions beside it",
                *toml.locate(("locales", index)),
            )
        elif locale in table.locales[:index]:
            faults.add("locales", f"{locale!r} is listed twice; delete one of them", *toml.locate(("locales", index)))
    for locale in table.editions:
        if locale not in {table.locale, *table.locales}:
            faults.add(
                "editions", f"there is no edition {locale!r}; add it to `locales`", *toml.locate(("editions", locale))
            )


def _newsletter(table: NewsletterFile, toml: Toml, file: str) -> Newsletter:
    origin = Origin(file=file, line=1, line_of=toml.line_of)
    publisher = (
        Publisher(**vars(table.publisher), origin=origin.inside("publisher")) if table.publisher else Publisher()
    )
    return Newsletter(
        id=table.id,
        title=table.title,
        tagline=table.tagline,
        locale=table.locale,
        locales=tuple(table.locales),
        zone=table.zone,
        sender=Mailbox(name=table.sender.name, address=table.sender.address),
        reply_to=table.sender.reply_to,
        bounces=table.sender.bounces,
        publisher=publisher,
        links=Links(**vars(table.links)),
        theme=table.theme,
        brand=tuple(sorted(table.brand.items())),
        editions=tuple(_policy(locale, keywords(edition)) for locale, edition in sorted(table.editions.items())),
        origin=origin,
    )


def _policy(locale: str, given: dict[str, object]) -> EditionPolicy:
    return EditionPolicy(**{**given, "locale": locale, "min_reviewed": float(str(given["min_reviewed"]))})  # type: ignore[arg-type]
