"""The loop, from a case to a checked reply, with drafts as models write them."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from replydraft.case import Case
from replydraft.composition import Attempt, Budget, Composition
from replydraft.draft import Draft
from replydraft.drafters.answer import draft_of
from replydraft.drafters.offline import OfflineDrafter
from replydraft.drafters.scripted import ScriptedDrafter
from replydraft.errors import (
    EmptyAnswerError,
    ReplydraftError,
    ServerError,
    TruncationError,
    UnparsableAnswerError,
)
from replydraft.guardrail import check as guardrail_check
from replydraft.guardrail.report import Report
from replydraft.loop import CRASH, acompose, compose
from replydraft.plan import plan
from replydraft.principles import load_principles
from replydraft.templates import Templates

CASE = Case.model_validate(
    {
        "id": "late-boots",
        "complaint": "My boots were due on Tuesday. It is Friday, and nobody has told me where they are.",
        "customer": "Ms Okafor",
        "facts": ["The parcel missed Tuesday's van and went out on Thursday."],
        "remedies": [
            {
                "kind": "refund",
                "description": "refund of the delivery charge",
                "amount": "6.95",
                "currency": "GBP",
                "status": "done",
            }
        ],
        "follow_up": {"when": "on Monday"},
        "sender": {"name": "Ines Alcott", "role": "customer care", "company": "Northway Boots"},
    }
)
CLEAN = {
    "listen": "You ordered boots for Tuesday, and by Friday you had neither the boots nor a word from us.",
    "validate": "Waiting so long without news is frustrating.",
    "own": "The delay is our responsibility, and so is the silence.",
    "apologise": "I am sorry that we kept you waiting.",
    "explain": "The parcel missed Tuesday's van and went out on Thursday.",
    "act": "I have checked that it is on its way.",
    "correct": "The boots are on their way to you.",
    "compensate": "We have refunded the delivery charge of £6.95.",
    "ask": "Does this settle it for you, or is there something else that would help?",
    "follow-up": "I will write to you again on Monday.",
    "thank": "Thank you for telling us.",
}
BLAME = "You should have told us sooner."
NON_APOLOGY = "I am sorry if you were inconvenienced."
BLAMING = CLEAN | {"ask": f"{BLAME} Does this settle it for you?"}
TWO_FAULTS = BLAMING | {"validate": NON_APOLOGY}
HALF = CLEAN | {"validate": NON_APOLOGY}

Script = Iterable[Any]


def guardrail(text: str, case: Case) -> Report:
    return guardrail_check(text, case=case)


def settings(**changes: Any) -> dict[str, Any]:
    return {
        "templates": Templates(),
        "principles": load_principles(),
        "check": guardrail,
        **changes,
    }


def composed(script: Script, **changes: Any) -> tuple[Composition, ScriptedDrafter]:
    drafter = ScriptedDrafter(script)
    return compose(CASE, drafter=drafter, **settings(**changes)), drafter


def offline() -> OfflineDrafter:
    return OfflineDrafter(CASE, templates=Templates())


def quotes(attempt: Attempt) -> list[str]:
    assert attempt.report is not None
    return [finding.quote for finding in attempt.report.of("error")]


class Clock:
    """Goes forward by a step each time it is read."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def costing(parts: dict[str, str], tokens: int) -> Draft:
    return draft_of(parts, plan(CASE, principles=load_principles()), tokens=tokens)


def test_clean_draft_is_laid_out_and_returned_at_once() -> None:
    result, drafter = composed([CLEAN])
    assert result.passed
    assert (result.outcome, result.ending, result.drafter) == ("first", "passed", "scripted")
    assert len(drafter.received) == 1
    body = result.reply.body
    assert body.startswith("Dear Ms Okafor,")
    assert body.rstrip().endswith("Northway Boots")
    assert all(CLEAN[part.id] in body for part in result.plan.parts)
    assert result.report.text == body
    assert result.report.rules > 0


def test_prompt_holds_the_complaint_and_the_plan() -> None:
    _, drafter = composed([CLEAN])
    system, user = drafter.received[0]
    assert (system.role, user.role) == ("system", "user")
    assert CASE.complaint in user.content
    assert '"apologise"' in system.content


def test_two_faults_are_put_right_by_one_repair() -> None:
    result, drafter = composed([TWO_FAULTS, CLEAN])
    assert (result.passed, result.outcome) == (True, "repaired")
    assert len(drafter.received) == 2
    first, second = result.attempts
    assert len(quotes(first)) == 2
    assert second.passed
    system, case_again, last_draft, repair = drafter.received[1]
    assert (system, case_again) == drafter.received[0]
    assert BLAME in last_draft.content
    assert all(quote in repair.content for quote in quotes(first))
    assert all(finding.instead in repair.content for finding in first.report or ())


