"""Judges the names of people: of the greeting, of the sign-off, and those that the case does not know."""

import re
from collections.abc import Iterator

from replydraft.guardrail.grounded.grounds import Grounds
from replydraft.guardrail.grounded.words import grounding_words
from replydraft.guardrail.name_candidates import candidates
from replydraft.guardrail.name_evidence import strength
from replydraft.guardrail.name_lists import is_listed, name_list, plain
from replydraft.guardrail.sentences import Sentence
from replydraft.guardrail.text import Passage

_CAPITAL = re.compile(r"[A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u017f][\w'-]+")
_WORD = re.compile(r"[^\W\d_][\w'-]*\.?")
_NAME_ALONE = re.compile(rf"{_CAPITAL.pattern}(?: {_CAPITAL.pattern}){{1,3}}")
_INITIAL_PART = 3
"""A name that begins with this many letters of the customer's is short for it: Tom for Tomasz."""


def unknown_names(passage: Passage, grounds: Grounds) -> Iterator[tuple[int, int]]:
    """Yield every name of a person that the case does not have."""
    known = grounds.names
    strange: list[tuple[int, int]] = []
    for sentence in passage.sentences:
        if sentence.role == "greeting":
            yield from _greeted(passage, sentence, known)
            continue
        yield from _signed(passage, sentence, grounds)
        strange.extend(
            match.span()
            for match in _CAPITAL.finditer(passage.text, sentence.start, sentence.end)
            if plain(match[0]) not in known and _is_only_a_name(match[0])
        )
    if strange:
        yield from _in_sign_off(passage, strange)
        yield from _in_body(passage, known)


def _is_only_a_name(word: str) -> bool:
    name = plain(word)
    return is_listed(word) and not any(
        name in name_list(other) for other in ("name_words", "place_words", "brand_names")
    )


def _greeted(passage: Passage, sentence: Sentence, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    words = grounding_words().greeting_words
    names = [
        match
        for match in _WORD.finditer(passage.text, sentence.start, sentence.end)
        if plain(match[0]) not in words and match[0].lower() not in words
    ]
    strange = [match for match in names if not _is_known(plain(match[0]), known)]
    if strange:
        yield strange[0].start(), strange[-1].end() - strange[-1][0].endswith(".")


def _signed(passage: Passage, sentence: Sentence, grounds: Grounds) -> Iterator[tuple[int, int]]:
    """Yield a line that is nothing but a name which only the complaint has: nobody of ours signs with it."""
    if not _NAME_ALONE.fullmatch(passage.text, sentence.start, sentence.end):
        return
    words = _CAPITAL.findall(passage.text, sentence.start, sentence.end)
    if any(map(_is_only_a_name, words)) and all(plain(word) in grounds.names for word in words):
        told = set(map(plain, _WORD.findall(grounds.plain_texts)))
        if told.isdisjoint(map(plain, words)):
            yield sentence.start, sentence.end


def _is_known(name: str, known: frozenset[str]) -> bool:
    if name in known or all(piece in known for piece in name.split("-")):
        return True
    # An initial, or a short form of a name that the case has.
    if len(name) == 1:
        return any(word.startswith(name) for word in known)
    return len(name) >= _INITIAL_PART and any(word.startswith(name) for word in known)


def _in_sign_off(passage: Passage, strange: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in strange:
        if passage.sentences[passage.sentence_at(start)].role == "sign-off":
            yield start, end


def _in_body(passage: Passage, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    people, _ = candidates(passage)
    for person in people:
        if person.place.common or person.words & known or not any(map(is_listed, person.words)):
            continue
        if strength(person.place):
            yield person.start, person.end
