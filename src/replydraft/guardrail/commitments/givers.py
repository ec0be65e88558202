"""Finds what gives a noun, and whether it is given already: "a voucher is on its way"."""

from typing import Literal, NamedTuple

from replydraft.guardrail.commitments.grammar import Status
from replydraft.guardrail.commitments.groups import Clauses, Group, Noun
from replydraft.guardrail.commitments.words import entries, openings

_REACH = 9
"""How many tokens a noun may stand away from the verb that gives it."""
_LONGEST_PHRASE = 7
"""How many tokens a noun phrase may have before its noun."""


class Giver(NamedTuple):
    """What gives a noun."""

    first: int
    """Where the giving begins."""
    status: Status
    group: int
    """The number of the verb group; -1 where none gives it."""


class Givers:
    """Looks for what gives the nouns of one sentence."""

    def __init__(self, clauses: Clauses) -> None:
        """Take the sentence, laid out."""
        self._clauses = clauses
        self._sentence = clauses.sentence

    def phrase_start(self, index: int) -> int | None:
        """Return where the noun phrase begins; None if a preposition governs it or it is denied."""
        words = self._sentence.words
        groups = {group.last for group in self._clauses.groups}
        groups.update(noun.last for noun in self._clauses.nouns if noun.entry.role == "handing")
        for back in range(index - 1, max(index - _LONGEST_PHRASE, -1), -1):
            word = self._sentence.word(back)
            if word == "your":
                return None if self._sentence.word(back - 1) in words.governing else back
            if back in groups or word == "you":
                return back + 1
            if word in words.governing or word in words.negations:
                return None
            if word in words.breaks or word in words.joining:
                return back + 1
        return max(index - _LONGEST_PHRASE, 0)

    def giver(self, noun: Noun, opening: int) -> Giver | None:
        """Return what gives a noun whose phrase begins at `opening`, or None if nobody does."""
        groups = enumerate(self._clauses.groups)
        before = [
            (number, group)
            for number, group in groups
            if group.last < noun.first and not self._clauses.parted(group.last + 1, noun.first)
        ]
        if before and noun.first - before[-1][1].last <= _REACH:
            number, group = before[-1]
            if group.entry.role == "verb" and not self._is_brought(opening - 1, noun.first):
                return None
            return self._given_by(group, number, object_of=True)
        return self._given_to(noun, opening)

    def _given_to(self, noun: Noun, opening: int) -> Giver | None:
        """Read "a voucher will be sent"."""
        for number, group in enumerate(self._clauses.groups):
            near = 0 < group.frame.first - noun.last <= _REACH + 3
            if near and group.frame.passive:
                if self._clauses.parted(noun.last + 1, group.frame.first) or self._is_supposed(opening):
                    return None
                if group.entry.role == "verb" and set(noun.entry.means).isdisjoint(group.entry.means):
                    return None
                return self._given_by(group, number, object_of=False)
        return self._handed(noun.first) or self._coming(noun.last, opening)

    def _is_brought(self, start: int, noun: int) -> bool:
        bringing = self._sentence.words.bringing
        return any(self._sentence.word(index) in bringing for index in range(start, noun))

    def _is_told_back(self, group: Group) -> bool:
        """Whether the customer's own past is told: "you enjoyed your stay"."""
        return self._sentence.word(self._sentence.back(group.at)[0]) == "you"

    def _given_by(self, group: Group, number: int, *, object_of: bool) -> Giver | None:
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
        return Giver(frame.first, status, number)

    def _is_supposed(self, opening: int) -> bool:
        words = self._sentence.words
        before, _ = self._sentence.back(opening)
        lead = self._sentence.word(before)
        if lead == "that":
            before, _ = self._sentence.back(before)
            lead = self._sentence.word(before)
            if lead == "so":
                return True
        return lead in words.subordinating or lead in words.checking

    def _handed(self, noun: int) -> Giver | None:
        """Read "please accept a voucher", "here is a voucher"."""
        for first, found in enumerate(self._sentence.tokens[:noun]):
            for entry in entries().get(found, ()):
                if entry.role != "handing" or not self._sentence.has_tail(first, entry.tail):
                    continue
                last = first + len(entry.tail)
                # A single word, such as "enjoy", hands something over where it stands first.
                inside = not entry.tail and first > 0 and self._sentence.word(first - 1) not in {",", "and"}
                if not inside and noun - last <= _REACH and not self._clauses.parted(last + 1, noun):
                    return Giver(first, "open", -1)
        return None

    def _coming(self, last: int, opening: int) -> Giver | None:
        """Read "a new lamp is on its way", "the refund will reach you"."""
        sentence = self._sentence
        if self._is_supposed(opening):
            return None
        for index in range(last + 1, min(last + _REACH + 3, len(sentence.tokens))):
            word = sentence.word(index)
            if word in sentence.words.breaks or word == ",":
                return None
            if word in sentence.words.copulas:
                return Giver(opening, "open", -1) if self._says(index, "coming") else None
            if word in sentence.words.future:
                return Giver(opening, "promised", -1) if self._says(index, "arriving") else None
        return None

    def _says(self, index: int, which: Literal["coming", "arriving"]) -> bool:
        after = index + 1
        while self._sentence.word(after) in self._sentence.words.adverbs:
            after += 1
        tails = openings(which).get(self._sentence.word(after), ())
        return any(self._sentence.has_tail(after, tail) for tail in tails)
