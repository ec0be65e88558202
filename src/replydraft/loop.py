"""The loop: draft, lay out, check, repair, until a reply passes or the budget is spent."""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from typing import cast

from replydraft.case import Case
from replydraft.composition import Attempt, Budget, Composition, Ending, Outcome
from replydraft.draft import Draft, Reply
from replydraft.drafters import AsyncDrafter, Drafter
from replydraft.errors import DraftError, ServerError
from replydraft.guardrail.check import check as built_in_check
from replydraft.guardrail.report import Finding, Report
from replydraft.layout import lay_out
from replydraft.plan import Plan
from replydraft.plan import plan as make_plan
from replydraft.principles import Principles, load_principles
from replydraft.prompt import Message, build_messages, repair_messages
from replydraft.templates import Templates

Check = Callable[[str, Case], Report]
"""The guardrail, as the loop calls it: the body of a reply, and the case that it answers."""

Progress = Callable[[Attempt], None]
"""Called after each attempt, the fallback's too."""

CRASH = "guardrail/check-crashed"
"""The rule of the finding that stands for a guardrail that raised."""


def compose(  # noqa: PLR0913 (each is a choice of the caller's)
    case: Case,
    *,
    drafter: Drafter,
    fallback: Drafter | None = None,
    templates: Templates | None = None,
    principles: Principles | None = None,
    check: Check | None = None,
    budget: Budget = Budget(),  # noqa: B008 (a frozen value)
    clock: Callable[[], float] = time.monotonic,
    progress: Progress | None = None,
) -> Composition:
    """Return a reply that the guardrail passed, or the best there is with `passed` false.

    Templates, principles and check are the built-in ones where none are given.

    Every reply that is returned was checked, the fallback's too; a check that raises is a finding that
    blocks. A server that fails ends the asking at once: its client has retried already. `clock` gives
    seconds that only go forward. Raises the last DraftError if there is no reply at all, and PromptError
    if a template is wrong.
    """
    loop = _Loop(
        case=case,
        plan=make_plan(case, principles=principles or load_principles()),
        name=drafter.name,
        fallback=fallback,
        templates=templates or Templates(),
        check=check or _built_in,
        budget=budget,
        clock=clock,
        progress=progress,
    )
    steps = loop.run()
    try:
        messages = next(steps)
        while True:
            messages = steps.send(_answer(drafter, messages, loop.plan))
    except StopIteration as done:
        return cast("Composition", done.value)


async def acompose(  # noqa: PLR0913 (each is a choice of the caller's)
    case: Case,
    *,
    drafter: AsyncDrafter,
    fallback: Drafter | None = None,
    templates: Templates | None = None,
    principles: Principles | None = None,
    check: Check | None = None,
    budget: Budget = Budget(),  # noqa: B008 (a frozen value)
    clock: Callable[[], float] = time.monotonic,
    progress: Progress | None = None,
) -> Composition:
    """Do what `compose` does, without holding the thread while the drafter writes.

    The fallback is one that needs no waiting, such as the offline drafter.
    """
    loop = _Loop(
        case=case,
        plan=make_plan(case, principles=principles or load_principles()),
        name=drafter.name,
        fallback=fallback,
        templates=templates or Templates(),
        check=check or _built_in,
        budget=budget,
        clock=clock,
        progress=progress,
    )
    steps = loop.run()
    try:
        messages = next(steps)
        while True:
            messages = steps.send(await _aanswer(drafter, messages, loop.plan))
    except StopIteration as done:
        return cast("Composition", done.value)


def _built_in(text: str, case: Case) -> Report:
    return built_in_check(text, case=case)


def _answer(drafter: Drafter, messages: Sequence[Message], plan: Plan) -> Draft | DraftError:
    try:
        return drafter.draft(messages, plan)
    except DraftError as error:
        return error


async def _aanswer(drafter: AsyncDrafter, messages: Sequence[Message], plan: Plan) -> Draft | DraftError:
    try:
        return await drafter.adraft(messages, plan)
    except DraftError as error:
        return error


