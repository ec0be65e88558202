"""Finds days: 27 November, Nov 27th 2026, 2026-11-27, 27/11/2026, the 27th, tomorrow, next week, Friday."""

from collections.abc import Iterator
from functools import lru_cache

from replydraft.guardrail.atoms.atom import Atom, Day, NearDay, Period, Weekday
from replydraft.guardrail.atoms.scan import Hit, Scan, Shape
from replydraft.guardrail.atoms.words import atom_words, either

_YEAR = r"(?:19|20)\d\d"


@lru_cache(maxsize=1)
def _names() -> tuple[str, str, dict[str, int], dict[str, int]]:
    words = atom_words()
    months = {name: number for number, names in enumerate(words.months, start=1) for name in names}
    weekdays = {name: number for number, names in enumerate(words.weekdays) for name in names}
    return either(months), either(weekdays), months, weekdays


@lru_cache(maxsize=1)
def _written_out() -> Shape:
    words = atom_words()
    month, weekday, _, _ = _names()
    ending = f"(?:{either(words.ordinal_endings)})"
    lead = rf"(?:\b{weekday}\b\.?,?(?: the)? )?"
    joined = rf"(?:{ending}?(?: ?(?:{either(words.ranges)}) ?)(?:the )?)"
    return Shape(
        rf"{lead}(?:\b(?P<first>\d\d?){joined})?\b(?P<day>\d\d?){ending}?,?(?: day)?(?: of)?"
        rf"[ -](?P<month>{month})\b\.?(?:,?[ -](?P<year>{_YEAR})\b)?"
        rf"|{lead}\b(?P<month2>{month})\b\.? (?:the )?(?:(?P<first2>\d\d?){joined})?"
        rf"(?P<day2>\d\d?){ending}?\b(?:,? (?P<year2>{_YEAR})\b)?"
        rf"|{lead}\b(?P<year3>{_YEAR})-(?P<month3>\d\d)-(?P<day3>\d\d)\b"
        rf"|{lead}\b(?P<day4>\d\d?)[/.](?P<month4>\d\d?)[/.](?P<year4>{_YEAR}|\d\d)\b"
    )


@lru_cache(maxsize=1)
def _partly() -> Shape:
    words = atom_words()
    month, weekday, _, _ = _names()
    leads = either(words.day_leads)
    ending = f"(?:{either(words.ordinal_endings)})"
    near = either({**words.near_days, **words.near_nights})
    periods = "|".join(words.periods)
    return Shape(
        rf"\b(?:(?P<weekday>{weekday})(?:,? the)|{leads}(?P<the> the)) (?P<day>\d\d?){ending}?\b"
        rf"|\b(?P<near>{near})\b"
        rf"|\b(?P<period>{periods})\b"
        rf"|\b(?P<month>{month})\b\.?(?: (?P<year>{_YEAR})\b)?"
        rf"|\b(?P<name>{weekday})\b\.?"
        rf"|\b(?P<year2>{_YEAR})\b"
    )


def find_days(scan: Scan) -> Iterator[Atom]:
    """Yield every day with its month, which leaves no doubt that it is one."""
    for match in scan.matches(_written_out()):
        for start, stop, day in _days(scan, match):
            end = stop - (scan.text[stop - 1] == ".")
            scan.take(start, end)
            yield Atom("date", start, end, scan.text[start:end], day)


