"""The words that commitments are made of, read once and laid out for looking up."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from replydraft.errors import PackError
from replydraft.resources import read

FILE = "en/words/commitments.yaml"

Role = Literal[
    "verb", "noun", "give", "prepare", "receive", "contact", "step", "step-noun", "free", "handing", "move"
]
Shape = Literal["base", "past", "participle", "ing", "noun"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Kind(_Frozen):
    means: tuple[str, ...]
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    """What the thing itself does: "the fee went back to you"."""
    weak: bool = False


class _Steps(_Frozen):
    sweeping: tuple[str, ...]
    general: tuple[str, ...]
    nouns: tuple[str, ...]
    objects: frozenset[str]


class _Habits(_Frozen):
    marks: str
    subject: str
    not_habits: str


class _Result(_Frozen):
    under_way: str
    found: str


class CommitmentWords(_Frozen):
    """The lists of commitments.yaml; the file says what each is for."""

    kinds: tuple[_Kind, ...]
    free: tuple[str, ...]
    free_means: tuple[str, ...]
    money_signs: frozenset[str]
    money_means: tuple[str, ...]
    nothing: str
    steps: _Steps
    habits: _Habits
    results: tuple[_Result, ...]
    charge: str
    no_things: frozenset[str]
    give: tuple[str, ...]
    prepare: tuple[str, ...]
    receive: tuple[str, ...]
    coming: tuple[str, ...]
    arriving: tuple[str, ...]
    handing: tuple[str, ...]
    future: frozenset[str]
    able: frozenset[str]
    would: frozenset[str]
    unreal: frozenset[str]
    intents: frozenset[str]
    unwilling: frozenset[str]
    perfect: frozenset[str]
    pluperfect: frozenset[str]
    copulas: frozenset[str]
    past_copulas: frozenset[str]
    first_person: frozenset[str]
    ours: frozenset[str]
    not_ours: frozenset[str]
    negations: frozenset[str]
    adverbs: frozenset[str]
    joining: frozenset[str]
    subordinating: frozenset[str]
    conditional: frozenset[str]
    checking: frozenset[str]
    sorry: frozenset[str]
    bringing: frozenset[str]
    governing: frozenset[str]
    breaks: frozenset[str]
    determiners: frozenset[str]
    before_nouns: frozenset[str]
    clause_openers: frozenset[str]
    known_already: frozenset[str]
    choice_openers: frozenset[str]
    choice: str
    condition: str
    conditions_in_case: str
    limits_in_case: str
    keeps_condition: str
    keeps_limit: str
    gives: str
    universal: str
    single: frozenset[str]
    today: str
    deadline_leads: frozenset[str]
    counting_leads: frozenset[str]
    no_remedy_tails: frozenset[str]
    following: frozenset[str]
    whole: frozenset[str]
    whole_things: frozenset[str]
    part_things: frozenset[str]
    charges: frozenset[str]
    partial: frozenset[str]
    empty: frozenset[str]
    alike: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of one word, and what it may stand for, the most likely kind first."""

    role: Role
    shape: Shape
    means: tuple[str, ...]
    tail: tuple[str, ...] = ()
    """The words that have to follow, such as the particle of a verb."""
    weak: bool = False
    """Whether only the case's own words tell that it may be given."""
    general: bool = False
    """Of a step: whether it needs an object to be one."""


@lru_cache(maxsize=1)
def commitment_words() -> CommitmentWords:
    """Return the word lists. Raises PackError if the shipped file is malformed."""
    try:
        return CommitmentWords.model_validate(yaml.load(read("guardrails", FILE), yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError) as error:
        raise PackError(f"guardrails/{FILE} is malformed: {error}") from error


TOKEN = re.compile(r"[a-z]+(?=n't\b)|n't|'(?:ll|ve|re|m|s|d)\b|[^\W\d_]+(?:-\w+)*|\d(?:[\d.,]*\d)?|[^\s\w]")
"""A word, the ending of a contracted one, a number, or a mark, of a text in lower case."""


@lru_cache(maxsize=1)
def entries() -> Mapping[str, tuple[Entry, ...]]:
    """Return what each word may be, the longest phrase that it opens first."""
    found: dict[str, list[Entry]] = {}
    for word, entry in _entries(commitment_words()):
        found.setdefault(word, []).append(entry)
    return {word: tuple(sorted(each, key=lambda entry: -len(entry.tail))) for word, each in found.items()}


def _entries(words: CommitmentWords) -> Iterator[tuple[str, Entry]]:
    for kind in words.kinds:
        yield from _verbs(kind.verbs, "verb", means=kind.means)
        yield from _verbs(kind.contact, "contact", means=kind.means)
        yield from _verbs(kind.moving, "move", means=kind.means)
        yield from _phrases(kind.nouns, "noun", means=kind.means, weak=kind.weak)
    yield from _phrases(words.free, "free", means=words.free_means)
    yield from _phrases(words.handing, "handing")
    yield from _verbs(words.steps.sweeping, "step")
    yield from _verbs(words.steps.general, "step", general=True)
    yield from _phrases(words.steps.nouns, "step-noun")
    yield from _verbs(words.give, "give")
    yield from _verbs(words.prepare, "prepare")
    yield from _verbs(words.receive, "receive")


def _verbs(
    verbs: Iterable[str], role: Role, *, means: tuple[str, ...] = (), general: bool = False
) -> Iterator[tuple[str, Entry]]:
    for verb in verbs:
        forms, _, particle = verb.partition(" + ")
        base, past, *rest = forms.split()
        participle, ing = rest if len(rest) == 2 else (past, rest[0])
        tail = tuple(TOKEN.findall(particle))
        shapes: tuple[tuple[str, Shape], ...] = (
            (base, "base"),
            (past, "past"),
            (participle, "participle"),
            (ing, "ing"),
        )
        for word, shape in shapes:
            if shape == "participle" and participle == past:
                continue
            yield word, Entry(role, shape, means, tail, general=general)


def _phrases(
    phrases: Iterable[str], role: Role, *, means: tuple[str, ...] = (), weak: bool = False
) -> Iterator[tuple[str, Entry]]:
    for phrase in phrases:
        first, *tail = TOKEN.findall(phrase)
        yield first, Entry(role, "noun", means, tuple(tail), weak=weak)


@lru_cache(maxsize=1)
def triggers() -> frozenset[str]:
    """Return the words without one of which a sentence commits to nothing."""
    light = {"give", "prepare", "receive", "handing"}
    heavy = ((word, entry) for word, found in entries().items() for entry in found if entry.role not in light)
    # Of a phrase, its longest word tells the most: "touch" in "be in touch".
    return commitment_words().money_signs | {max((word, *entry.tail), key=len) for word, entry in heavy}


@lru_cache(maxsize=1)
def alike() -> Mapping[str, frozenset[str]]:
    """Return, for a word, the words that may stand for the same thing."""
    found: dict[str, set[str]] = {}
    for group in commitment_words().alike:
        for word in group:
            found.setdefault(word, set()).update(group)
    return {word: frozenset(each) for word, each in found.items()}


@lru_cache(maxsize=4)
def openings(which: Literal["coming", "arriving"]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases of a list by their first word, each as the words that follow it."""
    phrases = commitment_words().coming if which == "coming" else commitment_words().arriving
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *rest = TOKEN.findall(phrase)
        found.setdefault(first, []).append(tuple(rest))
    return {word: tuple(each) for word, each in found.items()}
