"""What a ledger keeps beside its runs: the suppression list, readers' choices, approvals, and the way to forget."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from typing import Any

from bulletin.mail.identity import Secret
from bulletin.sending.clock import now as present
from bulletin.sending.ledger import addressees, approvals, choices, forgetting, suppressions
from bulletin.sending.ledger.addressees import Addressee
from bulletin.sending.ledger.choices import Choice
from bulletin.sending.ledger.store import Store
from bulletin.sending.ledger.suppressions import Reason, Suppression


class Registers:
    """What holds for all issues. Every method may raise DeliveryError or ConfigError, as the file fails."""

    def __init__(self, store: Store, secret: Secret) -> None:
        """Use a store."""
        self._store = store
        self._secret = secret

    # ---- the suppression list --------------------------------------------------------------------------------------

    def suppress(
        self,
        address: str = "",
        reason: Reason | str = Reason.MANUAL,
        *,
        at: datetime.datetime,
        source: str = "",
        address_key: bytes = b"",
    ) -> bool:
        """Put an address, or the key of one, on the list; tell whether it is new. What stands there stays as it is."""
        entry = Suppression(
            address=address, address_key=address_key, reason=suppressions.reason_of(reason), at=at, source=source
        )
        return self.suppress_all((entry,)) == 1

    def suppress_all(self, entries: Iterable[Suppression]) -> int:
        """Put many on the list, all or none; return how many are new."""
        return suppressions.write_suppressions(self._store, self._secret, entries)

    def unsuppress(self, address: str) -> bool:
        """Take an address off the list; tell whether it stood there. A reader's own leaving is a choice, and stays."""
        return suppressions.delete_suppression(self._store, self._secret, address)

    def suppressions(self) -> Iterator[Suppression]:
        """Yield the list; of who was forgotten only the key."""
        return suppressions.read_suppressions(self._store)

    def suppression(self, address: str) -> Suppression | None:
        """Return how an address stands on the list; None where it does not."""
        return suppressions.read_suppression(self._store, self._secret, address)

    # ---- readers' choices ------------------------------------------------------------------------------------------

    def choose(
        self,
        key: bytes,
        *,
        at: datetime.datetime,
        locale: str | None = None,
        left: bool | None = None,
        address: str | None = None,
    ) -> None:
        """Keep what a reader, by the key of the person, chose; None leaves that as it was."""
        choices.write_choice(self._store, self._secret, key, locale=locale, left=left, address=address, at=at)

    def choices(self) -> Iterator[Choice]:
        """Yield what every reader has chosen."""
        return choices.read_choices(self._store)

    def choice(self, key: bytes) -> Choice | None:
        """Return what one reader has chosen, if anything."""
        return choices.read_choice(self._store, key)

    def settle_choices(self, settled: Iterable[Choice]) -> None:
        """Let go of languages and addresses that the file of subscribers has by now; who has left stays away."""
        choices.settle_choices(self._store, settled)

    def behind_choices(self) -> dict[bytes, tuple[str, str]]:
        """Return address and id of everybody who has made a choice, by the person's key, as the latest plan has them."""
        return addressees.read_behind_choices(self._store)

    # ---- approvals -------------------------------------------------------------------------------------------------

    def approve(
        self, newsletter: str, issue: str, locale: str, content: str, *, at: datetime.datetime, by: str = ""
    ) -> None:
        """Keep the content (hashes) of an edition as approved; the last approval counts."""
        approvals.write_approval(self._store, newsletter, issue, locale, content, at=at, by=by)

    def approvals(self, newsletter: str, issue: str) -> dict[str, str]:
        """Return the approved content of an issue's editions, by locale."""
        return approvals.read_approvals(self._store, newsletter, issue)

    # ---- people ----------------------------------------------------------------------------------------------------

    def addressees(self) -> Iterator[Addressee]:
        """Yield everybody in every plan, the latest issue first."""
        return addressees.read_addressees(self._store)

    # ---- one person ------------------------------------------------------------------------------------------------

    def person(self, address: str) -> list[dict[str, Any]]:
        """Return all that is kept about an address: a record each delivery, choice and suppression, ready for JSON."""
        return forgetting.read_person(self._store, self._secret, address)

    def forget(self, address: str, *, at: datetime.datetime | None = None) -> list[str]:
        """Erase a person, leaving keys that still suppress; return what was removed, a line an item.

        The octets leave the files at once, unless another program has the ledger open: then when the next run ends
        (`scrub`).
        """
        removed = forgetting.erase_person(self._store, self._secret, address, at=at or present())
        self.scrub()
        return removed

    def scrub(self) -> bool:
        """Make sure that nothing of whoever was forgotten is left in the files; tell whether that is so by now."""
        return forgetting.scrub(self._store)
