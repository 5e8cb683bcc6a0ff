"""`bulletin suppress`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bulletin.cli.options import JsonOption, NewLedgerOption, ProjectOption, StateOption
from bulletin.errors import ConfigError

if TYPE_CHECKING:
    from bulletin.posting.bounced import Bounces
    from bulletin.posting.suppressing import Suppressed


Addresses = Annotated[list[str] | None, typer.Argument(help="Who receives nothing more.", metavar="ADDRESS")]
ReasonOption = Annotated[str, typer.Option("--reason", help="Why: manual, unsubscribed, hard-bounce, complaint.")]
ImportOption = Annotated[
    Path | None, typer.Option("--import", help="A CSV file with `address` and perhaps `reason`.", metavar="FILE")
]
ExportOption = Annotated[
    Path | None, typer.Option("--export", help="Write the list as CSV; - for standard output.", metavar="FILE")
]
ChoicesOption = Annotated[
    Path | None,
    typer.Option(
        "--export-choices",
        help="Write the languages and addresses that readers chose, for the file of subscribers, which then decides; "
        "- only shows them.",
        metavar="FILE",
    ),
]
BouncesOption = Annotated[
    Path | None, typer.Option("--bounces", help="A Maildir of delivery reports (RFC 3464).", metavar="MAILDIR")
]


def suppress(
    addresses: Addresses = None,
    reason: ReasonOption = "manual",
    import_file: ImportOption = None,
    export: ExportOption = None,
    export_choices: ChoicesOption = None,
    bounces: BouncesOption = None,
    state: StateOption = None,
    project: ProjectOption = None,
    *,
    new_ledger: NewLedgerOption = False,
    as_json: JsonOption = False,
) -> None:
    """Keep addresses from receiving anything more, from any issue."""
    from bulletin.posting import suppressing
    from bulletin.posting.bounced import read_bounces
    from bulletin.posting.settings import Settings, kept_ledger, secret_of, state_of
    from bulletin.project import project_of
    from bulletin.sending.clock import now
    from bulletin.sending.ledger.sqlite import SqliteLedger

    _check(*(addresses or ()), import_file, bounces, written=(export, export_choices), as_json=as_json)
    found = project_of(".", project)
    settings, secret = Settings(state=state), secret_of(os.environ)
    begun = SqliteLedger.open(state_of(found, settings), secret) if new_ledger else kept_ledger(found, settings, secret)
    record: dict[str, Any] = {}
    with begun as ledger:
        if addresses:
            record |= _told(suppressing.suppress_addresses(ledger, addresses, reason, now()), reason, quiet=as_json)
        if import_file:
            new, known = suppressing.import_list(ledger, import_file, secret, now())
            record["imported"] = {"new": new, "known": known}
            _say(f"{import_file}: {new:,} newly suppressed, {known:,} on the list already", quiet=as_json)
        if bounces:
            record["bounces"] = _told_bounces(read_bounces(ledger, secret, bounces, now()), quiet=as_json)
        if export:
            record["exported"] = suppressing.export_list(ledger, export, secret)
            _say(f"wrote {export}: {record['exported']:,} rows", quiet=as_json or str(export) == "-")
        if export_choices:
            record["choices"] = suppressing.export_choices(ledger, export_choices)
            _say(f"wrote {export_choices}: {record['choices']:,} rows", quiet=as_json or str(export_choices) == "-")
    if as_json:
        typer.echo(json.dumps(record, ensure_ascii=False, indent=2))


def _check(*given: object, written: tuple[Path | None, ...], as_json: bool) -> None:
    """Raise ConfigError where nothing is asked for, or where two things would be written to standard output."""
    if not any((*given, *written)):
        raise ConfigError(
            "expected addresses, --import FILE, --export FILE, --export-choices FILE or --bounces MAILDIR, found none"
        )
    shown = sum(str(file) == "-" for file in written)
    if shown + as_json > 1 or (shown and any(given)):
        raise ConfigError("expected one thing on standard output, found several; name files to write to")


def _told(done: Suppressed, reason: str, *, quiet: bool) -> dict[str, Any]:
    for address in done.new:
        _say(f"{address}: suppressed, {reason}", quiet=quiet)
    for entry in done.known:
        whose = entry.address or "an address that was forgotten"
        _say(f"{whose}: on the list already since {entry.at:%Y-%m-%d}, {entry.reason}", quiet=quiet)
    known = [
        {"address": entry.address, "reason": str(entry.reason), "at": entry.at.isoformat()} for entry in done.known
    ]
    return {"suppressed": list(done.new), "known": known}


def _told_bounces(found: Bounces, *, quiet: bool) -> dict[str, Any]:
    for line in found.lines():
        _say(line, quiet=quiet)
    return found.record()


def _say(line: str, *, quiet: bool) -> None:
    if not quiet:
        typer.echo(line)
