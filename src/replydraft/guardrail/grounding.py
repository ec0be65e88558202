"""Finds what a draft states and its case does not: sums, numbers, days, references, addresses, names."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial

from replydraft.guardrail.atoms import Atom, find_atoms
from replydraft.guardrail.atoms.addresses import find_addresses
from replydraft.guardrail.atoms.scan import Scan
from replydraft.guardrail.grounded import days, figures, lengths, money, names
from replydraft.guardrail.grounded.grounds import Grounds, grounds
from replydraft.guardrail.grounded.words import grounding_words
from replydraft.guardrail.known import Detector, Found, Known
from replydraft.guardrail.text import Passage

_Test = Callable[[Atom, Passage, Grounds], bool]
_Nearest = Callable[[Atom, Grounds], str]


@dataclass(frozen=True, kw_only=True)
class _Judge:
    """How the atoms of one rule are judged."""

    kinds: frozenset[str]
    is_told: _Test
    nearest: _Nearest
    only: Callable[[Atom], bool] = lambda _atom: True


def _judge(
    kinds: str, is_told: _Test, nearest: _Nearest, only: Callable[[Atom], bool] = lambda _atom: True
) -> _Judge:
    return _Judge(kinds=frozenset(kinds.split()), is_told=is_told, nearest=nearest, only=only)


_JUDGES: Mapping[str, _Judge] = {
    "amount": _judge("amount", money.amount_is_told, money.nearest_amount),
    "offer": _judge("amount", money.amount_is_authorised, money.nearest_amount),
    "percentage": _judge("percentage", money.percentage_is_told, money.nearest_percentage),
    "count": _judge("count", figures.count_is_told, figures.nearest_count, figures.is_large),
    "small-count": _judge("count", figures.count_is_told, figures.nearest_count, figures.is_small),
    "contradicted": _judge(
        "count", figures.count_is_not_contradicted, figures.nearest_count, figures.is_small
    ),
    "date": _judge("date", days.date_is_told, days.nearest_date),
    "weekday": _judge("weekday", days.weekday_is_told, days.nearest_date),
    "date-weekday": _judge("date", days.weekday_fits, days.nearest_date),
    "time": _judge("time", days.time_is_told, days.nearest_of_kind),
    "duration": _judge("duration", lengths.length_is_told, days.nearest_of_kind),
    "reference": _judge("reference", figures.reference_is_told, figures.nearest_text),
    "email": _judge("email", figures.address_is_told, figures.nearest_text),
    "link": _judge("link", figures.address_is_told, figures.nearest_text),
    "phone": _judge("phone", figures.address_is_told, figures.nearest_text),
}
_IN_SOURCE = frozenset({"email", "link"})
"""Kinds whose spans are in the text as written: in the prose one character stands for an address."""


def grounding_detectors() -> Mapping[str, Detector]:
    """Return the detectors of this layer by the name that packs use, such as `ungrounded-date`."""
    by_kind: dict[str, Detector] = {
        f"ungrounded-{name}": partial(find_ungrounded, name=name)
        for name in _JUDGES
        if name != "contradicted"
    }
    by_kind["contradicted-count"] = partial(find_ungrounded, name="contradicted")
    return by_kind | {"ungrounded-name": find_ungrounded_names}


def find_ungrounded(passage: Passage, known: Known, *, name: str) -> Iterator[Found]:
    """Yield every atom of one kind that the case neither says nor lets one reckon."""
    if known.case is None:
        return
    judge = _JUDGES[name]
    atoms = _addresses(passage.source) if name in _IN_SOURCE else atoms_of(passage)
    chosen = [atom for atom in atoms if atom.kind in judge.kinds and judge.only(atom)]
    if not chosen:
        return
    ground = grounds(known.case)
    for atom in chosen:
        if not judge.is_told(atom, passage, ground):
            yield _found(atom.start, atom.end, atom.quote, judge.nearest(atom, ground))


def find_ungrounded_names(passage: Passage, known: Known) -> Iterator[Found]:
    """Yield every person's name that the case does not have."""
    if known.case is None:
        return
    who = known.case.customer.name or known.case.sender.name or grounding_words().nothing
    for start, end in names.unknown_names(passage, grounds(known.case)):
        yield _found(start, end, passage.text[start:end], who)


def atoms_of(passage: Passage) -> tuple[Atom, ...]:
    """Return the atoms of a draft; the detectors of one check share them."""
    return find_atoms(passage.text)


@lru_cache(maxsize=4)
def _addresses(source: str) -> tuple[Atom, ...]:
    return tuple(find_addresses(Scan(source)))


def _found(start: int, end: int, quote: str, nearest: str) -> Found:
    return Found(start, end, {"found": quote, "nearest": nearest})
