"""Finds the outcome of something that the case only says is under way: "the review has shown"."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from replydraft.guardrail.commitments.words import commitment_words
from replydraft.guardrail.matcher import Expression, compile_pattern


class Open(NamedTuple):
    """What is under way, as the case says it, and what finds its outcome in a reply."""

    told: str
    outcome: Expression


def untold_results(text: str, told: tuple[str, ...]) -> Iterator[tuple[int, int, str]]:
    """Yield each outcome with what the case, in its texts `told`, says in its place."""
    for each in _under_way(told):
        for match in each.outcome.finditer(text):
            yield *match.span(), each.told


@lru_cache(maxsize=64)
def _under_way(told: tuple[str, ...]) -> tuple[Open, ...]:
    found: list[Open] = []
    for under_way, outcome in _expressions():
        texts = [text for text in told if under_way.search(text)]
        if texts and not any(outcome.search(text) for text in told):
            found.append(Open(texts[0], outcome))
    return tuple(found)


@lru_cache(maxsize=1)
def _expressions() -> tuple[tuple[Expression, Expression], ...]:
    results = commitment_words().results
    return tuple((compile_pattern(each.under_way), compile_pattern(each.found)) for each in results)
