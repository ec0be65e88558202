"""What a case says against itself is said when it is read: with its reason and its fields."""

from pathlib import Path
from typing import Any

import pytest

from replydraft.case import Case
from replydraft.case_file import load_case
from replydraft.case_warnings import case_warnings

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))


def warned(**fields: Any) -> dict[tuple[str, ...], str]:
    case = Case.model_validate({"complaint": "The boots came a week late.", **fields})
    return {warning.fields: warning.message for warning in case_warnings(case)}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_case_that_agrees_with_itself_has_no_warning(path: Path) -> None:
    assert case_warnings(load_case(path)) == ()


@pytest.mark.parametrize("when", ["tomorrow", "next week", "within two days", "by Friday", "In three days."])
def test_what_is_done_does_not_lie_ahead(when: str) -> None:
    found = warned(remedies=[{"description": "a refund", "status": "done", "when": when}])
    assert "lies ahead, yet it is done" in found["remedies[0].status", "remedies[0].when"]


@pytest.mark.parametrize("when", ["yesterday", "last Monday", "two days ago", "earlier today"])
def test_what_is_promised_has_not_passed(when: str) -> None:
    found = warned(remedies=[{"description": "a visit"}, {"description": "a refund", "when": when}])
    assert "has passed, yet it is promised" in found["remedies[1].status", "remedies[1].when"]


def test_phrases_that_agree_are_left_alone() -> None:
    remedies = [
        {"description": "a refund", "status": "done", "when": "this morning"},
        {"description": "a visit", "when": "tomorrow at noon"},
        {"description": "a gift", "when": "with the new boots"},
    ]
    assert warned(remedies=remedies) == {}


def test_nothing_is_made_up_for_where_there_was_no_fault() -> None:
    credit = {"kind": "credit", "description": "credit of five pounds"}
    assert "makes up for something" in warned(fault="none", remedies=[credit])["fault", "remedies[0]"]
    assert warned(fault="none", remedies=[{**credit, "description": "credit as a goodwill gesture"}]) == {}
    assert warned(fault="none", remedies=[{"kind": "access", "description": "new reset link"}]) == {}
    assert warned(fault="ours", remedies=[credit]) == {}


@pytest.mark.parametrize(
    "complaint",
    [
        "My son broke his wrist on your court.",
        "She was taken to hospital.",
        "I slipped on the step and was badly hurt.",
        "We all had food poisoning after the fish.",
    ],
)
def test_an_injury_is_no_trifle(complaint: str) -> None:
    for severity in ("none", "minor"):
        found = warned(complaint=complaint, severity=severity, fault="unknown")
        assert f"the severity is {severity}" in found["severity", "complaint"]
    assert warned(complaint=complaint, severity="severe", fault="unknown") == {}


def test_an_injury_among_the_facts_is_found_there() -> None:
    facts = ["The step was wet.", {"text": "First aid was given.", "confidential": True}]
    assert ("severity", "facts[1]") in warned(facts=facts, severity="none", fault="unknown")


@pytest.mark.parametrize(
    "complaint", ["It hurts my wallet.", "You broke my mug.", "The toy hospital is closed?"]
)
def test_other_pains_are_no_injuries(complaint: str) -> None:
    expected = {("severity", "complaint")} if "hospital" in complaint else set()
    assert set(warned(complaint=complaint, severity="none", fault="unknown")) == expected


def test_nothing_went_wrong_and_it_was_our_fault() -> None:
    assert ("severity", "fault") in warned(severity="none", fault="ours")
    assert warned(severity="none", fault="none") == {}


def test_an_offer_below_the_fair_value_is_said_when_the_case_is_read() -> None:
    remedy = {
        "kind": "compensation",
        "description": "compensation for the boat",
        "amount": 500,
        "currency": "GBP",
        "value_when_restored": 900,
        "cost_to_restore": 250,
    }
    (message,) = warned(remedies=[remedy]).values()
    assert "500 is below the fair value of 650" in message
    assert warned(remedies=[{**remedy, "amount": 650}]) == {}


def test_messages_that_lack_what_they_are_for() -> None:
    assert ("kind", "remedies") in warned(kind="follow-up")
    assert ("kind", "follow_up") in warned(kind="acknowledge")


def test_what_must_not_be_told_does_not_stand_among_what_may() -> None:
    found = warned(
        facts=["Rhys packed the wrong size.", {"text": "rhys packed the wrong size.", "confidential": True}],
        protected_names=["Rhys"],
        prevention=["Rhys's shelf now has labels."],
    )
    assert ("facts[0]", "facts[1]") in found
    assert "must not appear" in found["protected_names[0]", "facts[0]"]
    assert ("protected_names[0]", "prevention[0]") in found
