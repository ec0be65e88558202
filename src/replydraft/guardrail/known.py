"""What the caller knows about a reply, and the situations that follow from it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from replydraft.guardrail.channel_limits import channel_limits
from replydraft.guardrail.text import Passage

if TYPE_CHECKING:
    # A run without a case, such as one over canned replies, need not wait for the case's model.
    from replydraft.case import Case

Profile = Literal["reply", "snippet"]
Situation = Literal[
    "whole-reply", "no-apology-due", "no-admission", "with-case", "acknowledging", "clarifying", "closing",
    "unprompted", "settled", "unsettled", "severe", "our-fault", "cause-unknown", "roomy",
]  # fmt: skip
"""What the caller has said, and what follows from the case.

whole-reply: the text is ready to go, nothing left to fill in; no-apology-due: nothing went wrong on the
writer's side; no-admission: fault must not be admitted; with-case: the case that it answers is known.
unprompted: a notice that answers nobody; settled: a follow-up, with every remedy done; unsettled: neither
that nor a closing message; our-fault: wholly or in part; roomy: on a channel with room for every part.
"""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the caller knows about the reply."""

    customer: tuple[str, ...] = ()
    """Names of the customer; they may appear."""
    sender: tuple[str, ...] = ()
    """Names of whoever signs; they may appear."""
    contacts: tuple[str, ...] = ()
    """Colleagues who may be named, such as a published contact."""
    protected: tuple[str, ...] = ()
    """Colleagues who must not be named."""
    brands: tuple[str, ...] = ()
    """Product and company names that look like people."""
    profile: Profile = "reply"
    """reply: a whole message, ready to go; snippet: a part, with placeholders to fill."""
    apology_due: bool | None = None
    """Whether something went wrong on the writer's side; None where nobody has said."""
    admission_allowed: bool | None = None
    """Whether fault may be admitted; None where nobody has said."""
    case: "Case | None" = None
    """The case that the reply answers."""

    @classmethod
    def of_case(
        cls,
        case: "Case",
        *,
        contacts: tuple[str, ...] = (),
        brands: tuple[str, ...] = (),
        profile: Profile = "reply",
    ) -> "Known":
        """Return what a case says about the reply to it."""
        follow_up = case.follow_up.who if case.follow_up else None
        return cls(
            customer=_names(case.customer.name),
            sender=_names(case.sender.name),
            contacts=(*contacts, *_names(follow_up)),
            protected=case.protected_names,
            brands=(*brands, *_names(case.sender.company)),
            profile=profile,
            apology_due=_apology_due(case),
            admission_allowed=case.liability == "admit",
            case=case,
        )

    @classmethod
    def in_situations(cls, situations: Iterable[Situation]) -> "Known":
        """Return what is known where exactly these situations hold, to prove a rule's examples."""
        held = frozenset(situations)
        return cls(
            profile="reply",
            apology_due=False if "no-apology-due" in held else None,
            admission_allowed=False if "no-admission" in held else None,
        )

    @cached_property
    def situations(self) -> frozenset[Situation]:
        """The situations that hold."""
        held: set[Situation] = set()
        if self.profile == "reply":
            held.add("whole-reply")
        if self.apology_due is False:
            held.add("no-apology-due")
        if self.admission_allowed is False:
            held.add("no-admission")
        if self.case is not None:
            held.add("with-case")
            held.update(_situations_of(self.case))
        return frozenset(held)


class Found(NamedTuple):
    """Where a detector found something, and what the rule's `why` and `instead` may name as {key}."""

    start: int
    end: int
    details: Mapping[str, str]


Detector = Callable[[Passage, Known], Iterable[tuple[int, int] | Found]]
"""Yields spans of `passage.text`; an empty span at 0 stands for what is missing from the reply."""


def _situations_of(case: "Case") -> Iterator[Situation]:
    settled = case.kind == "follow-up" and all(remedy.status == "done" for remedy in case.remedies)
    follows: Mapping[Situation, bool] = {
        "acknowledging": case.kind == "acknowledge",
        "clarifying": case.kind == "clarify",
        "closing": case.kind == "close",
        "unprompted": case.kind == "notice" and not case.complaint,
        "settled": settled,
        "unsettled": not settled and case.kind != "close",
        "severe": case.severity == "severe",
        "our-fault": case.fault in {"ours", "shared"},
        "cause-unknown": case.fault == "unknown",
        "roomy": not channel_limits()[case.channel].dispensable,
    }
    return (situation for situation, holds in follows.items() if holds)


def _apology_due(case: "Case") -> bool | None:
    if case.severity == "none" or case.fault in {"customer", "none"}:
        return False
    return True if case.fault in {"ours", "shared"} else None


def _names(name: str | None) -> tuple[str, ...]:
    return (name,) if name else ()
