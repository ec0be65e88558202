"""Coverage: whether each part that the plan asks for is in the text, by evidence and not by a label."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from replydraft.case import Case
from replydraft.guardrail.channel_limits import channel_limits
from replydraft.guardrail.evidence import (
    Evidence,
    account,
    evidence,
    expression,
    follow_up,
    matter,
    planned_part,
    remedies_said,
    theirs,
)
from replydraft.guardrail.known import Detector, Found, Known
from replydraft.guardrail.remedies_named import find_unnamed_remedies
from replydraft.guardrail.said_when import atoms_by_line, states_time
from replydraft.guardrail.text import Passage

_MISSING = (0, 0)
_BEFORE, _AFTER = 4, 1
"""An apology speaks of what was named up to so many sentences before or after it."""
_FAR_TOO_LONG = 2
_FROM_A_FACT = 0.6
"""The share of a sentence's words from which on it says nothing but a known fact."""

_ASKING = ("plain", "works", "help", "meanwhile", "settled", "reach")
"""The forms of the question that ask; to leave the door open, or to ask what is fair, is more than that."""

_Shows = Callable[[Evidence, Case], bool]


def coverage_detectors() -> Mapping[str, Detector]:
    """Return the detectors of the coverage pack by name."""
    return {
        "apology-missing": _lacks("apologise", _apologises),
        "apology-for-nothing": _unspecific,
        "ownership-missing": _lacks("own", _owns, forms=("plain", "shared")),
        "handling-missing": _lacks("own", _owns, forms=("handling",)),
        "remedy-missing": find_unnamed_remedies,
        "next-word-missing": _no_next_word,
        "next-word-by-nobody": _by_nobody,
        "question-missing": _lacks("ask", _shown("coverage-ask"), forms=_ASKING),
        "settled-missing": _lacks("ask", _shown("coverage-ask"), forms=("settled",)),
        "fair-question-missing": _lacks("ask", _shown("coverage-fair"), forms=("fair",)),
        "clarifying-question-missing": _lacks("clarify", _shown("coverage-clarify")),
        "door-missing": _lacks("ask", _shown("coverage-door"), forms=("door-open",)),
        "thanks-missing": _lacks("thank", _shown("coverage-thank")),
        "listening-missing": _lacks("listen", _listens),
        "validation-missing": _lacks("validate", _validates, forms=("plain", "light", "ahead", "respect")),
        "meaning-missing": _lacks("validate", _validates, forms=("meaning",)),
        "sympathy-missing": _lacks("validate", _shown("coverage-sympathy"), forms=("sympathise",)),
        "act-missing": _lacks("act", _shown("coverage-act"), forms=("handling", "help")),
        "cause-named": _named_causes,
        "junior-sender": _junior_sender,
        "too-long": _too_long,
        "far-too-long": _far_too_long,
    }


