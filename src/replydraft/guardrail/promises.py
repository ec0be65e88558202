"""Holds what a reply promises against what its case authorises; the detectors of the pack `authorised`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from replydraft.case import Case
from replydraft.guardrail.atoms.reading import find_atoms
from replydraft.guardrail.commitments.finding import find_commitments
from replydraft.guardrail.judgement import SORTS, Fault, Judgement, Sort
from replydraft.guardrail.known import Detector, Found, Known
from replydraft.guardrail.text import Passage


def promise_detectors() -> Mapping[str, Detector]:
    """Return the detectors by the names that the pack uses."""
    return {f"promise-{sort}": _Detector(sort) for sort in SORTS}


@dataclass(frozen=True)
class _Detector:
    """Yields the faults of one sort; all of them share one reading of the reply."""

    sort: Sort

    def __call__(self, passage: Passage, known: Known) -> Iterable[Found]:
        """Yield the faults of this sort in `passage`."""
        if known.case is None:
            return ()
        faults = _faults(passage.text, _body(passage), known.case)
        return [fault.found for fault in faults if fault.sort == self.sort]


def _body(passage: Passage) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end, role in passage.sentences if role == "body")


@lru_cache(maxsize=16)
def _faults(text: str, sentences: tuple[tuple[int, int], ...], case: Case) -> tuple[Fault, ...]:
    found = tuple(find_commitments(text, sentences=sentences))
    return tuple(Judgement(text, case, atoms=find_atoms(text), sentences=sentences).faults(found))
