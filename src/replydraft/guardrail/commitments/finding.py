"""Finds the commitments of a reply: what is given or done, for whom, said as done or as promised."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from replydraft.guardrail.commitments.grammar import Frame, Sentence, Status, read_frame
from replydraft.guardrail.commitments.words import TOKEN, Entry, commitment_words, entries, openings, triggers

Sort = Literal["remedy", "contact", "step", "free", "sum"]
"""sum: an amount of money is given, and no word says as what."""

_REACH = 9
"""How many tokens a noun may stand away from the verb that gives it."""


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


class _Group(NamedTuple):
    at: int
    last: int
    entry: Entry
    frame: Frame


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
        self._nouns: list[tuple[int, int, Entry]] = []
        self._groups: list[_Group] = []
        for index, found in hits:
            self._place(index, found)

    def _place(self, index: int, found: tuple[Entry, ...]) -> None:
        sentence = self._sentence
        if self._nouns and self._nouns[-1][1] >= index:
            return
        fitting = [entry for entry in found if not entry.tail or sentence.has_tail(index, entry.tail)]
        if not fitting:
            return
        governed = sentence.word(index - 1) in sentence.words.determiners | {"your", "our", "my", "no"}
        for entry in fitting:
            if entry.shape == "noun" or governed:
                continue
            frame = read_frame(sentence, index, entry)
            if frame is not None:
                self._groups.append(_Group(index, index + len(entry.tail), entry, frame))
                return
        for entry in fitting:
            if entry.shape == "noun":
                self._nouns.append((index, index + len(entry.tail), entry))
                return

    @cached_property
    def _offsets(self) -> list[tuple[int, int]]:
        """Where each token stands; most sentences never need it."""
        return [match.span() for match in TOKEN.finditer(self._text, *self._span)]

    def commitments(self) -> Iterator[Commitment]:
        """Yield what the sentence commits to."""
        given = [*self._from_verbs(), *self._from_nouns()]
        nouns = [each for each in given if each.entry.shape == "noun" and each.group >= 0]
        found: list[Commitment] = []
        for each in sorted(given, key=lambda one: one.at):
            merged = each.entry.shape != "noun" and any(
                noun.group == each.group and not set(noun.entry.means).isdisjoint(each.entry.means) for noun in nouns
            )
            if not merged:
                found.append(self._commitment(each))
        for commitment in found:
            # "Free of charge" says how a thing is given; alone it is the thing.
            if commitment.sort != "free" or len(found) == 1:
                yield commitment

    def _from_verbs(self) -> Iterator[_Given]:
        for number, group in enumerate(self._groups):
            if group.frame.denied or self._chosen(group.frame.first):
                continue
            if self._is_habit(group) or self._is_of_customer(group):
                continue
            if group.entry.role in {"verb", "step"} or (
                group.entry.role == "contact" and self._reaches_customer(group)
            ):
                yield _Given(
                    group.frame.first, group.last, group.at, group.entry, group.frame.status, number
                )
            elif group.entry.role in {"give", "receive"} and not group.frame.passive and self._is_money(group):
                entry = replace(group.entry, means=commitment_words().money_means)
                yield _Given(group.frame.first, group.last, group.at, entry, group.frame.status, number)

    def _is_habit(self, group: _Group) -> bool:
        """Whether it tells how things are: "bins are collected on Thursdays"."""
        habit = group.frame.passive and group.frame.status == "open"
        return habit and {"you", "your"}.isdisjoint(self._sentence.tokens)

    def _is_of_customer(self, group: _Group) -> bool:
        """Whether a step has the customer, or what was spoken of, for its object, so that it is none."""
        after = self._sentence.word(group.last + 1)
        return group.entry.role == "step" and after in {"you", "your", "it", "this", "that", "me"}

    def _is_money(self, group: _Group) -> bool:
        signs = commitment_words().money_signs
        return any(self._sentence.word(index) in signs for index in range(group.last + 1, group.last + 5))

    def _reaches_customer(self, group: _Group) -> bool:
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

    def _is_now(self, group: _Group) -> bool:
        """Whether the message itself is meant: "I am writing to you about …"."""
        return self._sentence.word(self._sentence.back(group.at)[0]) in self._sentence.words.copulas

    def _from_nouns(self) -> Iterator[_Given]:
        for first, last, entry in self._nouns:
            if entry.role == "handing":
                continue
            opening = self._phrase_start(first)
            if opening is None or self._sentence.word(opening) in {"every", "each", "any"}:
                continue
            if entry.weak and entry.means[0] == "gift" and self._is_there(opening, first):
                continue
            found = self._giver(first, last, opening, entry)
            if found is not None and not self._chosen(found[0]):
                start, status, number = found
                yield _Given(min(start, opening), last, first, entry, status, number)

    def _is_there(self, opening: int, noun: int) -> bool:
        known = self._sentence.words.known_already
        tokens = self._sentence.tokens
        if tokens[-3:-1] == ["on", "us"] or "next" in tokens[opening:noun]:
            return False
        return any(self._sentence.word(index) in known for index in range(opening, noun))

    def _phrase_start(self, index: int) -> int | None:
        """Return where the noun phrase begins; None if a preposition governs it or it is denied."""
        words = self._sentence.words
        groups = {group.last for group in self._groups}
        groups.update(last for _, last, entry in self._nouns if entry.role == "handing")
        for back in range(index - 1, max(index - 7, -1), -1):
            word = self._sentence.word(back)
            if back in groups or word in {"you", "your"}:
                return back + 1 if word != "your" else (None if self._governed(back - 1) else back)
            if word in words.governing:
                # "an extra 10 % off your next order": what is off is itself the thing.
                return None
            if word in words.negations:
                return None
            if word in words.breaks or word in words.joining:
                return back + 1
        return max(index - 7, 0)

    def _governed(self, index: int) -> bool:
        return self._sentence.word(index) in self._sentence.words.governing

    def _giver(self, first: int, last: int, opening: int, entry: Entry) -> tuple[int, Status, int] | None:
        before = [
            (number, group)
            for number, group in enumerate(self._groups)
            if group.last < first and not self._parted(group.last + 1, first)
        ]
        if before and first - before[-1][1].last <= _REACH:
            number, group = before[-1]
            if group.entry.role == "verb" and not self._is_brought(opening - 1, first):
                return None
            return self._given_by(group, number, object_of=True)
        for number, group in enumerate(self._groups):
            if group.at > last and group.frame.passive and group.frame.first - last <= _REACH + 3:
                if self._parted(last + 1, group.frame.first) or self._supposed(opening):
                    return None
                if group.entry.role == "verb" and set(entry.means).isdisjoint(group.entry.means):
                    return None
                return self._given_by(group, number, object_of=False)
        return self._handed(first) or self._coming(last, opening)

    def _is_brought(self, start: int, noun: int) -> bool:
        bringing = self._sentence.words.bringing
        return any(self._sentence.word(index) in bringing for index in range(start, noun))

    def _is_told_back(self, group: _Group) -> bool:
        """Whether the customer's own past is told: "you enjoyed your stay"."""
        return self._sentence.word(self._sentence.back(group.at)[0]) == "you"

    def _given_by(self, group: _Group, number: int, *, object_of: bool) -> tuple[int, Status, int] | None:
        entry, frame = group.entry, group.frame
        if frame.denied or entry.role in {"contact", "step"}:
            return None
        if object_of and frame.passive and entry.role not in {"receive", "verb"}:
            return None
        status = frame.status
        if entry.role == "prepare" and status == "done":
            status = "open"
        if entry.role == "receive" and status == "done" and self._is_told_back(group):
            return None
        return frame.first, status, number

    def _parted(self, first: int, last: int) -> bool:
        words = self._sentence.words
        return any(
            self._sentence.word(index) in words.breaks
            or (self._sentence.word(index) == "and" and self._opens_clause(index))
            for index in range(first, last)
            if not self._is_determiner(index)
        )

    def _is_determiner(self, index: int) -> bool:
        """Whether "that" stands before a noun and opens no clause."""
        before = self._sentence.word(index - 1)
        return self._sentence.word(index) == "that" and before in self._sentence.words.governing

    def _supposed(self, opening: int) -> bool:
        words = self._sentence.words
        before, _ = self._sentence.back(opening)
        lead = self._sentence.word(before)
        if lead == "that":
            before, _ = self._sentence.back(before)
            lead = self._sentence.word(before)
            if lead == "so":
                return True
        return lead in words.subordinating or lead in words.checking

    def _handed(self, noun: int) -> tuple[int, Status, int] | None:
        """Read "please accept a voucher", "here is a voucher"."""
        for first, found in enumerate(self._sentence.tokens[:noun]):
            for entry in entries().get(found, ()):
                if entry.role != "handing" or not self._sentence.has_tail(first, entry.tail):
                    continue
                last = first + len(entry.tail)
                bare = not entry.tail and first not in {0} and self._sentence.word(first - 1) not in {",", "and"}
                if not bare and noun - last <= _REACH and not self._parted(last + 1, noun):
                    return first, "open", -1
        return None

    def _coming(self, last: int, opening: int) -> tuple[int, Status, int] | None:
        """Read "a new lamp is on its way", "the refund will reach you"."""
        sentence = self._sentence
        if self._supposed(opening):
            return None
        for index in range(last + 1, min(last + _REACH + 3, len(sentence.tokens))):
            word = sentence.word(index)
            if word in sentence.words.breaks or word == ",":
                return None
            if word not in sentence.words.copulas | sentence.words.future:
                continue
            after = index + 1
            while sentence.word(after) in sentence.words.adverbs:
                after += 1
            which: Literal["coming", "arriving"] = "coming" if word in sentence.words.copulas else "arriving"
            tails = openings(which).get(sentence.word(after), ())
            if any(sentence.has_tail(after, tail) for tail in tails):
                return opening, "open" if which == "coming" else "promised", -1
            return None
        return None

    def _chosen(self, first: int) -> bool:
        """Whether what is said hangs on what the customer wants."""
        start = self._offsets[first][0] if first < len(self._sentence.tokens) else self._span[0]
        return choice().search(self._text, self._span[0], start) is not None

    def _commitment(self, given: _Given) -> Commitment:
        tokens, at = self._sentence.tokens, self._offsets
        first, last = self._scope(given)
        sorts: dict[str, Sort] = {"give": "sum", "receive": "sum", "contact": "contact", "step": "step", "step-noun": "step", "free": "free"}
        return Commitment(
            sort=sorts.get(given.entry.role, "remedy"),
            status=given.status,
            means=given.entry.means,
            weak=given.entry.weak or given.entry.role == "free",
            general=given.entry.general,
            start=at[given.first][0],
            end=at[self._quote_end(given, last)][1],
            scope=(at[first][0], at[last][1]),
            named=tuple(tokens[first : last + 1]),
            head=tokens[given.at],
            sentence=self._span,
        )

    def _quote_end(self, given: _Given, last: int) -> int:
        """Return the last token of the quote: the words up to the next mark, at most a few."""
        end = max(given.last, self._groups[given.group].last if given.group >= 0 else 0)
        while end < last and end - given.first < 18 and self._sentence.word(end + 1) not in {",", ".", "!", "("}:
            end += 1
        return min(end, len(self._sentence.tokens) - 1)

    def _scope(self, given: _Given) -> tuple[int, int]:
        """Return the first and last token of the clause, as far as it is not another commitment's."""
        sentence, words = self._sentence, self._sentence.words
        starts = [group.frame.first for group in self._groups]
        first, last = given.first, len(sentence.tokens) - 1
        end = max(given.last, self._groups[given.group].last if given.group >= 0 else 0)
        following = min((start for start in starts if start > end), default=len(sentence.tokens))
        for index in range(end + 1, len(sentence.tokens)):
            word = sentence.word(index)
            clause = word in {"and", "but"} and self._opens_clause(index)
            if index == following or clause or (word in words.breaks and not self._is_determiner(index)):
                last = self._before(end, index, following)
                break
        previous = max((group.last for group in self._groups if group.last < given.first), default=-1)
        for index in range(first - 1, -1, -1):
            word = sentence.word(index)
            if index <= previous or word in {";", ":", "and", "but"} or word in words.breaks:
                break
            first = index
        return first, max(last, end)

    def _before(self, end: int, stop: int, following: int) -> int:
        """Return the last token before `stop`, less what leads in the next verb group: "and by 8 December you …"."""
        if stop == following:
            for index in range(stop - 1, end, -1):
                if self._sentence.word(index) in {"and", "but", ";"}:
                    return index - 1
        return stop - 1

    def _opens_clause(self, index: int) -> bool:
        after = self._sentence.word(index + 1)
        return after in self._sentence.words.first_person | {"you", "the", "our", "your", "will", "have", "there", "a"}
