"""Holds what a reply promises against what its case authorises."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from replydraft.case import Case
from replydraft.guardrail.atoms.atom import Atom, Sum
from replydraft.guardrail.atoms.of_case import plain_number
from replydraft.guardrail.atoms.reading import find_atoms
from replydraft.guardrail.authorisation import (
    Allowance,
    Allowed,
    allowance,
    content,
    is_told,
    meanings_of,
    shared,
)
from replydraft.guardrail.commitments.finding import Commitment, choice, find_commitments
from replydraft.guardrail.commitments.words import TOKEN, commitment_words
from replydraft.guardrail.deadlines import Stretch, find_today, said, stretch_of
from replydraft.guardrail.known import Detector, Found, Known
from replydraft.guardrail.text import Passage


class Fault(NamedTuple):
    """One thing said that the case does not allow."""

    sort: str
    found: Found


def promise_detectors() -> Mapping[str, Detector]:
    """Return the detectors of the pack `authorised`, by the names that it uses."""
    sorts = (
        "unauthorised", "investigating", "follow-up", "vague-follow-up", "not-yet-done", "not-promised", "amount", "object", "earlier",
        "later", "condition", "dropped-condition", "step", "fair-value", "fair-value-authorised",
    )  # fmt: skip
    return {f"promise-{sort}": _Detector(sort) for sort in sorts}


@dataclass(frozen=True)
class _Detector:
    """Yields the faults of one sort; all of them share one reading of the reply."""

    sort: str

    def __call__(self, passage: Passage, known: Known) -> Iterable[Found]:
        """Yield the faults of this sort in `passage`."""
        if known.case is None:
            return ()
        sentences = tuple((start, end) for start, end, role in passage.sentences if role == "body")
        faults = _faults(passage.text, sentences, known.case)
        return [fault.found for fault in faults if fault.sort == self.sort]


@lru_cache(maxsize=32)
def _faults(text: str, sentences: tuple[tuple[int, int], ...], case: Case) -> tuple[Fault, ...]:
    found = tuple(find_commitments(text, sentences=sentences))
    if not found:
        return ()
    return tuple(_Judgement(text, case, find_atoms(text)).faults(found))


@lru_cache(maxsize=1)
def _condition() -> re.Pattern[str]:
    return re.compile(commitment_words().condition)


class _Judgement:
    """One reply, held against its case."""

    def __init__(self, text: str, case: Case, atoms: tuple[Atom, ...]) -> None:
        self._text = text
        self._case = case
        self._atoms = atoms
        self._known: Allowance = allowance(case)

    def faults(self, commitments: tuple[Commitment, ...]) -> Iterator[Fault]:
        """Yield every fault of every commitment."""
        for commitment in commitments:
            if commitment.sort == "contact":
                yield from self._of_contact(commitment)
            elif commitment.sort == "step":
                yield from self._of_step(commitment)
            else:
                yield from self._of_remedy(commitment)

    def _of_contact(self, commitment: Commitment) -> Iterator[Fault]:
        follow_up = self._case.follow_up
        said_times = tuple(self._times(commitment))
        if follow_up is None and not any(
            not allowed.kinds.isdisjoint(_MEETINGS) for allowed in self._known.remedies
        ):
            sort = "follow-up" if self._inside(commitment) and said_times else "vague-follow-up"
            yield self._fault(sort, commitment, nearest=self._remedies_as_text())
        elif follow_up is not None:
            meant = [allowed.remedy.when for allowed in self._known.remedies if allowed.remedy.when]
            yield from self._of_times(commitment, follow_up.when, others=tuple(meant))

    def _of_step(self, commitment: Commitment) -> Iterator[Fault]:
        objects = commitment_words().steps.objects
        if commitment.general and objects.isdisjoint(commitment.named):
            return
        if commitment.general and self._case.prevention:
            return
        words = content(self._text[commitment.scope[0] : commitment.sentence[1]])
        if is_told(words, self._known) or any(shared(words, step) >= 2 for step in self._known.steps):
            return
        steps = "; ".join(self._case.prevention) or commitment_words().nothing
        yield self._fault("step", commitment, nearest=steps)

    def _of_remedy(self, commitment: Commitment) -> Iterator[Fault]:
        if self._is_handling(commitment) or (commitment.sort == "sum" and not self._sums(commitment)):
            return
        matches = [allowed for allowed in self._known.remedies if self._matches(commitment, allowed)]
        if not matches:
            if not is_told(meanings_of((*commitment.named, commitment.head)), self._known):
                looking = commitment.head.startswith("investigat") and "investigation" != commitment.head
                sort = "investigating" if looking else "unauthorised"
                yield self._fault(sort, commitment, nearest=self._remedies_as_text())
            return
        best = max(matches, key=lambda allowed: self._likeness(commitment, allowed))
        near = self._near(commitment, matches, best)
        yield from self._of_status(commitment, near, best)
        yield from self._of_amount(commitment, near, best)
        if commitment.status != "done" or best.remedy.status == "done":
            others = tuple(each.remedy.when for each in near if each is not best and each.remedy.when)
            if best.remedy.when is not None:
                yield from self._of_times(commitment, best.remedy.when, others=others)
        yield from self._of_condition(commitment, best)

    def _is_handling(self, commitment: Commitment) -> bool:
        """Whether it only says that the matter is being looked into, before the facts are in."""
        return "investigation" in commitment.means and self._case.kind in {"acknowledge", "clarify"}

    def _matches(self, commitment: Commitment, allowed: Allowed) -> bool:
        kind = not allowed.kinds.isdisjoint(commitment.means)
        if commitment.sort == "sum":
            return kind or any(atom.value.amount in allowed.sums for atom in self._sums(commitment))
        if kind and not commitment.weak:
            return True
        words = self._matter(commitment)
        common = shared(words, allowed.words)
        if commitment.weak:
            money = allowed.remedy.amount is not None and allowed.kinds.isdisjoint(commitment.means)
            return (common > 0 and not money) or (kind and not words)
        said_there = bool(meanings_of((commitment.head,)) & allowed.words)
        return said_there and common * 2 >= len(words)

    def _near(self, commitment: Commitment, matches: list[Allowed], best: Allowed) -> list[Allowed]:
        """Return the remedies that may be meant: those that its words and its sum tell as well as the best."""
        telling = self._telling(commitment, best)
        if not telling:
            return matches
        return [each for each in self._known.remedies if self._telling(commitment, each) >= telling]

    def _telling(self, commitment: Commitment, allowed: Allowed) -> int:
        same = any(atom.value.amount in allowed.sums for atom in self._sums(commitment))
        return 3 * same + shared(self._matter(commitment), allowed.words)

    @staticmethod
    def _matter(commitment: Commitment) -> frozenset[str]:
        return meanings_of(commitment.named)

    def _likeness(self, commitment: Commitment, allowed: Allowed) -> float:
        score = 2.0 * (not allowed.kinds.isdisjoint(commitment.means)) + self._telling(commitment, allowed)
        score += commitment.means[0] in allowed.kinds
        if allowed.remedy.when is not None and self._case.today is not None:
            meant = stretch_of(allowed.remedy.when, today=self._case.today, status=allowed.remedy.status)
            score += meant is not None and any(meant == time for _, time in self._times(commitment))
        return score + 0.5 * (allowed.remedy.status == commitment.status)

    def _of_status(self, commitment: Commitment, near: list[Allowed], best: Allowed) -> Iterator[Fault]:
        statuses = {each.remedy.status for each in near}
        if commitment.status == "done" and statuses == {"promised"}:
            yield self._fault("not-yet-done", commitment, nearest=_described(best))
        if commitment.status == "promised" and statuses == {"done"}:
            yield self._fault("not-promised", commitment, nearest=_described(best))

    def _of_amount(self, commitment: Commitment, near: list[Allowed], best: Allowed) -> Iterator[Fault]:
        sums = self._sums(commitment)
        allowed = frozenset().union(*(each.sums for each in near))
        if sums and allowed and not any(atom.value.amount in allowed for atom in sums):
            total = sum(allowed)
            if all(atom.value.amount != total for atom in sums):
                atom = min(sums, key=lambda each: abs(each.value.amount - min(allowed)))
                fair = best.fair is not None and atom.value.amount < best.fair
                yield self._fault("amount", atom, found=atom.quote, nearest=_described(best))
                if fair:
                    yield self._below(best, atom, "fair-value")
        elif best.fair is not None and best.remedy.amount is not None and best.remedy.amount < best.fair:
            yield self._below(best, sums[0] if sums else commitment, "fair-value-authorised")
        elif not sums:
            yield from self._of_extent(commitment, best)

    def _below(self, allowed: Allowed, where: "Atom | Commitment", sort: str) -> Fault:
        remedy = allowed.remedy
        details = {
            name: plain_number(value)
            for name, value in (
                ("worth", remedy.value_when_restored),
                ("restoring", remedy.cost_to_restore),
                ("fair", allowed.fair),
            )
            if value is not None
        }
        return self._fault(sort, where, nearest=_described(allowed), currency=remedy.currency or "", **details)

    def _of_extent(self, commitment: Commitment, best: Allowed) -> Iterator[Fault]:
        """Find "the whole order" where one charge is given back, and a charge that is another one."""
        words, named = commitment_words(), commitment.named
        if commitment.means[0] not in _MONEY_BACK or best.whole or best.remedy.amount is None:
            return
        general = meanings_of((*words.charges, *words.whole_things, *words.whole, *_MONEY_BACK)) | {""}
        matter, meant = self._matter(commitment) - general, best.words - general
        if shared(matter, meant) > 0:
            return
        everything = not words.whole.isdisjoint(named) and (
            not words.whole_things.isdisjoint(named) or not meanings_of(words.part_things).isdisjoint(best.words)
        )
        if everything or not words.whole_things.isdisjoint(named):
            yield self._fault("amount", commitment, found=self._quote(commitment), nearest=_described(best))
        elif not words.part_things.isdisjoint(named) and matter and meant:
            yield self._fault("object", commitment, nearest=_described(best))

    def _of_times(
        self, commitment: Commitment, when: object, *, others: tuple[object, ...] = ()
    ) -> Iterator[Fault]:
        today = self._case.today
        if today is None:
            return
        status = "done" if commitment.status == "done" else "promised"
        meant = stretch_of(when, today=today, status=status)  # type: ignore[arg-type]  # a remedy's or a follow-up's time
        if meant is None:
            return
        known = [stretch_of(other, today=today, status=status) for other in others]  # type: ignore[arg-type]  # as above
        known += [time for _, time in said(self._known.days, "", today=today, status=status)]
        times = [(atom, time) for atom, time in self._times(commitment) if _is_ahead(time, status)]
        if any(_meets(time, meant) for _, time in times):
            return
        for atom, time in times:
            if any(each is not None and _meets(time, each) for each in known):
                continue
            sort = "earlier" if time.is_before(meant) else "later"
            yield self._fault(sort, atom, found=atom.quote, nearest=str(when))
            return

    def _of_condition(self, commitment: Commitment, best: Allowed) -> Iterator[Fault]:
        if commitment.status == "done":
            return
        start, end = commitment.sentence
        lowered = self._text[start:end].lower()
        found = _condition().search(lowered)
        allowed = best.words | self._known.known
        if found and not choice().search(found[0]):
            words = meanings_of(TOKEN.findall(found[0]))
            if words and shared(words, allowed) * 2 < len(words):
                where = Found(start + found.start(), start + found.end(), {"nearest": _described(best)})
                yield Fault("condition", where)
        if best.condition and best.condition.isdisjoint(content(self._text)):
            yield self._fault("dropped-condition", commitment, nearest=_described(best))

    def _sums(self, commitment: Commitment) -> list[Atom]:
        return [atom for atom in self._inside(commitment) if isinstance(atom.value, Sum)]

    def _times(self, commitment: Commitment) -> Iterator[tuple[Atom, Stretch]]:
        if self._case.today is None:
            return iter(())
        status = "done" if commitment.status == "done" else "promised"
        atoms = (*self._inside(commitment), *find_today(self._text, *commitment.scope))
        return said(atoms, self._text, today=self._case.today, status=status)

    def _inside(self, commitment: Commitment) -> list[Atom]:
        first, last = commitment.scope
        return [atom for atom in self._atoms if first <= atom.start < last]

    def _quote(self, commitment: Commitment) -> str:
        return self._text[commitment.start : commitment.end]

    def _remedies_as_text(self) -> str:
        return "; ".join(map(_described, self._known.remedies)) or commitment_words().nothing

    def _fault(self, sort: str, where: Atom | Commitment, **details: str) -> Fault:
        found = details if "found" in details else {**details, "found": self._text[where.start : where.end]}
        return Fault(sort, Found(where.start, where.end, found))


_MEETINGS = frozenset({"call-back", "visit", "appointment", "meeting", "escalation"})
_MONEY_BACK = frozenset({"refund", "credit", "waiver"})


def _is_ahead(time: Stretch, status: str) -> bool:
    return time.first <= 0 if status == "done" else time.last >= 0


def _meets(one: Stretch, other: Stretch) -> bool:
    return not one.is_before(other) and not other.is_before(one)


def _described(allowed: Allowed) -> str:
    remedy = allowed.remedy
    parts = [remedy.description]
    if remedy.amount is not None and remedy.currency is not None:
        parts.append(f"{remedy.currency} {plain_number(remedy.amount)}")
    parts.append(remedy.status)
    if remedy.when is not None:
        parts.append(str(remedy.when))
    return ", ".join(parts)
