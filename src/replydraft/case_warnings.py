"""What in a case seems to contradict itself: not refused, because it may be meant, but said."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import yaml

from replydraft.case import Case, Remedy
from replydraft.case_fields import field_name
from replydraft.plan import fair_value
from replydraft.resources import read

FILE = "en/words/contradictions.yaml"

_Where = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class CaseWarning:
    """One thing that may be wrong with a case, and the fields that it concerns."""

    fields: tuple[str, ...]
    """As they are written for people: `remedies[0].when`."""
    message: str
    """What is odd about them, and what to do."""

    def __str__(self) -> str:
        return f"{', '.join(self.fields)}: {self.message}"


def case_warnings(case: Case) -> tuple[CaseWarning, ...]:
    """Return what in a case may contradict itself; a pure function of the case.

    What cannot be meant is refused when the case is read: a remedy done in the future, a promise or a
    follow-up for a day that is past.
    """
    found = (*_of_remedies(case), *_of_severity(case), *_of_kind(case), *_of_secrets(case))
    return tuple(
        CaseWarning(fields=tuple(field_name(where) for where in fields), message=message)
        for fields, message in found
    )


_Found = Iterator[tuple[tuple[_Where, ...], str]]


def _of_remedies(case: Case) -> _Found:
    for number, remedy in enumerate(case.remedies):
        where: _Where = ("remedies", number)
        if isinstance(remedy.when, str):
            if remedy.status == "done" and _is("ahead", remedy.when):
                message = f"{remedy.when!r} lies ahead, yet it is done; say `promised`, or when it was done"
                yield ((*where, "status"), (*where, "when")), message
            if remedy.status == "promised" and _is("behind", remedy.when):
                message = f"{remedy.when!r} has passed, yet it is promised; say `done`, or when it will be"
                yield ((*where, "status"), (*where, "when")), message
        if case.fault == "none" and _makes_up(remedy):
            message = (
                f"{remedy.kind} makes up for something, yet there was no fault; change `fault`, or call it a"
                " goodwill gesture in the description"
            )
            yield (("fault",), where), message
        fair = fair_value(remedy)
        if fair is not None and remedy.amount is not None and remedy.amount < fair:
            message = f"{remedy.amount} is below the fair value of {fair} (worth when restored less the cost)"
            yield ((*where, "amount"), (*where, "value_when_restored"), (*where, "cost_to_restore")), message


def _makes_up(remedy: Remedy) -> bool:
    kind = remedy.kind.casefold().strip()
    return kind in _words()["compensation"] and not _has("goodwill", f"{kind} {remedy.description}")


def _of_severity(case: Case) -> _Found:
    if case.severity in {"none", "minor"}:
        hurt = [("facts", number) for number, fact in enumerate(case.facts) if _has("injury", fact.text)]
        where: list[_Where] = [*hurt, *([("complaint",)] if _has("injury", case.complaint) else [])]
        if where:
            message = f"somebody seems to have been hurt, yet the severity is {case.severity}; say `severe`?"
            yield (("severity",), *where), message
    if case.severity == "none" and case.fault in {"ours", "shared"}:
        message = "nothing went wrong (severity none), yet the fault is ours; change one of them"
        yield (("severity",), ("fault",)), message


def _of_kind(case: Case) -> _Found:
    if case.kind == "follow-up" and not case.remedies:
        message = "a follow-up asks whether a remedy settled the matter, and there is none; add what was done"
        yield (("kind",), ("remedies",)), message
    if case.kind == "acknowledge" and case.follow_up is None:
        message = "an acknowledgement says when the next word comes; add `follow_up`"
        yield (("kind",), ("follow_up",)), message


def _of_secrets(case: Case) -> _Found:
    public = {fact.text.casefold(): number for number, fact in enumerate(case.facts) if not fact.confidential}
    for number, fact in enumerate(case.facts):
        if fact.confidential and fact.text.casefold() in public:
            message = "the same text is confidential and not; take one of them out"
            yield (("facts", public[fact.text.casefold()]), ("facts", number)), message
    for number, name in enumerate(case.protected_names):
        for where, text in _tellable(case):
            if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                message = f"{name} must not appear, yet stands in what a reply may tell; take the name out"
                yield (("protected_names", number), where), message


def _tellable(case: Case) -> Iterator[tuple[_Where, str]]:
    for number, fact in enumerate(case.facts):
        if not fact.confidential:
            yield ("facts", number), fact.text
    for number, remedy in enumerate(case.remedies):
        yield ("remedies", number, "description"), remedy.description
    for number, step in enumerate(case.prevention):
        yield ("prevention", number), step


@lru_cache(maxsize=1)
def _words() -> Mapping[str, tuple[str, ...]]:
    data: Mapping[str, Iterable[str]] = yaml.load(read("guardrails", FILE), yaml.CSafeLoader)
    return {name: tuple(words) for name, words in data.items()}


@lru_cache(maxsize=8)
def _expression(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_words()[name])})(?!\w)", re.IGNORECASE)


def _has(name: str, text: str) -> bool:
    return _expression(name).search(text) is not None


def _is(name: str, text: str) -> bool:
    return _expression(name).fullmatch(text.strip().rstrip(".")) is not None
