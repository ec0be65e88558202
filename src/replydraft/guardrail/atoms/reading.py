"""Reads all atoms of a text, each character of it at most once."""

from collections.abc import Callable, Iterator
from functools import lru_cache

from replydraft.guardrail.atoms.addresses import find_addresses, find_phones
from replydraft.guardrail.atoms.atom import Atom
from replydraft.guardrail.atoms.counts import find_counts
from replydraft.guardrail.atoms.dates import find_days, find_partial_days
from replydraft.guardrail.atoms.durations import find_durations
from replydraft.guardrail.atoms.money import find_amounts
from replydraft.guardrail.atoms.percentages import find_percentages
from replydraft.guardrail.atoms.references import find_references
from replydraft.guardrail.atoms.scan import Scan
from replydraft.guardrail.atoms.times import find_bare_hours, find_times

# Whatever is surest of what it sees goes first; a bare number is left for the last.
_FINDERS: tuple[Callable[[Scan], Iterator[Atom]], ...] = (
    find_addresses,
    find_days,
    find_amounts,
    find_percentages,
    find_phones,
    find_references,
    find_times,
    find_durations,
    find_partial_days,
    find_bare_hours,
    find_counts,
)


@lru_cache(maxsize=16)
def find_atoms(text: str) -> tuple[Atom, ...]:
    """Return every atom of a text in its order; no two overlap."""
    scan = Scan(text)
    return tuple(sorted((atom for find in _FINDERS for atom in find(scan)), key=lambda atom: atom.start))
