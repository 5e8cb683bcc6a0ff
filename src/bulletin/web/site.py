"""All that the pages of one newsletter are made of."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

from bulletin.inline import plain, plain_text
from bulletin.l10n.words import DOMAIN, InterfaceWords
from bulletin.mail.identity import Secret
from bulletin.model.languages import bcp47
from bulletin.model.newsletter import Newsletter
from bulletin.packaged import packaged_folder
from bulletin.rendering.theme import Theme
from bulletin.sending.choice import edition_for
from bulletin.sending.clock import SYSTEM, Clock
from bulletin.sending.ledger.choices import Choice


class Choices(Protocol):
    """Where readers' choices are kept: the part of a ledger that the pages use. Both may raise BulletinError."""

    def choice(self, key: bytes) -> Choice | None:
        """Return what one reader has chosen, if anything."""

    def choose(self, key: bytes, *, at: datetime.datetime, locale: str | None = None, left: bool | None = None) -> None:
        """Keep what a reader chose; None leaves that as it was."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A newsletter, whoever reads it, and how its pages look."""

    newsletter: Newsletter
    choices: Choices
    secret: Secret
    theme: Theme
    localised: Mapping[str, Newsletter] = field(default_factory=lambda: MappingProxyType({}))
    """The newsletter as its editions show it, by locale; where one is missing, as it is written."""
    clock: Clock = SYSTEM

    @property
    def editions(self) -> tuple[str, ...]:
        """The locales that a reader can choose from, the source's first."""
        return self.newsletter.locale, *self.newsletter.locales

    @property
    def address(self) -> str:
        """Where a reader can write to."""
        return self.newsletter.reply_to or self.newsletter.sender.address

    def edition(self, *preferences: str) -> str:
        """Return the edition for somebody who prefers these locales; the source's where there is none for them."""
        return edition_for([each for each in preferences if each], self.editions, self.newsletter.locale)

    def words(self, locale: str) -> InterfaceWords:
        """Return the interface's words in the nearest language that has them."""
        return InterfaceWords(InterfaceWords(locale).catalog.locale)

    def foreign_words(self, languages: tuple[str, ...]) -> InterfaceWords:
        """Return the words for somebody of whom only the browser's languages are known."""
        return self.words(edition_for(languages, self._spoken, self.newsletter.locale))

    @cached_property
    def _spoken(self) -> tuple[str, ...]:
        """All languages that there are words in; English needs no catalog."""
        found = packaged_folder("locales").glob(f"*/LC_MESSAGES/{DOMAIN}.po")
        return ("en", *sorted(bcp47(file.parent.parent.name) for file in found))

    def title(self, edition: str) -> tuple[str, str]:
        """Return the newsletter's name in an edition, and the language that it is in."""
        shown = self.localised.get(edition, self.newsletter)
        own, written = (plain_text(plain(each.title)) for each in (shown, self.newsletter))
        return own, edition if own != written else self.newsletter.locale

    def publisher(self, edition: str) -> str:
        """Return who publishes the newsletter, as an edition says it."""
        return plain_text(plain(self.localised.get(edition, self.newsletter).publisher.name))
