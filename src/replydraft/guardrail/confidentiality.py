"""What must stay inside: confidential facts in other words, and what was said to colleagues about it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from replydraft.case import Case
from replydraft.guardrail.characters import fold
from replydraft.guardrail.evidence import evidence, expression
from replydraft.guardrail.ideas import ideas_in, said_in, without
from replydraft.guardrail.known import Found, Known
from replydraft.guardrail.meaning import is_rare, meaning, meanings, meant, name_weight, weight_of
from replydraft.guardrail.name_lists import is_listed, name_list, plain
from replydraft.guardrail.text import Passage

# Found by trying the examples of confidential.yaml: a sentence tells a secret if it has at least so much of
# what only the secret says, and at least this share of it; or a rare word that is this share of it by itself.
_LEAST = 1.5
_SHARE = 0.35
_RARE_SHARE = 0.4
# What the secret has in common with what may be told counts little, and only beside what is its own.
_COMMON = 0.25
_COMMON_SHARE = 0.5
_MOST = 4.0
# What one says in several words ("has since left us") tells as much as a figure.
_IDEA = 2.0

_WORD = re.compile(r"[^\W\d_][\w'-]+")
_CERTAIN = frozenset({"titled", "role"})
"""Groups of the list of colleagues in which any capitalised word is a name."""

_NAME = re.compile(r"(?<![.!?:;]\s)(?<!^)\b[A-Z][\w'-]+")


@dataclass(frozen=True, kw_only=True)
class Secret:
    """One confidential fact, taken apart."""

    own: Mapping[str, float]
    """What only this fact says, each with its weight."""
    common: frozenset[str]
    """What it has in common with what may be told."""
    names: frozenset[str]
    """Names that stand nowhere else in the case; one of them alone tells the secret."""

    def told_by(self, said: frozenset[str]) -> bool:
        """Whether a sentence that says these things tells the secret."""
        if said.isdisjoint(self.own):
            return False
        shown = [weight for each, weight in self.own.items() if each in said]
        own, whole = sum(shown), sum(self.own.values())
        if len(shown) > 1 and own >= _LEAST and own >= _SHARE * whole:
            return True
        if any(each in said and share >= _RARE_SHARE for each, share in self.rare.items()):
            return True
        common = _COMMON * len(self.common & said)
        telling = max(shown) > 1
        return telling and common > _COMMON and own + common >= _COMMON_SHARE * min(whole, _MOST)

    @cached_property
    def rare(self) -> Mapping[str, float]:
        """The words that no everyday letter has, each with its share in what only the fact says."""
        whole = sum(self.own.values())
        return {each: weight / whole for each, weight in self.own.items() if is_rare(each)}


@lru_cache(maxsize=64)
def secrets(case: Case) -> tuple[Secret, ...]:
    """Return every confidential fact of a case that says something of its own."""
    public = "\n".join(public_texts(case))
    told = meanings(public) | frozenset(ideas_in(fold(public)))
    shown = {plain(name) for name in re.findall(r"[\w'-]+", fold(public))}
    return tuple(_secret(fold(text), told, shown) for text in case.confidential_facts)


def public_texts(case: Case) -> Iterator[str]:
    """Yield every text of a case that a reply may use, and the customer's own."""
    yield from case.public_facts
    yield case.complaint
    yield from case.prevention
    yield from case.references
    for remedy in case.remedies:
        yield f"{remedy.kind} {remedy.description} {remedy.when or ''} {remedy.amount or ''}"
    if case.follow_up:
        yield f"{case.follow_up.who or ''} {case.follow_up.when}"
    yield " ".join(
        filter(None, (case.sender.name, case.sender.role, case.sender.company, case.customer.name))
    )


def _secret(text: str, told: frozenset[str], shown: set[str]) -> Secret:
    ideas = ideas_in(text)
    everything = meanings(without(text, ideas)) | frozenset(ideas)
    names = frozenset(
        name
        for name in (match[0].removesuffix("'s") for match in _NAME.finditer(text))
        if plain(name) not in shown and _is_rare(name)
    )
    weights = {
        each: _IDEA if each in ideas and is_rare(each) else weight_of(each) for each in everything - told
    }
    weights |= {of: name_weight() for of in (meaning(name.lower()) for name in names) if of in weights}
    return Secret(own=weights, common=everything & told, names=names)


def _is_rare(name: str) -> bool:
    word = plain(name)
    # A month, or the "Care" of a company's name, is a word that any letter may have.
    ordinary = word in name_list("not_names") or word in name_list("organisation_words")
    return bool(meaning(word)) and not ordinary and meaning(word) == meaning(word.removesuffix("s"))


