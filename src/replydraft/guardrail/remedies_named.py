"""Whether a reply names each remedy that was authorised."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from replydraft.case import Case, Remedy
from replydraft.guardrail.channel_limits import channel_limits
from replydraft.guardrail.evidence import Evidence, account, evidence, expression, planned
from replydraft.guardrail.known import Found, Known
from replydraft.guardrail.meaning import meanings
from replydraft.guardrail.text import Passage
from replydraft.plan import REMEDY_PARTS, remedies_for

# What stands elsewhere in the case says little of a remedy; its own words, its sum and its kind say much.
_COMMON, _OWN, _SUM, _DAY, _KIND, _SHARED_KIND = 0.3, 1.0, 1.0, 0.7, 1.0, 0.5
_ENOUGH, _ENOUGH_OF_MANY, _NEARLY_ALL = 1.0, 1.3, 0.9
_MANY = 3


@dataclass(frozen=True, kw_only=True)
class _Signs:
    """What shows that one remedy is named."""

    remedy: Remedy
    words: Mapping[str, float]
    sums: frozenset[str]
    """Its amount, in the ways that figures write it."""
    family: str
    kind: float
    """How much its kind counts; 0 where no list says what shows it."""

    @cached_property
    def enough(self) -> float:
        """How much of it a line shows that names it."""
        own = sum(weight == _OWN for weight in self.words.values())
        return min(_ENOUGH_OF_MANY if own >= _MANY else _ENOUGH, _NEARLY_ALL * self.whole)

    @cached_property
    def whole(self) -> float:
        """How much there is to show."""
        return sum(self.words.values()) + self.kind + (_SUM if self.sums else 0)

    def in_line(self, line: str, said: frozenset[str]) -> float:
        """Return how much of it one line, or a whole reply, shows."""
        shown = sum(weight for word, weight in self.words.items() if word in said)
        shown += 0 if self.sums.isdisjoint(said) else _SUM
        found = expression(self.family) if self.kind else None
        return shown + (self.kind if found is not None and found.search(line) else 0)


@lru_cache(maxsize=64)
def _signs(case: Case) -> tuple[_Signs, ...]:
    parts = [part.id for part in planned(case).parts if part.id in REMEDY_PARTS]
    dispensable = channel_limits()[case.channel].dispensable
    wanted = [remedy for part in parts if part not in dispensable for remedy in remedies_for(part, case)]
    return tuple(_signs_of(remedy, case) for remedy in wanted)


def _signs_of(remedy: Remedy, case: Case) -> _Signs:
    others = [other for other in case.remedies if other is not remedy]
    common = account(case).union(*(_meant_by(other) for other in others))
    words = {word: _COMMON if word in common else _OWN for word in _meant_by(remedy)}
    amount = remedy.amount
    sums = set() if amount is None else {f"{amount:.2f}", f"{amount.normalize():f}"}
    if remedy.when is not None and not isinstance(remedy.when, str):
        words[f"{remedy.when.day}/{remedy.when.month}"] = _DAY
    family = _family(remedy)
    shared = any(_family(other) == family for other in others) or not common.isdisjoint(meanings(remedy.kind))
    kind = 0.0 if expression(family) is None else _SHARED_KIND if shared else _KIND
    return _Signs(remedy=remedy, words=words, sums=frozenset(sums), family=family, kind=kind)


def _family(remedy: Remedy) -> str:
    return "kind-" + "-".join(remedy.kind.casefold().replace("_", " ").replace("-", " ").split())


def _meant_by(remedy: Remedy) -> frozenset[str]:
    # Read as the reply is read, so that markup, links and quotation marks count alike in both.
    return meanings(Passage.of(remedy.description).text)


def _named(signs: _Signs, read: Evidence) -> bool:
    enough = signs.enough
    if any(signs.in_line(line, said) >= enough for line, said in zip(read.lines, read.said, strict=True)):
        return True
    return signs.in_line("\n".join(read.lines), read.all_said) >= _NEARLY_ALL * signs.whole


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
