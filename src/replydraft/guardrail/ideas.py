"""What a text says in several words, where another would say it in one: "the one who has since left us"."""

from collections.abc import Mapping
from functools import lru_cache

from replydraft.guardrail.evidence import Evidence, expression, named_after
from replydraft.guardrail.meaning import meaning


@lru_cache(maxsize=1)
def _ideas() -> Mapping[str, str]:
    """Return the lists of ways to say one thing in several words, each with what it means."""
    return {name: meaning(word) for name, word in named_after("confidential-says-").items()}


def ideas_in(text: str) -> dict[str, list[tuple[int, int]]]:
    """Return each thing that a text says in several words, with the places where it does."""
    found: dict[str, list[tuple[int, int]]] = {}
    for name, each in _ideas().items():
        wanted = expression(name)
        places = [match.span() for match in wanted.finditer(text)] if wanted else []
        if places:
            found[each] = places
    return found


def without(text: str, ideas: Mapping[str, list[tuple[int, int]]]) -> str:
    """Return a text with spaces in place of what `ideas_in` found in it."""
    for start, end in (place for places in ideas.values() for place in places):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def said_in(read: Evidence) -> list[frozenset[str]]:
    """Return what each line says, in one word or in several."""
    lines = list(read.said)
    for name, each in _ideas().items():
        for index in read.places(name):
            lines[index] |= {each}
    return lines
