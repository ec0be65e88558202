"""The promises of a reply against its case: what is given, whether it is done, how much, when and on which condition."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings

from replydraft.case import Case
from replydraft.drafters.offline import OfflineDrafter
from replydraft.guardrail import check
from replydraft.layout import lay_out
from replydraft.plan import plan
from replydraft.principles import load_principles
from replydraft.templates import Templates
from tests.strategies import cases

CATEGORY = "authorised"


def hotel(**fields: Any) -> Case:
    """Return a case with a done and two promised remedies; `fields` replace its own."""
    return Case.model_validate(
        {
            "customer": "Mr Sato",
            "complaint": "The pool was shut, the heating was off, and the taxi you booked never came. I want my money back.",
            "facts": [
                "The heating of room 12 was off from 14 to 16 November 2026.",
                "The pool was closed for repairs.",
                "We did not book the taxi that you had asked for on 16 November 2026.",
            ],
            "remedies": [
                {
                    "kind": "refund",
                    "description": "refund of the parking fee",
                    "amount": "24",
                    "currency": "EUR",
                    "status": "done",
                    "when": "2026-11-18",
                },
                {
                    "kind": "compensation",
                    "description": "compensation for the two cold nights",
                    "amount": "150",
                    "currency": "EUR",
                    "when": "2026-12-03",
                },
                {
                    "kind": "document",
                    "description": "corrected invoice for your employer",
                    "when": "2026-11-26",
                },
            ],
            "prevention": ["The thermostat of each room is now read every morning."],
            "follow_up": {"when": "2026-12-04", "who": "front office"},
            "sender": {"name": "Irma Kolb", "role": "Manager", "company": "Hotel Linde"},
            "today": "2026-11-23",
        }
        | fields
    )


def rules(text: str, *, case: Case | None = None) -> dict[str, str]:
    """Return the rules of this pack that have a finding, without the category, and their severity."""
    report = check(f"Dear Mr Sato,\n\n{text}\n\nKind regards,\n\nIrma Kolb", case=case or hotel())
    for finding in report:
        assert report.text[finding.start : finding.end] == finding.quote
        assert "{" not in finding.why + finding.instead
    return {
        finding.rule.partition("/")[2]: finding.severity for finding in report if finding.category == CATEGORY
    }


@pytest.mark.parametrize(
    "text",
    [
        "As a gesture of goodwill, we would like to offer you a complimentary dinner for two.",
        "I have arranged a free upgrade for your next stay.",
        "Please accept this €50 voucher for our restaurant.",
        "A gift card is on its way to you.",
        "You will also receive 20 % off your next booking.",
        "We are happy to extend a 10 percent discount on your next stay.",
        "I've added 5,000 bonus points to your account.",
        "Your next night is on us.",
        "We will waive the cancellation charge.",
        "The minibar bill has been cancelled.",
        "We'll replace your suitcase as well.",
        "A replacement suitcase will be delivered to your home.",
        "An engineer will visit you at home on 26 November.",
        "I have escalated your complaint to our board of directors.",
        "We have opened an internal investigation.",
        "Let me offer you a free massage.",
        "Your loyalty membership has been extended by a year.",
        "You are entitled to a full refund.",
        "We have upgraded you to gold, and you will get a bottle of champagne on arrival.",
        "There is a €75 credit waiting on your account.",
        "We can confirm that a refund of the whole stay has been approved.",
        "I am going to send you a hamper.",
        "We are sending you flowers.",
        "Enjoy a free breakfast on your next visit!",
        "We will donate €100 to a charity of your choice.",
        "Our insurer's cheque aside, we will repair the watch free of charge.",
        "We will compensate you with a €150 voucher.",
        "Two free nights are yours.",
    ],
)
def test_a_remedy_that_the_case_lacks_is_an_error(text: str) -> None:
    found = rules(text)
    assert "error" in {found.get("unauthorised"), found.get("amount")}, found


@pytest.mark.parametrize(
    "text",
    [
        "The parking fee (€24) was refunded on 18 November.",
        "We gave you back the 24 euros for parking last Wednesday.",
        "On 18 November we refunded your parking fee.",
        "We will pay you €150 for the two cold nights by 3 December.",
        "By Thursday 3 December you will receive €150 in compensation for the two cold nights.",
        "You will have one hundred and fifty euros for the cold nights on 3 December.",
        "A corrected invoice for your employer will be sent by 26 November.",
        "I will send you the corrected invoice on Thursday, 26 November.",
        "The thermostat of each room is now read every morning.",
        "Our front office will call you on 4 December.",
        "I will be in touch on Friday 4 December.",
        "The pool was closed for repairs, and the taxi was never booked.",
        "We did not replace the heater in time, and you froze.",
        "I am sorry that we delivered so little of what you had booked.",
        "You asked for a full refund of your stay, and I understand why.",
        "I cannot offer you a refund of the flight.",
        "Unfortunately we are unable to refund the whole stay.",
        "There is no voucher here.",
        "If you would like a room on the garden side, we can arrange one.",
        "Would you like us to send a taxi?",
        "Please tell me if you want a copy, and I will post one.",
        "When we refunded the parking fee, the invoice changed.",
        "You were told that somebody would call you back, and nobody did.",
        "You should have been offered another room.",
        "We hope to welcome you back.",
        "Have a good weekend!",
        "Thank you for your patience, and for your stay with us.",
        "Nothing will be charged to your card.",
        "Your booking can be changed online until Friday.",
        "Breakfast is served from seven.",
    ],
)
def test_what_the_case_allows_and_what_promises_nothing_pass(text: str) -> None:
    assert rules(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "We have paid you €150 for the two cold nights.",
        "€150 in compensation has been transferred to your account.",
        "We've already sent the corrected invoice to your employer.",
        "Your compensation of €150 was paid this morning.",
        "I compensated you for the cold nights with €150.",
    ],
)
def test_promised_is_not_done(text: str) -> None:
    assert rules(text)["not-yet-done"] == "error"


@pytest.mark.parametrize(
    "text",
    [
        "We will refund the parking fee of €24.",
        "Your parking fee will be refunded.",
        "I'll refund your parking.",
    ],
)
def test_done_is_not_still_to_come(text: str) -> None:
    assert rules(text) == {"not-promised": "warning"}


@pytest.mark.parametrize(
    "text",
    [
        "We will pay you €250 for the two cold nights by 3 December.",
        "We will pay you €100 for the two cold nights by 3 December.",
        "We refunded the parking fee of €30.",
        "You will receive compensation of €1,500.",
        "We have refunded your entire stay.",
        "A full refund of your booking has been made.",
    ],
)
def test_another_sum_is_an_error(text: str) -> None:
    assert rules(text)["amount"] == "error"


@pytest.mark.parametrize(
    "text",
    [
        "We will pay you €150.00 for the two cold nights.",
        "We will pay you EUR 150 for the two cold nights.",
        "In all, you get €174 from us: we refunded the parking fee (€24), and you will receive €150.",
    ],
)
def test_the_same_sum_in_another_form_is_none(text: str) -> None:
    assert "amount" not in rules(text)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("We will pay you €150 for the cold nights by 30 November.", "earlier"),
        ("You will have €150 for the cold nights within two days.", "earlier"),
        ("I will send you the corrected invoice tomorrow.", "earlier"),
        ("The corrected invoice will be with you today.", "earlier"),
        ("Our front office will call you on 1 December.", "earlier"),
        ("I will send you the corrected invoice by 10 December.", "later"),
        ("We will pay you €150 for the cold nights within four weeks.", "later"),
        ("I will contact you on 11 December.", "later"),
    ],
)
def test_another_day_is_an_error(text: str, rule: str) -> None:
    assert rules(text) == {rule: "error"}


def test_a_date_swapped_with_that_of_another_remedy_is_an_error() -> None:
    assert rules("We will pay you €150 for the cold nights by 26 November.") == {"earlier": "error"}


def test_phrases_are_compared_too() -> None:
    case = hotel(
        remedies=[{"kind": "visit", "description": "visit by our doctor", "when": "within two days"}],
        follow_up={"when": "within a week"},
    )
    assert (
        rules(
            "Our doctor's visit takes place within two days; you will have a visit within 48 hours.",
            case=case,
        )
        == {}
    )
    assert "earlier" in rules("You will have a visit by our doctor within three hours.", case=case)
    assert "later" in rules("You will have a visit by our doctor within ten days.", case=case)


def test_without_a_day_of_writing_no_days_are_compared() -> None:
    assert rules("I will send you the corrected invoice tomorrow.", case=hotel(today=None)) == {}


@pytest.mark.parametrize(
    "text",
    [
        "We will pay you €150 for the cold nights, provided that you delete your review.",
        "As long as you accept this as final settlement, we will pay you €150 for the cold nights.",
        "Once you have signed the waiver, you will receive €150 for the cold nights.",
        "We will pay you €150 for the cold nights in return for a five-star rating.",
    ],
)
def test_a_condition_that_the_case_lacks_is_an_error(text: str) -> None:
    assert rules(text)["condition"] == "error"


def test_a_condition_of_the_case_must_not_be_dropped() -> None:
    remedy = {
        "kind": "payment",
        "description": "payment of the dry cleaning, on receipt of the bill",
        "when": "2026-12-01",
    }
    case = hotel(remedies=[remedy])
    assert rules("We will pay the dry cleaning by 1 December.", case=case) == {"condition": "error"}
    assert rules("We will pay the dry cleaning by 1 December; please send us the bill.", case=case) == {}


@pytest.mark.parametrize(
    "text",
    [
        "All of our staff have been retrained.",
        "We have overhauled our heating procedures.",
        "The entire team has received additional training.",
        "We have introduced new quality checks.",
        "The person responsible has been dismissed.",
        "We will install new boilers in every room.",
        "We're tightening our processes and will retrain the night shift.",
    ],
)
def test_a_change_in_the_house_that_the_case_lacks_is_an_error(text: str) -> None:
    assert rules(text)["absolute"] == "error"


@pytest.mark.parametrize(
    "text",
    [
        "We have changed how we work: the thermostat of each room is now read every morning.",
        "We have introduced a morning round that reads the thermostat of each room.",
        "We have not retrained anybody yet, and I will not say that we have.",
        "May I remind you of the tax form?",
    ],
)
def test_the_change_that_was_made_may_be_told(text: str) -> None:
    assert rules(text) == {}


def test_a_call_that_nobody_planned() -> None:
    case = hotel(follow_up=None)
    assert rules("I will call you on Monday.", case=case) == {"unauthorised": "error"}
    assert rules("We will be in touch.", case=case) == {"unauthorised": "warning"}
    assert rules("Please send me your number, and I will call you.", case=case) == {}
    assert rules("You can reach me at any time.", case=case) == {}


def motorcycle(amount: str) -> Case:
    return hotel(
        severity="severe",
        correctable="no",
        remedies=[
            {
                "kind": "compensation",
                "description": "compensation for the violin",
                "amount": amount,
                "currency": "EUR",
                "value_when_restored": "9000",
                "cost_to_restore": "2500",
                "when": "2026-12-03",
            }
        ],
    )


def test_an_offer_below_the_fair_value_is_a_finding() -> None:
    assert rules("We will pay you €6,500 for the violin by 3 December.", case=motorcycle("6500")) == {}
    low = rules("We will pay you €5,000 for the violin by 3 December.", case=motorcycle("6500"))
    assert low == {"amount": "error", "fair-value": "error"}
    authorised = rules("We will pay you €5,000 for the violin by 3 December.", case=motorcycle("5000"))
    assert authorised == {"fair-value": "warning"}


def test_a_finding_names_what_the_case_says() -> None:
    report = check("We will pay you €250 for the two cold nights.", case=hotel())
    finding = next(finding for finding in report if finding.rule == "authorised/amount")
    assert finding.quote == "€250"
    assert "EUR 150" in finding.why
    assert "€250" in finding.why


def test_without_a_case_nothing_is_held_against_it() -> None:
    report = check("We have refunded everything, and a hamper is on its way.")
    assert not [finding for finding in report if finding.category == CATEGORY]


@settings(max_examples=60, deadline=None)
@given(case=cases())
def test_the_offline_drafter_promises_only_what_is_authorised(case: Case) -> None:
    templates = Templates()
    draft = OfflineDrafter(case, templates=templates).draft((), plan(case, principles=load_principles()))
    body = lay_out(draft, case, templates=templates).body
    faults = [finding for finding in check(body, case=case) if finding.category == CATEGORY]
    assert not [finding for finding in faults if finding.severity == "error"], (body, faults)
    assert case.today == dt.date(2026, 11, 23)
