"""Finds counts: "two hundred accounts", "5 sign-in attempts"; not "one of our" or "24/7"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from replydraft.guardrail.atoms.atom import Atom, Quantity
from replydraft.guardrail.atoms.numbers import number, number_value
from replydraft.guardrail.atoms.scan import Scan, Shape
from replydraft.guardrail.atoms.words import atom_words

_FOLLOWING = re.compile(r"[ -]([^\W\d_][\w'-]*)(?: ([^\W\d_][\w'-]*))?(?: ([^\W\d_][\w'-]*))?")


@lru_cache(maxsize=1)
def _shape() -> Shape:
    return Shape(number())


def find_counts(scan: Scan) -> Iterator[Atom]:
    """Yield every number that is free and counts something."""
    words = atom_words()
    for match in scan.matches(_shape()):
        start, end = match.span()
        quote = scan.text[start:end]
        if scan.lowered[start:end] in words.ones_that_count_nothing or not _may_count(scan, start, end):
            continue
        value = number_value(quote)
        scan.take(start, end)
        yield Atom("count", start, end, quote, Quantity(value, _nouns(scan, end)))


def _may_count(scan: Scan, start: int, end: int) -> bool:
    before, after = scan.text[start - 1 : start], scan.text[end : end + 1]
    if (
        before.isalnum()
        or before in {"/", "-", ".", "#", "_"}
        or after.isalnum()
        or after in {"/", "%", ":", "_"}
    ):
        return False
    if after == "-" and scan.lowered[end + 1 :].startswith(tuple(atom_words().tens)):
        # "Eighteen-fifty" is a price.
        return False
    uncounting = atom_words().uncounting
    return scan.word_before(start) not in uncounting.before and scan.word_after(end) not in uncounting.after


def _nouns(scan: Scan, end: int) -> frozenset[str]:
    found = _FOLLOWING.match(scan.lowered, end)
    if not found:
        return frozenset()
    nouns: list[str] = []
    for word in filter(None, found.groups()):
        if word in atom_words().uncounted_nouns:
            break
        nouns.append(singular(word))
    return frozenset(nouns)


def singular(word: str) -> str:
    """Return an English noun without the ending of its plural."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return (
        word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
    )
