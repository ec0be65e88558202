"""The promise pack on whole replies: promises that nobody can keep, and times that are none."""

import pytest

from replydraft.case import Case
from replydraft.guardrail import check


def _rules(text: str, *, case: Case | None = None) -> dict[str, str]:
    return {
        finding.rule: finding.severity
        for finding in check(text, case=case).findings
        if finding.category == "promise"
    }


@pytest.mark.parametrize(
    "text",
    [
        "We have spoken to the kitchen, and this will never happen again.",
        "I promise it won't happen again.",
        "Rest assured that such an error will not be repeated.",
        "You'll never have to queue like that again.",
        "This is the last time that anything of the kind reaches you.",
    ],
)
def test_the_future_cannot_be_promised(text: str) -> None:
    assert _rules(text)["promise/never-again"] == "error"


@pytest.mark.parametrize(
    "text",
    [
        "Two of us now check every order, so that this does not happen again.",
        "What we have changed to keep it from happening again: every slip is read twice.",
        "I can't promise that it will never happen again; I can tell you what we changed.",
        "If this happens again, ring me on extension 12.",
        "The sale won't happen again until June.",
        "You won't be charged again for this order.",
    ],
)
def test_saying_what_was_changed_is_no_promise(text: str) -> None:
    assert "promise/never-again" not in _rules(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I guarantee that the new lamp works.", True),
        ("You have my word that it will be perfect.", True),
        ("I am 100% sure it works now.", True),
        ("The lamp has a two-year guarantee.", False),
        ("We can't guarantee the morning slot.", False),
        ("I promised to write by noon, and here I am.", False),
    ],
)
def test_a_guarantee_is_a_warning_unless_it_is_the_product_s(text: str, *, found: bool) -> None:
    assert ("promise/guarantee" in _rules(text)) is found


def test_word_from_us_without_any_time_is_a_warning() -> None:
    assert _rules("We have your photos. A colleague will get back to you shortly.") == {
        "promise/vague-time": "warning"
    }


@pytest.mark.parametrize(
    "text",
    [
        "We have your photos. A colleague will get back to you shortly, by noon tomorrow at the latest.",
        "Please send us your photos as soon as you can.",
        "The refund leaves as soon as the parcel reaches our warehouse.",
        "We hope to see you again soon.",
        "You called us shortly before the shop closed.",
    ],
)
def test_a_time_the_customer_s_own_act_or_a_wish_is_not_vague(text: str) -> None:
    assert _rules(text) == {}


def test_a_vague_time_is_only_noted_where_the_reply_names_one_elsewhere() -> None:
    text = "I write again by noon tomorrow. Our engineers will mend the line as soon as possible."
    assert _rules(text) == {"promise/vague-time": "info"}


@pytest.mark.parametrize(
    "text",
    [
        "We take full responsibility for your fall, and have waived the bill.",
        "The floor was wet because of our negligence.",
        "You are right that we should have put out a sign.",
        "The hotel accepts liability for the damage to your car.",
    ],
)
def test_an_admission_is_an_error_only_where_the_case_forbids_it(text: str) -> None:
    forbids = Case(complaint="I fell by the pool.", liability="sympathise_only")
    allows = Case(complaint="I fell by the pool.", liability="admit")
    assert _rules(text, case=forbids) == {"promise/admission": "error"}
    assert _rules(text, case=allows) == {}
    assert _rules(text) == {}


def test_sympathy_and_an_act_are_no_admission() -> None:
    forbids = Case(complaint="I fell by the pool.", liability="sympathise_only")
    text = "I was very sorry to hear of your fall. I am the manager here, and I ring you today at four."
    assert _rules(text, case=forbids) == {}
