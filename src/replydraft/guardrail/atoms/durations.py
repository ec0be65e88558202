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
    # A hyphen between words makes one number of them: "twenty-seven days".
    spaced = either(word for word in words.ranges if word.isalpha() and word != words.conjunction)
    # "And" joins the two ends only after "between": "a hundred and sixty years" is one number.
    low = (
        rf"(?:{words.between} (?P<least>{number()}) {words.conjunction} "
        rf"|(?P<low>\d+ ?- ?|{number()} {spaced} ))?"
    )
    part = rf"(?:{either((*words.indefinite, *words.ones[:3]))}[ -])?"
    hour, minute = words.durations["hour"].words, words.durations["minute"].words
    both = rf"(?:,? {words.conjunction}|,)?"
    quarters = rf"{either(words.quarters)}[ -](?:{words.of} )?{either(words.indefinite)} {hour[1]}"
    return Shape(
        rf"\b(?P<hours>{number()}) {either(hour)}{both} (?P<minutes>{number()}) {either(minute)}\b"
        rf"|\b(?P<quarters>{part}){quarters}\b|"
        rf"\b{low}(?P<number>{number()})(?:[ -]| {words.and_a_half} ){between}(?P<unit>{units})\b"
        rf"(?: {words.to[0]} (?P<high>{number()}))?"
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
    if hours := scan.group(match, "hours"):
        minutes = number_value(hours) * 60 + number_value(scan.group(match, "minutes"))
        yield start, end, Length(minutes, "minute")
    elif match.span("quarters")[0] >= 0:
        part = scan.group(match, "quarters").strip(" -")
        yield start, end, Length((number_value(part) if part else 1) * Decimal(15), "minute")
    elif scan.group(match, "unit"):
        yield from _counted(scan, match)
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


def _counted(scan: Scan, match: Hit) -> Iterator[tuple[int, int, Length]]:
    """Yield what a number and a unit say, with the other end of a range."""
    words = atom_words()
    unit, working = scan.group(match, "unit"), bool(scan.group(match, "working"))
    amount = number_value(scan.group(match, "number"))
    start, stop = match.span("number")[0], match.span("unit")[1]
    if f" {words.and_a_half} " in scan.lowered[start:stop]:
        amount += Decimal("0.5")
    first, last = match.span("least")
    if first >= 0:
        yield first, last, _length(number_value(scan.lowered[first:last]), unit, working=working)
    first, last = match.span("low")
    if first >= 0:
        quote = scan.lowered[first:last].rstrip(" -")
        head, _, tail = quote.rpartition(" ")
        quote = head if tail in words.ranges else quote
        yield first, first + len(quote), _length(number_value(quote), unit, working=working)
    yield start, stop, _length(amount, unit, working=working)
    first, last = match.span("high")
    # "From five years to seven" leaves the second unit out; "two days to ten people" does not.
    if first >= 0 and (not (after := scan.word_after(last)) or after in words.after_day):
        yield first, last, _length(number_value(scan.lowered[first:last]), unit, working=working)


def _is_length(scan: Scan, match: Hit, start: int, end: int) -> bool:
    """Whether "an hour" is how long something takes, and "the day" how soon it comes ("within the day")."""
    words = atom_words()
    before = scan.word_before(start)
    if scan.group(match, "article") == words.definite:
        return before == words.within
    # "A night" out and "a second" are no lengths, and "a day" in "twice a day" is a rate.
    return before in words.duration_leads or scan.word_after(end) in words.duration_tails


def _length(amount: Decimal, unit: str, *, working: bool = False) -> Length:
    words, found = atom_words(), _units()[unit]
    if working and found.unit == "minute":
        days = found.size / 1440
        return Length(amount * (words.days_of_a_working_week if days == 7 else days), "working day")
    return Length((amount * found.size).normalize(), found.unit)
