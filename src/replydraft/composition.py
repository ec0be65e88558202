"""What a composition is allowed, and what came of it."""

from dataclasses import dataclass
from typing import Literal

from replydraft.draft import Draft, Reply
from replydraft.errors import DraftError
from replydraft.guardrail.report import Report
from replydraft.plan import Plan

Outcome = Literal["first", "repaired", "fallback", "failed"]
"""The first draft passed; a later one did; the fallback's did; none did."""

Ending = Literal["passed", "attempts", "tokens", "seconds", "repeat", "server", "crash"]
"""Why the drafter was not asked again: a draft passed, one of the three budgets was spent, a draft or
its findings repeated, the server failed, or the guardrail itself failed."""


@dataclass(frozen=True, kw_only=True)
class Budget:
    """What a composition may use. No attempt starts once one of these is spent; a started one ends.

    Raises ValueError for a number that leaves no room for one attempt.
    """

    max_attempts: int = 3
    """Drafts that the drafter may write, 1 or more; the fallback's is not counted."""
    max_tokens: int | None = None
    """Tokens read and written over all attempts; None is no limit."""
    max_seconds: float | None = None
    """Seconds since the start; None is no limit."""

    def __post_init__(self) -> None:
        limits = {"max_attempts": self.max_attempts, "max_tokens": self.max_tokens}
        for name, limit in (limits | {"max_seconds": self.max_seconds}).items():
            if limit is not None and not limit > 0:
                message = f"{name} is {limit}; a budget has to be more than 0"
                raise ValueError(message)


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One try: a draft with its report, or the error that came instead."""

    number: int
    """1 for the first; the fallback's continues the count."""
    drafter: str
    draft: Draft | None = None
    reply: Reply | None = None
    report: Report | None = None
    error: DraftError | None = None
    tokens: int = 0
    seconds: float = 0.0
    """From asking the drafter to having the report."""

    @property
    def passed(self) -> bool:
        """Whether there is a reply, and the guardrail found no error in it."""
        return self.report is not None and self.report.passed


@dataclass(frozen=True, kw_only=True)
class Composition:
    """A reply, and how it came about."""

    reply: Reply
    report: Report
    """The guardrail's report on `reply`; its text is the reply's body."""
    plan: Plan
    drafter: str
    """Who wrote `reply`."""
    attempts: tuple[Attempt, ...]
    passed: bool
    tokens: int
    """Over all attempts, failed ones too."""
    outcome: Outcome
    ending: Ending
    seconds: float