def _lacks(part: str, shows: _Shows, *, forms: tuple[str, ...] = ()) -> Detector:
    """Return a detector of replies whose plan has a part, in one of `forms`, that the text does not show."""

    def find(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
        case = known.case
        if case is None or part in channel_limits()[case.channel].dispensable:
            return
        wanted = planned_part(case, part)
        if wanted and (not forms or wanted.form in forms) and not shows(evidence(passage), case):
            yield _MISSING

    return find


def _shown(name: str) -> _Shows:
    return lambda read, _: name in read.shown


def _apologies(read: Evidence) -> list[int]:
    """Return the lines that apologise, and do more than be sorry to hear something."""
    sympathy, said = expression("coverage-sorry-to"), expression("coverage-apologise")
    kind = read.places("coverage-sorry-to")

    def more(line: str) -> bool:
        if said is None or sympathy is None:
            return False
        return len([*said.finditer(line)]) > len([*sympathy.finditer(line)])

    places = sorted(read.places("coverage-apologise"))
    return [index for index in places if index not in kind or more(read.lines[index])]


def _apologises(read: Evidence, _: Case) -> bool:
    return bool(_apologies(read))


def _unspecific(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the apology of a reply that nowhere near it says what for."""
    if known.case is None or planned_part(known.case, "apologise") is None:
        return
    read = evidence(passage)
    lines = _apologies(read)
    if not lines or not account(known.case):
        return
    near = {index for line in lines for index in range(line - _BEFORE, line + _AFTER + 1)}
    about = matter(known.case)
    if all(about.isdisjoint(read.said[index]) for index in near if 0 <= index < len(read.lines)):
        yield read.span(lines[0])


def _owns(read: Evidence, case: Case) -> bool:
    if "coverage-own" in read.shown:
        return True
    put_right = read.places("coverage-put-right")
    acts = (index for index in read.places("coverage-own-act") if index not in put_right)
    # "We confirmed your marks in a signed letter" tells of a remedy, and owns nothing.
    return any(
        not account(case).isdisjoint(read.said[index])
        and not any(each <= read.said[index] for each in remedies_said(case) if not each <= account(case))
        for index in acts
    )


def _when_lines(passage: Passage, case: Case) -> list[int]:
    """Return the lines that say when the next word comes."""
    read = evidence(passage)
    when, _ = follow_up(case)
    times, contacts = read.places("coverage-time"), read.places("coverage-contact")
    found = {index for index in contacts if index in times or not when.isdisjoint(read.said[index])}
    day = case.follow_up.when if case.follow_up else None
    if not found and isinstance(day, dt.date) and all(day != remedy.when for remedy in case.remedies):
        # A day that nothing else in the case is for: "More from me on 26 November."
        atoms = atoms_by_line(passage, read).items()
        found = {
            line for line, said in atoms if any(states_time(each, day, today=case.today) for each in said)
        }
    return sorted(found)


def _no_next_word(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield a finding where no sentence says when the next word comes."""
    case = known.case
    if case and planned_part(case, "follow-up") and not _when_lines(passage, case):
        yield _MISSING


def _by_nobody(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield the sentence that says when the next word comes and not from whom."""
    case = known.case
    if case is None or planned_part(case, "follow-up") is None:
        return
    read = evidence(passage)
    lines = _when_lines(passage, case)
    _, who = follow_up(case)
    us = read.places("coverage-first-person")
    if lines and all(index not in us and who.isdisjoint(read.said[index]) for index in lines):
        yield read.span(lines[-1])


def _listens(read: Evidence, case: Case) -> bool:
    return "coverage-listen" in read.shown or len(read.all_said & account(case)) > 1


def _validates(read: Evidence, case: Case) -> bool:
    return "coverage-validate" in read.shown or len(read.all_said & theirs(case)) > 1


def _named_causes(passage: Passage, known: Known) -> Iterator[tuple[int, int]]:
    """Yield every sentence that names a cause, where none is known and no fact says it."""
    if known.case is None:
        return
    read = evidence(passage)
    none = read.places("coverage-no-cause")
    for index in sorted(read.places("coverage-cause")):
        said = read.said[index]
        if index not in none and len(said & account(known.case)) < _FROM_A_FACT * len(said):
            yield read.span(index)


def _junior_sender(passage: Passage, known: Known) -> Iterator[Found]:
    """Yield a finding where somebody signs who is not senior."""
    senior = expression("coverage-senior")
    case = known.case
    if case is None or senior is None:
        return
    signed = f"{case.sender.role or ''}\n{passage.role_text('sign-off')}"
    if not senior.search(signed):
        yield Found(0, 0, {"role": case.sender.role or case.sender.name or "-"})


def _too_long(passage: Passage, known: Known) -> Iterator[Found]:
    yield from _longer(passage, known, times=1)


def _far_too_long(passage: Passage, known: Known) -> Iterator[Found]:
    yield from _longer(passage, known, times=_FAR_TOO_LONG)


def _longer(passage: Passage, known: Known, *, times: int) -> Iterator[Found]:
    if known.case is None:
        return
    most, length = channel_limits()[known.case.channel].characters, len(passage.original)
    if length > most * times:
        details = {"length": str(length), "most": str(most), "channel": known.case.channel}
        yield Found(0, 0, details)
