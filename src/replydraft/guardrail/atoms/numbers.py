"""Numbers in figures and in words: 1,250.50, "forty-five", "a hundred and twenty", "2k"."""

from decimal import Decimal
from functools import lru_cache

from replydraft.guardrail.atoms.words import atom_words, either

FIGURES = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3})+,\d\d|\d+,\d\d|\d+(?:\.\d+)?)"
"""An RE2 piece: a number in figures, English or continental."""


@lru_cache(maxsize=1)
def in_words() -> str:
    """Return an RE2 piece: a whole number below a million million, in words."""
    words = atom_words()
    ones, teens = either(words.ones), either(words.teens)
    tens = either((*words.tens, *words.misspelt))
    below_100 = rf"(?:{tens}(?:[ -]{ones})?|{teens}|{ones})"
    one = f"(?:{either((*words.ones, *words.teens, *words.indefinite))}|{tens}(?:[ -]{ones})?)"
    rest = rf"(?:,? {words.conjunction} {below_100}|,?[ -]{below_100})"
    below_1000 = rf"(?:{one}[ -]{words.hundred}\b{rest}?|{words.hundred}\b{rest}|{below_100})"
    large = f"(?:{words.thousand}|{words.million})"
    start = rf"(?:{one}[ -]{words.hundred}(?:,? {words.conjunction} {below_100})?|{one})"
    joined = rf",? (?:{words.conjunction} )?{below_1000}"
    thousands = rf"[ -]{words.thousand}\b(?:{joined})?"
    larger = rf"(?:{start}[ -]{large}\b(?:{joined}(?:{thousands})?)?)"
    return rf"(?:{larger}|{below_1000})"


@lru_cache(maxsize=1)
def scales() -> str:
    """Return an RE2 piece: what may follow figures and multiplies them."""
    words = atom_words()
    return rf"(?:{either(words.scale_letters)}\b| ?(?:{words.hundred}|{words.thousand}|{words.million})\b)"


@lru_cache(maxsize=1)
def number() -> str:
    """Return an RE2 piece: a number in figures or in words, or a dozen."""
    words = atom_words()
    dozens = rf"\b(?:{either(words.indefinite)} )?{either(words.dozens)}(?: {words.of})?"
    return rf"(?:{FIGURES}{scales()}?|\b{in_words()}|{dozens})"


@lru_cache(maxsize=2048)
def number_value(text: str) -> Decimal:
    """Return the value of what `number` matches. Raises ValueError for any other text."""
    lowered = text.casefold().strip()
    if lowered[:1].isdigit():
        return _figures(lowered)
    return Decimal(_words(lowered))


def _figures(text: str) -> Decimal:
    digits = text.rstrip("abcdefghijklmnopqrstuvwxyz ")
    scale = text[len(digits) :].strip()
    whole, comma, cents = digits.rpartition(",")
    if comma and len(cents) == 2:
        digits = f"{whole.replace('.', '')}.{cents}"
    value = Decimal(digits.replace(",", ""))
    return value * _scale(scale) if scale else value


def _scale(word: str) -> int:
    words = atom_words()
    large = {words.hundred: 100, words.thousand: 1000, words.million: 1_000_000}
    found = large.get(word) or words.scale_letters.get(word)
    if found is None:
        message = f"{word!r} multiplies no number"
        raise ValueError(message)
    return found


@lru_cache(maxsize=1)
def _values() -> dict[str, int]:
    words = atom_words()
    values = {word: value for value, word in enumerate(words.ones, start=1)}
    values |= {word: value for value, word in enumerate(words.teens, start=10)}
    values |= {word: 10 * value for value, word in enumerate(words.tens, start=2)}
    values |= {wrong: values[right] for wrong, right in words.misspelt.items()}
    return values | dict.fromkeys(words.indefinite, 1)


def _words(text: str) -> int:
    words, values = atom_words(), _values()
    total = group = 0
    for word in text.replace("-", " ").replace(",", " ").split():
        if word in values:
            group += values[word]
        elif word in words.dozens:
            group = max(group, 1) * words.dozens[word]
        elif word == words.hundred:
            group = max(group, 1) * 100
        elif word in {words.thousand, words.million}:
            total = total + group * 1000 if word == words.thousand else (total + group) * 1_000_000
            group = 0
        elif word not in {words.conjunction, words.of}:
            message = f"{word!r} is no word of a number"
            raise ValueError(message)
    return total + group
