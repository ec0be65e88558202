import itertools
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.case import REMEDY_KINDS, Case, Correctable, Fault, Kind, Liability, Remedy, Severity
from replydraft.plan import REMEDY_PARTS, Plan, fair_value, plan, remedies_for, traits
from replydraft.principles import TRAITS, load_principles

CAR: dict[str, Any] = {
    "complaint": "Three of your people drove to lunch in the car that I had left for an oil change.",
    "facts": ["The car was driven 14 miles on 3 November 2026 while it was in for a service."],
    "sender": {"name": "Ines Ferreira", "role": "Service Manager", "company": "Harbour Motors"},
}
VISIT = {"kind": "visit", "description": "visit to look at the car", "when": "2026-12-01"}
REPAIR = {"kind": "repair", "description": "new clutch", "when": "2026-12-01"}
REFUND = {"kind": "refund", "description": "refund of the service", "amount": 120, "currency": "GBP"}
MONEY = {"kind": "compensation", "description": "payment for the day lost", "amount": 60, "currency": "GBP"}
BALLOONS = {"kind": "gift", "description": "a bunch of balloons"}
FOLLOW_UP = {"when": "2026-12-02", "who": "service desk"}
STEP = "Keys are now locked away and signed for"


def planned(**fields: object) -> Plan:
    case = Case.model_validate({**CAR, **fields}, context={"unfinished": True})
    return plan(case, principles=load_principles())


def form(principle: str, **fields: object) -> str | None:
    part = planned(**fields).part(principle)
    return part.form if part else None


