"""What a reply shows of the parts that its plan asks for: one scan for all of them."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate

from replydraft.case import Case
from replydraft.guardrail.matcher import Expression, PatternSet, any_of
from replydraft.guardrail.meaning import meanings, said
from replydraft.guardrail.rules import load_packs
from replydraft.guardrail.sentences import Sentence
from replydraft.guardrail.text import Passage
from replydraft.plan import Part, Plan, plan
from replydraft.principles import load_principles

_PREFIXES = ("coverage-", "confidential-")


@lru_cache(maxsize=1)
def _expressions() -> Mapping[str, str]:
    """Return one expression for each list of the two lexicons, by its name."""
    packs = load_packs()
    return {
        name: "|".join(f"(?:{packs.expand(pattern)})" for pattern in patterns)
        for name, patterns in packs.lexicon.items()
        if name.startswith(_PREFIXES)
    }


@lru_cache(maxsize=1)
def _scan() -> PatternSet:
    return PatternSet(_expressions().values())


@lru_cache(maxsize=256)
def expression(name: str) -> Expression | None:
    """Return a compiled list of the lexicons; None if there is none of that name."""
    found = _expressions().get(name)
    return None if found is None else any_of((found,))


@lru_cache(maxsize=16)
def named_after(prefix: str) -> Mapping[str, str]:
    """Return the lists whose name begins with `prefix`, each with the rest of its name."""
    return {name: name.removeprefix(prefix) for name in _expressions() if name.startswith(prefix)}


@dataclass(frozen=True, eq=False)
class Evidence:
    """The body of one reply, read for what it shows; whatever several detectors ask is worked out once."""

    lines: tuple[str, ...]
    starts: tuple[int, ...]
    """Where each line stands in the passage."""

    @cached_property
    def text(self) -> str:
        """All lines."""
        return "\n".join(self.lines)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The lists that occur."""
        names = tuple(_expressions())
        return frozenset([names[number] for number in _scan().present(self.text)])

    @cached_property
    def said(self) -> tuple[frozenset[str], ...]:
        """What the words of each line mean."""
        return tuple(map(said, self.lines))

    @cached_property
    def all_said(self) -> frozenset[str]:
        """What all the words mean."""
        return frozenset().union(*self.said)

    @cached_property
    def _places(self) -> dict[str, frozenset[int]]:
        return {}

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *accumulate(len(line) + 1 for line in self.lines)]

    def places(self, name: str) -> frozenset[int]:
        """Return the index of each line where a list occurs."""
        if name not in self.shown:
            return frozenset()
        found = self._places.get(name)
        if found is None:
            wanted = expression(name)
            matches = wanted.finditer(self.text) if wanted is not None else ()
            starts = self._line_starts
            found = frozenset([bisect_right(starts, match.span()[0]) - 1 for match in matches])
            self._places[name] = found
        return found

    def span(self, index: int) -> tuple[int, int]:
        """Return where a line stands in the passage."""
        return self.starts[index], self.starts[index] + len(self.lines[index])


@lru_cache(maxsize=16)
def _of(text: str, sentences: tuple[Sentence, ...]) -> Evidence:
    body = [(text[start:end], start) for start, end, role in sentences if role == "body"]
    return Evidence(tuple(line for line, _ in body), tuple(start for _, start in body))


def evidence(passage: Passage) -> Evidence:
    """Return what a passage shows; the same for every detector that asks."""
    return _of(passage.text, passage.sentences)


@lru_cache(maxsize=64)
def planned(case: Case) -> Plan:
    """Return the plan for a case, by the built-in principles."""
    return plan(case, principles=load_principles())


def planned_part(case: Case, part: str) -> Part | None:
    """Return one part of the plan for a case, or None if it needs none."""
    return planned(case).part(part)


@lru_cache(maxsize=64)
def account(case: Case) -> frozenset[str]:
    """Return what the customer and the facts say of the matter."""
    return meanings("\n".join((case.complaint, *case.public_facts)))


@lru_cache(maxsize=64)
def matter(case: Case) -> frozenset[str]:
    """Return what the case says of the matter and of what is done about it."""
    return account(case) | meanings("\n".join(remedy.description for remedy in case.remedies))


@lru_cache(maxsize=64)
def remedies_said(case: Case) -> tuple[frozenset[str], ...]:
    """Return what the words of each remedy mean, of those that have any."""
    return tuple(filter(None, (meanings(remedy.description) for remedy in case.remedies)))


@lru_cache(maxsize=64)
def theirs(case: Case) -> frozenset[str]:
    """Return what the customer says of the matter and no fact does."""
    return meanings(case.complaint) - meanings("\n".join(case.public_facts))


@lru_cache(maxsize=64)
def follow_up(case: Case) -> tuple[frozenset[str], frozenset[str]]:
    """Return what the words for the time of the next word mean, and those for who gives it."""
    if case.follow_up is None:
        return frozenset(), frozenset()
    when = case.follow_up.when if isinstance(case.follow_up.when, str) else ""
    return meanings(when), meanings(case.follow_up.who or "")
