"""Finds remedies that a reply gives without the condition or the limit that the case gives them under."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from replydraft.guardrail.authorisation import Allowance, Allowed, content, shared
from replydraft.guardrail.characters import fold
from replydraft.guardrail.commitments.words import TOKEN, commitment_words
from replydraft.guardrail.matcher import Expression, compile_pattern
from replydraft.guardrail.meaning import meaning, meanings

_ENOUGH = 2
"""How many telling words of a remedy a sentence that speaks of it has."""
_REACH = 3
"""How many words "one" may stand before the thing that it counts."""


class Dropped(NamedTuple):
    """A place where a remedy is wider than the case has it."""

    start: int
    end: int
    allowed: Allowed


class Clause(NamedTuple):
    """What limits a remedy: "until 30 June", "of your sending the bill"."""

    meanings: frozenset[str]
    is_limit: bool


def dropped(
    text: str,
    sentences: Sequence[tuple[int, int]],
    *,
    known: Allowance,
    given: Sequence[tuple[int, int, Allowed]],
) -> Iterator[Dropped]:
    """Yield each remedy whose condition or limit the reply leaves out around where it speaks of it.

    `given` has the spans of the commitments with the remedy that each one means.
    """
    for allowed in known.remedies:
        clauses = clauses_of(allowed.text)
        if not clauses:
            continue
        spans = [(start, end) for start, end, each in given if each is allowed]
        spans = spans or [span for span in sentences if _speaks_of(text[slice(*span)], allowed)]
        places = [number for number, span in enumerate(sentences) if any(_meet(span, one) for one in spans)]
        around = {near for place in places for near in range(place - 1, place + 2)}
        window = " ".join(
            text[start:end] for number, (start, end) in enumerate(sentences) if number in around
        )
        if spans and not all(_is_kept(clause, window) for clause in clauses):
            yield Dropped(*spans[0], allowed)


def widened(text: str, sentences: Sequence[tuple[int, int]], known: Allowance) -> Iterator[Dropped]:
    """Yield each "for every concert" where the case gives one: "for any concert", "off one trip"."""
    for start, end in sentences:
        for match in _universal().finditer(text[start:end]):
            first, last = match.span()
            from_, to = match.span(1)
            noun = meanings(text[start + from_ : start + to])
            for allowed in known.remedies:
                if noun and noun <= single_things(allowed.text):
                    yield Dropped(start + first, start + last, allowed)
                    break


@lru_cache(maxsize=256)
def clauses_of(text: str) -> tuple[Clause, ...]:
    """Return the conditions and the limits in what a case says of a remedy."""
    found = [(match.span(), False) for match in _compiled("conditions_in_case").finditer(text)]
    found += [(match.span(), True) for match in _compiled("limits_in_case").finditer(text)]
    return tuple(Clause(meanings(text[start:end]), is_limit) for (start, end), is_limit in found)


@lru_cache(maxsize=256)
def single_things(text: str) -> frozenset[str]:
    """Return the things of which a remedy gives one: "any concert", "one round trip"."""
    words = commitment_words()
    tokens = TOKEN.findall(text)
    things: set[str] = set()
    for index, token in enumerate(tokens):
        if token in words.single:
            for word in tokens[index + 1 : index + 1 + _REACH]:
                if word in words.governing or not word[:1].isalpha():
                    break
                things.add(meaning(word))
    return frozenset(things) - {""}


def _is_kept(clause: Clause, window: str) -> bool:
    if not clause.meanings.isdisjoint(meanings(fold(window))):
        return True
    name = "keeps_limit" if clause.is_limit else "keeps_condition"
    return _compiled(name).search(window) is not None


def _speaks_of(sentence: str, allowed: Allowed) -> bool:
    if not allowed.words or shared(allowed.words, content(sentence)) < _ENOUGH:
        return False
    return _compiled("gives").search(sentence) is not None


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@lru_cache(maxsize=8)
def _compiled(name: str) -> Expression:
    return compile_pattern(str(getattr(commitment_words(), name)))


def _universal() -> Expression:
    return _compiled("universal")
