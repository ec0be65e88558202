"""The apology pack on whole replies: what an apology must not be, and what it may be."""

import pytest

from replydraft.case import Case
from replydraft.guardrail import check

SOUND = """Dear Ms Varga,

You waited three evenings for a sofa that never came, and I am sorry. We loaded it on the wrong van.

It is on the first van tomorrow, and the driver rings you by eight. We have refunded the delivery fee of £45.

Is there anything else you would like us to put right?

Kind regards,
Lena Holt
"""


def _rules(text: str, *, case: Case | None = None) -> dict[str, str]:
    return {
        finding.rule: finding.severity
        for finding in check(text, case=case).findings
        if finding.category == "apology"
    }


def test_one_apology_with_a_remedy_is_sound() -> None:
    assert _rules(SOUND) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Hi Jo, we apologise for the inconvenience. We value your feedback. ^LM",
        "Dear Mr Adu,\n\nPlease accept our sincere apologies for this.\n\nYours sincerely,\nGuest Relations",
        "Sorry about that!",
        "I am very sorry for the trouble this has caused. We hope for your understanding.",
    ],
)
def test_an_apology_with_nothing_behind_it_is_a_warning(text: str) -> None:
    assert _rules(text) == {"apology/empty": "warning"}


@pytest.mark.parametrize(
    "text",
    [
        "Sorry about that! What does the screen show?",
        "Sorry for the trouble. Please DM us your booking code.",
        "Apologies for the mix-up. It was our mistake.",
        "So sorry about the soup! Your next one is free of charge.",
        "I am sorry about the queue. The second till opens at noon.",
    ],
)
def test_a_question_a_step_or_a_cause_is_something_behind_it(text: str) -> None:
    assert "apology/empty" not in _rules(text)


def test_a_snippet_may_be_only_an_apology() -> None:
    text = "We apologise for the inconvenience."
    assert "apology/empty" in _rules(text)
    assert check(text, profile="snippet").findings == ()


def test_the_second_apology_is_noted_and_the_third_is_an_error() -> None:
    one = "I am sorry we sent the wrong lamp. The right one left today."
    two = f"{one} We apologise for the late reply as well."
    three = f"{two} Once again, my sincere apologies."
    assert _rules(one) == {}
    assert _rules(two) == {"apology/repeated": "info"}
    assert _rules(three) == {"apology/repeated": "error"}
    found = [finding.quote for finding in check(three).findings if finding.severity == "error"]
    assert found == [", my sincere apologies"]


def test_sympathy_and_regret_are_no_second_apology() -> None:
    text = (
        "I'm sorry we sent the wrong lamp. Sorry to hear about your mother, too. "
        "I'm sorry that we can't come on Sunday; Monday at nine is yours. There is no need to apologise."
    )
    assert _rules(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "Words cannot express how sorry we are. A new cake comes at four.",
        "I am absolutely mortified. A new cake comes at four.",
        "Please accept our deepest and most heartfelt apologies. A new cake comes at four.",
        "We are so, so sorry. A new cake comes at four.",
    ],
)
def test_grovelling_is_a_warning(text: str) -> None:
    assert _rules(text) == {"apology/grovelling": "warning"}


def test_an_apology_that_is_argued_away_in_the_next_sentence_is_noted() -> None:
    text = "We apologise for the noise. However, the hotel is in the middle of town. Your room was changed."
    assert _rules(text) == {"apology/justified": "info"}
    assert _rules("We apologise for the noise. However, I can offer you room 12 tonight.") == {}


def test_an_apology_is_needless_only_where_the_case_says_that_nothing_went_wrong() -> None:
    text = "Hi Bev, we apologise for the lockout. Use the link in our last message to set a new password."
    forgotten = Case(complaint="I forgot my password.", fault="customer", severity="minor", kind="resolve")
    ours = Case(complaint="You locked me out.", fault="ours", severity="minor", kind="resolve")
    unclear = Case(complaint="I cannot get in.", fault="unknown", severity="minor", kind="resolve")
    assert _rules(text, case=forgotten) == {"apology/needless": "error"}
    assert _rules(text, case=ours) == {}
    assert _rules(text, case=unclear) == {}
    assert _rules(text) == {}


def test_asking_to_be_forgiven_is_noted() -> None:
    assert _rules("We hope that you can forgive us. A new cake comes at four.") == {
        "apology/forgiveness": "info"
    }
    assert _rules("Forgive my slow answer. A new cake comes at four.") == {}
