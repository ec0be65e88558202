"""Judges days, weekdays and times of day: told by the case, or reckoned from its dates."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from replydraft.guardrail.atoms import Atom, Clock, Day, Length, NearDay, Period, Weekday
from replydraft.guardrail.atoms.numbers import number_value
from replydraft.guardrail.atoms.scan import Scan
from replydraft.guardrail.atoms.words import atom_words
from replydraft.guardrail.grounded.calendars import nearest_dates
from replydraft.guardrail.grounded.grounds import Grounds
from replydraft.guardrail.grounded.words import grounding_words
from replydraft.guardrail.text import Passage

_WEEK = 7
_NEAR = 7
"""How many days away a bare weekday may be."""


def date_is_told(atom: Atom, passage: Passage, grounds: Grounds) -> bool:
    """Whether a day, a month, a year or a period is that of a date of the case."""
    value = atom.value
    if isinstance(value, NearDay):
        return _is_asked(passage, atom) or _near_day_is_told(value, grounds)
    if isinstance(value, Period):
        return _period_is_told(value, grounds)
    if not isinstance(value, Day):
        return True
    if value.day is None:
        return _part_is_told(value, grounds)
    if any(value.fits(date) for date in grounds.dates):
        return True
    return any(_agree(value, told.value) for told in grounds.shown(Day) if isinstance(told.value, Day))


def _is_asked(passage: Passage, atom: Atom) -> bool:
    """Whether the sentence is a question, which states nothing: "Do you need anything before tomorrow?"."""
    return passage.line(passage.sentence_at(atom.start)).rstrip().endswith("?")


def _agree(one: Day, two: Day) -> bool:
    """Whether two days that are written in part may be the same one; each must say its day."""
    if two.day is None or one.day != two.day:
        return False
    pairs = ((one.month, two.month), (one.year, two.year))
    return all(None in pair or pair[0] == pair[1] for pair in pairs)


def _part_is_told(value: Day, grounds: Grounds) -> bool:
    if any(value.fits(date) for date in grounds.dates):
        return True
    today = grounds.case.today
    if value.month is None and (value.year in grounds.figures or (today and today.year == value.year)):
        return True
    days = [told.value for told in grounds.shown(Day) if isinstance(told.value, Day)]
    if value.month is None:
        return any(day.year == value.year for day in days)
    return any(
        day.month == value.month and (not value.year or day.year in {None, value.year}) for day in days
    )


def _near_day_is_told(value: NearDay, grounds: Grounds) -> bool:
    today = grounds.case.today
    if today is None or any(told.value == value for told in grounds.shown(NearDay)):
        return True
    return today + dt.timedelta(days=value.offset) in grounds.dates


def _period_is_told(value: Period, grounds: Grounds) -> bool:
    today = grounds.case.today
    if today is None or any(told.value == value for told in grounds.shown(Period)):
        return True
    step = {"last": -1, "this": 0, "next": 1}[value.which]
    if value.unit == "week":
        monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=step)
        weekdays = [told.value for told in grounds.shown(Weekday)]
        return bool(weekdays) or any(
            0 <= (date - monday).days < _WEEK for date in grounds.dates if date != today
        )
    months = today.year * 12 + today.month + step
    return any(date.year * 12 + date.month == months for date in grounds.dates if date != today)


def weekday_fits(atom: Atom, _passage: Passage, grounds: Grounds) -> bool:
    """Whether the weekday that is written with a date is the one that the date has."""
    value = atom.value
    if not isinstance(value, Day) or value.weekday is None or value.day is None:
        return True
    dates = [date for date in grounds.dates if value.fits(date)] or list(
        nearest_dates(value, grounds.case.today)
    )
    return not dates or any(date.weekday() == value.weekday for date in dates)


def weekday_is_told(atom: Atom, passage: Passage, grounds: Grounds) -> bool:
    """Whether a weekday by itself is that of a date of the case near to today, or named by the case."""
    value = atom.value
    if not isinstance(value, Weekday):
        return True
    if any(told.value == value for told in grounds.shown(Weekday)):
        return True
    same = [date for date in grounds.dates if date.weekday() == value.weekday]
    today = grounds.case.today
    words = grounding_words()
    before = Scan(passage.text).word_before(atom.start)
    if today is None or before in words.told_weekday_leads:
        return bool(same)
    after = Scan(passage.text).word_after(atom.end)
    far = before in words.far_weekday_leads or after in words.far_weekday_tails
    reach = 2 * _NEAR if far else _NEAR
    return any(abs((date - today).days) <= reach for date in same)


def time_is_told(atom: Atom, passage: Passage, grounds: Grounds) -> bool:
    """Whether a time of day stands in the case."""
    value = atom.value
    if not isinstance(value, Clock):
        return True
    told = (other.value for other in grounds.shown(Clock))
    if any(isinstance(clock, Clock) and not value.minutes.isdisjoint(clock.minutes) for clock in told):
        return True
    if not any(True for _ in grounds.shown(Clock)) and _bare(atom.quote) in grounds.figures:
        return True
    # "At nine" may be an age, and the case may say an hour as a bare number: "7.40 instead of 7".
    alone = Scan(passage.text).word_before(atom.start) in grounding_words().bare_hour_leads
    return alone and _bare(atom.quote) in grounds.figures


def _bare(quote: str) -> Decimal | None:
    """Return the value of a quote that is nothing but a number."""
    if not quote.isalnum():
        return None
    try:
        return number_value(quote)
    except ValueError:
        return None


def nearest_date(atom: Atom, grounds: Grounds) -> str:
    """Return the date of the case that is nearest to a day, with its weekday."""
    told = sorted(grounds.dates - {grounds.case.today} if grounds.case.today else grounds.dates)
    if not told:
        phrases = [other.quote for other in grounds.told if other.kind in {"date", "weekday", "duration"}]
        return phrases[0] if phrases else grounding_words().nothing
    wanted = list(_wanted(atom, grounds))
    middle = wanted[0] if wanted else (grounds.case.today or told[0])
    return written(min(told, key=lambda date: (not _fits(atom, date), abs((date - middle).days))))


def _fits(atom: Atom, date: dt.date) -> bool:
    return isinstance(atom.value, Day) and atom.value.fits(date)


def _wanted(atom: Atom, grounds: Grounds) -> Iterator[dt.date]:
    today, value = grounds.case.today, atom.value
    if isinstance(value, Day):
        yield from nearest_dates(value, today)
    elif today is not None and isinstance(value, NearDay):
        yield today + dt.timedelta(days=value.offset)
    elif today is not None and isinstance(value, Weekday):
        yield today + dt.timedelta(days=(value.weekday - today.weekday()) % _WEEK)


def written(date: dt.date) -> str:
    """Return a date as it is written in a letter: Friday 27 November 2026."""
    words = atom_words()
    weekday = max(words.weekdays[date.weekday()], key=len).removesuffix("s").capitalize()
    return f"{weekday} {date.day} {words.months[date.month - 1][0].capitalize()} {date.year}"


def nearest_of_kind(atom: Atom, grounds: Grounds) -> str:
    """Return the time or the duration of the case that is nearest to an atom's, as it is written."""
    told = [other for other in (*grounds.told, *grounds.complained) if other.kind == atom.kind]
    if not told:
        return nearest_date(atom, grounds) if atom.kind == "duration" else grounding_words().nothing
    return min(told, key=lambda other: abs(_size(other) - _size(atom))).quote


def _size(atom: Atom) -> float:
    match atom.value:
        case Clock(minutes):
            return min(minutes)
        case Length(number, unit):
            return float(number) * {"minute": 1, "working day": 1440, "month": 43_200, "weekend": 2880}[unit]
        case _:
            return 0
