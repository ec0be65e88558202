"""The prompt: what a drafter is told, rendered from the templates in prompts/model/."""

import calendar
import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from replydraft.case import Case, Remedy
from replydraft.draft import Draft
from replydraft.plan import REMEDY_PARTS, Plan, remedies_for
from replydraft.templates import Templates

SYSTEM = "model/system.j2"
USER = "model/user.j2"
REPAIR = "model/repair.j2"
PRINCIPLES = "principles.yaml"

# Brackets that a reader, or a tokenizer, could take for the two that a tag is made of.
_OPENING = "<＜﹤≮〈〈⟨˂ᐸ❮❬❰︿"
_CLOSING = ">＞﹥≯〉〉⟩˃ᐳ❯❭❱﹀"
_BRACKETS = str.maketrans(dict.fromkeys(_OPENING, "‹") | dict.fromkeys(_CLOSING, "›"))
_ENTITY = re.compile(
    r"[&＆﹠](?:(?:amp|#0*38|#x0*26);?)*"
    r"(?:(?P<opening>(?:nv)?lt|#0*60(?!\d)|#x0*3c(?![\da-f]))|(?:nv)?gt|#0*62(?!\d)|#x0*3e(?![\da-f]));?",
    re.IGNORECASE,
)
# Categories of invisible characters: format and control.
_HIDDEN = ("Cf", "Cc")
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True, kw_only=True)
class Message:
    """One message to a model."""

    role: Literal["system", "user", "assistant"]
    content: str


class Feedback(Protocol):
    """What a repair message says about one fault; the guardrail's findings have it."""

    @property
    def rule(self) -> str:
        """The rule that found it."""

    @property
    def quote(self) -> str:
        """The exact words; empty where something is missing."""

    @property
    def why(self) -> str:
        """Why it is a fault."""

    @property
    def instead(self) -> str:
        """What to write."""


def build_messages(case: Case, plan: Plan, *, templates: Templates) -> tuple[Message, ...]:
    """Return the messages that ask for the parts of a plan: the system's, then the case as data.

    Confidential facts, the list of protected names, the sums behind a remedy, and the prevention steps of
    a reply that must not mention them are not in the messages: a model cannot let slip what it was never
    told. Everything that the case brings is fenced before a template sees it, so a template of the
    user's own cannot forget to. Raises PromptError if a template is wrong.
    """
    return (
        Message(role="system", content=templates.render(SYSTEM, plan=plan, **_settings(case))),
        Message(
            role="user", content=templates.render(USER, plan=plan, **_settings(case), **_data(case, plan))
        ),
    )


def repair_messages(
    case: Case, plan: Plan, draft: Draft, findings: Sequence[Feedback], *, templates: Templates
) -> tuple[Message, ...]:
    """Return the messages that ask for a better draft: the first ones, the last draft, every finding.

    Their size does not grow from attempt to attempt. Raises PromptError if a template is wrong.
    """
    answer = json.dumps({part.principle: part.text for part in draft}, ensure_ascii=False, indent=1)
    feedback = templates.render(REPAIR, findings=[_finding(finding, draft) for finding in findings])
    return (
        *build_messages(case, plan, templates=templates),
        Message(role="assistant", content=answer),
        Message(role="user", content=feedback),
    )


def prompt_digests(templates: Templates) -> Mapping[str, str]:
    """Return the SHA-256 of each file that a prompt is made from, by its path inside prompts/."""
    return {path: templates.digest(path) for path in (PRINCIPLES, SYSTEM, USER, REPAIR)}


def fenced(text: str) -> str:
    """Return text that can stand between the tags of a prompt and cannot end or imitate one.

    Angle brackets, their look-alikes and their HTML entities become single angle quotation marks, and
    invisible characters, in which instructions can hide, go. Everything else stays as it is.
    """
    visible = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) not in _HIDDEN)
    visible = _INVISIBLE.sub("", visible)
    return _ENTITY.sub(lambda match: "‹" if match["opening"] else "›", visible).translate(_BRACKETS)


def _line(text: str) -> str:
    """Fence a text that has to stay on its own line of a list."""
    return " ".join(fenced(text).split())


def _settings(case: Case) -> dict[str, object]:
    """The case's own words from closed lists, which need no fence."""
    return {
        "kind": case.kind,
        "channel": case.channel,
        "fault": case.fault,
        "severity": case.severity,
        "liability": case.liability,
    }


def _data(case: Case, plan: Plan) -> dict[str, object]:
    sender = case.sender
    spoken = [part for part in REMEDY_PARTS if plan.part(part)]
    # A public answer shows no order number: whoever reads it could use it.
    references = () if case.channel == "review" else case.references
    return {
        "today": _day(case.today) if case.today else "",
        "customer": _line(case.customer.name or ""),
        "complaint": fenced(case.complaint).strip(),
        "facts": [_line(fact) for fact in case.public_facts],
        "remedies": [_remedy(remedy, part) for part in spoken for remedy in remedies_for(part, case)],
        "prevention": [_line(step) for step in case.prevention] if plan.part("reassure") else [],
        "follow_up": _follow_up(case) if plan.part("follow-up") else None,
        "sender": [_line(text) for text in (sender.name, sender.role, sender.company) if text],
        "references": [_line(reference) for reference in references],
    }


def _follow_up(case: Case) -> dict[str, str] | None:
    if case.follow_up is None:
        return None
    who = case.follow_up.who
    # Whoever signs speaks of himself as "I".
    own = who is None or who in (case.sender.name, case.sender.role)
    return {"when": _when(case.follow_up.when), "who": "" if own else _line(who or "")}


def _remedy(remedy: Remedy, part: str) -> dict[str, str]:
    amount = f"{remedy.amount:f} {remedy.currency}" if remedy.amount is not None else ""
    return {
        "part": part,
        "description": _line(remedy.description),
        "amount": amount,
        "status": remedy.status,
        "when": _when(remedy.when) if remedy.when else "",
        "dated": "yes" if isinstance(remedy.when, dt.date) else "",
    }


def _finding(finding: Feedback, draft: Draft) -> dict[str, str]:
    quote = finding.quote
    part = next((part.principle for part in draft if quote and quote in part.text), "")
    return {
        "rule": _line(finding.rule),
        "part": part,
        "quote": _line(quote),
        "why": _line(finding.why),
        "instead": _line(finding.instead),
    }


def _when(when: dt.date | str) -> str:
    return _line(when) if isinstance(when, str) else _day(when)


def _day(day: dt.date) -> str:
    # The weekday is given, because a model that is not told it makes one up.
    return f"{calendar.day_name[day.weekday()]} {day.day} {calendar.month_name[day.month]} {day.year}"
