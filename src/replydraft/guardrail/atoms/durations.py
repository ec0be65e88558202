"""Finds durations: 24 hours, two weeks, a fortnight, half an hour, three working days, "a week later"."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from replydraft.guardrail.atoms.atom import Atom, Length
from replydraft.guardrail.atoms.numbers import number, number_value
from replydraft.guardrail.atoms.scan import Hit, Scan, Shape
from replydraft.guardrail.atoms.words import DurationWord, atom_words, either


@lru_cache(maxsize=1)
def _shape() -> Shape:
    words = atom_words()
    units = either(_units())
    filler = rf"(?:(?:{either(words.between_number_and_unit)}) ){{0,2}}"
    between = rf"{filler}(?:(?P<working>{either(words.working)})[ -])?"
    article = either((*words.indefinite, words.definite))
    low = rf"(?:(?P<low>{number()})(?: ?(?:{either(words.ranges)}) ?))?"
    return Shape(
        rf"\b{low}(?P<number>{number()})(?:[ -]| {words.and_a_half} ){between}(?P<unit>{units})\b"
        rf"|\b(?P<half>{words.half}) (?:{either(words.indefinite)} )?(?P<unit2>{units})\b"
        rf"|\b(?P<article>{article}) (?:(?P<working3>{either(words.working)}) )?(?P<unit3>{units})\b"
        rf"|\b(?P<unit4>{either(words.units_by_themselves)})\b"
        rf"|\b(?P<figures>\d+)(?P<letter>{words.hour_letter}|{units})\b"
    )


@lru_cache(maxsize=1)
def _units() -> dict[str, DurationWord]:
    return {word: unit for unit in atom_words().durations.values() for word in unit.words}


def find_durations(scan: Scan) -> Iterator[Atom]:
    """Yield every duration that is free; of a range, both ends."""
    for match in scan.matches(_shape()):
        start, end = match.span()
        if scan.text[start - 1 : start] in {"-", "/", "."} or scan.text[end : end + 1] == "/":
            continue
        for first, last, length in _lengths(scan, match, start, end):
            scan.take(first, last)
            yield Atom("duration", first, last, scan.text[first:last], length)


def _lengths(scan: Scan, match: Hit, start: int, end: int) -> Iterator[tuple[int, int, Length]]:
    words = atom_words()
    if unit := scan.group(match, "unit"):
        working = bool(scan.group(match, "working"))
        amount = number_value(scan.group(match, "number"))
        if f" {words.and_a_half} " in scan.lowered[start:end]:
            amount += Decimal("0.5")
        low = match.span("low")
        if low[0] >= 0:
            yield *low, _length(number_value(scan.group(match, "low")), unit, working=working)
            start = match.span("number")[0]
        yield start, end, _length(amount, unit, working=working)
    elif unit := scan.group(match, "unit2"):
        yield start, end, _length(Decimal("0.5"), unit)
    elif unit := scan.group(match, "unit3"):
        if _is_length(scan, match, start, end):
            yield start, end, _length(Decimal(1), unit, working=bool(scan.group(match, "working3")))
    elif unit := scan.group(match, "unit4"):
        yield start, end, _length(Decimal(1), unit)
    else:
        letter = scan.group(match, "letter")
        unit = words.durations["hour"].words[0] if letter == words.hour_letter else letter
        yield start, end, _length(Decimal(scan.group(match, "figures")), unit)


def _is_length(scan: Scan, match: Hit, start: int, end: int) -> bool:
    """Whether "an hour" is how long something takes, and "the day" how soon it comes ("within the day")."""
    words = atom_words()
    before = scan.word_before(start)
    if scan.group(match, "article") == words.definite:
        return before == words.within
    # "A night" out and "a second" are no lengths, and "a day" in "twice a day" is a rate.
    return before in words.duration_leads or scan.word_after(end) in words.duration_tails


def _length(amount: Decimal, unit: str, *, working: bool = False) -> Length:
    found = _units()[unit]
    if working and found.unit == "minute":
        return Length(amount * found.size / 1440, "working day")
    return Length((amount * found.size).normalize(), found.unit)
