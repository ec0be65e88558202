"""When something is said to happen, as a stretch of days beside the case's own day."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from replydraft.case import Status
from replydraft.guardrail.atoms.atom import Atom, Day, Length, NearDay, Weekday
from replydraft.guardrail.atoms.reading import find_atoms
from replydraft.guardrail.characters import fold
from replydraft.guardrail.commitments.words import commitment_words
from replydraft.guardrail.matcher import Expression, compile_pattern

_DAY = Decimal(1440)


class Stretch(NamedTuple):
    """The first and the last moment that a time may mean, in minutes from the start of the day of writing."""

    first: int
    last: int

    def is_before(self, other: "Stretch") -> bool:
        """Whether it ends before the other begins."""
        return self.last < other.first

    def meets(self, other: "Stretch") -> bool:
        """Whether both may be the same moment."""
        return not self.is_before(other) and not other.is_before(self)


@lru_cache(maxsize=256)
def stretch_of(when: dt.date | str, *, today: dt.date | None, status: Status) -> Stretch | None:
    """Return when a case says that something happens; None for what cannot be reckoned."""
    if today is None:
        return None
    if isinstance(when, dt.date):
        return _of_date(when, today)
    atoms = (*find_atoms(fold(when)), *find_today(fold(when)))
    stretches = [_stretch(atom, today=today, status=status) for atom in atoms]
    known = [stretch for stretch in stretches if stretch is not None]
    return known[0] if len(known) == 1 else None


@lru_cache(maxsize=1)
def _today() -> Expression:
    return compile_pattern(commitment_words().today)


def find_today(text: str) -> Iterator[Atom]:
    """Yield each word for the day of writing, which is no atom by itself."""
    for match in _today().finditer(text):
        start, end = match.span()
        yield Atom("date", start, end, text[start:end], NearDay(0))


def said(
    atoms: Iterable[Atom], text: str, *, today: dt.date, status: Status
) -> Iterator[tuple[Atom, Stretch]]:
    """Yield each time among `atoms` that tells when something happens, with what it means."""
    for atom in atoms:
        lead = text[max(0, atom.start - 24) : atom.start].lower().split()[-2:]
        if not _tells_when(atom, lead):
            continue
        stretch = _stretch(atom, today=today, status=status)
        if stretch is not None:
            yield atom, _later(stretch) if _is_of_next(atom, lead) else stretch


def _tells_when(atom: Atom, lead: list[str]) -> bool:
    words = commitment_words()
    if isinstance(atom.value, Length):
        return not words.deadline_leads.isdisjoint(lead)
    if isinstance(atom.value, Weekday):
        # "All eleven Fridays" is no day.
        return not atom.quote.lower().endswith("days")
    # "Two weeks from today" is another day.
    return not (isinstance(atom.value, NearDay) and lead[-1:] and lead[-1] in words.counting_leads)


def _is_of_next(atom: Atom, lead: list[str]) -> bool:
    following = commitment_words().following
    return isinstance(atom.value, Weekday) and bool(lead) and lead[-1] in following


def _later(stretch: Stretch) -> Stretch:
    """Return a day with the same day a week later: who says "next Friday" may mean either."""
    return Stretch(stretch.first, stretch.last + 7 * 1440)


def _stretch(atom: Atom, *, today: dt.date, status: Status) -> Stretch | None:
    value = atom.value
    if isinstance(value, NearDay):
        return _of_date(today + dt.timedelta(days=value.offset), today)
    if isinstance(value, Weekday):
        return _of_date(_weekday(value.weekday, today=today, status=status), today)
    if isinstance(value, Length):
        return _of_length(value)
    if isinstance(value, Day) and value.day is not None and not value.either_order:
        date = _date(value, today=today, status=status)
        return _of_date(date, today) if date else None
    return None


def _of_date(date: dt.date, today: dt.date) -> Stretch:
    start = (date - today).days * 1440
    return Stretch(start, start + 1439)


def _weekday(weekday: int, *, today: dt.date, status: Status) -> dt.date:
    ahead = (weekday - today.weekday()) % 7
    if status == "promised":
        # Nobody who writes on a Monday calls that day Monday.
        return today + dt.timedelta(days=ahead or 7)
    return today + dt.timedelta(days=ahead - 7 if ahead else 0)


def _of_length(length: Length) -> Stretch:
    if length.unit == "working day":
        # Between them lie weekends and perhaps a holiday.
        days = int(length.number)
        return Stretch(days * 1440, (days + 2 * (days // 5 + 1) + 1) * 1440 + 1439)
    if length.unit == "minute":
        minutes = int(length.number)
        return Stretch(minutes, minutes if minutes < _DAY else minutes + 1439)
    days = int(length.number * (30 if length.unit == "month" else 7))
    return Stretch((days - 3) * 1440, (days + 3) * 1440)


def _date(day: Day, *, today: dt.date, status: Status) -> dt.date | None:
    if day.day is None:
        return None
    if day.month is None:
        return next(_days_of_month(day.day, today=today, status=status), None)
    years = (day.year,) if day.year else (today.year, today.year + 1, today.year - 1)
    dates = [date for date in (_made(year, day.month, day.day) for year in years) if date]
    return min(dates, key=lambda date: abs((date - today).days), default=None)


def _days_of_month(day: int, *, today: dt.date, status: Status) -> Iterator[dt.date]:
    step = 1 if status == "promised" else -1
    for months in range(3):
        index = today.year * 12 + today.month - 1 + step * months
        date = _made(index // 12, index % 12 + 1, day)
        if date and (date >= today if step > 0 else date <= today):
            yield date


def _made(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
