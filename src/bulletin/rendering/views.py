"""What templates are given beside the nouns: functions that answer what a noun alone cannot."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from bulletin.errors import ContentError
from bulletin.inline import Slot, SlotPlace, Spans, plain, plain_text
from bulletin.l10n.formatter import Formatter
from bulletin.model.blocks import Event, Image
from bulletin.model.edition import Edition
from bulletin.model.issue import Issue
from bulletin.model.same import Same
from bulletin.rendering.calendar import web_calendar
from bulletin.rendering.literals import OwnAddress
from bulletin.rendering.pictures import localised, publish
from bulletin.rendering.slotted import Asset, Calendar


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in its place."""

    src: Spans | str
    width: int
    """Pixels it takes on the page; the file may have twice as many."""
    height: int
    alt: str | Spans


@dataclass(frozen=True, slots=True)
class When:
    """When an event takes place, as this edition writes it."""

    text: str
    weekday: str
    day: str
    month: str
    time: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Where an event can be put into a calendar."""

    file: str | Spans
    """The calendar file; empty where it is attached to the message instead."""
    web: str


@dataclass(slots=True)
class Views:
    """The functions of one rendering, and the files that they made on the way."""

    edition: Edition
    formatter: Formatter
    web: bool
    """Whether the web copy is made, which has no personal links."""
    assets: dict[str, Asset] = field(default_factory=dict)
    calendars: dict[int, Calendar] = field(default_factory=dict)
    """By the identity of their events."""

    @property
    def source(self) -> Issue:
        """The issue as its authors wrote it."""
        return self.edition.source

    def picture(self, image: Image, place: int) -> Picture:
        """Return a picture for a place `place` pixels wide; it is never drawn larger than it is."""
        if image.src.startswith(("https://", "http://")):
            if not (image.width and image.height):
                raise ContentError(f"{image.src}: a picture at a web address needs its width and height in pixels")
            width = min(place, image.width)
            return Picture(image.src, width, max(round(image.height * width / image.width), 1), image.alt)
        base = self.source.base or Path()
        asset = publish(localised(base / image.src, self.edition.locale), place)
        self.assets[asset.name] = asset
        width = min(place, asset.width)
        return Picture(
            self._asset_address(asset.name), width, max(round(asset.height * width / asset.width), 1), image.alt
        )

    def _asset_address(self, name: str) -> Spans | str:
        hosted = self.hosted(f"assets/{name}")
        if hosted:
            return hosted
        return Spans((Slot(name=f"asset:{name}", fallback=f"../assets/{name}", place=SlotPlace.URL),))

    def hosted(self, path: str) -> str:
        """Return the public address of a file of the build folder; empty where the newsletter has none."""
        assets = self.source.newsletter.links.assets
        return self.resolved(assets).rstrip("/") + "/" + path if assets else ""

    def resolved(self, address: str) -> str:
        """Return an address of the newsletter's with `{issue}` and `{locale}` filled in."""
        return address.replace("{issue}", self.source.id).replace("{locale}", self.edition.locale)

    def when(self, event: Event) -> When:
        """Return when an event takes place."""
        zones = (event.zone or self.source.newsletter.zone, self._clock_zone) if event.clocks else ("", "")
        return _when(Same(event), self.formatter, *zones)

    @property
    def _clock_zone(self) -> str:
        """The IANA name of the time zone in which this edition's readers live; empty where none is set."""
        policies = self.source.newsletter.editions
        return next((policy.clock_zone for policy in policies if policy.locale == self.edition.locale), "")

    def dates(self, event: Event) -> Dates:
        """Return where an event can be put into a calendar."""
        made = self.calendars.get(id(event))
        if made is None:
            return Dates("", _web_calendar(Same(event), Same(self.source)))
        hosted = self.hosted(f"{self.edition.locale}/{made.name}")
        return Dates(
            hosted or (OwnAddress(made.name) if self.web else ""), _web_calendar(Same(event), Same(self.source))
        )

    def date(self, day: Any, style: str = "long") -> str:
        """Return a day as this edition writes it."""
        return self.formatter.date(day, style)  # type: ignore[arg-type] # templates write the style as a word

    def count(self, number: Any) -> str:
        """Return a number as this edition writes it."""
        return self.formatter.number(number)

    def personal(self, name: str) -> Spans | str:
        """Return the reader's own address for `unsubscribe` or `preferences`; empty where there is none, and on the web."""
        if self.web or not getattr(self.source.newsletter.links, name):
            return ""
        return Spans((Slot(name=name, fallback="#", place=SlotPlace.URL),))

    def view(self, locale: str = "") -> str:
        """Return the address of the web copy, in this locale or another; on the web copy itself, relative."""
        if self.web:
            return OwnAddress(f"../{locale}/index.html") if locale else ""
        address = self.source.newsletter.links.view.replace("{issue}", self.source.id)
        return address.replace("{locale}", locale or self.edition.locale)


@lru_cache(maxsize=64)
def _when(event: Same[Event], formatter: Formatter, zone: str, clock_zone: str) -> When:
    """Return when an event takes place, which HTML, text part and web copy of an edition ask."""
    start, end = event.value.start, event.value.end
    times = formatter.time_range(start, end) if start.date() == end.date() else formatter.time(start)
    text = formatter.event(start, end, zone=zone, clock_zone=clock_zone)
    return When(text, *formatter.tile(start), times)


@lru_cache(maxsize=64)
def _web_calendar(event: Same[Event], issue: Same[Issue]) -> str:
    return web_calendar(event.value, issue.value)


def meta(text: str | Spans) -> str:
    """Return text without markup, for conditions and attributes."""
    return plain_text(plain(text))


def first_of(*texts: str | Spans) -> str | Spans:
    """Return the first text that is not empty."""
    return next((text for text in texts if text), "")
