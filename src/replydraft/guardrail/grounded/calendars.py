"""The days and the durations of a case, and those that follow from them."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from replydraft.guardrail.atoms import Atom, Day, Length, NearDay, Quantity, Value
from replydraft.guardrail.atoms.numbers import number_value
from replydraft.guardrail.grounded.sources import Sources, number_expression

MOST = 60
"""Of more days or durations than this only the first are compared: a case may be hostile."""
_SATURDAY = 5
_FURTHEST = 400
"""How many days ahead a length may lead to a date."""


class Calendar(Sources):
    """What a case says of days and durations."""

    @cached_property
    def own_dates(self) -> frozenset[dt.date]:
        """Every date of the case, today among them; a partial one on the nearest day to today."""
        return frozenset(date for atom in self.shown(Day, NearDay) for date in self._resolved(atom.value))

    @cached_property
    def dates(self) -> frozenset[dt.date]:
        """Every date of the case, and those that its lengths lead to."""
        today = self.case.today
        if today is None:
            return self.own_dates
        return self.own_dates | {date for atom in self.told for date in _after(today, atom.value)}

    def _resolved(self, value: Value) -> Iterator[dt.date]:
        today = self.case.today
        if isinstance(value, NearDay):
            if today is not None:
                yield today + dt.timedelta(days=value.offset)
        elif isinstance(value, Day) and value.day is not None:
            yield from nearest_dates(value, today)

    @cached_property
    def lengths(self) -> tuple[Length, ...]:
        """Every duration of the case."""
        return tuple(atom.value for atom in self.shown(Length) if isinstance(atom.value, Length))

    @cached_property
    def told_lengths(self) -> tuple[Length, ...]:
        """Every duration that the organisation gives."""
        return tuple(atom.value for atom in self.told if isinstance(atom.value, Length))

    @cached_property
    def implied_lengths(self) -> frozenset[Length]:
        """Every bare number of the case in each unit that the case uses: "two days, three at the outside"."""
        bare = [
            atom.value.number
            for atom in self.shown(Quantity)
            if isinstance(atom.value, Quantity) and not atom.value.nouns
        ]
        units = {
            (_one_of(atom), atom.value.unit) for atom in self.shown(Length) if isinstance(atom.value, Length)
        }
        return frozenset(
            Length((number * size).normalize(), unit) for number in bare for size, unit in units if size
        )

    @cached_property
    def length_differences(self) -> frozenset[Length]:
        """By how much one duration of the case is longer than another."""
        lengths = list(dict.fromkeys((*self.lengths, *self.implied_lengths)))[:MOST]
        return frozenset(
            Length((one.number - two.number).normalize(), one.unit)
            for one in lengths
            for two in lengths
            if one.unit == two.unit and one.number > two.number
        )

    @cached_property
    def past_distances(self) -> frozenset[int]:
        """How many days lie between any two dates of the case that are not to come."""
        today = self.case.today
        past = [date for date in self.own_dates if today is None or date <= today]
        return frozenset(abs((one - two).days) for one, two in combinations(sorted(past)[:MOST], 2))

    @cached_property
    def distances(self) -> frozenset[int]:
        """How many days lie between any two dates of the case."""
        return frozenset(abs((one - two).days) for one, two in combinations(sorted(self.own_dates)[:MOST], 2))

    @cached_property
    def days_ahead(self) -> frozenset[int]:
        """How many days lie between today and any later date of the case."""
        today = self.case.today
        return (
            frozenset((date - today).days for date in self.own_dates if date > today)
            if today
            else frozenset()
        )

    @cached_property
    def working_days_ahead(self) -> frozenset[int]:
        """How many working days lie between today and any later date of the case."""
        today = self.case.today
        if today is None:
            return frozenset()
        later = (date for date in self.own_dates if 0 < (date - today).days < _FURTHEST)
        return frozenset(_working_days(today, date) for date in later)


def nearest_dates(day: Day, today: dt.date | None) -> Iterator[dt.date]:
    """Yield the date that a day with or without month and year most likely is."""
    if day.day is None:
        return
    if today is None:
        candidates: Iterable[tuple[int, int]] = [(day.year, day.month)] if day.year and day.month else []
        middle = dt.date.min
    else:
        years = [day.year] if day.year else [today.year - 1, today.year, today.year + 1]
        months = [day.month] if day.month else range(1, 13)
        candidates = [(year, month) for year in years for month in months]
        middle = today
    dates = [date for year, month in candidates if (date := _date(year, month, day.day)) is not None]
    if dates:
        yield min(dates, key=lambda date: abs((date - middle).days))


def _date(year: int | None, month: int | None, day: int) -> dt.date | None:
    try:
        return dt.date(year or 0, month or 0, day)
    except ValueError:
        return None


def _after(today: dt.date, value: Value) -> Iterator[dt.date]:
    """Yield the day on which a length that begins today ends."""
    if not isinstance(value, Length):
        return
    if value.unit == "minute" and value.number <= _FURTHEST * 1440:
        yield today + dt.timedelta(days=int(value.number // 1440))
    elif value.unit == "working day" and value.number <= _FURTHEST:
        date, left = today, int(value.number)
        while left > 0:
            date += dt.timedelta(days=1)
            left -= date.weekday() < _SATURDAY
        yield date


def _working_days(first: dt.date, last: dt.date) -> int:
    return sum(
        (first + dt.timedelta(days=step)).weekday() < _SATURDAY for step in range(1, (last - first).days + 1)
    )


def _one_of(atom: Atom) -> Decimal:
    """Return how much one of a duration's units is: of "two weeks", a week."""
    found = number_expression().search(atom.quote.lower())
    if found is None or not isinstance(atom.value, Length):
        return Decimal(0)
    start, end = found.span()
    amount = number_value(atom.quote.lower()[start:end])
    return atom.value.number / amount if amount else Decimal(0)
