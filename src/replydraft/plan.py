"""The plan: which principles a case needs, in which order, each with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from replydraft.case import Case
from replydraft.principles import Clause, Group, Principle, Principles, Prohibition


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
class Plan:
    """What the reply to one case does, and what it never does."""

    parts: tuple[Part, ...]
    never: tuple[Prohibition, ...]
    stances: tuple[str, ...]
    """The stance of the kind of message, then of the severity."""
    traits: Mapping[str, str]

    def part(self, principle: str) -> Part | None:
        """Return the part for a principle's id, or None if the plan has none."""
        return next((part for part in self.parts if part.id == principle), None)


def traits(case: Case) -> dict[str, str]:
    """Return what the clauses of principles.yaml can ask about a case.

    kind, channel, fault, severity, correctable and liability are the case's own words; complaint,
    facts, remedies, prevention, follow_up, gesture, compensation and references are "known" or "unknown".
    """
    kinds = {remedy.kind for remedy in case.remedies}
    known = {
        "complaint": bool(case.complaint),
        "facts": bool(case.public_facts),
        "remedies": bool(case.remedies),
        "prevention": bool(case.prevention),
        "follow_up": case.follow_up is not None,
        "gesture": bool(kinds & {"gift", "gesture"}),
        "compensation": any(remedy.amount for remedy in case.remedies)
        or bool(kinds & {"compensation", "credit", "discount", "gift", "refund", "waiver"}),
        "references": bool(case.references),
    }
    own = {
        "kind": case.kind,
        "channel": case.channel,
        "fault": case.fault,
        "severity": case.severity,
        "correctable": case.correctable,
        "liability": case.liability,
    }
    return own | {name: "known" if value else "unknown" for name, value in known.items()}


def plan(case: Case, *, principles: Principles) -> Plan:
    """Return the plan for a case; a pure function of the case and the principles."""
    facts = traits(case)
    by_id = {principle.id: principle for principle in principles.parts}
    ordered = (by_id[name] for name in principles.orders[case.kind])
    parts = tuple(part for principle in ordered if (part := _part(principle, facts)))
    stances = (
        *(stance.text for stance in principles.kinds if stance.id == case.kind),
        *(stance.text for stance in principles.severities if stance.id == case.severity),
    )
    return Plan(parts=parts, never=principles.never, stances=stances, traits=facts)


def _part(principle: Principle, facts: Mapping[str, str]) -> Part | None:
    clause = next((clause for clause in principle.clauses if _fits(clause, facts)), None)
    if clause is None or clause.skip:
        return None
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
