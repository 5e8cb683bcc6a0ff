"""The only reader of the clock. Everything else is told the time, so that tests can tell it another."""

import datetime


def now() -> datetime.datetime:
    """Return the present moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """Return the present day where the machine is."""
    return datetime.datetime.now().astimezone().date()
