"""The lists of names: loaded once, when the first capitalised word asks for them."""

import unicodedata
from functools import lru_cache

from replydraft.resources import read

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss"}
)


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Return given names of many cultures, romanised, in lower case."""
    return _lines("given_names.txt")


@lru_cache(maxsize=1)
def name_words() -> frozenset[str]:
    """Return given names that are words, months or places as well, in lower case."""
    return _lines("name_words.txt")


def plain(name: str) -> str:
    """Return the name as the lists have it: lower case, without accents, without a possessive ending."""
    lowered = name.lower()
    if lowered.endswith("'s"):
        lowered = lowered[:-2]
    if lowered.isascii():
        return lowered.rstrip("'")
    bare = unicodedata.normalize("NFD", lowered.translate(_LETTERS))
    return "".join(char for char in bare if not unicodedata.combining(char)).rstrip("'")


def _lines(name: str) -> frozenset[str]:
    lines = read("guardrails", f"en/{name}").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))
