"""Judges days, weekdays, times and durations: told by the case, or reckoned from its dates."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from replydraft.guardrail.atoms import Atom, Clock, Day, Length, NearDay, Period, Weekday
from replydraft.guardrail.atoms.numbers import number_value
from replydraft.guardrail.atoms.scan import Scan
from replydraft.guardrail.atoms.words import atom_words
from replydraft.guardrail.grounded.calendars import nearest_dates
from replydraft.guardrail.grounded.clauses import clause
from replydraft.guardrail.grounded.grounds import Grounds
from replydraft.guardrail.grounded.words import gives_time, grounding_words, speaks_of
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


def length_is_told(atom: Atom, passage: Passage, grounds: Grounds) -> bool:
    """Whether a duration stands in the case, or lies between two of its days or times."""
    value = atom.value
    if not isinstance(value, Length) or value.unit == "weekend":
        return True
    if value in grounds.implied_lengths or any(_same_length(value, told) for told in grounds.told_lengths):
        return True
    if any(_same_length(value, told) for told in grounds.lengths):
        # The customer's own; what they name is not theirs to be given: "free pizza for a year".
        text = clause(atom, passage)
        return not gives_time(text) or speaks_of("declining", text)
    first, _, unit = atom.quote.lower().partition(" ")
    if first in atom_words().indefinite and unit in grounds.vocabulary:
        # The case has it without its article: "hour with our chef".
        return True
    return _is_reckoned(atom, value, Scan(passage.text), grounds)


def _is_reckoned(atom: Atom, value: Length, scan: Scan, grounds: Grounds) -> bool:
    """Whether a duration follows from the days and the times of the case, as the words around it say."""
    words = grounding_words()
    before, after = scan.word_before(atom.start), scan.word_after(atom.end)
    earlier = scan.word_before(atom.start - len(before) - 1)
    around = {before, *atom.quote.lower().split()[:-1]}
    if atom.quote.lower() in words.some_day and words.deadline_leads.isdisjoint({before, earlier}):
        return True
    if after in words.counted_from:
        # "A week from Friday": the day that it is counted from is judged by itself.
        return True
    # Who counts in weeks or months does not count the odd day.
    rounding = (
        Decimal(0) if atom.quote.lower().rstrip("s").endswith(words.exact_unit) else words.rounding_of_hours
    )
    further = scan.word_after(atom.end + 1 + len(after)) if after else ""
    if not words.approximators.isdisjoint({before, after, f"{after} {further}"}):
        rounding = words.rounding
    if not words.further.isdisjoint({*around, after}) and value in grounds.length_differences:
        return True
    if not words.deadline_leads.isdisjoint({before, earlier}):
        return _is_distance(value, grounds.days_ahead, grounds, rounding)
    if _is_distance(value, grounds.past_distances, grounds, rounding):
        return True
    marked = after in words.length_tails or not words.length_leads.isdisjoint(around)
    return marked and _is_distance(value, grounds.distances, grounds, rounding)


def _same_length(one: Length, two: Length) -> bool:
    if one.unit == two.unit:
        return one.number == two.number
    units = {one.unit: one.number, two.unit: two.number}
    if set(units) != {"minute", "month"}:
        return False
    # A month is as long as people take it to be: four weeks, or 28 to 31 days.
    days = units["minute"] / 1440
    return 28 * units["month"] <= days <= 31 * units["month"]


def _is_distance(value: Length, distances: frozenset[int], grounds: Grounds, rounding: Decimal) -> bool:
    """Whether a duration is as long as one of the distances in days, or as between two times of day."""
    number = value.number
    if value.unit == "working day":
        return number in grounds.working_days_ahead
    if value.unit == "month":
        months = {Decimal(days) / number for days in distances} if number else set()
        return any(28 * (1 - rounding) <= month <= 31 * (1 + rounding) for month in months)
    if any(abs(number - 1440 * days) <= rounding * number for days in distances):
        return True
    # "Six hours" may be ten minutes less.
    rounding = max(rounding, grounding_words().rounding_of_hours)
    return any(abs(number - gap) <= rounding * number for gap in _gaps(grounds))


def _gaps(grounds: Grounds) -> set[Decimal]:
    """Return how many minutes lie between any two times of day of the case."""
    times = [clock.value.minutes for clock in grounds.shown(Clock) if isinstance(clock.value, Clock)]
    return {
        Decimal(abs(first - last)) for one, two in combinations(times, 2) for first in one for last in two
    }


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
