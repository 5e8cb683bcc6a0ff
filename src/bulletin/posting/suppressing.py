"""The suppression list and readers' choices: put on, read in, written out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.errors import ConfigError
from bulletin.mail.address import address_fault
from bulletin.mail.identity import Secret, normalised
from bulletin.posting.spreadsheet import STANDARD_OUTPUT, bare, write_csv
from bulletin.sending.ledger.choices import Choice
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.ledger.suppressions import Reason, Suppression, reason_of
from bulletin.sending.tabular import Faults, read_rows

_COLUMNS = ("address", "reason", "at", "source", "key")
_KNOWN = {name: name for name in _COLUMNS}
_IMPORTED = "import"
_READER = "reader"
"""The source of a row that a reader made by leaving."""


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What became of addresses that were to be suppressed."""

    new: tuple[str, ...] = ()
    known: tuple[Suppression, ...] = ()
    """Those that stood on the list before, as they stand there."""


def suppress_addresses(
    ledger: SqliteLedger, addresses: Sequence[str], reason: str, now: datetime.datetime
) -> Suppressed:
    """Put addresses on the list. Raises ConfigError, having written nothing, for what is no address or no reason."""
    why = reason_of(reason)
    if why is Reason.FORGOTTEN:
        raise ConfigError("expected another reason than `forgotten`; `bulletin forget ADDRESS` erases and suppresses")
    for address in addresses:
        if fault := address_fault(address):
            raise ConfigError(fault)
    wanted = tuple(dict.fromkeys(map(normalised, addresses)))
    known = {address: entry for address in wanted if (entry := ledger.suppression(address))}
    new = tuple(address for address in wanted if address not in known)
    ledger.suppress_all(Suppression(address=address, reason=why, at=now, source="command line") for address in new)
    return Suppressed(new=new, known=tuple(known.values()))


# ---- reading in -------------------------------------------------------------------------------------------------


def import_list(ledger: SqliteLedger, file: Path, secret: Secret, now: datetime.datetime) -> tuple[int, int]:
    """Put the addresses of a CSV or JSON-lines file on the list, all or none; return how many are new, and how many not.

    `address` is required; `reason` (else manual), `at` (ISO 8601, else `now`) and `source` are known, and `key` as
    `export_list` writes it for somebody who was forgotten. Raises ConfigError with every faulty row.
    """
    faults = Faults(str(file), rule="suppressions")
    count = 0

    def entries() -> Iterator[Suppression]:
        nonlocal count
        for line, row in read_rows(file, _KNOWN, faults):
            try:
                entry = _entry(row, secret, now)
            except (ValueError, ConfigError) as problem:
                faults.add(line, str(problem))
                continue
            count += 1
            yield entry
        if faults.count:
            raise ConfigError(findings=faults.listed())  # in the ledger's transaction, which it undoes

    new = ledger.suppress_all(entries())
    return new, count - new


def _entry(row: dict[str, str], secret: Secret, now: datetime.datetime) -> Suppression:
    """Return what a row says. Raises ValueError or ConfigError that says what is wrong."""
    address, reason = bare(row.get("address", "").strip()), row.get("reason", "").strip()
    key = _key(row.get("key", "").strip(), secret) if not address else b""
    if not key and (fault := address_fault(address)):
        raise ValueError(fault)
    return Suppression(
        address=address, address_key=key or secret.address(address), reason=reason_of(reason or Reason.MANUAL),
        at=_moment(row.get("at", "").strip()) or now, source=bare(row.get("source", "").strip()) or _IMPORTED,
    )  # fmt: skip


def _moment(text: str) -> datetime.datetime | None:
    if not text:
        return None
    try:
        moment = datetime.datetime.fromisoformat(text)
    except ValueError as problem:
        raise ValueError(f"expected a moment such as 2026-06-01T09:00:00+00:00, found {text!r}") from problem
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _key(text: str, secret: Secret) -> bytes:
    """Read the key of an address of which nothing else is known; only the secret that made it knows the address again."""
    if not text:
        return b""
    fingerprint, _, key = text.partition(":")
    if fingerprint != secret.fingerprint:
        raise ValueError(
            f"expected a key of the secret {secret.fingerprint}, found one of {fingerprint!r}; leave it out"
        )
    made = bytes.fromhex(key)
    if len(made) != len(secret.address("")):
        raise ValueError(f"expected a key as `bulletin suppress --export` writes it, found {text!r}")
    return made


# ---- writing out ------------------------------------------------------------------------------------------------


def export_list(ledger: SqliteLedger, file: Path, secret: Secret) -> int:
    """Write everybody who receives nothing, as CSV that `import_list` reads: the list, and those who left by themselves.

    Of somebody who was forgotten only the key is written. Return how many rows there are.
    """
    return write_csv(file, _list_rows(ledger, secret))


def _list_rows(ledger: SqliteLedger, secret: Secret) -> Iterator[tuple[str, ...]]:
    yield _COLUMNS
    listed: set[str] = set()
    for entry in ledger.suppressions():
        listed.add(entry.address)
        key = "" if entry.address else f"{secret.fingerprint}:{entry.address_key.hex()}"
        yield (entry.address, str(entry.reason), entry.at.isoformat(), entry.source, key)
    for choice, planned, _ in _choosers(ledger):
        address = normalised(choice.address or planned)
        if choice.left and address and address not in listed:
            listed.add(address)
            yield (address, str(Reason.UNSUBSCRIBED), choice.at.isoformat(), _READER, "")


def export_choices(ledger: SqliteLedger, file: Path) -> int:
    """Write the languages and addresses that readers chose, and leave them to the file of subscribers from then on.

    Until then a reader's choice wins over that file. `-` only shows them. Who has left stays away in any case.
    """
    found = [each for each in _choosers(ledger) if (each[0].locale or each[0].address) and (each[1] or each[2])]
    rows = (
        (id_, address, choice.locale or "", choice.address or "", choice.at.isoformat())
        for choice, address, id_ in found
    )
    count = write_csv(file, (("id", "address", "locale", "new_address", "at"), *rows))
    if file != STANDARD_OUTPUT:
        ledger.settle_choices(choice for choice, _, _ in found)
    return count


def _choosers(ledger: SqliteLedger) -> Iterable[tuple[Choice, str, str]]:
    """Yield every choice with address and id of who made it; empty where no plan knows the person."""
    behind = ledger.behind_choices()
    for choice in ledger.choices():
        yield (choice, *behind.get(choice.key, ("", "")))
