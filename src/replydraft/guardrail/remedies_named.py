"""Whether a reply names each remedy that was authorised."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from replydraft.case import Case, Remedy
from replydraft.guardrail.channel_limits import channel_limits
from replydraft.guardrail.evidence import Evidence, evidence, expression, planned
from replydraft.guardrail.known import Found, Known
from replydraft.guardrail.meaning import meanings
from replydraft.guardrail.rules import load_packs
from replydraft.guardrail.text import Passage
from replydraft.plan import REMEDY_PARTS, remedies_for

# What stands elsewhere in the case says little of a remedy; its own words, its sum and its day say much.
_COMMON, _OWN, _DAY = 0.3, 1.0, 0.7
# So does a word for its kind ("refunded"), unless it is a word for much else too ("new", "send").
_STRONG_KIND, _WEAK_KIND, _SHARED_KIND = 1.0, 0.7, 0.5
_ENOUGH, _ENOUGH_OF_MANY, _NEARLY_ALL = 1.0, 1.3, 0.9
_MANY = 3


@dataclass(frozen=True, kw_only=True)
class _Signs:
    """What shows that one remedy is named."""

    remedy: Remedy
    words: Mapping[str, float]
    """The words of its description, each with its weight."""
    own: Mapping[str, float]
    """What stands nowhere else in the case: some of those words, its sum, its day."""
    family: str
    """The list of words for its kind."""
    kind: float
    """How much one of those counts; 0 where there is no list."""

    @cached_property
    def enough(self) -> float:
        """How much of it a line shows that names it."""
        return _ENOUGH_OF_MANY if sum(word in self.own for word in self.words) >= _MANY else _ENOUGH

    @cached_property
    def whole(self) -> float:
        """How much the description has in all."""
        return sum(self.words.values())

    def named_in(self, said: frozenset[str], *, kind_shown: bool) -> bool:
        """Whether one line names it, by what its words mean and whether one of them is for its kind."""
        words = sum(weight for word, weight in self.words.items() if word in said)
        if words >= _NEARLY_ALL * self.whole:
            # A description in full is enough, whatever kind it is filed under.
            return True
        kind = self.kind if kind_shown else 0.0
        besides = sum(weight for sign, weight in self.own.items() if sign in said and sign not in self.words)
        certain = kind == _STRONG_KIND or not said.isdisjoint(self.own)
        return certain and words + kind + min(besides, _OWN + _DAY) >= self.enough


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
    common = meanings(elsewhere).union(
        *(_sums(other) for other in others), *(_days(other) for other in others)
    )
    words = {word: _COMMON if word in common else _OWN for word in _meant_by(remedy)}
    own = dict.fromkeys(_sums(remedy) - common, _OWN) | dict.fromkeys(_days(remedy) - common, _DAY)
    own |= {word: weight for word, weight in words.items() if weight == _OWN}
    family = _family(remedy)
    shared = any(_family(other) == family for other in others)
    return _Signs(
        remedy=remedy, words=words, own=own, family=family, kind=_kind(family, elsewhere, shared=shared)
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


def _sums(remedy: Remedy) -> frozenset[str]:
    amount = remedy.amount
    return frozenset() if not amount else frozenset({f"{amount:.2f}", f"{amount.normalize():f}"})


def _days(remedy: Remedy) -> frozenset[str]:
    when = remedy.when
    return frozenset() if when is None or isinstance(when, str) else frozenset({f"{when.day}/{when.month}"})


def _family(remedy: Remedy) -> str:
    return "coverage-kind-" + "-".join(remedy.kind.casefold().replace("_", " ").replace("-", " ").split())


def _meant_by(remedy: Remedy) -> frozenset[str]:
    # Read as the reply is read, so that markup, links and quotation marks count alike in both.
    return meanings(Passage.of(remedy.description).text)


def _named(signs: _Signs, read: Evidence) -> bool:
    kind = read.places(signs.family)
    if any(signs.named_in(said, kind_shown=index in kind) for index, said in enumerate(read.said)):
        return True
    words = sum(weight for word, weight in signs.words.items() if word in read.all_said)
    return words >= _NEARLY_ALL * signs.whole


def find_unnamed_remedies(passage: Passage, known: Known) -> Iterator[Found]:
    """Yield each authorised remedy that the reply does not name."""
    if known.case is None:
        return
    read = evidence(passage)
    for signs in _signs(known.case):
        if not _named(signs, read):
            yield Found(0, 0, {"remedy": _shown(signs.remedy)})


def _shown(remedy: Remedy) -> str:
    amount = f" ({remedy.amount} {remedy.currency})" if remedy.amount is not None else ""
    when = f", {remedy.status}" + (f" {remedy.when}" if remedy.when else "")
    return f"{remedy.description}{amount}{when}"
