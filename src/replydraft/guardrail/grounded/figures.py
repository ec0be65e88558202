"""Judges counts, references, e-mail addresses, links and phone numbers."""

import difflib
import re
from collections.abc import Iterable
from decimal import Decimal

from replydraft.guardrail.atoms import Atom, Quantity
from replydraft.guardrail.atoms.references import plain_reference
from replydraft.guardrail.grounded.grounds import Grounds
from replydraft.guardrail.grounded.words import grounding_words, speaks_of_their_address
from replydraft.guardrail.text import Passage

SMALL = 3
"""Up to this a number of things that the case does not count may be a manner of speaking."""

_SENTENCE_END = re.compile(r"[.?!]\s|\n")


def count_is_told(atom: Atom, _passage: Passage, grounds: Grounds) -> bool:
    """Whether the case has the number, or it counts nothing."""
    value = atom.value
    if not isinstance(value, Quantity) or value.number in grounds.counted:
        return True
    words = grounding_words()
    if value.number in grounds.figures:
        # Where the organisation counts the same things, its number holds and no other.
        return not any(_counts_the_same(value, other.value) for other in grounds.told)
    if words.multiplying in value.nouns and _is_ratio(value.number, grounds.told_figures):
        return True
    if not words.differences.isdisjoint(value.nouns) and value.number in grounds.differences:
        return True
    if not value.nouns:
        # "The two of them", "all three": it stands for things that were named before.
        return value.number <= SMALL or value.number == 100
    return value.number <= SMALL and not value.nouns.isdisjoint(words.uncounted_things)


def count_is_not_contradicted(atom: Atom, _passage: Passage, grounds: Grounds) -> bool:
    """Whether the organisation does not count fewer of the same things."""
    value, words = atom.value, grounding_words()
    if not isinstance(value, Quantity):
        return True
    if words.multiplying in value.nouns:
        if value.number in grounds.told_figures or any(
            _is_as_often(value, one) for one in grounds.complained
        ):
            return True
        hints = [hint for word, hint in words.times_hints.items() if word in grounds.vocabulary]
        return not hints or value.number <= max(hints)
    told = [other.value for other in grounds.told if isinstance(other.value, Quantity)]
    same = [other.number for other in told if _counts_the_same(value, other)]
    return not same or value.number <= max(same)


def _is_as_often(value: Quantity, told: Atom) -> bool:
    other = told.value
    often = isinstance(other, Quantity) and grounding_words().multiplying in other.nouns
    return often and isinstance(other, Quantity) and other.number == value.number


def _counts_the_same(one: Quantity, other: object) -> bool:
    if not isinstance(other, Quantity):
        return False
    return not (one.nouns & other.nouns).isdisjoint(one.nouns - grounding_words().uncounted_things)


def _is_ratio(number: Decimal, figures: Iterable[Decimal]) -> bool:
    """Whether one number of the case is so many times another: from 2 GB to 10."""
    known = frozenset(figures)
    return any(number * figure in known for figure in known if figure)


def is_large(atom: Atom) -> bool:
    """Whether a number is too large to be a manner of speaking."""
    return isinstance(atom.value, Quantity) and atom.value.number > SMALL


def is_small(atom: Atom) -> bool:
    """Whether a number may be a manner of speaking."""
    return not is_large(atom)


def reference_is_told(atom: Atom, _passage: Passage, grounds: Grounds) -> bool:
    """Whether the case has the reference, whatever dashes and capitals it is written with."""
    if atom.value in grounds.references:
        return True
    return atom.quote.isdigit() and Decimal(atom.quote) in grounds.figures


def address_is_told(atom: Atom, passage: Passage, grounds: Grounds) -> bool:
    """Whether the organisation gives the address; the customer's own may be said back to them."""
    told = [str(other.value) for other in grounds.told if other.kind in {"email", "link", "phone"}]
    value = str(atom.value)
    if value in told or grounds.says(value) or grounds.says(atom.quote):
        return True
    if atom.kind == "link":
        # The host of a told address, or the domain of a told mailbox.
        return any(one.startswith(f"{value}/") or one.endswith(f"@{value}") for one in told)
    if value not in {other.value for other in grounds.complained if other.kind == atom.kind}:
        return False
    text = passage.source if atom.kind == "email" else passage.text
    before = _SENTENCE_END.split(text[max(0, atom.start - 80) : atom.start])[-1]
    return speaks_of_their_address(before, text[atom.end : atom.end + 40])


def nearest_text(atom: Atom, grounds: Grounds) -> str:
    """Return the reference or the address of the case that looks most like the atom."""
    told = {
        str(other.value): other.quote
        for other in (*grounds.told, *grounds.complained)
        if other.kind == atom.kind
    }
    if not told:
        return grounding_words().nothing
    wanted = plain_reference(atom.quote) if atom.kind == "reference" else str(atom.value)
    near = difflib.get_close_matches(wanted, told, n=1, cutoff=0)
    return told[near[0]] if near else next(iter(told.values()))


def nearest_count(atom: Atom, grounds: Grounds) -> str:
    """Return the number of the case that counts the same things, or is nearest."""
    counts = [other for other in (*grounds.told, *grounds.complained) if isinstance(other.value, Quantity)]
    if not counts or not isinstance(atom.value, Quantity):
        return grounding_words().nothing
    wanted = atom.value

    def distance(other: Atom) -> tuple[bool, Decimal]:
        value = other.value
        if not isinstance(value, Quantity):
            return True, Decimal(0)
        return value.nouns.isdisjoint(wanted.nouns), abs(value.number - wanted.number)

    return min(counts, key=distance).quote
