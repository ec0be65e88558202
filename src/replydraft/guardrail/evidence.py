"""What a reply shows of the parts that its plan asks for: one scan for all of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from replydraft.case import Case
from replydraft.guardrail.matcher import Expression, PatternSet, any_of
from replydraft.guardrail.meaning import meanings, meant
from replydraft.guardrail.rules import load_packs
from replydraft.guardrail.text import Passage
from replydraft.plan import Part, Plan, plan
from replydraft.principles import load_principles

_PREFIX = "coverage-"


@lru_cache(maxsize=1)
def _expressions() -> Mapping[str, str]:
    """Return one expression for each list of the coverage lexicon, by its name without the prefix."""
    packs = load_packs()
    return {
        name.removeprefix(_PREFIX): "|".join(f"(?:{packs.expand(pattern)})" for pattern in patterns)
        for name, patterns in packs.lexicon.items()
        if name.startswith(_PREFIX)
    }


@lru_cache(maxsize=1)
def _scan() -> PatternSet:
    return PatternSet(_expressions().values())


@lru_cache(maxsize=256)
def expression(name: str) -> Expression | None:
    """Return the compiled list of the coverage lexicon; None if there is none of that name."""
    found = _expressions().get(name)
    return None if found is None else any_of((found,))


@dataclass(frozen=True)
class Evidence:
    """The body of one reply, read for what it shows."""

    lines: tuple[str, ...]

    @cached_property
    def shown(self) -> frozenset[str]:
        """The lists of the coverage lexicon that occur."""
        names = tuple(_expressions())
        return frozenset(names[number] for number in _scan().present("\n".join(self.lines)))

    @cached_property
    def said(self) -> tuple[frozenset[str], ...]:
        """What the words of each line mean."""
        return tuple(frozenset(word.meaning for word in meant(line)) for line in self.lines)

    @cached_property
    def all_said(self) -> frozenset[str]:
        """What all the words mean."""
        return frozenset().union(*self.said)

    def places(self, name: str, *, without: str | None = None) -> Iterable[int]:
        """Yield the index of each line where one list occurs, and the other does not."""
        wanted = expression(name) if name in self.shown else None
        unwanted = expression(without) if without in self.shown and without is not None else None
        if wanted is None:
            return
        for index, line in enumerate(self.lines):
            if wanted.search(line) and not (unwanted and unwanted.search(line)):
                yield index


@lru_cache(maxsize=16)
def _of(lines: tuple[str, ...]) -> Evidence:
    return Evidence(lines)


def evidence(passage: Passage) -> Evidence:
    """Return what a passage shows; the same for every detector that asks."""
    text = passage.text
    return _of(tuple([text[start:end] for start, end, role in passage.sentences if role == "body"]))


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
