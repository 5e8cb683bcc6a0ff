"""What `bulletin send` says: before, and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from bulletin.cli.findings import print_finding
from bulletin.findings import Severity
from bulletin.sending.clock import SYSTEM

if TYPE_CHECKING:
    from bulletin.posting.send import Forecast, Order
    from bulletin.sending.report import Report


def print_forecast(forecast: Forecast, order: Order) -> None:
    """Print what a send would do: a table of editions, what is worth knowing, the number of messages."""
    from bulletin.cli.table import Column, print_table
    from bulletin.model.delivery import DeliveryState

    columns = (
        Column("edition"), Column("readers", number=True), Column("suppressed", number=True),
        Column("sent before", number=True), Column("message", number=True),
    )  # fmt: skip
    rows = []
    waiting = {DeliveryState.PLANNED, DeliveryState.DEFERRED}
    for locale, states in forecast.counts.locales.items():
        readers = sum(count for state, count in states.items() if state in waiting)
        gone = states.get(DeliveryState.SUPPRESSED, 0)
        before = sum(states.values()) - readers - gone
        size = f"{forecast.sizes.get(locale, 0) / 1000:,.0f} kB"
        rows.append((locale, f"{readers:,}", f"{gone:,}", f"{before:,}", size))
    print_table(columns, rows)
    for locale, other in forecast.instead.items():
        typer.echo(f"readers of {locale} receive {other}: the gate holds {locale} back")
    for finding in forecast.findings:
        print_finding(finding, Severity.WARNING)
    if forecast.resumed:
        typer.echo("this issue was planned before; what was planned then is what is sent (--replan makes a new plan)")
    readers = sum(forecast.counts.states.get(state, 0) for state in waiting)
    readers = min(readers, order.limit) if order.limit else readers
    pace = f", {span(readers / order.pace.rate)} at {order.pace.rate:g} a second" if order.pace.rate else ""
    typer.echo(f"{readers:,} messages{pace}")


def print_report(issue: str, report: Report) -> None:
    """Print what a run has brought about, and how the issue stands."""
    made = ", ".join(f"{count:,} {state}" for state, count in sorted(report.made.items()) if count) or "nothing"
    total = sum(report.made.values())
    speed = f" ({total / report.seconds:,.0f} a second)" if report.seconds and total else ""
    typer.echo(f"{issue}: {made} in {span(report.seconds)}{speed}")
    if report.recovered.unknown:
        warn(f"{report.recovered.unknown:,} messages of an earlier run are in doubt: nobody knows whether they arrived")
    if report.edited:
        warn(
            "the issue has been edited since it was planned; what was planned is what was sent (--replan sends the new text)"
        )
    for said, count in (
        ("whose details have changed were brought up to date", report.refreshed.changed),
        ("are no longer subscribed and receive nothing", report.refreshed.gone),
        ("are new and not in this plan (--replan takes them in)", report.refreshed.new),
    ):
        if count:
            typer.echo(f"{count:,} readers {said}")
    if report.reason:
        warn(f"stopped: {report.reason}")
    states = ", ".join(f"{count:,} {state}" for state, count in sorted(report.counts.states.items()) if count)
    typer.echo(f"all in all: {states}")
    if report.next_due is not None and report.next_due > SYSTEM.now():
        typer.echo(f"the next message is due at {report.next_due:%Y-%m-%d %H:%M} UTC")


def report_record(issue: str, report: Report) -> dict[str, Any]:
    """Return a report as JSON has it."""
    return {
        "issue": issue,
        "made": dict(report.made),
        "states": dict(report.counts.states),
        "seconds": round(report.seconds, 3),
        "reason": report.reason,
        "edited": report.edited,
        "next_due": report.next_due.isoformat() if report.next_due else None,
    }


def forecast_record(forecast: Forecast) -> dict[str, Any]:
    """Return a forecast as JSON has it."""
    from bulletin.building.report import finding_record

    return {
        "issue": forecast.issue.id,
        "states": dict(forecast.counts.states),
        "locales": {locale: dict(states) for locale, states in forecast.counts.locales.items()},
        "bytes": dict(forecast.sizes),
        "instead": dict(forecast.instead),
        "resumed": forecast.resumed,
        "findings": [finding_record(finding) for finding in forecast.findings],
    }


def span(seconds: float) -> str:
    """Return a span as people say it.

    >>> span(0.4), span(75), span(7300)
    ('0.4 s', '1 min 15 s', '2 h 1 min')
    """
    if seconds < 10:  # noqa: PLR2004 - tenths of a second mean nothing beyond
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:  # noqa: PLR2004 - an hour
        return f"{minutes} min {rest} s" if minutes else f"{rest} s"
    return f"{minutes // 60} h {minutes % 60} min"


def warn(text: str) -> None:
    """Print a warning to standard error."""
    typer.secho("warning: ", fg="yellow", bold=True, err=True, nl=False)
    typer.echo(text.removeprefix("warning: "), err=True)