def test_repair_shows_only_the_last_draft() -> None:
    result, drafter = composed([TWO_FAULTS, HALF, CLEAN])
    assert result.outcome == "repaired"
    third = drafter.received[2]
    assert [message.role for message in third] == ["system", "user", "assistant", "user"]
    assert not any(BLAME in message.content for message in third)
    assert quotes(result.attempts[1])[0] in third[-1].content


def test_same_draft_twice_ends_the_asking() -> None:
    result, drafter = composed([TWO_FAULTS, TWO_FAULTS, CLEAN], budget=Budget(max_attempts=5))
    assert (result.passed, result.ending) == (False, "repeat")
    assert len(drafter.received) == 2


def test_same_faults_in_other_surroundings_end_the_asking() -> None:
    reworded = BLAMING | {"thank": "Thank you for letting us know about the boots."}
    result, drafter = composed([BLAMING, reworded, CLEAN], budget=Budget(max_attempts=5))
    assert (result.passed, result.ending) == (False, "repeat")
    assert len(drafter.received) == 2


@pytest.mark.parametrize(
    "error",
    [
        TruncationError("the answer was cut off", tokens=900),
        EmptyAnswerError("the answer is empty", tokens=900),
        UnparsableAnswerError("no JSON", tokens=900),
    ],
)
def test_failed_answer_counts_as_an_attempt_and_is_asked_again(error: ReplydraftError) -> None:
    result, drafter = composed([error, costing(CLEAN, 500)])
    assert result.passed
    assert result.tokens == 1_400
    assert drafter.received[0] == drafter.received[1]
    first, second = result.attempts
    assert (first.error, first.reply, first.tokens) == (error, None, 900)
    assert (second.number, second.tokens) == (2, 500)


def test_error_after_a_faulty_draft_asks_for_the_same_repair_again() -> None:
    result, drafter = composed([TWO_FAULTS, TruncationError("cut off"), CLEAN])
    assert result.outcome == "repaired"
    assert drafter.received[1] == drafter.received[2]


def test_failing_server_is_not_asked_again() -> None:
    result, drafter = composed([ServerError("the server is away"), CLEAN], fallback=offline())
    assert len(drafter.received) == 1
    assert (result.ending, result.outcome, result.drafter) == ("server", "fallback", "offline")
    assert result.passed


def test_without_any_draft_the_last_error_is_raised() -> None:
    with pytest.raises(ServerError, match="the server is away"):
        composed([ServerError("the server is away")])
    with pytest.raises(EmptyAnswerError, match="second"):
        composed([TruncationError("first"), EmptyAnswerError("second")], budget=Budget(max_attempts=2))


def test_attempts_are_bounded_and_the_best_draft_comes_back_with_its_findings() -> None:
    worse = TWO_FAULTS | {"thank": "You should have read the tracking page first."}
    result, drafter = composed([TWO_FAULTS, HALF, worse, CLEAN])
    assert len(drafter.received) == 3
    assert (result.passed, result.outcome, result.ending) == (False, "failed", "attempts")
    assert NON_APOLOGY in result.reply.body
    assert BLAME not in result.reply.body
    assert result.report.of("error")


@pytest.mark.parametrize(("limit", "calls"), [(900, 1), (1_000, 1), (1_001, 2)])
def test_no_attempt_starts_once_the_tokens_are_spent(limit: int, calls: int) -> None:
    script = [costing(TWO_FAULTS, 1_000), costing(HALF, 1_000), costing(CLEAN, 1_000)]
    result, drafter = composed(script, budget=Budget(max_tokens=limit))
    assert (len(drafter.received), result.ending, result.tokens) == (calls, "tokens", calls * 1_000)


def test_no_attempt_starts_once_the_time_is_up() -> None:
    result, drafter = composed([TWO_FAULTS, HALF, CLEAN], budget=Budget(max_seconds=5), clock=Clock(2))
    assert (len(drafter.received), result.ending) == (1, "seconds")
    assert result.seconds >= 5


@pytest.mark.parametrize("limits", [{"max_attempts": 0}, {"max_tokens": 0}, {"max_seconds": -1}])
def test_budget_without_room_for_an_attempt_is_refused(limits: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(limits))} is"):
        Budget(**limits)


