"""An atom: one figure, sum, day, time, duration, reference, address or name in a text, with its value."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "amount",
    "percentage",
    "count",
    "date",
    "weekday",
    "time",
    "duration",
    "reference",
    "email",
    "link",
    "phone",
]
KINDS: tuple[Kind, ...] = (
    "amount", "percentage", "count", "date", "weekday", "time", "duration", "reference",
    "email", "link", "phone",
)  # fmt: skip
"""Every kind of atom that stands in a text by itself; names need to know who is who, see names.py."""


@dataclass(frozen=True, slots=True)
class Sum:
    """An amount of money: £20 = 20 GBP = twenty pounds = £20.00."""

    amount: Decimal
    currencies: frozenset[str]
    """ISO 4217 codes that the sign may stand for: $ is that of several."""

    def agrees(self, other: "Sum") -> bool:
        """Whether both can be the same money."""
        return self.amount == other.amount and not self.currencies.isdisjoint(other.currencies)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as far as it is written: "27 November", "the 27th", "September", "2019"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    """0 for Monday."""
    either_order: bool = False
    """Whether 05/12/2026 may be the 5th of December or the 12th of May."""

    def fits(self, date: dt.date) -> bool:
        """Whether the day may be this date; its weekday is not looked at."""
        if self.year is not None and self.year != date.year:
            return False
        if self.either_order and (self.month, self.day) == (date.day, date.month):
            return True
        return self.month in {None, date.month} and self.day in {None, date.day}


@dataclass(frozen=True, slots=True)
class NearDay:
    """A day by its distance from the day of writing: "tomorrow" is 1."""

    offset: int


@dataclass(frozen=True, slots=True)
class Period:
    """A week or a month by its place beside the day of writing: "by the end of the week", "next month"."""

    which: Literal["this", "next", "last"]
    unit: Literal["week", "month"]


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday by name alone."""

    weekday: int
    """0 for Monday."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, in minutes after midnight; two of them where neither a.m. nor p.m. is said."""

    minutes: frozenset[int]


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes; 24 hours are one day, and a working day is none."""

    number: Decimal
    """In units of `unit`."""
    unit: Literal["minute", "working day", "month", "weekend"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things."""

    number: Decimal
    nouns: frozenset[str]
    """The words after it, in the singular; empty where it stands alone."""


Value = Sum | Day | NearDay | Period | Weekday | Clock | Length | Quantity | Decimal | str
"""The percentage's is a Decimal; a reference's, an e-mail's, a link's and a phone's is its plain text."""


@dataclass(frozen=True, slots=True)
class Atom:
    """One atom; `text[start:end] == quote` of the text that it was found in."""

    kind: Kind
    start: int
    end: int
    quote: str
    value: Value