CHOICES: list[tuple[str, dict[str, object], str | None]] = [
    # listen
    ("listen", {}, "plain"),
    ("listen", {"kind": "acknowledge"}, "plain"),
    ("listen", {"kind": "notice", "complaint": ""}, None),
    ("listen", {"kind": "notice"}, "plain"),
    ("listen", {"kind": "close"}, "declined"),
    ("listen", {"kind": "follow-up", "remedies": [{**REPAIR, "status": "done"}]}, "recap"),
    ("listen", {"kind": "follow-up", "remedies": [REPAIR]}, "plain"),
    # clarify
    ("clarify", {}, None),
    ("clarify", {"kind": "clarify"}, "plain"),
    ("clarify", {"fault": "unknown", "facts": []}, "plain"),
    ("clarify", {"fault": "unknown", "facts": [], "remedies": [REPAIR]}, None),
    # validate
    ("validate", {}, "plain"),
    ("validate", {"severity": "severe"}, "meaning"),
    ("validate", {"severity": "severe", "liability": "sympathise_only"}, "sympathise"),
    ("validate", {"severity": "none"}, "light"),
    ("validate", {"kind": "close", "liability": "sympathise_only"}, "respect"),
    ("validate", {"kind": "notice", "complaint": ""}, "ahead"),
    ("validate", {"kind": "notice", "complaint": "", "severity": "none"}, None),
    # own
    ("own", {}, "plain"),
    ("own", {"fault": "shared"}, "shared"),
    ("own", {"fault": "third_party"}, "handling"),
    ("own", {"fault": "customer"}, None),
    ("own", {"fault": "none"}, None),
    ("own", {"fault": "unknown"}, None),
    ("own", {"liability": "sympathise_only"}, None),
    ("own", {"severity": "none"}, None),
    ("own", {"kind": "close"}, None),
    # apologise
    ("apologise", {}, "plain"),
    ("apologise", {"fault": "shared"}, "plain"),
    ("apologise", {"severity": "minor"}, "short"),
    ("apologise", {"severity": "severe"}, "plain"),
    ("apologise", {"severity": "none"}, None),
    ("apologise", {"fault": "third_party"}, None),
    ("apologise", {"fault": "customer"}, None),
    ("apologise", {"fault": "none"}, None),
    ("apologise", {"fault": "unknown"}, None),
    ("apologise", {"liability": "sympathise_only"}, None),
    ("apologise", {"kind": "close"}, "standing"),
    ("apologise", {"kind": "acknowledge"}, "plain"),
    ("apologise", {"kind": "follow-up", "remedies": [{**REPAIR, "status": "done"}]}, None),
    # explain
    ("explain", {}, "plain"),
    ("explain", {"facts": []}, None),
    ("explain", {"facts": [{"text": "The keys hung on an open board.", "confidential": True}]}, None),
    ("explain", {"severity": "severe"}, "bare"),
    ("explain", {"severity": "severe", "fault": "third_party"}, None),
    ("explain", {"fault": "third_party"}, "neutral"),
    ("explain", {"fault": "customer"}, "neutral"),
    ("explain", {"fault": "unknown"}, "so-far"),
    ("explain", {"kind": "acknowledge", "severity": "severe"}, "so-far"),
    ("explain", {"kind": "notice"}, "news"),
    ("explain", {"kind": "close"}, None),
    # act
    ("act", {}, "handling"),
    ("act", {"remedies": [VISIT]}, "plain"),
    ("act", {"remedies": [REPAIR]}, None),
    ("act", {"remedies": [REFUND]}, None),
    ("act", {"remedies": [BALLOONS]}, "handling"),
    ("act", {"severity": "none"}, "help"),
    ("act", {"kind": "acknowledge", "remedies": [REPAIR]}, "handling"),
    ("act", {"kind": "clarify"}, None),
    ("act", {"kind": "close"}, None),
    ("act", {"kind": "close", "remedies": [VISIT]}, "standing"),
    ("act", {"kind": "follow-up", "remedies": [{**VISIT, "status": "done"}]}, "recap"),
    # correct
    ("correct", {"remedies": [REPAIR]}, "plain"),
    ("correct", {"remedies": [REPAIR], "correctable": "partly"}, "partly"),
    ("correct", {"remedies": [REPAIR], "correctable": "no"}, "instead"),
    ("correct", {"remedies": [REPAIR], "fault": "customer"}, "help"),
    ("correct", {"remedies": [REPAIR], "severity": "none"}, "help"),
    ("correct", {"remedies": [REPAIR], "kind": "close"}, "standing"),
    ("correct", {"remedies": [{**REPAIR, "status": "done"}], "kind": "follow-up"}, "recap"),
    ("correct", {"remedies": [REFUND]}, None),
    # compensate
    ("compensate", {}, None),
    ("compensate", {"severity": "severe", "correctable": "no"}, None),
    ("compensate", {"remedies": [MONEY]}, "plain"),
    ("compensate", {"remedies": [REFUND]}, "refund"),
    ("compensate", {"remedies": [REFUND, MONEY]}, "plain"),
    ("compensate", {"remedies": [REFUND], "liability": "sympathise_only"}, "goodwill"),
    ("compensate", {"remedies": [MONEY], "fault": "none"}, "goodwill"),
    ("compensate", {"remedies": [MONEY], "kind": "close"}, "standing"),
    ("compensate", {"remedies": [{**MONEY, "status": "done"}], "kind": "follow-up"}, "recap"),
    # gesture
    ("gesture", {}, None),
    ("gesture", {"remedies": [BALLOONS]}, "plain"),
    ("gesture", {"remedies": [BALLOONS], "kind": "close"}, None),
    # reassure
    ("reassure", {}, None),
    ("reassure", {"prevention": [STEP]}, "plain"),
    ("reassure", {"prevention": [STEP], "fault": "third_party"}, "changed"),
    ("reassure", {"prevention": [STEP], "fault": "customer"}, None),
    ("reassure", {"prevention": [STEP], "fault": "unknown"}, None),
    ("reassure", {"prevention": [STEP], "liability": "sympathise_only"}, None),
    ("reassure", {"prevention": [STEP], "kind": "close"}, None),
    # ask
    ("ask", {}, "plain"),
    ("ask", {"severity": "severe"}, "fair"),
    ("ask", {"severity": "severe", "fault": "third_party"}, "fair"),
    ("ask", {"severity": "severe", "liability": "sympathise_only"}, "help"),
    ("ask", {"severity": "severe", "fault": "none"}, "help"),
    ("ask", {"severity": "none"}, "works"),
    ("ask", {"kind": "acknowledge", "severity": "severe"}, "meanwhile"),
    ("ask", {"kind": "follow-up"}, "settled"),
    ("ask", {"kind": "notice"}, "reach"),
    ("ask", {"kind": "close", "severity": "severe"}, "door-open"),
    ("ask", {"kind": "clarify"}, None),
    # follow-up
    ("follow-up", {}, None),
    ("follow-up", {"follow_up": FOLLOW_UP}, "plain"),
    ("follow-up", {"follow_up": FOLLOW_UP, "kind": "acknowledge"}, "next-word"),
    ("follow-up", {"follow_up": FOLLOW_UP, "kind": "close"}, None),
    # thank
    ("thank", {}, "plain"),
    ("thank", {"kind": "notice", "complaint": ""}, "customer"),
    ("thank", {"severity": "severe"}, "earnest"),
    ("thank", {"kind": "close"}, "parting"),
]


