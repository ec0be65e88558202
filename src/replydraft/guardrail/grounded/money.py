"""Judges amounts and percentages: what is offered must be authorised, anything else be told by the case."""

from decimal import Decimal
from functools import lru_cache

from replydraft.guardrail.atoms import Atom, Sum
from replydraft.guardrail.atoms.of_case import plain_number
from replydraft.guardrail.atoms.scan import Scan
from replydraft.guardrail.grounded.clauses import clause
from replydraft.guardrail.grounded.grounds import Grounds
from replydraft.guardrail.grounded.words import (
    addresses_the_customer,
    adds_up,
    grounding_words,
    offers,
    speaks_of,
)
from replydraft.guardrail.matcher import Expression, compile_pattern
from replydraft.guardrail.text import Passage


def amount_is_told(atom: Atom, passage: Passage, grounds: Grounds) -> bool:
    """Whether an amount that is no offer stands in the case, or follows from its sums."""
    value = atom.value
    if not isinstance(value, Sum) or any(value.agrees(told) for told in grounds.told_sums):
        return True
    sentence = passage.line(passage.sentence_at(atom.start))
    if _is_total(value, sentence, grounds) or is_share_of_sum(atom, passage.text, grounds):
        return True
    if value.amount not in grounds.customers_sums:
        return False
    return addresses_the_customer(sentence) or speaks_of("declining", clause(atom, passage))


def _is_total(value: Sum, sentence: str, grounds: Grounds) -> bool:
    return adds_up(sentence) and any(value.agrees(total) for total in grounds.totals)


def is_share_of_sum(atom: Atom, text: str, grounds: Grounds) -> bool:
    """Whether an amount is one of several equal parts of a sum: "£53 a seat, four seats"."""
    words, scan, value = grounding_words(), Scan(text), atom.value
    if not isinstance(value, Sum):
        return False
    marked = (
        scan.word_before(atom.start) in words.shares_before or scan.word_after(atom.end) in words.shares_after
    )
    if not marked:
        return False
    parts = [number for number in grounds.figures if 1 < number <= words.most_shares]
    return any(
        Sum(value.amount * number, value.currencies).agrees(told)
        for told in grounds.told_sums
        for number in parts
    )


def _is_a_whole(atom: Atom, passage: Passage) -> bool:
    """Whether an amount is what something is taken off: "a fifth off the £7,500"."""
    words, scan = grounding_words(), Scan(passage.text)
    before = scan.word_before(atom.start)
    if before in words.whole_determiners:
        before = scan.word_before(atom.start - len(before) - 1)
    return before in words.whole_leads or _whole().search(passage.text[: atom.start]) is not None


@lru_cache(maxsize=1)
def _whole() -> Expression:
    return compile_pattern(grounding_words().whole_things)


def amount_is_authorised(atom: Atom, passage: Passage, grounds: Grounds) -> bool:
    """Whether an amount is no offer, or one that the case has authorised."""
    value = atom.value
    if not isinstance(value, Sum) or any(value.agrees(offer) for offer in grounds.authorised):
        return True
    # What the case does not have at all is found as such.
    if not amount_is_told(atom, passage, grounds) or not offers(clause(atom, passage)):
        return True
    if is_share_of_sum(atom, passage.text, grounds) or _is_a_whole(atom, passage):
        return True
    return grounds.leaves_a_sum_open and any(value.agrees(told) for told in grounds.told_sums)


def percentage_is_told(atom: Atom, passage: Passage, grounds: Grounds) -> bool:
    """Whether a percentage stands in the case, or is the share that one sum is of another."""
    value = atom.value
    if not isinstance(value, Decimal):
        return True
    told = {other.value for other in grounds.told if other.kind == "percentage"}
    if value in told or _is_a_share(value, grounds):
        return True
    if value == 100 and not grounding_words().whole_words.isdisjoint(grounds.vocabulary):
        return True
    complained = {other.value for other in grounds.complained if other.kind == "percentage"}
    return value in complained and not offers(clause(atom, passage))


def _is_a_share(percentage: Decimal, grounds: Grounds) -> bool:
    """Whether a remedy gives this share of a sum that the case names."""
    named = [atom.value for atom in grounds.told if isinstance(atom.value, Sum) and atom.value.amount]
    return any(
        part.currencies & whole.currencies and round(100 * part.amount / whole.amount) == percentage
        for part in grounds.remedy_sums
        for whole in named
        if part.amount < whole.amount and whole not in grounds.remedy_sums
    )


def nearest_amount(atom: Atom, grounds: Grounds) -> str:
    """Return the sum of the case that is nearest to an amount, as it is written."""
    wanted = atom.value.amount if isinstance(atom.value, Sum) else Decimal(0)
    sums = grounds.remedy_sums or grounds.told_sums
    if not sums:
        return grounding_words().nothing
    near = min(sums, key=lambda told: abs(told.amount - wanted))
    return f"{'/'.join(sorted(near.currencies)[:1])} {plain_number(near.amount)}"


def nearest_percentage(atom: Atom, grounds: Grounds) -> str:
    """Return the percentage of the case that is nearest to an atom's."""
    told = [
        other for other in grounds.told if other.kind == "percentage" and isinstance(other.value, Decimal)
    ]
    if not told or not isinstance(atom.value, Decimal):
        return grounding_words().nothing
    wanted = atom.value
    return min(told, key=lambda other: abs(_decimal(other) - wanted)).quote


def _decimal(atom: Atom) -> Decimal:
    return atom.value if isinstance(atom.value, Decimal) else Decimal(0)