@dataclass(kw_only=True)
class _Loop:
    """The loop without the waiting: it yields messages and is sent what the drafter answered."""

    case: Case
    plan: Plan
    name: str
    fallback: Drafter | None
    templates: Templates
    check: Check
    budget: Budget
    clock: Callable[[], float]
    progress: Progress | None
    attempts: list[Attempt] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start = self.clock()

    def run(self) -> Generator[Sequence[Message], Draft | DraftError, Composition]:
        first = build_messages(self.case, self.plan, templates=self.templates)
        messages: Sequence[Message] = first
        ending: Ending | None = None
        while ending is None:
            asked = self.clock()
            attempt = self._attempt((yield messages), drafter=self.name, asked=asked)
            ending = self._ending(attempt)
            if ending is None:
                messages = self._repair(attempt) or messages
        if ending != "passed" and self.fallback is not None:
            asked = self.clock()
            self._attempt(_answer(self.fallback, first, self.plan), drafter=self.fallback.name, asked=asked)
        return self._composition(ending)

    def _attempt(self, answer: Draft | DraftError, *, drafter: str, asked: float) -> Attempt:
        draft = None if isinstance(answer, DraftError) else answer
        reply = lay_out(draft, self.case, templates=self.templates) if draft is not None else None
        attempt = Attempt(
            number=len(self.attempts) + 1,
            drafter=drafter,
            draft=draft,
            reply=reply,
            report=self._judge(reply) if reply is not None else None,
            error=answer if isinstance(answer, DraftError) else None,
            tokens=answer.tokens,
            seconds=self.clock() - asked,
        )
        self.attempts.append(attempt)
        if self.progress:
            self.progress(attempt)
        return attempt

    def _judge(self, reply: Reply) -> Report:
        try:
            return self.check(reply.body, self.case)
        except Exception as error:  # noqa: BLE001 (whatever broke the check, this reply is unchecked)
            return Report(text=reply.body, findings=(_crash(error),), rules=0)

    def _ending(self, attempt: Attempt) -> Ending | None:
        if attempt.passed:
            return "passed"
        if isinstance(attempt.error, ServerError):
            return "server"
        if _crashed(attempt):
            return "crash"
        if any(_repeats(attempt, earlier) for earlier in self.attempts[:-1]):
            return "repeat"
        return self._spent()

    def _spent(self) -> Ending | None:
        budget = self.budget
        if len(self.attempts) >= budget.max_attempts:
            return "attempts"
        if budget.max_tokens is not None and self._tokens() >= budget.max_tokens:
            return "tokens"
        if budget.max_seconds is not None and self.clock() - self.start >= budget.max_seconds:
            return "seconds"
        return None

    def _repair(self, attempt: Attempt) -> Sequence[Message] | None:
        """Return the next messages, or None to ask the same again: an error leaves nothing to repair."""
        if attempt.draft is None or attempt.report is None:
            return None
        findings = attempt.report.findings
        return repair_messages(self.case, self.plan, attempt.draft, findings, templates=self.templates)

    def _composition(self, ending: Ending) -> Composition:
        best = min(reversed(self.attempts), key=_weight)
        if best.reply is None or best.report is None:
            raise self._error()
        return Composition(
            reply=best.reply,
            report=best.report,
            plan=self.plan,
            drafter=best.drafter,
            attempts=tuple(self.attempts),
            passed=best.passed,
            tokens=self._tokens(),
            outcome=_outcome(best, ending),
            ending=ending,
            seconds=self.clock() - self.start,
        )

    def _error(self) -> DraftError:
        return next(attempt.error for attempt in reversed(self.attempts) if attempt.error is not None)

    def _tokens(self) -> int:
        return sum(attempt.tokens for attempt in self.attempts)


def _outcome(best: Attempt, ending: Ending) -> Outcome:
    if not best.passed:
        return "failed"
    if ending != "passed":
        return "fallback"
    return "first" if best.number == 1 else "repaired"


def _repeats(attempt: Attempt, earlier: Attempt) -> bool:
    """Whether two attempts have the same body, or the same faults in the same words."""
    if attempt.reply is None or earlier.reply is None:
        return False
    return attempt.reply.body == earlier.reply.body or _faults(attempt) == _faults(earlier)


def _faults(attempt: Attempt) -> frozenset[tuple[str, str]]:
    return frozenset((finding.rule, finding.quote) for finding in attempt.report or ())


def _weight(attempt: Attempt) -> tuple[bool, bool, int, int]:
    """Order attempts for the choice of the best: judged at all, then fewest errors, then fewest findings."""
    report = attempt.report
    if report is None:
        return (True, True, 0, 0)
    return (False, _crashed(attempt), len(report.of("error")), len(report.findings))


def _crashed(attempt: Attempt) -> bool:
    """Whether the guardrail, or one of its rules, failed: a fault that no draft can repair."""
    return any(finding.category == "guardrail" for finding in attempt.report or ())


def _crash(error: Exception) -> Finding:
    return Finding(
        rule=CRASH,
        category="guardrail",
        severity="error",
        start=0,
        end=0,
        quote="",
        why=f"the check itself failed ({type(error).__name__}: {error}), so this reply is unchecked",
        instead="do not send it; report the failure with the text and the case",
        principle="no-fiction",
    )
