"""Finds colleagues who are mentioned by name, and tells them from customers, writers, brands and places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from replydraft.guardrail.known import Known
from replydraft.guardrail.name_candidates import Candidate, candidates
from replydraft.guardrail.name_evidence import (
    ROLE,
    SOMEBODY,
    WORK,
    companions,
    faults,
    has_errand,
    is_about_art,
    is_addressed,
    is_in_care,
    praises,
    strength,
)
from replydraft.guardrail.name_lists import plain
from replydraft.guardrail.text import Passage

_WORDS = re.compile(r"[^\W_][\w'-]*")
_PAIRED = re.compile(r"([^\W_][\w'-]*) (?:and|&) $")
_TITLES = frozenset("mr mrs ms mx miss dr prof professor sir the team".split())


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A colleague's name in `Passage.text`, and whether the sentence faults the person."""

    start: int
    end: int
    faulted: bool


def find_named(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield each mention of a colleague that faults nobody."""
    return (
        (mention.start, mention.end) for mention in _answer(_Question(passage, known)) if not mention.faulted
    )


def find_named_fault(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield each mention of a colleague in a sentence that faults one."""
    return ((mention.start, mention.end) for mention in _answer(_Question(passage, known)) if mention.faulted)


@dataclass(frozen=True, eq=False)
class _Question:
    """A passage and what is known of it, hashed by the text alone so that both detectors share one answer."""

    passage: Passage
    known: Known

    def __hash__(self) -> int:
        return hash(self.passage.text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Question):
            return NotImplemented
        return self.passage.text == other.passage.text and self.known == other.known


@lru_cache(maxsize=2)
def _answer(question: _Question) -> tuple[Mention, ...]:
    passage, known = question.passage, question.known
    found = [*_protected(passage, known), *_mentions(passage, known)]
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end)))


def _mentions(passage: Passage, known: Known) -> Iterator[Mention]:
    """Yield the colleagues whom the words around their names give away."""
    people, stopped = candidates(passage)
    evident = [(person, found) for person in people if (found := _evidence(person))]
    if stopped is not None:
        # A register of names is no reply, and the rest of it has not been judged.
        yield Mention(start=stopped, end=stopped + 1, faulted=False)
    if not evident:
        return
    spared = _spared(passage, known, people)
    praised = praises(passage.text)
    for person, found in evident:
        sentence = person.place.sentence
        if person.words & spared or (found < ROLE and is_about_art(sentence)):
            continue
        faulted = faults(sentence)
        if praised and not faulted and not has_errand(person.place):
            spared |= person.words
            continue
        yield Mention(start=person.start, end=person.end, faulted=faulted)


def _evidence(person: Candidate) -> int:
    """Return how strongly the words around a name say "colleague"; 0 if not strongly enough for it."""
    found = ROLE if person.unlisted else strength(person.place)
    return found if found >= (WORK if person.place.common else SOMEBODY) else 0


def _spared(passage: Passage, known: Known, people: list[Candidate]) -> set[str]:
    """Return the words of the names that may appear: customers', their companions', writers', brands'."""
    told = (*known.customer, *known.sender, *known.contacts, *known.brands, *companions(passage.text))
    around = (passage.role_text("greeting"), passage.role_text("sign-off"))
    spared = {plain(word) for text in (*told, *around) for word in _WORDS.findall(text)}
    for person in people:
        pair = _PAIRED.search(person.place.before)
        close = is_addressed(person.place) or is_in_care(person.place)
        if close or (pair and plain(pair[1]) in spared):
            spared |= person.words
    return spared - _TITLES


def _protected(passage: Passage, known: Known) -> Iterator[Mention]:
    """Yield each place where a name stands that the caller has protected, whatever its role."""
    allowed = {plain(word) for name in known.customer for word in _WORDS.findall(name)}
    for name in known.protected:
        words = [
            word for word in _WORDS.findall(name) if len(word) > 1 and plain(word) not in _TITLES | allowed
        ]
        if not words:
            continue
        pattern = rf"\b(?:{re.escape(name)}|{'|'.join(map(re.escape, words))})\b"
        for match in re.finditer(pattern, passage.text, re.IGNORECASE if len(name.split()) > 1 else 0):
            sentence = passage.line(passage.sentence_at(match.start()))
            yield Mention(start=match.start(), end=match.end(), faulted=faults(sentence))
