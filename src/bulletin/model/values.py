"""Values: facts in a text that are formatted for each locale. `{fund}` is "£12bn" here and "120억 파운드" there."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from bulletin.inline import Spans
from bulletin.model.marks import translate

NumberStyle = Literal["standard", "compact", "ordinal"]
MoneyStyle = Literal["standard", "compact"]
DateStyle = Literal["long", "full", "short", "month"]


def exact(value: Decimal | float | str) -> Decimal:
    """Take a float at its shortest spelling: 0.1 is one tenth."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A count: 1 million homes."""

    name: str
    number: Decimal | float
    """Held as a Decimal."""
    style: NumberStyle = "standard"

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", exact(self.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in a currency, in its main unit: 12e9 GBP is £12bn."""

    name: str
    money: Decimal | float
    """Held as a Decimal."""
    currency: str
    """Three capitals, ISO 4217."""
    style: MoneyStyle = "standard"

    def __post_init__(self) -> None:
        object.__setattr__(self, "money", exact(self.money))


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent:
    """A share in hundredths: 12.5 is 12.5 %."""

    name: str
    percent: Decimal | float
    """Held as a Decimal."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "percent", exact(self.percent))


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A day: `long` 14 June 2023, `full` with its weekday, `short` without its year, `month` June 2023."""

    name: str
    date: datetime.date
    style: DateStyle = "long"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRange:
    """From one local time to another, on one day or over several: Wednesday 14 June 2023, 3–6 pm."""

    name: str
    start: datetime.datetime
    end: datetime.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Several things joined as the language joins them: A, B and C."""

    name: str
    list: tuple[str | Spans, ...] = field(metadata=translate("One thing in an enumeration"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words used more than once."""

    name: str
    text: str | Spans = field(metadata=translate("A phrase that the article uses by name"))


Value = Number | Money | Percent | Date | TimeRange | Listing | Phrase
