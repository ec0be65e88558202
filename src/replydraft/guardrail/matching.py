"""Tells which authorised remedy a commitment means: by its kind, its words, its sum and its day."""

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import lru_cache

from replydraft.case import Case, Status
from replydraft.guardrail.atoms.atom import Atom, Sum
from replydraft.guardrail.authorisation import Allowance, Allowed, meanings_of, shared
from replydraft.guardrail.commitments.finding import Commitment
from replydraft.guardrail.commitments.words import commitment_words
from replydraft.guardrail.deadlines import Stretch, find_today, said, stretch_of


class Matcher:
    """One reply's figures and days, and the remedies of its case."""

    def __init__(self, text: str, case: Case, known: Allowance, atoms: tuple[Atom, ...]) -> None:
        """Take the reply's text with its atoms, and what the case allows."""
        self._text = text
        self._today = case.today
        self._known = known
        self._atoms = (*atoms, *find_today(text))
        self._sums: dict[tuple[int, int], list[tuple[Atom, Sum]]] = {}

    def matches(self, commitment: Commitment) -> list[Allowed]:
        """Return the remedies that may stand behind a commitment."""
        return [allowed for allowed in self._known.remedies if self._may_be(commitment, allowed)]

    def _may_be(self, commitment: Commitment, allowed: Allowed) -> bool:
        kind = not allowed.kinds.isdisjoint(commitment.means)
        if commitment.sort == "sum":
            return kind or self._has_sum_of(commitment, allowed)
        if kind and not commitment.weak:
            return True
        words = meanings_of(commitment.named)
        common = shared(words, allowed.words)
        if commitment.weak:
            same = self._has_sum_of(commitment, allowed)
            other_money = allowed.remedy.amount is not None and not kind and not same
            named = shared(words, allowed.described) > 0
            return (named and not other_money) or (kind and not words)
        is_named = not meanings_of((commitment.head,)).isdisjoint(allowed.words)
        return is_named and common * 2 >= len(words)

    def best(self, commitment: Commitment, matches: list[Allowed]) -> Allowed:
        """Return the likeliest of the remedies that match."""
        if len(matches) == 1:
            return matches[0]
        return max(matches, key=lambda allowed: self._likeness(commitment, allowed))

    def near(self, commitment: Commitment, matches: list[Allowed], best: Allowed) -> list[Allowed]:
        """Return the remedies that may be meant: told by its words and its sum as well as the best."""
        telling = self._telling(commitment, best)
        if not telling:
            return matches
        return [each for each in self._known.remedies if self._telling(commitment, each) >= telling]

    def _likeness(self, commitment: Commitment, allowed: Allowed) -> float:
        remedy = allowed.remedy
        score = 2.0 * (not allowed.kinds.isdisjoint(commitment.means)) + self._telling(commitment, allowed)
        score += commitment.means[0] in allowed.kinds
        if remedy.when is not None and self._today is not None:
            meant = stretch_of(remedy.when, today=self._today, status=remedy.status)
            score += meant is not None and any(meant == time for _, time in self.times(commitment))
        return score + 0.5 * (remedy.status == commitment.status)

    def _telling(self, commitment: Commitment, allowed: Allowed) -> int:
        same = self._has_sum_of(commitment, allowed)
        return 3 * same + shared(meanings_of(commitment.named) - _charges(), allowed.words - _charges())

    def _has_sum_of(self, commitment: Commitment, allowed: Allowed) -> bool:
        return any(value.amount in allowed.sums for _, value in self.sums(commitment))

    def sums(self, commitment: Commitment) -> list[tuple[Atom, Sum]]:
        """Return the sums of money that belong to a commitment."""
        found = self._sums.get(commitment.scope)
        if found is None:
            inside = self._inside(commitment)
            found = [(atom, atom.value) for atom in inside if isinstance(atom.value, Sum)]
            self._sums[commitment.scope] = found
        return found

    def sums_of_sentence(self, commitment: Commitment, *, others: Iterable[Commitment]) -> Iterator[Sum]:
        """Yield every sum of the sentence that a commitment stands in and that no other commitment gives."""
        first, last = commitment.sentence
        given = [other.scope for other in others if other.scope != commitment.scope]
        for atom in self._atoms:
            taken = any(start <= atom.start < end for start, end in given)
            if first <= atom.start < last and not taken and isinstance(atom.value, Sum):
                yield atom.value

    def times(self, commitment: Commitment) -> list[tuple[Atom, Stretch]]:
        """Return the times that belong to a commitment, on the side of today that it is on."""
        if self._today is None:
            return []
        status: Status = "done" if commitment.status == "done" else "promised"
        found = said(self._inside(commitment), self._text, today=self._today, status=status)
        return [(atom, time) for atom, time in found if _is_ahead(time, status)]

    def told_times(self, whens: Iterable[dt.date | str], *, status: Status) -> Iterator[Stretch]:
        """Yield when these are, and when the facts and steps of the case were."""
        if self._today is None:
            return
        for when in whens:
            stretch = stretch_of(when, today=self._today, status=status)
            if stretch is not None:
                yield stretch
        for _, time in said(self._known.days, "", today=self._today, status=status):
            yield time

    def _inside(self, commitment: Commitment) -> Iterator[Atom]:
        first, last = commitment.scope
        return (atom for atom in self._atoms if first <= atom.start < last)


@lru_cache(maxsize=1)
def _charges() -> frozenset[str]:
    return meanings_of(commitment_words().charges)


def _is_ahead(time: Stretch, status: Status) -> bool:
    return time.first <= 0 if status == "done" else time.last >= 0