@pytest.mark.parametrize(("principle", "fields", "expected"), CHOICES)
def test_the_case_decides_whether_a_part_is_there_and_in_which_form(
    principle: str, fields: dict[str, object], expected: str | None
) -> None:
    assert form(principle, **fields) == expected


def test_the_choices_above_cover_every_form_of_every_principle() -> None:
    principles = load_principles()
    tried = {(principle, expected) for principle, _, expected in CHOICES if expected}
    missing = {(part.id, form) for part in principles.parts for form in part.forms} - tried
    # One recap among four is enough of the same.
    assert missing <= {("gesture", "recap")}


def test_a_full_case_has_every_part_in_the_order_of_the_letter() -> None:
    full = planned(remedies=[VISIT, REPAIR, MONEY, BALLOONS], prevention=[STEP], follow_up=FOLLOW_UP)
    assert [part.id for part in full.parts] == [
        "listen", "validate", "own", "apologise", "explain", "act", "correct", "compensate", "gesture",
        "reassure", "ask", "follow-up", "thank",
    ]  # fmt: skip


def test_a_settled_follow_up_is_short() -> None:
    done = [{**REPAIR, "status": "done"}]
    short = planned(kind="follow-up", remedies=done, prevention=[STEP], follow_up=FOLLOW_UP)
    assert [part.id for part in short.parts] == ["listen", "correct", "ask", "follow-up", "thank"]


def test_a_closing_message_leaves_the_door_open_and_does_not_argue() -> None:
    close = planned(kind="close", remedies=[MONEY], prevention=[STEP], follow_up=FOLLOW_UP)
    assert [part.id for part in close.parts] == [
        "listen",
        "validate",
        "apologise",
        "compensate",
        "ask",
        "thank",
    ]


COMBINATIONS = list(
    itertools.product(
        get_args(Kind), get_args(Severity), get_args(Fault), get_args(Correctable), get_args(Liability)
    )
)


@pytest.mark.parametrize("bare", [True, False], ids=["nothing-known", "everything-known"])
def test_every_combination_gives_a_plan_that_says_something_it_can_say(bare: bool) -> None:  # noqa: FBT001
    known: dict[str, object] = {"facts": [], "complaint": ""}
    if not bare:
        known = {"remedies": [VISIT, REPAIR, MONEY], "prevention": [STEP], "follow_up": FOLLOW_UP}
    for kind, severity, fault, correctable, liability in COMBINATIONS:
        result = planned(
            kind=kind, severity=severity, fault=fault, correctable=correctable, liability=liability, **known
        )
        names = {part.id for part in result.parts}
        place = (kind, severity, fault, correctable, liability)
        assert names & {"listen", "act"}, place
        assert len(result.stances) == 2, place
        if "apologise" in names:
            assert fault in ("ours", "shared"), place
            assert severity != "none", place
            assert liability == "admit", place
        if bare:
            assert not names & {"explain", "correct", "compensate", "gesture", "reassure", "follow-up"}, place
        else:
            # Whatever has been authorised is said.
            assert {"act", "correct", "compensate"} <= names, place


