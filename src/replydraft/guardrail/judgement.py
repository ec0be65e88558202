"""Judges commitments: whether the case has them, done or promised, how much, when, on which condition."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from replydraft.case import Case, Status
from replydraft.guardrail.atoms.atom import Atom, Sum
from replydraft.guardrail.atoms.of_case import plain_number
from replydraft.guardrail.authorisation import (
    Allowed,
    allowance,
    content,
    described,
    is_told,
    meanings_of,
    shared,
)
from replydraft.guardrail.charges import untold_charges
from replydraft.guardrail.commitments.finding import Commitment, choice
from replydraft.guardrail.commitments.words import TOKEN, commitment_words
from replydraft.guardrail.conditions import dropped, widened
from replydraft.guardrail.deadlines import stretch_of
from replydraft.guardrail.grounded.grounds import grounds
from replydraft.guardrail.grounded.money import is_share_of_sum
from replydraft.guardrail.habits import untold_habits
from replydraft.guardrail.known import Found
from replydraft.guardrail.matcher import Expression, compile_pattern
from replydraft.guardrail.matching import Matcher
from replydraft.guardrail.results import untold_results

Sort = Literal[
    "unauthorised",
    "investigating",
    "object",
    "follow-up",
    "vague-follow-up",
    "not-yet-done",
    "not-promised",
    "amount",
    "earlier",
    "later",
    "condition",
    "dropped-condition",
    "widened",
    "result",
    "step",
    "habit",
    "fair-value",
    "fair-value-authorised",
]
SORTS: tuple[Sort, ...] = get_args(Sort)

_MEETINGS = frozenset({"call-back", "visit", "appointment", "meeting", "escalation"})
"""Kinds of remedy that somebody gets in touch for."""
_MONEY_BACK = frozenset({"refund", "credit", "waiver"})
"""Kinds of remedy that give back what was paid for one thing."""


class Fault(NamedTuple):
    """One thing said that the case does not allow."""

    sort: Sort
    found: Found


class Judgement:
    """One reply, held against its case."""

    def __init__(
        self, text: str, case: Case, *, atoms: tuple[Atom, ...], sentences: tuple[tuple[int, int], ...]
    ) -> None:
        """Take the reply's text with its atoms and the spans of its sentences, and the case."""
        self._text = text
        self._case = case
        self._commitments: tuple[Commitment, ...] = ()
        self._sentences = sentences
        self._given: list[tuple[int, int, Allowed]] = []
        self._known = allowance(case)
        self._matcher = Matcher(text, case, self._known, atoms)
        self._conditions = [match.span() for match in _condition().finditer(text)]

    def faults(self, commitments: tuple[Commitment, ...]) -> Iterator[Fault]:
        """Yield every fault of every commitment, and every remedy that is wider than in the case."""
        self._commitments = commitments
        for commitment in commitments:
            if commitment.sort == "contact":
                yield from self._of_contact(commitment)
            elif commitment.sort == "step":
                yield from self._of_step(commitment)
            elif not self._says_nothing(commitment):
                yield from self._of_remedy(commitment)
        yield from self._of_limits()
        yield from self._of_results()

    def _of_limits(self) -> Iterator[Fault]:
        for start, end, allowed in dropped(self._text, self._sentences, known=self._known, given=self._given):
            yield Fault("dropped-condition", Found(start, end, {"nearest": described(allowed)}))
        for start, end, allowed in widened(self._text, self._sentences, self._known):
            yield Fault("widened", Found(start, end, {"nearest": described(allowed)}))
        for start, end in untold_habits(self._text, self._sentences, self._known):
            yield Fault(
                "habit", Found(start, end, {"found": self._text[start:end], "nearest": self._steps()})
            )

    def _of_results(self) -> Iterator[Fault]:
        for start, end, told in untold_results(self._text, self._known.texts):
            yield Fault("result", Found(start, end, {"found": self._text[start:end], "nearest": told}))

    def _of_charges(self, commitment: Commitment) -> Iterator[Fault]:
        first, last = commitment.scope[0], commitment.sentence[1]
        for start, end in untold_charges(self._text, first, last, case=self._case):
            details = {"found": self._text[start:end], "nearest": self._remedies()}
            yield Fault("object", Found(start, end, details))

    def _steps(self) -> str:
        return "; ".join(self._case.prevention) or commitment_words().nothing

    def _of_contact(self, commitment: Commitment) -> Iterator[Fault]:
        follow_up, remedies = self._case.follow_up, self._known.remedies
        if follow_up is not None:
            others = tuple(each.remedy.when for each in remedies if each.remedy.when)
            yield from self._of_times(commitment, follow_up.when, others=others)
        elif all(each.kinds.isdisjoint(_MEETINGS) for each in remedies):
            timed = bool(self._matcher.times(commitment))
            yield self._fault(
                "follow-up" if timed else "vague-follow-up", commitment, nearest=self._remedies()
            )

    def _of_step(self, commitment: Commitment) -> Iterator[Fault]:
        objects = commitment_words().steps.objects
        if commitment.general and (self._case.prevention or objects.isdisjoint(commitment.named)):
            return
        words = content(self._text[commitment.scope[0] : commitment.sentence[1]])
        if not is_told(words, self._known) and all(shared(words, step) < 2 for step in self._known.steps):
            yield self._fault("step", commitment, nearest=self._steps())

    def _says_nothing(self, commitment: Commitment) -> bool:
        """Whether it only says that the matter is looked into, before the facts are in, or gives no sum."""
        if "investigation" in commitment.means and self._case.kind in {"acknowledge", "clarify"}:
            return True
        return commitment.sort == "sum" and not self._matcher.sums(commitment)

    def _of_remedy(self, commitment: Commitment) -> Iterator[Fault]:
        matches = self._matcher.matches(commitment)
        if not matches:
            if not is_told(meanings_of((*commitment.named, commitment.head)), self._known):
                # "We are investigating" says little; "an investigation was opened" says that one was.
                sort: Sort = "investigating" if commitment.is_investigating else "unauthorised"
                yield self._fault(sort, commitment, nearest=self._remedies())
            return
        best = self._matcher.best(commitment, matches)
        self._given.append((commitment.start, commitment.end, best))
        near = self._matcher.near(commitment, matches, best)
        if "payment" in commitment.means or "waiver" in commitment.means:
            yield from self._of_charges(commitment)
        yield from self._of_status(commitment, near, best)
        yield from self._of_amount(commitment, near, best)
        if best.remedy.when is not None and (commitment.status != "done" or best.remedy.status == "done"):
            others = tuple(each.remedy.when for each in near if each is not best and each.remedy.when)
            yield from self._of_times(commitment, best.remedy.when, others=others)
        yield from self._of_condition(commitment, best)

    def _of_status(self, commitment: Commitment, near: list[Allowed], best: Allowed) -> Iterator[Fault]:
        statuses = {each.remedy.status for each in near}
        if commitment.status == "done" and statuses == {"promised"}:
            yield self._fault("not-yet-done", commitment, nearest=described(best))
        if commitment.status == "promised" and statuses == {"done"}:
            yield self._fault("not-promised", commitment, nearest=described(best))

    def _of_amount(self, commitment: Commitment, near: list[Allowed], best: Allowed) -> Iterator[Fault]:
        sums = self._matcher.sums(commitment)
        allowed: frozenset[Decimal] = frozenset().union(*(each.sums for each in near))
        right = {*allowed, sum(allowed, Decimal(0))}
        if sums and allowed and not any(self._is_right(atom, value, right) for atom, value in sums):
            atom, value = min(sums, key=lambda each: abs(each[1].amount - min(allowed)))
            yield self._fault("amount", atom, found=atom.quote, nearest=described(best))
            if best.fair is not None and value.amount < best.fair:
                yield self._below(best, atom, "fair-value")
        elif best.fair is not None and best.remedy.amount is not None and best.remedy.amount < best.fair:
            yield self._below(best, sums[0][0] if sums else commitment, "fair-value-authorised")
        elif not sums:
            yield from self._of_extent(commitment, near, best)

    def _is_right(self, atom: Atom, value: Sum, right: set[Decimal]) -> bool:
        return value.amount in right or is_share_of_sum(atom, self._text, grounds(self._case))

    def _below(self, allowed: Allowed, where: Atom | Commitment, sort: Sort) -> Fault:
        remedy = allowed.remedy
        sums = {
            "worth": remedy.value_when_restored,
            "restoring": remedy.cost_to_restore,
            "fair": allowed.fair,
        }
        details = {name: plain_number(value) for name, value in sums.items() if value is not None}
        return self._fault(sort, where, nearest=described(allowed), currency=remedy.currency or "", **details)

    def _of_extent(self, commitment: Commitment, near: list[Allowed], best: Allowed) -> Iterator[Fault]:
        """Find "the whole order" where one charge is given back, and a charge that is another one."""
        words, named = commitment_words(), commitment.named
        whole = any(each.whole for each in near)
        if commitment.means[0] not in _MONEY_BACK or whole or best.remedy.amount is None:
            return
        around = self._matcher.sums_of_sentence(commitment, others=self._commitments)
        if any(value.amount in best.sums for value in around):
            return
        matter, meant = meanings_of(named) - _general(), best.words - _general()
        if shared(matter, meant) > 0:
            return
        one_charge = not meanings_of(words.part_things).isdisjoint(best.words)
        thing = not words.whole_things.isdisjoint(named)
        if thing or (one_charge and not words.whole.isdisjoint(named)):
            quote = self._text[commitment.start : commitment.end]
            yield self._fault("amount", commitment, found=quote, nearest=described(best))
        elif matter and meant and not words.part_things.isdisjoint(named):
            yield self._fault("object", commitment, nearest=described(best))

    def _of_times(
        self, commitment: Commitment, when: dt.date | str, *, others: tuple[dt.date | str, ...]
    ) -> Iterator[Fault]:
        status: Status = "done" if commitment.status == "done" else "promised"
        meant = stretch_of(when, today=self._case.today, status=status)
        times = self._matcher.times(commitment)
        if meant is None or not times or any(time.meets(meant) for _, time in times):
            return
        known = tuple(self._matcher.told_times(others, status=status))
        wrong = [(atom, time) for atom, time in times if not any(time.meets(each) for each in known)]
        for atom, time in wrong[:1]:
            sort: Sort = "earlier" if time.is_before(meant) else "later"
            yield self._fault(sort, atom, found=atom.quote, nearest=str(when))

    def _of_condition(self, commitment: Commitment, best: Allowed) -> Iterator[Fault]:
        if commitment.status == "done":
            return
        first, last = commitment.sentence
        for start, end in (span for span in self._conditions if first <= span[0] < last):
            condition = self._text[start:end].lower()
            words = meanings_of(TOKEN.findall(condition))
            known = shared(words, best.words | self._known.known) * 2 >= len(words)
            if not known and not choice().search(condition):
                yield Fault("condition", Found(start, end, {"nearest": described(best)}))

    def _remedies(self) -> str:
        return "; ".join(map(described, self._known.remedies)) or commitment_words().nothing

    def _fault(self, sort: Sort, where: Atom | Commitment, **details: str) -> Fault:
        details.setdefault("found", self._text[where.start : where.end])
        return Fault(sort, Found(where.start, where.end, details))


@lru_cache(maxsize=1)
def _condition() -> Expression:
    return compile_pattern(commitment_words().condition)


@lru_cache(maxsize=1)
def _general() -> frozenset[str]:
    """Return what tells no charge from another."""
    words = commitment_words()
    return meanings_of((*words.charges, *words.whole_things, *words.whole, *_MONEY_BACK))
