"""Whether a reply names each remedy that was authorised."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from replydraft.case import Case, Remedy
from replydraft.guardrail.atoms import Atom
from replydraft.guardrail.channel_limits import channel_limits
from replydraft.guardrail.evidence import Evidence, evidence, expression, planned
from replydraft.guardrail.known import Found, Known
from replydraft.guardrail.meaning import meanings
from replydraft.guardrail.rules import load_packs
from replydraft.guardrail.said_when import atoms_by_line, states_sum, states_time
from replydraft.guardrail.text import Passage
from replydraft.plan import REMEDY_PARTS, remedies_for

# What stands elsewhere in the case says little of a remedy; its own words, its sum and its day say much.
_COMMON, _OWN, _DAY, _KNOWN_SUM, _KNOWN_DAY = 0.3, 1.0, 0.7, 0.7, 0.3
# So does a word for its kind ("refunded"), unless it is a word for much else too ("new", "send").
_STRONG_KIND, _WEAK_KIND, _SHARED_KIND = 1.0, 0.7, 0.5
_ENOUGH, _ENOUGH_OF_MANY, _NEARLY_ALL = 1.0, 1.3, 0.9
_MANY, _TWO, _HALF = 3, 2, 0.5


@dataclass(frozen=True, kw_only=True)
class _Signs:
    """What shows that one remedy is named."""

    remedy: Remedy
    words: Mapping[str, float]
    """The words of its description, each with its weight."""
    amount: float
    """How much its sum counts; 0 where it has none."""
    day: float
    """How much its day counts; 0 where it has none."""
    family: str
    """The list of words for its kind."""
    kind: float
    """How much one of those counts; 0 where there is no list."""

    @cached_property
    def own(self) -> frozenset[str]:
        """The words that stand nowhere else in the case."""
        return frozenset(word for word, weight in self.words.items() if weight == _OWN)

    @cached_property
    def enough(self) -> float:
        """How much of it a line shows that names it."""
        return _ENOUGH_OF_MANY if len(self.own) >= _MANY else _ENOUGH

    @cached_property
    def whole(self) -> float:
        """How much the description has in all."""
        return sum(self.words.values())

    def named_in(self, said: frozenset[str], line: "_Line") -> bool:
        """Whether one line names it, by what its words mean and what else it states."""
        words = sum(weight for word, weight in self.words.items() if word in said)
        if words >= _NEARLY_ALL * self.whole:
            # A description in full is enough, whatever kind it is filed under.
            return True
        shared = len(said & self.words.keys())
        if line.gives and shared >= _TWO and shared >= _HALF * len(self.words):
            return True
        kind = self.kind if line.kind else 0.0
        amount = self.amount if line.amount else 0.0
        day = self.day if line.day else 0.0
        certain = _OWN in {kind, amount} or day == _DAY or (kind and amount) or not said.isdisjoint(self.own)
        return bool(certain) and words + kind + amount + day >= self.enough


class _Line(NamedTuple):
    """What else than words a line has of one remedy."""

    kind: bool
    amount: bool
    day: bool
    gives: bool
    """Whether it says that something is given or done."""


@lru_cache(maxsize=64)
def _signs(case: Case) -> tuple[_Signs, ...]:
    parts = [part.id for part in planned(case).parts if part.id in REMEDY_PARTS]
    dispensable = channel_limits()[case.channel].dispensable
    wanted = [remedy for part in parts if part not in dispensable for remedy in remedies_for(part, case)]
    return tuple(_signs_of(remedy, case) for remedy in wanted)


def _signs_of(remedy: Remedy, case: Case) -> _Signs:
    others = [other for other in case.remedies if other is not remedy]
    elsewhere = "\n".join(
        (case.complaint, *case.public_facts, *case.prevention, *(other.description for other in others))
    )
    common = meanings(elsewhere)
    words = {word: _COMMON if word in common else _OWN for word in _meant_by(remedy)}
    sums, days = {other.amount for other in others}, {other.when for other in others}
    known_sum = remedy.amount in sums or not _figures(remedy).isdisjoint(common)
    family = _family(remedy)
    shared = any(_family(other) == family for other in others)
    return _Signs(
        remedy=remedy,
        words=words,
        amount=0.0 if not remedy.amount else _KNOWN_SUM if known_sum else _OWN,
        day=0.0 if remedy.when is None else _KNOWN_DAY if remedy.when in days else _DAY,
        family=family,
        kind=_kind(family, elsewhere, shared=shared),
    )


def _kind(family: str, elsewhere: str, *, shared: bool) -> float:
    found = expression(family)
    if found is None:
        return 0.0
    if shared or found.search(elsewhere):
        return _SHARED_KIND
    return _STRONG_KIND if family in _strong() else _WEAK_KIND


@lru_cache(maxsize=1)
def _strong() -> frozenset[str]:
    return frozenset(f"coverage-kind-{kind}" for kind in load_packs().lexicon.get("strong-kinds", ()))


def _figures(remedy: Remedy) -> frozenset[str]:
    amount = remedy.amount
    return frozenset() if not amount else frozenset({f"{amount:.2f}", f"{amount.normalize():f}"})


def _family(remedy: Remedy) -> str:
    return "coverage-kind-" + "-".join(remedy.kind.casefold().replace("_", " ").replace("-", " ").split())


def _meant_by(remedy: Remedy) -> frozenset[str]:
    # Read as the reply is read, so that markup, links and quotation marks count alike in both.
    return meanings(Passage.of(remedy.description).text)


def _named(signs: _Signs, read: Evidence, atoms: Mapping[int, list[Atom]], today: dt.date | None) -> bool:
    kind, gives = read.places(signs.family), read.places("coverage-gives")
    amount, day = signs.remedy.amount, signs.remedy.when
    for index, said in enumerate(read.said):
        stated = atoms.get(index, ())
        if not stated and index not in kind and said.isdisjoint(signs.words):
            continue
        line = _Line(
            kind=index in kind,
            amount=amount is not None and any(states_sum(atom, amount) for atom in stated),
            day=day is not None and any(states_time(atom, day, today=today) for atom in stated),
            gives=index in gives,
        )
        if signs.named_in(said, line):
            return True
    words = sum(weight for word, weight in signs.words.items() if word in read.all_said)
    return words >= _NEARLY_ALL * signs.whole


def find_unnamed_remedies(passage: Passage, known: Known) -> Iterator[Found]:
    """Yield each authorised remedy that the reply does not name."""
    if known.case is None or not known.case.remedies:
        return
    read = evidence(passage)
    atoms = atoms_by_line(passage, read)
    for signs in _signs(known.case):
        if not _named(signs, read, atoms, known.case.today):
            yield Found(0, 0, {"remedy": _shown(signs.remedy)})


def _shown(remedy: Remedy) -> str:
    amount = f" ({remedy.amount} {remedy.currency})" if remedy.amount is not None else ""
    when = f", {remedy.status}" + (f" {remedy.when}" if remedy.when else "")
    return f"{remedy.description}{amount}{when}"
