"""Atoms: the figures, sums, days, times, references and addresses that a text states, each with its value."""

from replydraft.guardrail.atoms.atom import (
    KINDS,
    Atom,
    Clock,
    Day,
    Kind,
    Length,
    NearDay,
    Period,
    Quantity,
    Sum,
    Value,
    Weekday,
)
from replydraft.guardrail.atoms.of_case import CaseAtom, case_atoms
from replydraft.guardrail.atoms.reading import find_atoms

__all__ = [
    "KINDS",
    "Atom",
    "CaseAtom",
    "Clock",
    "Day",
    "Kind",
    "Length",
    "NearDay",
    "Period",
    "Quantity",
    "Sum",
    "Value",
    "Weekday",
    "case_atoms",
    "find_atoms",
]
