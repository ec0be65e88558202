"""Finds the commitments of a reply: what is given or done, for whom, said as done or as promised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from replydraft.guardrail.commitments.givers import Givers
from replydraft.guardrail.commitments.grammar import Sentence, Status
from replydraft.guardrail.commitments.groups import Clauses, Group
from replydraft.guardrail.commitments.words import TOKEN, Entry, commitment_words, entries, triggers

Sort = Literal["remedy", "contact", "step", "free", "sum"]
"""sum: an amount of money is given, and no word says as what."""

_SORTS: dict[str, Sort] = {
    "give": "sum",
    "receive": "sum",
    "contact": "contact",
    "step": "step",
    "step-noun": "step",
    "free": "free",
}
_LONGEST_QUOTE = 18


@dataclass(frozen=True, slots=True)
class Commitment:
    """One thing that the writer says is done, or will be; offsets are into the text it was found in."""

    sort: Sort
    status: Status
    means: tuple[str, ...]
    """The kinds of remedy that its words may stand for."""
    weak: bool
    """Whether only the case's own words tell that it may be given."""
    general: bool
    start: int
    end: int
    scope: tuple[int, int]
    """The part of the sentence whose sums and days belong to it."""
    named: tuple[str, ...]
    """The words of its scope, in lower case."""
    head: str
    """The word that was recognised."""
    sentence: tuple[int, int]
    is_investigating: bool = False
    """Whether somebody only says that they look into it."""


class _Given(NamedTuple):
    """A noun, or a verb that needs none, with the group that gives it."""

    first: int
    last: int
    at: int
    entry: Entry
    status: Status
    group: int
    """The number of the group; -1 where none gives it."""


def find_commitments(text: str, *, sentences: tuple[tuple[int, int], ...]) -> Iterator[Commitment]:
    """Yield the commitments of the sentences of `text`, in their order; a question has none."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    table, words, needed = entries(), commitment_words(), triggers()
    for start, end in sentences:
        tokens = TOKEN.findall(lowered, start, end)
        if needed.isdisjoint(tokens) or "?" in tokens[-2:]:
            continue
        hits = [(index, table[token]) for index, token in enumerate(tokens) if token in table]
        yield from _Reading(Sentence(tokens, words), hits, lowered, (start, end)).commitments()


@lru_cache(maxsize=1)
def choice() -> re.Pattern[str]:
    """Return what opens a clause about the customer's choice."""
    return re.compile(rf"\b(?:{commitment_words().choice})\b")


