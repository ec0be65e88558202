"""What must stay inside stays inside, in whatever words; what may be told is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.case import Case
from replydraft.guardrail import check
from replydraft.guardrail.meaning import meanings, meant

FERRY: dict[str, Any] = {
    "customer": "Lena Okoye",
    "complaint": (
        "The ferry left without us. Marek at the gate said come back at ten, then your Mrs Vukovic told me that"
        " I had read the ticket wrong. My husband Tobias missed his mother's funeral."
    ),
    "facts": [
        "The ferry of 9 May 2026 left twenty minutes before the time on the ticket.",
        {"text": "The captain had asked for an inspection of the bow door in April.", "confidential": True},
        {"text": "Two deckhands were drunk and have been dismissed.", "confidential": True},
        {"text": "The booking software comes from Norrland Maritime Systems.", "confidential": True},
        {"text": "340 passengers were left behind that week.", "confidential": True},
    ],
    "remedies": [
        {"kind": "refund", "description": "refund of both tickets", "amount": 84, "currency": "EUR"}
    ],
    "prevention": ["Departure times are now sent by text the evening before."],
    "sender": {"name": "Ruth Adler", "role": "Director", "company": "Sound Ferries"},
    "protected_names": ["Bo Lindqvist"],
    "today": "2026-05-12",
}


def found(sentence: str, **changes: Any) -> dict[str, str]:
    case = Case.model_validate({**FERRY, **changes})
    report = check(f"Dear Lena Okoye,\n\n{sentence}\n\nRuth Adler\nDirector", case=case)
    for each in report:
        assert report.text[each.start : each.end] == each.quote
    return {each.rule: each.quote for each in report if each.category == "confidential"}


@pytest.mark.parametrize(
    "leak",
    [
        "The bow door was due for a check that the captain had wanted.",
        "Our captain had already called for the bow door to be examined in the spring.",
        "Two of the deckhands had been drinking.",
        "The timetable came from Norrland, whose system we use.",
        "You were one of 340 passengers whom we left behind that week.",
        "Three hundred and forty passengers were stranded.",
    ],
)
def test_a_secret_in_other_words_is_found(leak: str) -> None:
    assert found(f"I am sorry. {leak} It will not help you now.")["confidential/fact"] == leak


@pytest.mark.parametrize(
    "fine",
    [
        "The ferry left twenty minutes before the time on your ticket, and I am sorry.",
        "Departure times are now sent by text the evening before.",
        "We will refund both tickets (€84) this week.",
        "Please check the times on the evening before, or ask us to.",
        "Is there another day on which we may take you across, as our guests?",
        "Our door is open to you, and two of us will be there on Monday.",
    ],
)
def test_what_may_be_told_is_left_alone(fine: str) -> None:
    assert found(fine) == {}


def test_the_finding_names_the_words_that_tell_and_not_the_secret() -> None:
    case = Case.model_validate(FERRY)
    report = check("The captain had wanted the bow door inspected.", case=case)
    (finding,) = [each for each in report if each.rule == "confidential/fact"]
    assert "captain" in finding.why
    assert "April" not in finding.why


@pytest.mark.parametrize(
    "discipline",
    [
        "The deckhands have been dismissed.",
        "He is no longer with us.",
        "We have suspended the man at the gate.",
        "Those responsible have been given a written warning.",
        "The member of staff has been spoken to.",
    ],
)
def test_what_becomes_of_colleagues_stays_inside(discipline: str) -> None:
    assert "confidential/discipline" in found(discipline, facts=["The ferry left early."])


def test_a_training_that_the_case_has_may_be_told() -> None:
    told = "Everybody at the gate has been retrained."
    assert "confidential/discipline" in found(told)
    assert found(told, prevention=[told]) == {}


@pytest.mark.parametrize(("name", "sentence"), [
    ("Marek", "Marek should have kept you at the gate."),
    ("Vukovic", "Mrs Vukovic was wrong about the ticket."),
    ("Bo Lindqvist", "I have asked Bo Lindqvist about it."),
])  # fmt: skip
def test_names_that_the_customer_gave_for_colleagues_are_not_echoed(name: str, sentence: str) -> None:
    assert found(sentence)["confidential/echoed-name"] == name


def test_the_names_of_the_customers_own_people_may_be_said() -> None:
    assert (
        found("I am so sorry that Tobias was not there. I will write to you myself, Lena. Ruth Adler") == {}
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "We had mixed your booking up with that of another passenger, Mr Halloran.",
        "Your seats were sold to a different passenger, Ines Castellan.",
        "The refund went to another customer's account 4471902.",
        "Mrs Petrov, two doors down, had the same trouble.",
    ],
)
def test_other_customers_are_nobodys_business(sentence: str) -> None:
    assert "confidential/other-customer" in found(sentence)


def test_without_a_case_nothing_is_confidential() -> None:
    report = check("He has been dismissed. The captain had asked for an inspection.")
    assert not [each for each in report if each.category == "confidential"]


def test_figures_and_days_mean_the_same_in_words() -> None:
    assert meanings("three hundred and twenty") == meanings("320") == {"320"}
    assert meanings("on the 2nd of May") == meanings("2 May") == {"2/5"}
    assert meanings("thirty-five") == {"35"}
    assert meanings("the refund was refunded") == meanings("reimbursement")


@given(st.text(max_size=300))
def test_meanings_stand_where_they_are_said(text: str) -> None:
    last = 0
    for word in meant(text):
        assert last <= word.start < word.end <= len(text)
        assert word.meaning
        last = word.end
