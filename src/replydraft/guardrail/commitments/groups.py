"""One sentence laid out: its verb groups, its nouns, and where its clauses part."""

from typing import NamedTuple

from replydraft.guardrail.commitments.grammar import Frame, Sentence, read_frame
from replydraft.guardrail.commitments.words import Entry


class Group(NamedTuple):
    """A verb group that commits or denies."""

    at: int
    last: int
    entry: Entry
    frame: Frame


class Noun(NamedTuple):
    """A noun, or another phrase that is no verb."""

    first: int
    last: int
    entry: Entry


class Clauses:
    """The verb groups and nouns of one sentence; places are numbers of tokens."""

    def __init__(self, sentence: Sentence, hits: list[tuple[int, tuple[Entry, ...]]]) -> None:
        """Lay out the words that `hits` found."""
        self.sentence = sentence
        self.nouns: list[Noun] = []
        self.groups: list[Group] = []
        for index, found in hits:
            self._place(index, found)

    def _place(self, index: int, found: tuple[Entry, ...]) -> None:
        sentence = self.sentence
        if self.nouns and self.nouns[-1].last >= index:
            return
        fitting = [entry for entry in found if not entry.tail or sentence.has_tail(index, entry.tail)]
        if not fitting:
            return
        governed = sentence.word(index - 1) in sentence.words.before_nouns
        for entry in fitting:
            if entry.shape == "noun" or governed:
                continue
            frame = read_frame(sentence, index, entry)
            if frame is not None:
                self.groups.append(Group(index, index + len(entry.tail), entry, frame))
                return
        for entry in fitting:
            if entry.shape == "noun":
                self.nouns.append(Noun(index, index + len(entry.tail), entry))
                return

    def parted(self, first: int, last: int) -> bool:
        """Whether another clause opens between two places."""
        words = self.sentence.words
        return any(
            self.sentence.word(index) in words.breaks
            or (self.sentence.word(index) == "and" and self._opens_clause(index))
            for index in range(first, last)
            if not self._is_determiner(index)
        )

    def _is_determiner(self, index: int) -> bool:
        """Whether "that" stands before a noun and opens no clause."""
        before = self.sentence.word(index - 1)
        return self.sentence.word(index) == "that" and before in self.sentence.words.governing

    def scope(self, first: int, end: int) -> tuple[int, int]:
        """Return the first and last token of the clause of `first` to `end`, less what is another group's."""
        following = min(
            (start for *_, (start, *_) in self.groups if start > end), default=len(self.sentence.tokens)
        )
        return self._scope_start(first), max(self._scope_end(end, following), end)

    def _scope_start(self, first: int) -> int:
        words = self.sentence.words
        previous = max((group.last for group in self.groups if group.last < first), default=-1)
        for index in range(first - 1, previous, -1):
            word = self.sentence.word(index)
            if word in {";", ":", "and", "but"} or word in words.breaks:
                return index + 1
        return previous + 1

    def _scope_end(self, end: int, following: int) -> int:
        words = self.sentence.words
        for index in range(end + 1, len(self.sentence.tokens)):
            word = self.sentence.word(index)
            clause = word in {"and", "but"} and self._opens_clause(index)
            if index == following or clause or (word in words.breaks and not self._is_determiner(index)):
                return self._before(end, index, following)
        return len(self.sentence.tokens) - 1

    def _before(self, end: int, stop: int, following: int) -> int:
        """Return the last token before `stop`, less what leads in the next group."""
        if stop == following:
            for index in range(stop - 1, end, -1):
                if self.sentence.word(index) in {"and", "but", ";"}:
                    return index - 1
        return stop - 1

    def _opens_clause(self, index: int) -> bool:
        words = self.sentence.words
        return self.sentence.word(index + 1) in words.first_person | words.clause_openers