class _Reading:
    """One sentence: its verb groups, and what they give."""

    def __init__(
        self,
        sentence: Sentence,
        hits: list[tuple[int, tuple[Entry, ...]]],
        text: str,
        span: tuple[int, int],
    ) -> None:
        self._sentence = sentence
        self._text = text
        self._span = span
        self._clauses = Clauses(sentence, hits)
        self._givers = Givers(self._clauses)

    @cached_property
    def _offsets(self) -> list[tuple[int, int]]:
        """Where each token stands; most sentences never need it."""
        return [match.span() for match in TOKEN.finditer(self._text, *self._span)]

    def commitments(self) -> Iterator[Commitment]:
        """Yield what the sentence commits to."""
        given = sorted((*self._from_verbs(), *self._from_nouns()), key=lambda one: one.at)
        found = [self._commitment(each) for each in given if not self._is_merged(each, given)]
        for commitment in found:
            # "Free of charge" says how a thing is given; alone it is the thing.
            if commitment.sort != "free" or len(found) == 1:
                yield commitment

    @staticmethod
    def _is_merged(verb: _Given, given: list[_Given]) -> bool:
        """Whether a noun says what the verb says: "pay you compensation"."""
        if verb.entry.shape == "noun":
            return False
        nouns = (each for each in given if each.entry.shape == "noun" and each.group == verb.group)
        return any(not set(noun.entry.means).isdisjoint(verb.entry.means) for noun in nouns)

    def _from_verbs(self) -> Iterator[_Given]:
        for number, group in enumerate(self._clauses.groups):
            entry = self._committing(group)
            if entry is not None:
                yield _Given(group.frame.first, group.last, group.at, entry, group.frame.status, number)

    def _committing(self, group: Group) -> Entry | None:
        """Return what a verb group commits to by itself, or None."""
        entry = group.entry
        if group.frame.denied or self._is_habit(group) or self._is_of_customer(group):
            return None
        after = self._sentence.word(group.last + 1)
        if entry.role == "verb" and after in commitment_words().no_remedy_tails:
            return None
        if entry.role in {"give", "receive"} and not group.frame.passive and self._is_money(group):
            entry = replace(entry, means=commitment_words().money_means)
        elif entry.role not in {"verb", "step", "move"} and not (
            entry.role == "contact" and self._reaches_customer(group)
        ):
            return None
        return None if self._is_chosen(group.frame.first) else entry

    def _is_habit(self, group: Group) -> bool:
        """Whether it tells how things are: "bins are collected on Thursdays"."""
        habit = group.frame.passive and group.frame.status == "open"
        return habit and {"you", "your"}.isdisjoint(self._sentence.tokens)

    def _is_of_customer(self, group: Group) -> bool:
        """Whether a step has the customer, or what was spoken of, for its object, so that it is none."""
        after = self._sentence.word(group.last + 1)
        return group.entry.role == "step" and after in {"you", "your", "it", "this", "that", "me"}

    def _is_money(self, group: Group) -> bool:
        signs = commitment_words().money_signs
        if self._takes_from_customer(group):
            return False
        return any(self._sentence.word(index) in signs for index in range(group.last + 1, group.last + 5))

    def _takes_from_customer(self, group: Group) -> bool:
        """Whether it tells of what was taken: "we took £54 from you"."""
        tokens = self._sentence.tokens[group.last : group.last + 12]
        return any(pair == ("from", "you") for pair in pairwise(tokens))

    def _reaches_customer(self, group: Group) -> bool:
        """Whether a verb of contact has the customer for its object, and nothing else."""
        if group.frame.status == "done" or (group.entry.shape == "ing" and self._is_now(group)):
            return False
        if "please" in self._sentence.tokens[: group.at]:
            return False
        if group.entry.tail:
            return True
        after = self._sentence.word(group.last + 1)
        if after != "you":
            return after == "to" and self._sentence.word(group.last + 2) == "you"
        third = self._sentence.word(group.last + 2)
        return third not in self._sentence.words.determiners and third not in {"your", "our"}

    def _is_now(self, group: Group) -> bool:
        """Whether the message itself is meant: "I am writing to you about …"."""
        return self._sentence.word(self._sentence.back(group.at)[0]) in self._sentence.words.copulas

    def _from_nouns(self) -> Iterator[_Given]:
        for noun in self._clauses.nouns:
            opening = self._givers.phrase_start(noun.first) if noun.entry.role != "handing" else None
            if opening is None or self._sentence.word(opening) in {"every", "each", "any"}:
                continue
            if noun.entry.weak and noun.entry.means[0] == "gift" and self._is_there(opening, noun.first):
                continue
            found = self._givers.giver(noun, opening)
            if found is not None and not self._is_chosen(found.first):
                first = min(found.first, opening)
                yield _Given(first, noun.last, noun.first, noun.entry, found.status, found.group)

    def _is_there(self, opening: int, noun: int) -> bool:
        known = self._sentence.words.known_already
        tokens = self._sentence.tokens
        if tokens[-3:-1] == ["on", "us"] or "next" in tokens[opening:noun]:
            return False
        return any(self._sentence.word(index) in known for index in range(opening, noun))

    def _is_chosen(self, first: int) -> bool:
        """Whether what is said hangs on what the customer wants."""
        before = self._sentence.tokens[:first]
        if self._sentence.words.choice_openers.isdisjoint(before):
            return False
        start = self._offsets[min(first, len(self._offsets) - 1)][0]
        return choice().search(self._text, self._span[0], start) is not None

    def _commitment(self, given: _Given) -> Commitment:
        tokens, at = self._sentence.tokens, self._offsets
        end = max(given.last, self._clauses.groups[given.group].last if given.group >= 0 else 0)
        first, last = self._clauses.scope(given.first, end)
        return Commitment(
            sort=_SORTS.get(given.entry.role, "remedy"),
            status=given.status,
            means=given.entry.means,
            weak=given.entry.weak or given.entry.role == "free",
            general=given.entry.general,
            start=at[given.first][0],
            end=at[self._quote_end(given.first, end, last)][1],
            scope=(at[first][0], at[last][1]),
            named=tuple(tokens[first : last + 1]),
            head=tokens[given.at],
            sentence=self._span,
            is_investigating=given.entry.shape != "noun" and "investigation" in given.entry.means,
        )

    def _quote_end(self, first: int, end: int, last: int) -> int:
        """Return the last token of the quote: the words up to the next mark, at most a few."""
        while end < last and end - first < _LONGEST_QUOTE:
            if self._sentence.word(end + 1) in {",", ".", "!", "("}:
                break
            end += 1
        return min(end, len(self._sentence.tokens) - 1)
