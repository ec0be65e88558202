"""The plan: which principles a case needs, in which order, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from replydraft.case import Case, Remedy
from replydraft.principles import Clause, Group, Principle, Principles, Prohibition

RemedyPart = Literal["act", "correct", "compensate", "gesture"]
REMEDY_PARTS: tuple[RemedyPart, ...] = ("act", "correct", "compensate", "gesture")
"""The parts that say what the customer gets; each remedy belongs to exactly one of them."""

_RETURNS = frozenset({"refund", "waiver", "reimbursement"})
"""Kinds of remedy that give the customer's own money back."""

_KINDS_OF_PART: Mapping[RemedyPart, tuple[str, ...]] = {
    "act": (
        "visit", "appointment", "collection", "call-back", "escalation", "document", "extension",
        "investigation",
    ),
    "correct": ("replacement", "repair", "correction", "redo", "delivery", "access", "restoration"),
    "compensate": (*_RETURNS, "credit", "discount", "compensation", "payment", "upgrade", "donation"),
    "gesture": ("gesture",),
}  # fmt: skip
_PART_OF_KIND = {kind: part for part, kinds in _KINDS_OF_PART.items() for kind in kinds}


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part that the reply must have."""

    id: str
    """The principle's id: listen, own, apologise, …"""
    title: str
    form: str
    group: Group
    reason: str
    sources: tuple[str, ...]
    write: str
    avoid: str


@dataclass(frozen=True, kw_only=True)
class Omission:
    """One part that this kind of message may have and this case does not need."""

    id: str
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What the reply to one case does, and what it never does."""

    parts: tuple[Part, ...]
    never: tuple[Prohibition, ...]
    stances: tuple[str, ...]
    """The stance of the kind of message, then of the severity."""
    traits: Mapping[str, str]
    left_out: tuple[Omission, ...] = ()
    """The parts that the case does not need, each with its reason."""

    def part(self, principle: str) -> Part | None:
        """Return the part for a principle's id, or None if the plan has none."""
        return next((part for part in self.parts if part.id == principle), None)


def remedies_for(part: str, case: Case) -> tuple[Remedy, ...]:
    """Return the remedies that one part of the reply speaks of, in the case's order.

    Each remedy belongs to exactly one of REMEDY_PARTS, so that nothing is said twice: `correct` puts the
    thing itself right (replacement, repair, access, …), `compensate` gives money or worth (refund, credit,
    …), `gesture` is a small personal touch (a gift without an amount), and `act` is everything else (visit,
    document, …). The kind of the remedy decides; one of an unknown kind compensates if it has an amount.
    Other parts have none.
    """
    return tuple(remedy for remedy in case.remedies if _part_of(remedy) == part)


def fair_value(remedy: Remedy) -> Decimal | None:
    """Return what a lost thing was fairly worth (S3), in the remedy's currency, or None if it is not known.

    That is its worth when restored less the estimated cost of restoring it, and never less than 0.
    """
    if remedy.value_when_restored is None or remedy.cost_to_restore is None:
        return None
    return max(remedy.value_when_restored - remedy.cost_to_restore, Decimal(0))


def traits(case: Case) -> dict[str, str]:
    """Return what the clauses of principles.yaml can ask about a case, as listed in principles.TRAITS.

    kind, channel, fault, severity, correctable and liability are the case's own words. complaint, facts,
    remedies, prevention, follow_up, references and each remedy part's own (action, correction,
    compensation, gesture) are "known" or "unknown". money is "none", "returned" (all of it was the
    customer's own) or "given"; progress is "none", "promised" (some remedy is still to come) or "done".
    """
    known = {
        "complaint": bool(case.complaint),
        "facts": bool(case.public_facts),
        "remedies": bool(case.remedies),
        "action": bool(remedies_for("act", case)),
        "correction": bool(remedies_for("correct", case)),
        "compensation": bool(remedies_for("compensate", case)),
        "gesture": bool(remedies_for("gesture", case)),
        "prevention": bool(case.prevention),
        "follow_up": case.follow_up is not None,
        "references": bool(case.references),
    }
    own = {
        "kind": case.kind,
        "channel": case.channel,
        "fault": case.fault,
        "severity": case.severity,
        "correctable": case.correctable,
        "liability": case.liability,
        "money": _money(case),
        "progress": _progress(case),
    }
    return own | {name: "known" if value else "unknown" for name, value in known.items()}


def plan(case: Case, *, principles: Principles) -> Plan:
    """Return the plan for a case; a pure function of the case and the principles."""
    facts = traits(case)
    by_id = {principle.id: principle for principle in principles.parts}
    parts: list[Part] = []
    left_out: list[Omission] = []
    for principle in (by_id[name] for name in principles.orders[case.kind]):
        clause = next((clause for clause in principle.clauses if _fits(clause, facts)), None)
        if clause is None:
            continue
        if clause.skip:
            left_out.append(Omission(id=principle.id, title=principle.title, reason=clause.reason))
        else:
            parts.append(_part(principle, clause))
    stances = (
        *(stance.text for stance in principles.kinds if stance.id == case.kind),
        *(stance.text for stance in principles.severities if stance.id == case.severity),
    )
    return Plan(
        parts=tuple(parts), never=principles.never, stances=stances, traits=facts, left_out=tuple(left_out)
    )


def _part(principle: Principle, clause: Clause) -> Part:
    return Part(
        id=principle.id,
        title=principle.title,
        form=clause.form,
        group=principle.group,
        reason=clause.reason,
        sources=principle.sources,
        write=clause.write or principle.write,
        avoid=principle.avoid,
    )


def _fits(clause: Clause, facts: Mapping[str, str]) -> bool:
    return all(facts[trait] in values for trait, values in clause.given.items())


def _kind(remedy: Remedy) -> str:
    return "-".join(remedy.kind.casefold().replace("_", " ").replace("-", " ").split())


def _part_of(remedy: Remedy) -> RemedyPart:
    kind = _kind(remedy)
    if kind == "gift":
        return "compensate" if remedy.amount else "gesture"
    return _PART_OF_KIND.get(kind, "compensate" if remedy.amount else "act")


def _money(case: Case) -> str:
    kinds = {_kind(remedy) for remedy in remedies_for("compensate", case)}
    if not kinds:
        return "none"
    return "returned" if kinds <= _RETURNS else "given"


def _progress(case: Case) -> str:
    if not case.remedies:
        return "none"
    return "done" if all(remedy.status == "done" for remedy in case.remedies) else "promised"
