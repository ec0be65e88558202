"""The sums and the numbers of a case, and those that follow from them."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from itertools import combinations

from replydraft.guardrail.atoms import Quantity, Sum
from replydraft.guardrail.characters import fold
from replydraft.guardrail.grounded.sources import Sources, figures_in
from replydraft.guardrail.grounded.words import grounding_words, speaks_of
from replydraft.plan import fair_value

MOST = 60
"""Of more numbers or sums than this only the first are put together: a case may be hostile."""
_MOST_SUMMED = 8
"""Of more sums than this only pairs and the total are added up."""


class Sums(Sources):
    """What a case says in money and in numbers."""

    @cached_property
    def told_figures(self) -> frozenset[Decimal]:
        """Every number that the organisation writes."""
        return frozenset(figures_in(self.plain_texts)) | frozenset(self._structured())

    @cached_property
    def counted(self) -> frozenset[Decimal]:
        """Every number with which the organisation counts something."""
        return frozenset(atom.value.number for atom in self.told if isinstance(atom.value, Quantity))

    @cached_property
    def differences(self) -> frozenset[Decimal]:
        """By how much one number of the organisation's exceeds another."""
        figures = sorted(self.told_figures)[:MOST]
        return frozenset(abs(one - two) for one, two in combinations(figures, 2))

    @cached_property
    def figures(self) -> frozenset[Decimal]:
        """Every number of the case, in whatever it counts."""
        return self.told_figures | frozenset(figures_in(fold(self.case.complaint)))

    def _structured(self) -> Iterator[Decimal]:
        case = self.case
        yield Decimal(len(case.remedies))
        yield from (amount.amount for amount in (*self.authorised, *self.totals))
        words = self.vocabulary
        yield from (Decimal(value) for word, value in grounding_words().number_hints.items() if word in words)

    @cached_property
    def remedy_sums(self) -> tuple[Sum, ...]:
        """Every sum that a remedy has."""
        return tuple(found.atom.value for found in self.of_remedies if isinstance(found.atom.value, Sum))

    @cached_property
    def authorised(self) -> tuple[Sum, ...]:
        """Every sum that may be offered: the remedies', what they come to together, the fair value."""
        sums = list(self.remedy_sums)
        sums += [found.atom.value for found in self.offered_elsewhere if isinstance(found.atom.value, Sum)]
        amounts = [(remedy.amount, remedy.currency) for remedy in self.case.remedies]
        given = [(amount, currency) for amount, currency in amounts if amount is not None and currency]
        sums += list(_totals(given))
        fair = [(fair_value(remedy), remedy.currency) for remedy in self.case.remedies]
        sums += [Sum(value, frozenset({code})) for value, code in fair if value is not None and code]
        return tuple(dict.fromkeys([*sums, *self._reduced()]))

    def _reduced(self) -> Iterator[Sum]:
        """Yield what a share of a sum of the case is, and what it leaves: 20 % off £75."""
        told = [atom.value for atom in self.told if isinstance(atom.value, Sum)]
        shares = [
            atom.value for atom in self.told if atom.kind == "percentage" and isinstance(atom.value, Decimal)
        ]
        for one in told:
            for share in shares:
                part = one.amount * share / 100
                yield Sum(part, one.currencies)
                yield Sum(one.amount - part, one.currencies)

    @cached_property
    def leaves_a_sum_open(self) -> bool:
        """Whether a remedy gives money and does not say how much, so that a fact may."""
        return any(
            remedy.amount is None and speaks_of("open_sums", f"{remedy.kind} {remedy.description}")
            for remedy in self.case.remedies
        )

    @cached_property
    def told_sums(self) -> tuple[Sum, ...]:
        """Every sum that the organisation writes or has authorised."""
        return (*self.authorised, *(atom.value for atom in self.told if isinstance(atom.value, Sum)))

    @cached_property
    def totals(self) -> tuple[Sum, ...]:
        """What any of the sums that the organisation writes come to together."""
        told = [atom.value for atom in self.told if isinstance(atom.value, Sum)]
        given = [
            (one.amount, currency) for one in dict.fromkeys(told) for currency in sorted(one.currencies)[:1]
        ]
        return tuple(_totals(given))

    @cached_property
    def customers_sums(self) -> frozenset[Decimal]:
        """Every number of the complaint, for a customer who leaves the currency out."""
        sums = {atom.value.amount for atom in self.complained if isinstance(atom.value, Sum)}
        return frozenset(figures_in(fold(self.case.complaint))) | sums


def _totals(given: list[tuple[Decimal, str]]) -> Iterator[Sum]:
    """Yield what two or more amounts of one currency come to."""
    for currency in {currency for _, currency in given}:
        amounts = [amount for amount, own in given if own == currency][:MOST]
        sizes = range(2, len(amounts) + 1) if len(amounts) <= _MOST_SUMMED else (2, len(amounts))
        for size in sizes:
            for chosen in combinations(amounts, size):
                yield Sum(sum(chosen, Decimal(0)), frozenset({currency}))