def _days(scan: Scan, match: Hit) -> Iterator[tuple[int, int, Day]]:
    start, end = match.span()
    if not scan.stands_alone(start, end):
        return
    _, _, months, weekdays = _names()
    for suffix in ("", "2", "3", "4"):
        if match.span(f"day{suffix}")[0] < 0:
            continue
        month = scan.group(match, f"month{suffix}")
        year = scan.group(match, f"year{suffix}")
        number = months.get(month) or int(month)
        day = int(scan.group(match, f"day{suffix}"))
        full = int(year) + (2000 if len(year) == 2 else 0) if year else None
        either_order = suffix == "4" and day <= 12 and number <= 12
        if suffix == "4" and number > 12 >= day:
            day, number = number, day
        if not (1 <= number <= 12 and 1 <= day <= 31):
            return
        weekday = weekdays.get(scan.lowered[start:end].replace(",", " ").replace(".", " ").split()[0])
        first = match.span(f"first{suffix}") if suffix in {"", "2"} else (-1, -1)
        if first[0] >= 0:
            yield *first, Day(year=full, month=number, day=int(scan.text[slice(*first)]), weekday=weekday)
            day_start = match.span(f"day{suffix}")[0]
            yield day_start, end, Day(year=full, month=number, day=day)
        else:
            yield (
                start,
                end,
                Day(year=full, month=number, day=day, weekday=weekday, either_order=either_order),
            )
        return


def find_partial_days(scan: Scan) -> Iterator[Atom]:
    """Yield every other day, period, month, weekday and year that is free."""
    for match in scan.matches(_partly()):
        start, end = match.span()
        if not scan.stands_alone(start, end):
            continue
        atom = _partial(scan, match, start, end)
        if atom is not None:
            scan.take(atom.start, atom.end)
            yield atom


def _partial(scan: Scan, match: Hit, start: int, end: int) -> Atom | None:
    words = atom_words()
    _, _, months, weekdays = _names()
    if scan.group(match, "day"):
        return _day_alone(scan, match, start, end)
    if month := scan.group(match, "month"):
        return _month(scan, match, start, months[month])
    if name := scan.group(match, "name"):
        return _weekday(scan, match, weekdays[name])
    value: Day | NearDay | Period
    if near := scan.group(match, "near"):
        value = NearDay({**words.near_days, **words.near_nights}[near])
    elif period := scan.group(match, "period"):
        value = _period(period)
    else:
        value = Day(year=int(scan.group(match, "year2")))
    return _atom(scan, start, end, value)


def _day_alone(scan: Scan, match: Hit, start: int, end: int) -> Atom | None:
    """Return "the 5th" as a day, unless a noun follows: "the 5th floor"."""
    day = int(scan.group(match, "day"))
    after = scan.word_after(end)
    if not 1 <= day <= 31 or (after and after not in atom_words().after_day):
        return None
    _, _, _, weekdays = _names()
    weekday = weekdays.get(scan.group(match, "weekday"))
    narrowed = match.span("the")[0] + 1
    return _atom(scan, narrowed or start, end, Day(day=day, weekday=weekday))


def _month(scan: Scan, match: Hit, start: int, month: int) -> Atom | None:
    end = match.span("month")[1]
    year = scan.group(match, "year")
    capital = scan.text[start].isupper()
    if year:
        return _atom(scan, start, match.span("year")[1], Day(year=int(year), month=month))
    if not capital or scan.word_before(start) not in atom_words().month_leads:
        return None
    return _atom(scan, start, end, Day(month=month))


def _weekday(scan: Scan, match: Hit, weekday: int) -> Atom | None:
    words = atom_words()
    start, end = match.span("name")
    name = scan.lowered[start:end]
    if name in words.weekday_words and not (
        scan.text[start].isupper() and (scan.word_before(start) in words.month_leads | set(words.day_leads))
    ):
        return None
    return _atom(scan, start, end, Weekday(weekday))


@lru_cache(maxsize=1)
def _periods() -> list[tuple[Shape, Period]]:
    return [(Shape(f"^(?:{text})$"), Period(*value)) for text, value in atom_words().periods.items()]


def _period(text: str) -> Period:
    return next(period for shape, period in _periods() if shape.expression.search(text))


def _atom(scan: Scan, start: int, end: int, value: Day | NearDay | Period | Weekday) -> Atom:
    return Atom("weekday" if isinstance(value, Weekday) else "date", start, end, scan.text[start:end], value)