def test_the_same_case_gives_the_same_plan_and_keeps_the_case() -> None:
    case = Case.model_validate({**CAR, "remedies": [REPAIR, MONEY]})
    before = case.model_dump_json()
    assert plan(case, principles=load_principles()) == plan(case, principles=load_principles())
    assert case.model_dump_json() == before


def test_a_part_that_is_left_out_says_why() -> None:
    reasons = {part.id: part.reason for part in planned(fault="customer").left_out}
    assert "not ours" in reasons["apologise"]
    assert "authorised" in reasons["compensate"]


def test_every_trait_has_an_answer_that_a_clause_can_ask_for() -> None:
    found = traits(Case.model_validate({**CAR, "remedies": [REFUND]}))
    assert found.keys() == TRAITS.keys()
    assert all(answer in TRAITS[trait] for trait, answer in found.items())
    assert (found["money"], found["progress"], found["action"]) == ("returned", "promised", "unknown")


@pytest.mark.parametrize(
    ("remedy", "part"),
    [
        (VISIT, "act"),
        ({"kind": "call back", "description": "a call from the manager"}, "act"),
        ({"kind": "other", "description": "a note on the account"}, "act"),
        (REPAIR, "correct"),
        ({**REPAIR, "amount": 300, "currency": "GBP"}, "correct"),
        (REFUND, "compensate"),
        ({"kind": "Free month", "description": "a month free", "amount": 9, "currency": "EUR"}, "compensate"),
        ({"kind": "gift", "description": "gift card", "amount": 20, "currency": "USD"}, "compensate"),
        (BALLOONS, "gesture"),
        ({"kind": "Gesture", "description": "fish food for a month"}, "gesture"),
    ],
)
def test_the_kind_of_a_remedy_decides_which_part_speaks_of_it(remedy: dict[str, object], part: str) -> None:
    case = Case.model_validate({**CAR, "remedies": [remedy]})
    assert [name for name in REMEDY_PARTS if remedies_for(name, case)] == [part]


@given(
    st.lists(
        st.tuples(st.sampled_from((*REMEDY_KINDS, "gesture", "Call_Back", "??")), st.booleans()), max_size=6
    )
)
def test_every_remedy_is_spoken_of_exactly_once(drawn: list[tuple[str, bool]]) -> None:
    remedies = [
        {"kind": kind, "description": f"remedy {number}"} | ({"amount": 5, "currency": "EUR"} if paid else {})
        for number, (kind, paid) in enumerate(drawn)
    ]
    case = Case.model_validate({**CAR, "remedies": remedies})
    spoken = [remedy for part in REMEDY_PARTS for remedy in remedies_for(part, case)]
    assert sorted(remedy.description for remedy in spoken) == [str(row["description"]) for row in remedies]


@pytest.mark.parametrize(
    ("worth", "cost", "value"),
    [("6500", "1800.50", Decimal("4699.50")), ("500", "900", Decimal(0)), ("6500", None, None)],
)
def test_the_fair_value_is_the_worth_when_restored_less_the_cost(
    worth: str, cost: str | None, value: Decimal | None
) -> None:
    remedy = Remedy(
        description="value of the motorcycle",
        currency="GBP",
        value_when_restored=Decimal(worth),
        cost_to_restore=None if cost is None else Decimal(cost),
    )
    assert fair_value(remedy) == value