def test_fallback_steps_in_when_no_draft_passes_and_is_checked() -> None:
    seen: list[str] = []

    def noting(text: str, case: Case) -> Report:
        seen.append(text)
        return guardrail(text, case)

    result, drafter = composed([TWO_FAULTS, HALF, BLAMING], fallback=offline(), check=noting)
    assert len(drafter.received) == 3
    assert (result.passed, result.outcome, result.ending) == (True, "fallback", "attempts")
    assert result.drafter == "offline"
    assert [attempt.drafter for attempt in result.attempts] == ["scripted"] * 3 + ["offline"]
    assert seen[-1] == result.reply.body == result.report.text
    assert "6.95" in result.reply.body


def test_fallback_that_does_not_pass_is_no_way_out() -> None:
    result, _ = composed(
        [HALF], fallback=ScriptedDrafter([TWO_FAULTS], name="spare"), budget=Budget(max_attempts=1)
    )
    assert (result.passed, result.outcome, result.drafter) == (False, "failed", "scripted")
    assert result.report.of("error")


def test_fallback_that_fails_leaves_the_best_draft() -> None:
    spare = ScriptedDrafter([EmptyAnswerError("nothing to say")], name="spare")
    result, _ = composed([HALF], fallback=spare, budget=Budget(max_attempts=1))
    assert (result.passed, result.drafter) == (False, "scripted")
    assert [type(attempt.error) for attempt in result.attempts] == [type(None), EmptyAnswerError]


def crashing(text: str, case: Case) -> Report:
    message = f"no rule pack for {case.language}, {len(text)} characters"
    raise RuntimeError(message)


def test_check_that_crashes_never_passes_a_reply() -> None:
    result, drafter = composed([CLEAN, CLEAN], check=crashing, fallback=offline())
    assert (result.passed, result.outcome, result.ending) == (False, "failed", "crash")
    assert len(drafter.received) == 1
    assert [finding.rule for finding in result.report] == [CRASH]
    assert "RuntimeError: no rule pack for en" in result.report.findings[0].why


def test_check_that_crashes_on_one_draft_still_judges_the_fallback() -> None:
    def fragile(text: str, case: Case) -> Report:
        return crashing(text, case) if BLAME in text else guardrail(text, case)

    result, _ = composed([TWO_FAULTS], check=fragile, fallback=offline())
    assert (result.passed, result.outcome, result.ending) == (True, "fallback", "crash")


def test_draft_that_was_judged_is_better_than_one_on_which_the_check_crashed() -> None:
    def fragile(text: str, case: Case) -> Report:
        return guardrail(text, case) if BLAME in text else crashing(text, case)

    result, _ = composed([TWO_FAULTS, CLEAN], check=fragile)
    assert not result.passed
    assert len(result.report.of("error")) == 2


def test_progress_is_told_of_each_attempt_as_it_ends() -> None:
    told: list[Attempt] = []
    result, _ = composed(
        [TruncationError("cut off"), TWO_FAULTS],
        fallback=offline(),
        progress=told.append,
        budget=Budget(max_attempts=2),
    )
    assert tuple(told) == result.attempts
    assert [(attempt.number, attempt.passed) for attempt in told] == [(1, False), (2, False), (3, True)]


def test_time_is_measured_by_the_callers_clock() -> None:
    result, _ = composed([TWO_FAULTS, CLEAN], clock=Clock(1))
    assert [attempt.seconds for attempt in result.attempts] == [1.0, 1.0]
    assert result.seconds > sum(attempt.seconds for attempt in result.attempts)


def test_script_that_is_too_short_stops_the_test_and_not_the_attempt() -> None:
    with pytest.raises(ReplydraftError, match="the script has 1 answers, and another was asked for"):
        composed([TWO_FAULTS], fallback=offline())


@pytest.mark.parametrize(
    "script",
    [
        [CLEAN],
        [TWO_FAULTS, CLEAN],
        [TWO_FAULTS, TWO_FAULTS],
        [TruncationError("cut off"), HALF, CLEAN],
        [ServerError("away")],
    ],
)
@pytest.mark.parametrize("spare", [None, offline])
async def test_awaited_twin_does_the_same(script: Script, spare: Callable[[], OfflineDrafter] | None) -> None:
    async def awaited() -> Composition | str:
        drafter = ScriptedDrafter(script)
        changes = settings(clock=Clock(1), fallback=spare and spare())
        try:
            return await acompose(CASE, drafter=drafter, **changes)
        except ServerError as error:
            return str(error)

    def called() -> Composition | str:
        try:
            return composed(script, clock=Clock(1), fallback=spare and spare())[0]
        except ServerError as error:
            return str(error)

    assert await awaited() == called()
