"""Judges durations: told by the case, or lying between two of its days or times."""

from decimal import Decimal
from itertools import combinations

from replydraft.guardrail.atoms import Atom, Clock, Length
from replydraft.guardrail.atoms.scan import Scan
from replydraft.guardrail.atoms.words import atom_words
from replydraft.guardrail.grounded.clauses import clause
from replydraft.guardrail.grounded.grounds import Grounds
from replydraft.guardrail.grounded.words import gives_time, grounding_words, speaks_of
from replydraft.guardrail.text import Passage


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
