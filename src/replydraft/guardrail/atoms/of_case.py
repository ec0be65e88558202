"""The atoms of a case, each with the field that it stands in."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from replydraft.case import Case, Remedy
from replydraft.guardrail.atoms.atom import Atom, Day, Sum
from replydraft.guardrail.atoms.reading import find_atoms
from replydraft.guardrail.atoms.references import plain_reference
from replydraft.guardrail.characters import fold

Field = Literal[
    "facts", "confidential", "remedies", "prevention", "follow_up", "sender", "references",
    "complaint", "today",
]  # fmt: skip
"""Where an atom stands; `confidential` is a fact that must not be said, and no source for a draft."""


@dataclass(frozen=True, slots=True)
class CaseAtom:
    """One atom of a case."""

    atom: Atom
    """Of a field that is no text, such as an amount, `start` and `end` are 0."""
    field: Field
    number: int
    """The place in the field's list, from 0; 0 for a field that is no list."""


@lru_cache(maxsize=64)
def case_atoms(case: Case) -> tuple[CaseAtom, ...]:
    """Return every atom of a case, in the order of its fields; computed once for each case."""
    return tuple(_atoms(case))


def _atoms(case: Case) -> Iterator[CaseAtom]:
    if case.today is not None:
        yield CaseAtom(date_atom(case.today), "today", 0)
    for number, fact in enumerate(case.facts):
        yield from _in_text(fact.text, "confidential" if fact.confidential else "facts", number)
    for number, remedy in enumerate(case.remedies):
        yield from _of_remedy(remedy, number)
    for number, step in enumerate(case.prevention):
        yield from _in_text(step, "prevention", number)
    if case.follow_up is not None:
        yield from _when(case.follow_up.when, "follow_up", 0)
        yield from _in_text(case.follow_up.who, "follow_up", 0)
    for part in (case.sender.name, case.sender.role, case.sender.company):
        yield from _in_text(part, "sender", 0)
    for number, reference in enumerate(case.references):
        yield CaseAtom(Atom("reference", 0, 0, reference, plain_reference(reference)), "references", number)
    yield from _in_text(case.complaint, "complaint", 0)


def _of_remedy(remedy: Remedy, number: int) -> Iterator[CaseAtom]:
    for amount in (remedy.amount, remedy.value_when_restored, remedy.cost_to_restore):
        if amount is not None and remedy.currency is not None:
            yield CaseAtom(sum_atom(amount, remedy.currency), "remedies", number)
    yield from _when(remedy.when, "remedies", number)
    yield from _in_text(remedy.description, "remedies", number)


def _when(when: dt.date | str | None, field: Field, number: int) -> Iterator[CaseAtom]:
    if isinstance(when, dt.date):
        yield CaseAtom(date_atom(when), field, number)
    else:
        yield from _in_text(when, field, number)


def _in_text(text: str | None, field: Field, number: int) -> Iterator[CaseAtom]:
    for atom in find_atoms(fold(text)) if text else ():
        yield CaseAtom(atom, field, number)


def date_atom(date: dt.date) -> Atom:
    """Return the atom of a date that a field of the case holds."""
    value = Day(year=date.year, month=date.month, day=date.day, weekday=date.weekday())
    return Atom("date", 0, 0, date.isoformat(), value)


def sum_atom(amount: Decimal, currency: str) -> Atom:
    """Return the atom of an amount that a field of the case holds."""
    return Atom("amount", 0, 0, f"{currency} {plain_number(amount)}", Sum(amount, frozenset({currency})))


def plain_number(number: Decimal) -> str:
    """Return a number with its thousands apart, and with two places of decimals if it has any."""
    return f"{number:,.0f}" if number == number.to_integral_value() else f"{number:,.2f}"
