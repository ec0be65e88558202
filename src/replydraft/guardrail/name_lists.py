"""The lists of names: each read once, when the first capitalised word asks for it."""

import unicodedata
from functools import lru_cache
from typing import Literal

from replydraft.resources import read

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)

List = Literal["given_names", "name_words", "place_words", "not_names", "brand_names", "organisation_words"]


@lru_cache(maxsize=8)
def name_list(name: List) -> frozenset[str]:
    """Return one of the lists in guardrails/en: romanised names or words, in lower case."""
    lines = read("guardrails", f"en/{name}.txt").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Return the name as the lists have it: lower case, no accents, no possessive ending, no full stop."""
    lowered = name.lower().removesuffix("'s").rstrip("'.")
    if lowered.isascii():
        return lowered
    bare = unicodedata.normalize("NFD", lowered.translate(_LETTERS))
    return "".join(char for char in bare if not unicodedata.combining(char))


@lru_cache(maxsize=4096)
def is_listed(word: str) -> bool:
    """Whether the word is a given name, whatever else it may be; of a double name, its first half."""
    name = plain(word)
    first = name.partition("-")[0]
    return any(
        name in names or first in names
        for names in (name_list("given_names"), name_list("name_words"), name_list("place_words"))
    )
