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

_TOKEN = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_ASCII_TOKEN = re.compile(r"[a-z]+(?:['-][a-z]+)*|[0-9]+(?:[.,][0-9]+)*")
"""The same for plain English, four times as fast."""

_ENDINGS = tuple("ations ation ments ment ingly edly ions ion ings ing ies ied ers er ed es ly s e y".split())
_SHORTEST = 3
"""How many letters an ending leaves at least."""


class Weights(BaseModel):
    """How much each sort of word counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: float
    number: float
    telling: float
    rare: float
    common: float


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    empty: frozenset[str]
    irregular: Mapping[str, str]
    alike: tuple[tuple[str, ...], ...]
    common: frozenset[str]
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


def weight_of(each: str) -> float:
    """Return how much a meaning counts: a figure or a day most, a word of everyday service least."""
    weights = _words().weights
    if each[:1].isdigit():
        return weights.number
    if each in _words().telling:
        return weights.telling
    return weights.common if each in _common() else weights.rare


def is_rare(each: str) -> bool:
    """Whether a meaning is a word that letters of everyday service do without."""
    return each.isalpha() and each not in _words().telling and each not in _common()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(map(meaning, _words().common))


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
    found = list(_TOKEN.finditer(lowered if len(lowered) == len(text) else text))
    for meaning_, first, last in _joined([match[0] for match in found]):
        yield Meant(meaning_, found[first].start(), found[last].end())


def _joined(words: list[str]) -> Iterator[tuple[str, int, int]]:
    """Yield each meaning with the numbers of its first and last word, a figure with what belongs to it."""
    index = 0
    while index < len(words):
        first, now = index, meaning(words[index])
        while now.isdecimal() and index + 1 < len(words):
            larger = _with(now, words[index + 1])
            if larger is None:
                break
            now, index = larger, index + 1
        if now:
            yield now, first, index
        index += 1


def _with(figure: str, word: str) -> str | None:
    """Return a figure and the word after it as one, or None if they are two."""
    if len(figure) > _DIGITS:
        return None
    value, words = int(figure), _words()
    if word in words.hundreds:
        return str(value * words.hundreds[word])
    if word in _month_numbers():
        return f"{value}/{_month_numbers()[word]}"
    if word in words.unsaid_in_numbers:
        return figure
    small = words.numbers.get(word, _HUNDRED)
    tens = value and value < _HUNDRED and value % _TEN == 0 and small < _TEN
    hundreds = value and value % _HUNDRED == 0 and small < _HUNDRED
    return str(value + small) if tens or hundreds else None


_TEN, _HUNDRED = 10, 100
_DIGITS = 12
"""More than that are no number that anybody reads."""


@lru_cache(maxsize=1)
def _month_numbers() -> Mapping[str, int]:
    return {month: number for number, month in enumerate(_words().months, start=1)}


def meanings(text: str) -> frozenset[str]:
    """Return what the words of `text` mean, each once."""
    return said(fold(text))


def said(line: str) -> frozenset[str]:
    """Return what the words of a text mean that is folded already, each once."""
    # A check asks this of every sentence: only a figure may belong to the word after it.
    words = (_ASCII_TOKEN if line.isascii() else _TOKEN).findall(line.lower())
    plain = {meaning(word) for word in words}
    if any(map(str.isdecimal, plain)):
        return frozenset(each for each, _, _ in _joined(words))
    plain.discard("")
    return frozenset(plain)
