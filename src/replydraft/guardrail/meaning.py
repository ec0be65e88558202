"""What the words of a text mean, so that a reply can be compared with what its case says in other words."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from replydraft.errors import PackError
from replydraft.guardrail.characters import fold
from replydraft.resources import read

FILE = "en/words/meaning.yaml"

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['-][^\W\d_]+)*")
_ENDINGS = tuple("ations ation ments ment ingly edly ions ion ings ing ies ied ers er ed es ly s e y".split())
_SHORTEST = 3
"""How many letters an ending leaves at least."""


class Weights(BaseModel):
    """How much each sort of word counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: float
    number: float
    telling: float
    plain: float


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    empty: frozenset[str]
    irregular: Mapping[str, str]
    alike: tuple[tuple[str, ...], ...]
    telling: frozenset[str]
    weights: Weights
    months: tuple[str, ...]
    numbers: Mapping[str, int]
    hundreds: Mapping[str, int]
    unsaid_in_numbers: frozenset[str]


class Meant(NamedTuple):
    """One word that says something, and what it means."""

    meaning: str
    start: int
    end: int


@lru_cache(maxsize=1)
def _words() -> _Words:
    try:
        return _Words.model_validate(yaml.load(read("guardrails", FILE), yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise PackError(f"guardrails/{FILE}: {error}") from error


@lru_cache(maxsize=1)
def _alike() -> Mapping[str, str]:
    groups: dict[str, str] = {}
    for first, *others in _words().alike:
        for word in (first, *others):
            groups.setdefault(stem(word), first)
    return groups


def weight_of(meaning: str) -> float:
    """Return how much a meaning counts; a figure or a day more than a plain word."""
    weights = _words().weights
    if meaning[:1].isdigit():
        return weights.number
    return weights.telling if meaning in _words().telling else weights.plain


def name_weight() -> float:
    """Return how much a name counts."""
    return _words().weights.name


def stem(word: str) -> str:
    """Return a word in lower case without its ending: "replacements" and "replaced" are both "replac"."""
    bare = word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST and not word.endswith("ss"):
            bare = word[: -len(ending)].removesuffix("e")
            break
    doubled = len(bare) > _SHORTEST and bare[-1] == bare[-2] and bare[-1] not in "aeiou"
    return bare[:-1] if doubled else bare


@lru_cache(maxsize=16_384)
def meaning(word: str) -> str:
    """Return what one word in lower case means, empty for one that says nothing about a matter."""
    bare = word.removesuffix("'s").removesuffix("'")
    words = _words()
    if bare in words.empty:
        return ""
    numbers = [words.numbers.get(piece, 0) for piece in bare.split("-")]
    if all(numbers):
        return str(sum(numbers))
    if bare[:1].isdigit():
        return bare.replace(",", "")
    bare = stem(words.irregular.get(bare, bare))
    return _alike().get(bare, bare) if len(bare) > 1 else ""


def meant(text: str) -> Iterator[Meant]:
    """Yield every word of `text` that says something, in order.

    "2 November" is one word, and so is "three hundred and twenty".
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    before: Meant | None = None
    for match in _TOKEN.finditer(lowered):
        now = Meant(meaning(match[0]), *match.span())
        joined = None
        if before is not None and before.meaning.isdecimal() and now.start - before.end <= _NEXT:
            joined = _joined(before, match[0], now)
        if before is not None and before.meaning and joined is None:
            yield before
        before = joined or now
    if before is not None and before.meaning:
        yield before


def _joined(before: Meant, word: str, now: Meant) -> Meant | None:
    """Return a figure with the word after it as one, or None if they are two."""
    value = int(before.meaning)
    if word in _words().hundreds:
        return Meant(str(value * _words().hundreds[word]), before.start, now.end)
    if word in _month_numbers():
        return Meant(f"{value}/{_month_numbers()[word]}", before.start, now.end)
    if word in _words().unsaid_in_numbers:
        return Meant(before.meaning, before.start, now.end)
    small = _words().numbers.get(word, _HUNDRED)
    if value and (value % _HUNDRED == 0 or (value < _HUNDRED and value % _TEN == 0 and small < _TEN)):
        return Meant(str(value + small), before.start, now.end) if small < _HUNDRED else None
    return None


_TEN, _HUNDRED = 10, 100
_NEXT = len(" of ")
"""How far apart a figure and what belongs to it stand at most."""


@lru_cache(maxsize=1)
def _month_numbers() -> Mapping[str, int]:
    return {month: number for number, month in enumerate(_words().months, start=1)}


def meanings(text: str) -> frozenset[str]:
    """Return what the words of `text` mean, each once."""
    return frozenset(each.meaning for each in meant(fold(text)))
