"""What a case authorises, laid out once so that commitments can be held against it."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from replydraft.case import Case, Remedy
from replydraft.guardrail.atoms.atom import Atom, Sum
from replydraft.guardrail.atoms.of_case import case_atoms, plain_number
from replydraft.guardrail.characters import fold
from replydraft.guardrail.commitments.words import TOKEN, alike, commitment_words, entries
from replydraft.guardrail.meaning import meaning
from replydraft.plan import fair_value


@dataclass(frozen=True, slots=True)
class Allowed:
    """One remedy as commitments are matched with it."""

    remedy: Remedy
    kinds: frozenset[str]
    words: frozenset[str]
    """What its description and its time say."""
    described: frozenset[str]
    """What its description says."""
    sums: frozenset[Decimal]
    percentages: frozenset[Decimal]
    fair: Decimal | None
    whole: bool
    """Whether it gives back all of it, not one charge."""
    partial: bool
    text: str
    """Its description and its time, in lower case."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """All that a case lets its reply say about what is done."""

    remedies: tuple[Allowed, ...]
    known: frozenset[str]
    """What the public facts and the prevention steps say."""
    steps: tuple[frozenset[str], ...]
    """The same for each fact, step and remedy by itself."""
    prevention: tuple[frozenset[str], ...]
    """The same for each prevention step."""
    said: frozenset[str]
    """What the facts, the steps and the remedies say together."""
    texts: tuple[str, ...]
    """The public facts, the steps and the descriptions of the remedies, as they are written."""
    things: frozenset[str]
    """What the customer and the facts speak of."""
    days: tuple[Atom, ...]
    """The days that the public facts and steps name, so that they are no deadlines."""


@lru_cache(maxsize=64)
def allowance(case: Case) -> Allowance:
    """Return what a case allows; computed once for each case."""
    atoms = case_atoms(case)
    by_remedy: dict[int, list[Atom]] = {}
    for each in atoms:
        if each.field == "remedies":
            by_remedy.setdefault(each.number, []).append(each.atom)
    told = (*case.public_facts, *case.prevention)
    remedies = tuple(
        _allowed(remedy, by_remedy.get(number, [])) for number, remedy in enumerate(case.remedies)
    )
    steps = tuple(map(content, told))
    return Allowance(
        remedies=remedies,
        known=frozenset().union(*steps),
        steps=(*steps, *(allowed.words for allowed in remedies)),
        prevention=tuple(map(content, case.prevention)),
        said=frozenset().union(*steps, *(allowed.words for allowed in remedies)),
        texts=(*told, *(remedy.description for remedy in case.remedies)),
        things=frozenset().union(*steps, content(case.complaint)),
        days=tuple(
            each.atom for each in atoms if each.field in {"facts", "prevention"} and each.atom.kind == "date"
        ),
    )


def content(text: str) -> frozenset[str]:
    """Return what the words of `text` mean that tell one matter from another."""
    return meanings_of(TOKEN.findall(fold(text).lower()))


def meanings_of(words: Iterable[str]) -> frozenset[str]:
    """Return what `words`, in lower case, mean that tell one matter from another."""
    return frozenset(filter(None, map(_telling, words)))


@lru_cache(maxsize=8192)
def _telling(word: str) -> str:
    return meaning(word) if word[:1].isalpha() and word not in commitment_words().empty else ""


@lru_cache(maxsize=1)
def _alike_meanings() -> dict[str, frozenset[str]]:
    return {meaning(word): frozenset(map(meaning, group)) for word, group in alike().items()}


def shared(one: frozenset[str], other: frozenset[str]) -> int:
    """Return how many of the meanings in `one` the `other` has too, in the same words or in like ones."""
    likes = _alike_meanings()
    return sum(1 for word in one if word in other or not likes.get(word, frozenset()).isdisjoint(other))


def _allowed(remedy: Remedy, atoms: list[Atom]) -> Allowed:
    when = remedy.when if isinstance(remedy.when, str) else ""
    text = fold(f"{remedy.description}. {when}").lower()
    tokens = TOKEN.findall(text)
    words = commitment_words()
    whole = not words.whole.isdisjoint(tokens) or not words.whole_things.isdisjoint(tokens)
    own = {remedy.amount} if remedy.amount is not None else set[Decimal]()
    sums = {atom.value.amount for atom in atoms if isinstance(atom.value, Sum)}
    return Allowed(
        remedy=remedy,
        kinds=_kinds(remedy, tokens),
        words=meanings_of(tokens),
        described=content(remedy.description),
        sums=frozenset(sums - {remedy.value_when_restored, remedy.cost_to_restore} | own),
        percentages=frozenset(atom.value for atom in atoms if isinstance(atom.value, Decimal)),
        fair=fair_value(remedy),
        whole=whole and words.part_things.isdisjoint(tokens),
        partial=not words.partial.isdisjoint(tokens),
        text=text,
    )


def _kinds(remedy: Remedy, tokens: list[str]) -> frozenset[str]:
    kind = "-".join(remedy.kind.casefold().replace("_", " ").replace("-", " ").split())
    table = entries()
    found = {kind, kind.removesuffix("s")}
    charges = commitment_words().charges
    for index, token in enumerate(tokens):
        # "Refund of the delivery charge" authorises no delivery.
        if index + 1 < len(tokens) and tokens[index + 1] in charges:
            continue
        for entry in table.get(token, ()):
            if (
                entry.means
                and not entry.weak
                and tuple(tokens[index + 1 : index + 1 + len(entry.tail)]) == entry.tail
            ):
                found.add(entry.means[0])
    return frozenset(found)


def is_told(words: frozenset[str], known: Allowance) -> bool:
    """Whether a fact, a step or a remedy of the case says most of the same."""
    common = (shared(words, step) for step in known.steps)
    return any(count >= 2 and count * 5 >= len(words) * 3 for count in common)


def described(allowed: Allowed) -> str:
    """Return a remedy as a finding names it: what, how much, whether done, and when."""
    remedy = allowed.remedy
    parts = [remedy.description]
    if remedy.amount is not None and remedy.currency is not None:
        parts.append(f"{remedy.currency} {plain_number(remedy.amount)}")
    parts.append(remedy.status)
    if remedy.when is not None:
        parts.append(str(remedy.when))
    return ", ".join(parts)
