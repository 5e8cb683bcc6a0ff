"""`read_bounces`: a Maildir of reports → dead addresses and complaints on the suppression list."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bulletin.errors import ConfigError
from bulletin.mail.identity import Secret, normalised
from bulletin.sending.bounces import Report, Verdict, read_report
from bulletin.sending.ledger.addressees import Addressee
from bulletin.sending.ledger.sqlite import SqliteLedger
from bulletin.sending.ledger.suppressions import Reason, Suppression

_LARGEST = 32 * 1024 * 1024
"""Octets of a report: more than any server sends back."""
_FORGOTTEN = "somebody who was forgotten"


@dataclass(slots=True)
class Bounces:
    """What a Maildir held."""

    reports: int = 0
    suppressed: list[tuple[str, str, str]] = field(default_factory=list)
    """Address, reason and what the server said: of those who are new on the list."""
    known: int = 0
    """Reports on addresses that stood on the list."""
    passing: int = 0
    """Reports that say nothing of the address: a delay, a full mailbox, a policy."""
    aside: list[tuple[str, str]] = field(default_factory=list)
    """Files from which nothing follows, and why: what cannot be read, is not of this ledger, or is not clear."""

    def lines(self) -> Iterator[str]:
        """Yield what there is to tell."""
        for address, reason, said in self.suppressed:
            yield f"{address}: suppressed, {reason}{f': {said}' if said else ''}"
        for name, why in self.aside:
            yield f"{name}: left aside: {why}"
        reports = "1 report" if self.reports == 1 else f"{self.reports:,} reports"
        yield (
            f"{reports}: {len(self.suppressed):,} newly suppressed, {self.known:,} on the list already, {self.passing:,} "
            f"with nothing against the address, {len(self.aside):,} left aside"
        )

    def record(self) -> dict[str, Any]:
        """Return the same as JSON has it."""
        return {
            "reports": self.reports, "known": self.known, "passing": self.passing,
            "suppressed": [{"address": at, "reason": why, "said": said} for at, why, said in self.suppressed],
            "aside": [{"file": name, "reason": why} for name, why in self.aside],
        }  # fmt: skip


def read_bounces(ledger: SqliteLedger, secret: Secret, maildir: Path, now: datetime.datetime) -> Bounces:
    """Suppress whoever the reports in a Maildir show to be dead, or to have complained; the Maildir stays as it is.

    A report is believed for the reader whose message it holds: by a Message-ID that only `secret` can make, so that
    nobody can have another person's address suppressed. A bounce must name that reader's own address as well, since
    the mailbox that failed may be one of several behind it. Reading the same reports again changes nothing.
    Raises ConfigError where there is no Maildir.
    """
    found = Bounces()
    reports = list(_reports(maildir, found))
    people = _people(ledger, secret, {message for _, report in reports for message in report.messages})
    listed = {entry.address_key for entry in ledger.suppressions()}
    entries: dict[bytes, Suppression] = {}
    for name, report in reports:
        person = next((people[message] for message in report.messages if message in people), None)
        if why := _doubt(report, person):
            found.aside.append((name, why))
        elif person is None or person.address_key in listed or person.address_key in entries:
            found.known += 1
        else:
            entries[person.address_key] = _entry(report, person, now)
            found.suppressed.append((person.address or _FORGOTTEN, report.verdict, report.said))
    ledger.suppress_all(entries.values())
    return found


def _entry(report: Report, person: Addressee, now: datetime.datetime) -> Suppression:
    return Suppression(
        address=person.address, address_key=person.address_key, reason=Reason(report.verdict), at=now,
        source=report.report_id,
    )  # fmt: skip


def _doubt(report: Report, person: Addressee | None) -> str:
    """Say why nothing follows from a report that is no good news; empty where it does."""
    if person is None:
        return "its message is none that this ledger sent" if report.messages else "it does not say on which message"
    if report.verdict is Verdict.COMPLAINT:
        return ""
    dead = f"if the address is dead: bulletin suppress {person.address} --reason hard-bounce" if person.address else ""
    if report.verdict is Verdict.UNCLEAR:
        return f"not clear: {report.said or 'it failed for good'}; {dead}".rstrip("; ")
    if person.address and normalised(person.address) not in map(normalised, report.recipients):
        other = ", ".join(filter(str.isprintable, report.recipients)) or "nobody"
        return f"sent to {person.address}, it failed at {other}, which may be one of several; {dead}"
    return ""


def _people(ledger: SqliteLedger, secret: Secret, wanted: set[str]) -> Mapping[str, Addressee]:
    """Return to whom the messages with these Message-IDs went, asking as few people as that takes."""
    found: dict[str, Addressee] = {}
    for person in ledger.addressees() if wanted else ():
        message = secret.message_id(person.newsletter, person.issue, person.key, "")[1:].partition("@")[0]
        if message in wanted:
            found[message] = person
            if len(found) == len(wanted):
                break
    return found


# ---- the Maildir ------------------------------------------------------------------------------------------------


def _reports(maildir: Path, found: Bounces) -> Iterator[tuple[str, Report]]:
    """Yield those that say something against an address, with the names of their files; count and note the others."""
    for file in _files(maildir):
        found.reports += 1
        name = file.relative_to(maildir).as_posix().encode("ascii", "backslashreplace").decode()
        try:
            report = read_report(_octets(file))
        except (ValueError, OSError, LookupError, RecursionError) as problem:
            found.aside.append((name, str(problem)))
            continue
        if report.verdict is Verdict.NOTHING:
            found.passing += 1
        else:
            yield name, report


def _octets(file: Path) -> bytes:
    if file.stat().st_size > _LARGEST:
        raise ValueError(f"larger than {_LARGEST // 1024 // 1024} MB")
    return file.read_bytes()


def _files(maildir: Path) -> Iterable[Path]:
    """Return the messages, delivered and seen; what is still being delivered stands in `tmp`."""
    folders = [maildir / "new", maildir / "cur"]
    if not all(folder.is_dir() for folder in folders):
        found = "no such folder" if not maildir.exists() else "none with the folders `new` and `cur`"
        raise ConfigError(f"{maildir}: expected a Maildir, found {found}; name the folder that holds both")
    try:
        return sorted(file for folder in folders for file in folder.iterdir() if not file.name.startswith("."))
    except OSError as problem:
        raise ConfigError(f"{maildir}: expected a Maildir that can be read, found: {problem.strerror}") from problem
