"""`bulletin send`."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from bulletin.cli import send_options as opt
from bulletin.cli.errors import UNFINISHED, exit_code, print_error
from bulletin.cli.findings import print_finding
from bulletin.cli.forecast import forecast_record, print_forecast, print_report, report_record, warn
from bulletin.cli.options import (
    JsonOption,
    NewLedgerOption,
    ProjectOption,
    SkipFaultyOption,
    StateOption,
    ToOption,
    TransportOption,
)
from bulletin.cli.progress import sending as shown
from bulletin.errors import ConfigError
from bulletin.findings import Severity

if TYPE_CHECKING:
    from bulletin.posting.send import Order, Sending
    from bulletin.project import Project
    from bulletin.sending.report import Report


def send(
    issue: opt.Issue = None,
    to: ToOption = None,
    transport: TransportOption = "",
    state: StateOption = None,
    project: ProjectOption = None,
    limit: opt.Limit = 0,
    only: opt.Only = "",
    rate: opt.Rate = 0,
    connections: opt.Connections = 4,
    cap: opt.Cap = 0,
    only_reached: opt.OnlyReached = "",
    test: opt.Test = "",
    locale: opt.TestLocale = None,
    as_reader: opt.AsReader = "",
    *,
    due: opt.Due = False,
    dry_run: opt.DryRun = False,
    yes: opt.Yes = False,
    replan: opt.Replan = False,
    force: opt.Force = False,
    new_ledger: NewLedgerOption = False,
    skip_faulty: SkipFaultyOption = False,
    as_json: JsonOption = False,
) -> None:
    """Send an issue: each subscriber one message, once. Run it again and it resumes."""
    from bulletin.posting.send import Order
    from bulletin.posting.settings import Settings
    from bulletin.project import project_of
    from bulletin.sending.pace import Pace

    gc.enable()  # a send may last for hours; most commands end before there is anything to collect
    if (issue is None) != due:
        raise ConfigError("expected either an issue, `bulletin send 2023-06`, or `bulletin send --due`")
    order = Order(
        settings=Settings(to=to, transport=transport, state=state, new_ledger=new_ledger, skip_faulty=skip_faulty),
        pace=Pace(connections=connections, rate=rate, cap=cap), limit=limit, locale=only, replan=replan, force=force,
        only_reached=only_reached,
    )  # fmt: skip
    if issue is None:
        _due(project_of(".", project), order, as_json=as_json)
    elif test:
        _test(project_of(issue, project), issue, order, test, tuple(locale or ()), as_reader)
    else:
        _send(project_of(issue, project), issue, order, dry_run=dry_run, yes=yes, as_json=as_json)


# ---- one issue --------------------------------------------------------------------------------------------------


def _send(project: Project, issue: str, order: Order, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    from bulletin.posting.send import open_sending
    from bulletin.posting.settings import secret_of

    sending = open_sending(project, issue, order, os.environ, secret=secret_of(os.environ))
    with sending.ledger:
        _carry_out(sending, dry_run=dry_run, yes=yes, as_json=as_json)


def _carry_out(sending: Sending, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    from bulletin.posting.hosted import hosted_findings

    order = sending.order
    asked = sys.stdin.isatty() and sys.stdout.isatty() and not yes and not as_json
    if dry_run or asked:
        forecast = sending.forecast()
        if as_json:
            typer.echo(json.dumps(forecast_record(forecast), ensure_ascii=False, indent=2))
        else:
            print_forecast(forecast, order)
        if dry_run:
            return
        if not typer.confirm("Send it?"):
            typer.echo("nothing was sent")
            return
    if sending.is_first and sending.transport.network:
        for finding in hosted_findings(sending.prepared):
            print_finding(finding)
    with _stopping() as stop, shown(quiet=as_json) as progress:
        report = sending.run(stop=stop, progress=progress)
    for finding in sending.skipped:
        print_finding(finding, Severity.WARNING)
    if as_json:
        typer.echo(json.dumps(report_record(sending.prepared.issue.id, report), ensure_ascii=False, indent=2))
    else:
        print_report(sending.prepared.issue.id, report)
    if not is_finished(report, order):
        raise typer.Exit(UNFINISHED)


def is_finished(report: Report, order: Order) -> bool:
    """Tell whether a run has done what was asked of it: later hours, and a limit that was asked for, are no fault."""
    from bulletin.model.delivery import DeliveryState
    from bulletin.sending.clock import SYSTEM

    if report.reason or report.count(DeliveryState.UNKNOWN) or report.count(DeliveryState.DEFERRED):
        return False
    partly = bool(order.limit or order.locale)
    return partly or report.next_due is None or report.next_due > SYSTEM.now()


# ---- what is due ------------------------------------------------------------------------------------------------


def _due(project: Project, order: Order, *, as_json: bool) -> None:
    from bulletin.posting.due import send_due
    from bulletin.posting.settings import secret_of

    code = 0
    records: list[dict[str, Any]] = []
    with _stopping() as stop, shown(quiet=as_json) as progress:
        for due in send_due(project, order, os.environ, secret=secret_of(os.environ), stop=stop, progress=progress):
            if due.error is not None:
                typer.secho(f"{due.issue}: ", bold=True, err=True, nl=False)
                print_error(due.error, "nothing was sent")
                code = max(code, exit_code(due.error))
                records.append({"issue": due.issue, "error": str(due.error)})
            elif due.report is not None:
                if not as_json:
                    print_report(due.issue, due.report)
                code = max(code, 0 if is_finished(due.report, order) else UNFINISHED)
                records.append(report_record(due.issue, due.report))
    if as_json:
        typer.echo(json.dumps({"issues": records}, ensure_ascii=False, indent=2))
    elif not records:
        typer.echo("nothing to do")
    if code:
        raise typer.Exit(code)


# ---- tests ------------------------------------------------------------------------------------------------------


def _test(project: Project, issue: str, order: Order, addresses: str, locales: tuple[str, ...], as_reader: str) -> None:
    from bulletin.posting.settings import secret_of
    from bulletin.posting.test import send_test

    wanted = tuple(address.strip() for address in addresses.split(",") if address.strip())
    sent = send_test(
        project, issue, order, os.environ, secret=secret_of(os.environ), addresses=wanted, locales=locales,
        as_reader=as_reader,
    )  # fmt: skip
    failed = False
    for each in sent:
        typer.echo(f"{each.locale} to {each.address}: {each.outcome.state} {each.outcome.reply}".rstrip())
        for reason in each.refused:
            warn(f"{each.locale} would not be sent to readers: {reason}")
        failed = failed or each.outcome.state != "accepted"
    if failed:
        raise typer.Exit(UNFINISHED)


# ---- running ----------------------------------------------------------------------------------------------------


@contextmanager
def _stopping() -> Iterator[threading.Event]:
    """Give an event that SIGTERM and Ctrl-C set, so that the messages in hand are finished before the run ends."""
    stop = threading.Event()
    kept = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield stop
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
