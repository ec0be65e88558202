"""The case is a contract: what it takes as it is, what it refuses, and the schema that says so."""

import datetime as dt
import json
from decimal import Decimal

import jsonschema
import pytest
from pydantic import ValidationError

from replydraft.case import Case, Fact, FollowUp, Remedy, Sender, case_schema
from replydraft.case_fields import CURRENCIES

HOTEL = {
    "id": "h-17",
    "kind": "resolve",
    "channel": "review",
    "customer": {"name": "Mr Alder"},
    "complaint": "No hot water for two mornings, and a bill for the minibar that I never opened.",
    "facts": [
        "The boiler failed on 3 May 2026.",
        {"text": "The minibar had been filled in by mistake.", "confidential": True},
    ],
    "fault": "ours",
    "severity": "major",
    "correctable": "partly",
    "remedies": [
        {
            "kind": "refund",
            "description": "refund of the second night",
            "amount": 118.5,
            "currency": "EUR",
            "status": "promised",
            "when": "2026-05-20",
        },
        {"kind": "call-back", "description": "a call from the manager", "when": "within two days"},
    ],
    "prevention": ["The boiler has been replaced."],
    "follow_up": {"when": "2026-05-21", "who": "guest relations"},
    "sender": {"name": "Noor Haddad", "role": "General Manager", "company": "Hotel Lindenhof"},
    "liability": "admit",
    "protected_names": ["Sven"],
    "references": ["LH-5512"],
    "language": "en",
    "today": "2026-05-06",
}


def complaint_about(data: dict[str, object]) -> str:
    with pytest.raises(ValidationError) as caught:
        Case.model_validate({"complaint": "The soup was cold.", **data})
    return str(caught.value)


def test_a_full_case_is_taken_as_it_is() -> None:
    case = Case.model_validate(HOTEL)
    assert case.public_facts == ("The boiler failed on 3 May 2026.",)
    assert case.confidential_facts == ("The minibar had been filled in by mistake.",)
    assert case.remedies[0].amount == Decimal("118.5")
    assert case.remedies[0].when == dt.date(2026, 5, 20)
    assert case.remedies[1].when == "within two days"


def test_a_case_cannot_be_changed_after_it_was_checked() -> None:
    case = Case.model_validate(HOTEL)
    with pytest.raises(ValidationError):
        case.severity = "none"


def test_defaults_are_the_first_values_of_the_contract() -> None:
    case = Case(complaint="The soup was cold.")
    assert (case.kind, case.channel, case.fault) == ("resolve", "email", "ours")
    assert (case.severity, case.correctable, case.liability) == ("major", "yes", "admit")
    assert case.language == "en"
    assert case.today is None


def test_a_complaint_keeps_its_words_and_loses_control_characters() -> None:
    case = Case(complaint="  Where is\x00 my order?\n\tIt is\x1b[31m late.  ")
    assert case.complaint == "Where is my order?\n\tIt is[31m late."


@pytest.mark.parametrize("kind", ["resolve", "acknowledge", "clarify", "follow-up", "close"])
def test_only_a_notice_goes_without_a_complaint(kind: str) -> None:
    with pytest.raises(ValidationError, match="complaint: is empty"):
        Case.model_validate({"kind": kind, "complaint": " \n"})
    assert Case(kind="notice").complaint == ""


def test_an_unfinished_case_may_lack_the_complaint() -> None:
    assert Case.model_validate({}, context={"unfinished": True}).complaint == ""


@pytest.mark.parametrize("field", ["amount", "value_when_restored", "cost_to_restore"])
def test_money_needs_a_currency(field: str) -> None:
    with pytest.raises(ValidationError, match=f"{field}: needs a currency"):
        Remedy.model_validate({"description": "refund", field: 12})


@pytest.mark.parametrize("amount", [-1, "NaN", "Infinity", "1e400", "123456789012345", True])
def test_an_amount_is_a_sum_that_somebody_can_pay(amount: object) -> None:
    with pytest.raises(ValidationError):
        Remedy.model_validate({"description": "refund", "amount": amount, "currency": "GBP"})


def test_currencies_are_known_codes() -> None:
    assert len(CURRENCIES) > 150
    assert Remedy(description="refund", amount=Decimal(3), currency=" eur ").currency == "EUR"
    with pytest.raises(ValidationError, match="'EURO' is no ISO 4217 currency code"):
        Remedy(description="refund", amount=Decimal(3), currency="euro")


@pytest.mark.parametrize("when", ["2026-13-45", "2026-2-3", "2026/02/03", 20260203, 0, 1.5])
def test_a_mistyped_date_does_not_become_a_phrase(when: object) -> None:
    with pytest.raises(ValidationError):
        FollowUp.model_validate({"when": when})
    with pytest.raises(ValidationError):
        Case.model_validate({"complaint": "x", "today": when})


def test_promises_lie_ahead_and_deeds_behind() -> None:
    text = complaint_about(
        {
            "today": "2026-05-06",
            "remedies": [
                {"description": "a refund", "when": "2026-05-05"},
                {"description": "a gift", "status": "done", "when": "2026-05-07"},
                {"description": "a visit", "when": "2026-05-06"},
            ],
            "follow_up": {"when": "2026-05-01"},
        }
    )
    assert "remedies[0].when: promised for 2026-05-05, which is before today" in text
    assert "remedies[1].when: done on 2026-05-07, which is after today" in text
    assert "follow_up.when: 2026-05-01 is before today" in text
    assert "remedies[2]" not in text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sender", {"name": "Rhys Okafor"}),
        ("customer", "rhys okafor"),
        ("follow_up", {"when": "tomorrow", "who": "RHYS OKAFOR"}),
    ],
)
def test_a_protected_name_cannot_be_one_that_the_reply_needs(field: str, value: object) -> None:
    text = complaint_about({"protected_names": ["Rhys Okafor"], field: value})
    assert "protected_names[0]: Rhys Okafor must not appear, yet is" in text


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"customer": "Pam"},
        {"correctable": True},
        {"follow_up": None},
        {"today": None},
        {"remedies": [{"description": "refund", "amount": "12.50", "currency": "GBP"}]},
    ],
)
def test_what_loads_also_fits_the_schema(change: dict[str, object]) -> None:
    data = json.loads(json.dumps({**HOTEL, **change}))
    Case.model_validate(data)
    validator = jsonschema.Draft202012Validator(case_schema())
    validator.check_schema(case_schema())
    assert list(validator.iter_errors(data)) == []


@pytest.mark.parametrize(
    "change", [{"severity": "huge"}, {"blob": 1}, {"facts": "one"}, {"follow_up": {"who": "Ida"}}]
)
def test_what_the_schema_refuses_does_not_load(change: dict[str, object]) -> None:
    data = {**HOTEL, **change}
    assert not jsonschema.Draft202012Validator(case_schema()).is_valid(data)
    with pytest.raises(ValidationError):
        Case.model_validate(data)


def test_every_field_is_described_in_the_schema() -> None:
    schema = case_schema()
    models = [schema, *schema["$defs"].values()]
    bare = [
        name
        for model in models
        for name, field in model["properties"].items()
        if model.get("title") != Sender.__name__ and "description" not in field
    ]
    assert bare == []


def test_a_plain_text_is_a_fact_that_may_be_told() -> None:
    case = Case.model_validate({"complaint": "x", "facts": ["The lift was out of order."]})
    assert case.facts == (Fact(text="The lift was out of order."),)