def find_confidential(passage: Passage, known: Known) -> Iterator[Found]:
    """Yield every sentence that tells a confidential fact, with the words that do."""
    hidden = secrets(known.case) if known.case else ()
    read = evidence(passage)
    said = said_in(read) if hidden else []
    for index, line in enumerate(read.lines if hidden else ()):
        for secret in hidden:
            names = [name for name in secret.names if name in line and _is_word(name, line)]
            if names:
                yield Found(*read.span(index), {"words": ", ".join(sorted(names))})
            elif secret.told_by(said[index]):
                yield Found(*read.span(index), {"words": ", ".join(dict.fromkeys(_telling(line, secret)))})


def _telling(line: str, secret: Secret) -> Iterator[str]:
    """Yield the words of a line that tell a secret."""
    for each, places in ideas_in(line).items():
        if each in secret.own:
            yield from (line[start:end] for start, end in places)
    yield from (line[word.start : word.end] for word in meant(line) if word.meaning in secret.own)


def _is_word(name: str, line: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", line) is not None


@lru_cache(maxsize=64)
def _told(case: Case) -> frozenset[str]:
    remedies = (remedy.description for remedy in case.remedies)
    return meanings("\n".join((*case.public_facts, *case.prevention, *remedies)))


def find_discipline(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield every measure against a colleague that is not among what the case lets a reply tell."""
    yield from _untold("confidential-discipline", passage, known)


def find_internal_talk(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield every mention of a talk or a training that the case does not have."""
    yield from _untold("confidential-talk", passage, known)


def _untold(name: str, passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    found = expression(name)
    read = evidence(passage)
    if found is None or known.case is None:
        return
    groups = found.groupindex.values()
    for index in sorted(read.places(name)):
        first, _ = read.span(index)
        for match in found.finditer(read.lines[index]):
            start, end = max(match.span(group) for group in groups)
            if _last(read.lines[index][start:end]).isdisjoint(_told(known.case)):
                yield first + start, first + end


def _last(text: str) -> frozenset[str]:
    """Return what the last word means that says something: in these expressions, what was done."""
    return frozenset([word.meaning for word in meant(text)][-1:])


@lru_cache(maxsize=64)
def complained_of(case: Case) -> frozenset[str]:
    """Return the names that a customer gave for colleagues: "Rui at the desk", "your Mr Duffy"."""
    giving = expression("confidential-colleague")
    if giving is None:
        return frozenset()
    text = fold(case.complaint)
    own = {plain(word) for name in _own_names(case) for word in _WORD.findall(name)}
    found: set[str] = set()
    for match in giving.finditer(text):
        for group, number in giving.groupindex.items():
            start, end = match.span(number)
            if start >= 0:
                found.update(_names_in(text[start:end], certain=group in _CERTAIN))
    return frozenset(name for name in found if plain(name) not in own) | _protected(case)


def _names_in(text: str, *, certain: bool) -> Iterator[str]:
    """Yield the names in a piece of a complaint; unless `certain`, only those that are known as names."""
    for piece in _WORD.findall(text):
        name = piece.removesuffix("'s")
        if name[:1].isupper() and (
            is_listed(name) or (certain and plain(name) not in name_list("not_names"))
        ):
            yield name


def _own_names(case: Case) -> Iterator[str]:
    sender, follow_up = case.sender, case.follow_up
    for name in (case.customer.name, sender.name, sender.company, follow_up.who if follow_up else None):
        yield fold(name or "")


def _protected(case: Case) -> frozenset[str]:
    return frozenset(fold(name) for name in case.protected_names)


def find_echoed_names(passage: Passage, known: Known) -> Iterator[Found]:
    """Yield every name of a colleague that the complaint gave, or that is protected, wherever it stands."""
    names = complained_of(known.case) if known.case else frozenset()
    for name in sorted(names):
        if name not in passage.text:
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", passage.text):
            # "Will" and "May" begin many a sentence, and "4 May" is a day: colleague/named weighs those.
            if plain(name) in name_list("name_words") and not _stands_as_a_name(passage, match.start()):
                continue
            yield Found(match.start(), match.end(), {"name": match[0]})


def _stands_as_a_name(passage: Passage, start: int) -> bool:
    begins = passage.sentences[passage.sentence_at(start)].start == start
    return not begins and not passage.text[:start].rstrip()[-1:].isdigit()
