"""The sums and days that each line of a reply states."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

from replydraft.guardrail.atoms import Atom, Day, Length, NearDay, Sum, Weekday, find_atoms
from replydraft.guardrail.evidence import Evidence
from replydraft.guardrail.grounding import atoms_of
from replydraft.guardrail.text import Passage

_MINUTES = 24 * 60
_NEAR, _SHORTEST_MONTH = 14, 28
"""How many days away a bare weekday may be."""


def atoms_by_line(passage: Passage, read: Evidence) -> Mapping[int, list[Atom]]:
    """Return the atoms of each line of the body, by its index."""
    found: dict[int, list[Atom]] = {}
    for atom in atoms_of(passage):
        index = bisect_right(read.starts, atom.start) - 1
        if index >= 0 and atom.end <= read.span(index)[1]:
            found.setdefault(index, []).append(atom)
    return found


def states_sum(atom: Atom, amount: Decimal) -> bool:
    """Whether an atom is this sum of money, or a number that may stand for it."""
    return isinstance(atom.value, Sum) and atom.value.amount == amount


def states_time(atom: Atom, when: dt.date | str, *, today: dt.date | None) -> bool:
    """Whether an atom is this day, or leads to it from `today`; or is a time that stands in this phrase."""
    if isinstance(when, str):
        return any(_agree(atom, told, today=today) for told in _atoms_of(when))
    match atom.value:
        case Day():
            return atom.value.day is not None and atom.value.fits(when)
        case Weekday(weekday):
            return weekday == when.weekday() and (today is None or abs((when - today).days) <= _NEAR)
        case NearDay(offset):
            return today is not None and today + dt.timedelta(days=offset) == when
        case Length(number, "minute"):
            return today is not None and number == _MINUTES * (when - today).days
    return False


@lru_cache(maxsize=256)
def _atoms_of(phrase: str) -> tuple[Atom, ...]:
    return find_atoms(phrase)


def _agree(atom: Atom, told: Atom, *, today: dt.date | None) -> bool:
    match told.value:
        case Day(day=int(day), month=int(month)) if today is not None:
            return isinstance(atom.value, Day) and states_time(
                atom, dt.date(today.year, month, min(day, _SHORTEST_MONTH)), today=today
            )
        case Length() | Weekday() | NearDay():
            return atom.value == told.value
    return False
