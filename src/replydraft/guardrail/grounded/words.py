"""The words that grounding looks for around an atom, read once."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Literal

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
    declining: tuple[str, ...]
    clause_ends: tuple[str, ...]
    addressing: str
    their_address: str
    our_address: str
    bare_hour_leads: frozenset[str]
    deadline_leads: frozenset[str]
    length_leads: frozenset[str]
    length_tails: frozenset[str]
    far_weekday_leads: frozenset[str]
    told_weekday_leads: frozenset[str]
    approximators: frozenset[str]
    rounding: Decimal
    rounding_of_hours: Decimal
    totals: str
    shares_before: frozenset[str]
    shares_after: frozenset[str]
    most_shares: int
    further: frozenset[str]
    differences: frozenset[str]
    giving_time: str
    whole_leads: frozenset[str]
    whole_things: str
    whole_determiners: frozenset[str]
    some_day: frozenset[str]
    counted_from: frozenset[str]
    exact_unit: str
    far_weekday_tails: frozenset[str]
    number_hints: Mapping[str, int]
    times_hints: Mapping[str, int]
    uncounted_things: frozenset[str]
    multiplying: str
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


Phrase = Literal["offering", "open_sums", "customers_own", "declining"]


@lru_cache(maxsize=4)
def _compiled(phrase: Phrase) -> Expression:
    return compile_pattern("|".join(getattr(grounding_words(), phrase)))


def speaks_of(phrase: Phrase, text: str) -> bool:
    """Whether one of the pieces of a list stands in `text`."""
    return _compiled(phrase).search(text) is not None


@lru_cache(maxsize=4)
def _one(phrase: Literal["addressing", "their_address", "our_address", "totals"]) -> Expression:
    return compile_pattern(str(getattr(grounding_words(), phrase)))


def addresses_the_customer(text: str) -> bool:
    """Whether `text` speaks to the customer."""
    return _one("addressing").search(text) is not None


def speaks_of_their_address(before: str, after: str) -> bool:
    """Whether an address between the two is spoken of as the customer's, and not given out as ours."""
    return (
        _one("our_address").search(before) is None
        and _one("their_address").search(before + after) is not None
    )


def gives_time(text: str) -> bool:
    """Whether `text` tells of something that is given for a time."""
    return _one("giving_time").search(text) is not None


def adds_up(text: str) -> bool:
    """Whether `text` tells a total."""
    return _one("totals").search(text) is not None


def without_own(text: str) -> str:
    """Return `text`, of the same length, without what tells of the customer's own payments."""
    for match in _compiled("customers_own").finditer(text):
        start, end = match.span()
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def offers(text: str) -> bool:
    """Whether a clause gives or promises: not where it says what the customer paid, or what cannot be."""
    own = without_own(text)
    return speaks_of("offering", own) and not speaks_of("declining", own)
