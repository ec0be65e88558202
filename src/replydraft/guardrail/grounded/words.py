"""The words that grounding looks for around an atom, read once."""

from collections.abc import Mapping
from functools import lru_cache

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from replydraft.errors import PackError
from replydraft.guardrail.matcher import Expression, compile_pattern
from replydraft.resources import read

FILE = "en/words/grounding.yaml"


class GroundingWords(BaseModel):
    """The word lists of grounding.yaml; the file says what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    offering: tuple[str, ...]
    open_sums: tuple[str, ...]
    customers_own: tuple[str, ...]
    clause_ends: tuple[str, ...]
    addressing: str
    deadline_leads: frozenset[str]
    length_leads: frozenset[str]
    length_tails: frozenset[str]
    far_weekday_leads: frozenset[str]
    told_weekday_leads: frozenset[str]
    number_hints: Mapping[str, int]
    uncounted_things: frozenset[str]
    whole_words: frozenset[str]
    greeting_words: frozenset[str]
    nothing: str


@lru_cache(maxsize=1)
def grounding_words() -> GroundingWords:
    """Return the word lists. Raises PackError if the shipped file is malformed."""
    try:
        return GroundingWords.model_validate(yaml.load(read("guardrails", FILE), yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise PackError(f"guardrails/{FILE} is malformed: {error}") from error


@lru_cache(maxsize=1)
def offering() -> Expression:
    """Return what makes money an offer."""
    return compile_pattern("|".join(grounding_words().offering))


@lru_cache(maxsize=1)
def open_sum() -> Expression:
    """Return what makes a remedy without an amount one that gives a sum all the same."""
    return compile_pattern("|".join(grounding_words().open_sums))


@lru_cache(maxsize=1)
def customers_own() -> Expression:
    """Return what makes money the customer's own."""
    return compile_pattern("|".join(grounding_words().customers_own))


@lru_cache(maxsize=1)
def addressing() -> Expression:
    """Return what speaks to the customer."""
    return compile_pattern(grounding_words().addressing)


def without_own(text: str) -> str:
    """Return `text`, of the same length, without what tells of the customer's own payments."""
    for match in customers_own().finditer(text):
        start, end = match.span()
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text
