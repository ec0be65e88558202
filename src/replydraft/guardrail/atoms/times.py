"""Finds times of day: 14:20, 2.20 pm, 5pm, ten o'clock, twenty past two, noon."""

from collections.abc import Iterator
from functools import lru_cache

from replydraft.guardrail.atoms.atom import Atom, Clock
from replydraft.guardrail.atoms.numbers import number_value
from replydraft.guardrail.atoms.scan import Hit, Scan, Shape
from replydraft.guardrail.atoms.words import atom_words, either

_DAY = 24 * 60


@lru_cache(maxsize=1)
def _shape() -> Shape:
    words = atom_words()
    hour = _hour()
    noon = either((*words.before_noon, *words.after_noon))
    twenty, five = words.tens[0], words.ones[4]
    minute = either(
        (*words.ones, *words.teens, twenty, f"{twenty}-{five}", f"{twenty} {five}", words.half, words.quarter)
    )
    side = either((*words.past, *words.to))
    return Shape(
        rf"\b(?P<hour>\d\d?)(?P<mark>[:.h])(?P<minute>\d\d)(?: ?(?P<noon>{noon}))?(?:\b|$)"
        rf"|\b(?:(?P<first>{hour}) ?{either(words.ranges)} ?)?"
        rf"(?P<hour2>{hour}) ?(?P<noon2>{noon})(?:\b|[ ,;)?!]|$)"
        rf"|\b(?P<hour3>{hour}) ?{either(words.clock)}\b(?: ?(?P<noon3>{noon}))?"
        rf"|\b(?:{either(words.indefinite)} )?(?P<spoken>{minute}|\d\d?)(?: {either(words.minutes)})?"
        rf" (?P<side>{side}) (?P<hour4>{hour})\b(?: ?(?P<noon4>{noon}))?"
        rf"|\b(?P<named>{either(words.named_times)})\b"
    )


def _hour() -> str:
    """Return an RE2 piece: an hour in figures or in words."""
    words = atom_words()
    return rf"(?:\d\d?|{either((*words.ones, *words.teens[:3]))})"


def find_times(scan: Scan) -> Iterator[Atom]:
    """Yield every time of day that is free."""
    for match in scan.matches(_shape()):
        start, end = match.span()
        while end > start and scan.text[end - 1] in " ,;)?!":
            end -= 1
        if match.span("first")[0] >= 0:
            # Of "8 to 10 a.m." the first hour may be on either side of noon.
            first, last = match.span("first")
            yield from _clock(scan, first, last, _at(int(number_value(scan.lowered[first:last])), 0, ""))
            start = match.span("hour2")[0]
        yield from _clock(scan, start, end, _minutes(scan, match, start, end))


def _clock(scan: Scan, start: int, end: int, minutes: frozenset[int] | None) -> Iterator[Atom]:
    if minutes is not None:
        scan.take(start, end)
        yield Atom("time", start, end, scan.text[start:end], Clock(minutes))


def _minutes(scan: Scan, match: Hit, start: int, end: int) -> frozenset[int] | None:
    words = atom_words()
    if named := scan.group(match, "named"):
        hour, _, minute = words.named_times[named].partition(":")
        return frozenset({int(hour) * 60 + int(minute)})
    if not scan.stands_alone(start, end):
        return None
    if hour := scan.group(match, "hour"):
        mark, noon = scan.group(match, "mark"), scan.group(match, "noon")
        if mark != ":" and not noon and scan.word_before(start) not in words.time_leads:
            return None
        return _at(int(hour), int(scan.group(match, "minute")), noon)
    for number in ("2", "3"):
        if hour := scan.group(match, f"hour{number}"):
            return _at(int(number_value(hour)), 0, scan.group(match, f"noon{number}"))
    return _spoken(scan, match, start, end)


def _spoken(scan: Scan, match: Hit, start: int, end: int) -> frozenset[int] | None:
    words = atom_words()
    spoken, side = scan.group(match, "spoken"), scan.group(match, "side")
    hour = int(number_value(scan.group(match, "hour4")))
    noon = scan.group(match, "noon4")
    exact = spoken in {words.half, words.quarter}
    if side != words.past[0] and not exact and not noon and scan.word_before(start) not in words.time_leads:
        return None
    # "Ten to twelve days" is a range, and so is "8 to 10".
    after = scan.word_after(end)
    counts = bool(after) and after not in words.after_day
    if side in words.to and not exact and (counts or number_value(spoken) % 5):
        return None
    named = {words.half: 30, words.quarter: 15}
    minute = named[spoken] if exact else int(number_value(spoken))
    if minute >= 60:
        return None
    found = _at(hour, 0, noon)
    if found is None:
        return None
    shift = minute if side in words.past else -minute
    return frozenset((base + shift) % _DAY for base in found)


def _at(hour: int, minute: int, noon: str) -> frozenset[int] | None:
    if hour > 24 or minute >= 60:
        return None
    if noon:
        if not 1 <= hour <= 12:
            return frozenset({hour * 60 + minute})
        return frozenset({(hour % 12 + (12 if noon in atom_words().after_noon else 0)) * 60 + minute})
    first = (hour * 60 + minute) % _DAY
    # "At 2:20" may be in the afternoon; 14:20 and 00:30 may not be anything else.
    return frozenset({first, (first + _DAY // 2) % _DAY}) if 1 <= hour <= 12 else frozenset({first})


@lru_cache(maxsize=1)
def _bare_hour() -> Shape:
    words = atom_words()
    hour = _hour()
    joined = either((*words.to, words.conjunction))
    return Shape(
        rf"\b(?:{either(words.bare_hour_leads)}) (?P<hour>{hour})\b(?: {joined} (?P<last>{hour})\b)?"
        rf"|\b{either(words.span_leads)} (?P<hour2>{hour}) {joined} (?P<last2>{hour})\b"
    )


def find_bare_hours(scan: Scan) -> Iterator[Atom]:
    """Yield every hour that is only a number: "at nine", "between eight and nine"."""
    for match in scan.matches(_bare_hour()):
        for name in ("hour", "last", "hour2", "last2"):
            start, end = match.span(name)
            if start < 0 or not scan.stands_alone(start, end) or not _ends_there(scan, match.span()[1]):
                continue
            if scan.word_before(match.span()[0]) == scan.lowered[start:end]:
                # "One by one".
                continue
            yield from _clock(scan, start, end, _at(int(number_value(scan.lowered[start:end])), 0, ""))


def _ends_there(scan: Scan, end: int) -> bool:
    words = atom_words()
    after = scan.word_after(end)
    weekdays = {name for names in words.weekdays for name in names}
    return not after or after in words.after_day or after in words.after_bare_hour or after in weekdays
