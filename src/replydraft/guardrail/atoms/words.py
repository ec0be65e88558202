"""The words that figures, money, days, times and durations are written with, read once."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from replydraft.errors import PackError
from replydraft.resources import read

FILE = "en/words/atoms.yaml"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DurationWord(_Frozen):
    """One unit of time: the words for it, and how many base units it has."""

    words: tuple[str, ...]
    unit: Literal["minute", "month", "weekend"]
    size: Decimal


class Uncounting(_Frozen):
    """What stands around a number that counts nothing."""

    before: frozenset[str]
    after: frozenset[str]


class AtomWords(_Frozen):
    """The word lists of atoms.yaml; the file says what each is for."""

    ones: tuple[str, ...]
    teens: tuple[str, ...]
    tens: tuple[str, ...]
    misspelt: Mapping[str, str]
    hundred: str
    thousand: str
    million: str
    conjunction: str
    indefinite: tuple[str, ...]
    of: str
    dozens: Mapping[str, int]
    scale_letters: Mapping[str, int]
    ordinals: tuple[str, ...]
    months: tuple[tuple[str, ...], ...]
    month_leads: frozenset[str]
    weekdays: tuple[tuple[str, ...], ...]
    weekday_words: frozenset[str]
    near_days: Mapping[str, int]
    near_nights: Mapping[str, int]
    periods: Mapping[str, tuple[Literal["this", "next", "last"], Literal["week", "month"]]]
    day_leads: tuple[str, ...]
    after_day: frozenset[str]
    ordinal_endings: tuple[str, ...]
    before_noon: tuple[str, ...]
    after_noon: tuple[str, ...]
    clock: tuple[str, ...]
    half: str
    quarter: str
    minutes: tuple[str, ...]
    past: tuple[str, ...]
    to: tuple[str, ...]
    named_times: Mapping[str, str]
    time_leads: frozenset[str]
    bare_hour_leads: frozenset[str]
    span_leads: tuple[str, ...]
    after_bare_hour: frozenset[str]
    phone_leads: frozenset[str]
    durations: Mapping[str, DurationWord]
    working: tuple[str, ...]
    between_number_and_unit: tuple[str, ...]
    duration_leads: frozenset[str]
    duration_tails: frozenset[str]
    within: str
    definite: str
    between: str
    days_of_a_working_week: int
    and_a_half: str
    units_by_themselves: tuple[str, ...]
    hour_letter: str
    quarters: tuple[str, ...]
    ranges: tuple[str, ...]
    currency_symbols: Mapping[str, tuple[str, ...]]
    currency_words: Mapping[str, tuple[str, ...]]
    minor_words: Mapping[str, tuple[str, ...]]
    coins: Mapping[str, int]
    coin_currency: str
    codes_that_are_words: frozenset[str]
    percent: tuple[str, ...]
    shares: Mapping[str, int]
    shares_by_themselves: tuple[str, ...]
    taken_off: tuple[str, ...]
    share_things: tuple[str, ...]
    reference_leads: tuple[str, ...]
    reference_names: tuple[str, ...]
    domains: tuple[str, ...]
    uncounting: Uncounting
    ones_that_count_nothing: frozenset[str]
    uncounted_nouns: frozenset[str]


@lru_cache(maxsize=1)
def atom_words() -> AtomWords:
    """Return the word lists. Raises PackError if the shipped file is malformed."""
    try:
        data = yaml.load(read("guardrails", FILE), yaml.CSafeLoader)
        return AtomWords.model_validate(data)
    except (yaml.YAMLError, ValidationError) as error:
        raise PackError(f"guardrails/{FILE} is malformed: {error}") from error


def either(words: Iterable[str]) -> str:
    """Return an RE2 group that matches one of the words, the longest first."""
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word) for word in longest_first) + ")"
