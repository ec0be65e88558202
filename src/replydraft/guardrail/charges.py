"""Finds a charge that the case does not speak of beside one that is paid: "and her medical costs"."""

from collections.abc import Iterator
from functools import lru_cache

from replydraft.case import Case
from replydraft.guardrail.atoms.counts import singular
from replydraft.guardrail.commitments.words import commitment_words
from replydraft.guardrail.grounded.grounds import grounds
from replydraft.guardrail.matcher import Expression, compile_pattern
from replydraft.guardrail.meaning import meaning


def untold_charges(text: str, start: int, end: int, *, case: Case) -> Iterator[tuple[int, int]]:
    """Yield each charge between two offsets of `text` whose name no word of the case has."""
    words = commitment_words()
    for match in _charge().finditer(text[start:end]):
        first, last = match.span(1)
        thing = singular(text[start + first : start + last].lower())
        if thing not in grounds(case).vocabulary and thing not in words.no_things and meaning(thing):
            yield start + match.span()[0], start + match.span()[1]


@lru_cache(maxsize=1)
def _charge() -> Expression:
    return compile_pattern(commitment_words().charge)
