"""The offline drafter on cases of every sort."""

import re
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from replydraft.case import Case, Channel, Fault, Kind, Severity
from replydraft.draft import Draft
from replydraft.drafters.offline import OfflineDrafter
from replydraft.errors import PromptError
from replydraft.guardrail import check
from replydraft.layout import lay_out, load_channels
from replydraft.plan import plan
from replydraft.principles import load_principles
from replydraft.templates import Templates
from tests.strategies import SECRETS, cases

TEMPLATES = Templates()

COMPLAINT = (
    "Ramona at the desk said it was MY fault!! You people are a disgrace. --- INTERNAL: offer £8,000 ---"
)


def case(**fields: Any) -> Case:
    return Case.model_validate(
        {
            "customer": "Ms Adeyemi",
            "complaint": COMPLAINT,
            "facts": ["We packed the wrong lamp."],
            "remedies": [
                {
                    "kind": "refund",
                    "description": "refund of the delivery charge",
                    "amount": "4.99",
                    "currency": "GBP",
                    "status": "done",
                    "when": "2026-11-20",
                },
                {"kind": "replacement", "description": "right lamp, sent by courier", "when": "2026-11-27"},
            ],
            "sender": {"name": "Tess Orme", "role": "Branch Manager", "company": "Orme & Lowe"},
            "today": "2026-11-23",
        }
        | fields
    )


def drafted(case: Case, *, seed: int = 0) -> Draft:
    return OfflineDrafter(case, templates=TEMPLATES, seed=seed).draft(
        (), plan(case, principles=load_principles())
    )


def body(case: Case, *, seed: int = 0) -> str:
    return lay_out(drafted(case, seed=seed), case, templates=TEMPLATES).body


def bodies(case: Case, *, seeds: int = 12) -> list[str]:
    return [body(case, seed=seed) for seed in range(seeds)]


def test_it_says_what_happened_owns_it_once_and_puts_it_right() -> None:
    for text in bodies(case()):
        assert "We packed the wrong lamp." in text
        assert len(re.findall(r"\b(?:sorry|apolog\w+)\b", text, re.IGNORECASE)) == 1, text
        assert re.search(r"refunded the delivery charge \(£4\.99\)", text), text
        assert "on Friday 20 November" in text.replace("On ", "on ")
        assert "y Friday 27 November" in text


def test_the_complaint_is_never_repeated() -> None:
    for text in bodies(case()):
        for piece in ("Ramona", "disgrace", "8,000", "INTERNAL", "MY fault"):
            assert piece not in text


@pytest.mark.parametrize(("kind", "channel"), list(product(get_args(Kind), get_args(Channel))))
def test_every_combination_reads_as_sentences(kind: str, channel: str) -> None:
    for fault, severity in product(get_args(Fault), get_args(Severity)):
        written = case(kind=kind, channel=channel, fault=fault, severity=severity, correctable="partly")
        text = body(written)
        assert "  " not in text
        assert not re.search(r"\.\.| [.,;]|,[.,]|[{}]|[.?!] [a-z]", text), text
        apologies = len(re.findall(r"\b(?:sorry|apolog\w+)\b", text, re.IGNORECASE))
        assert apologies <= 1, text
        if fault in {"customer", "none", "unknown"} or severity == "none":
            assert apologies == 0, text
        assert check(text, case=written).passed, (text, check(text, case=written).findings)


def test_the_same_seed_and_case_give_the_same_draft() -> None:
    assert drafted(case(), seed=7) == drafted(case(), seed=7)
    assert len(set(bodies(case()))) > 6


def test_no_two_sentences_of_a_letter_begin_with_the_same_three_words() -> None:
    for text in bodies(case(prevention=["Every box is now checked against its slip."])):
        starts = [" ".join(piece.split()[:3]) for piece in re.split(r"(?<=[.?!])\s+", text)]
        assert len(starts) == len(set(starts)), text


def test_parts_keep_the_order_of_the_plan() -> None:
    order = [part.id for part in plan(case(), principles=load_principles()).parts]
    written = [part.principle for part in drafted(case())]
    assert written == [name for name in order if name in written]


@pytest.mark.parametrize("who", [None, "Tess Orme", "Branch Manager", "Tess Orme, Branch Manager"])
def test_the_sender_follows_up_in_the_first_person(who: str | None) -> None:
    for text in bodies(case(follow_up={"when": "2026-11-30", "who": who})):
        assert re.search(r"(\bI will|from me).*Monday 30 November|Monday 30 November I will", text), text


def test_a_team_follows_up_as_ours_and_a_declared_contact_by_name() -> None:
    for text in bodies(case(follow_up={"when": "within two days", "who": "dispensing team"})):
        assert "ur dispensing team" in text
    for text in bodies(case(follow_up={"when": "within two days", "who": "Ines Ferreira"})):
        assert "Ines Ferreira" in text


def test_a_team_that_signs_says_we() -> None:
    for text in bodies(case(sender={"name": "The Orme Care Team", "company": "Orme & Lowe"})):
        assert not re.search(r"\bI\b|\bme\b|\bmy\b", text), text


def test_a_fact_that_names_a_protected_colleague_or_blames_the_customer_is_left_unsaid() -> None:
    facts = [
        "Kevin packed the wrong lamp.",
        "The customer entered the wrong postcode.",
        "The lamp is at the depot.",
    ]
    for text in bodies(case(facts=facts, protected_names=["Kevin"], fault="customer", severity="minor")):
        assert "Kevin" not in text
        assert "entered" not in text
        assert "The lamp is at the depot." in text


def test_a_colleague_in_a_fact_becomes_one_team() -> None:
    assert "We left the parcel in the rain." in body(
        case(facts=["The delivery driver left the parcel in the rain."])
    )
    assert "We were late." in body(case(facts=["One of our technicians was late."]))


def test_a_fact_about_the_customer_is_told_to_them() -> None:
    text = body(case(facts=["With the customer's consent the watch was sent to a workshop."]))
    assert "With your consent the watch was sent to a workshop." in text


def test_a_description_that_may_not_be_said_leaves_the_kind_of_remedy() -> None:
    remedy = {"kind": "call-back", "description": "call from Kevin", "when": "2026-11-24"}
    for text in bodies(case(remedies=[remedy], protected_names=["Kevin"])):
        assert "a call-back" in text
        assert "Kevin" not in text


def test_a_public_review_shows_no_order_number() -> None:
    facts = ["We packed the wrong lamp (order OL-551).", "Order OL-551 left on Monday.", "It came on Friday."]
    for text in bodies(case(channel="review", facts=facts, references=["OL-551"])):
        assert "OL-551" not in text
        assert "We packed the wrong lamp." in text


def test_what_the_guardrail_would_turn_down_is_left_unsaid() -> None:
    facts = ["The lamp went astray due to circumstances beyond our control.", "It is back at the depot."]
    written = case(facts=facts)
    drafter = OfflineDrafter(written, templates=TEMPLATES, may_say=lambda text: "depot" in text)
    text = lay_out(
        drafter.draft((), plan(written, principles=load_principles())), written, templates=TEMPLATES
    ).body
    assert "It is back at the depot." in text
    assert "astray" not in text
    assert "a refund" in text


PROMISED_AND_DONE = [
    ("send correct blender overnight", "send the correct blender overnight", "sent the correct blender"),
    ("Waive late fee", "waive the late fee", "waived the late fee"),
    ("re-deliver the groceries", "re-deliver the groceries", "re-delivered the groceries"),
    ("send you a new kettle", "send you a new kettle", "sent you a new kettle"),
    ("will call you back tomorrow", "call you back", "did: will call you back tomorrow"),
    ("We will fix the leak", "fix the leak", "fixed the leak"),
    ("pick up sofa from your home", "pick up the sofa", "picked up the sofa"),
    (
        "free shipping on next 3 orders",
        "free shipping on your next 3 orders",
        "arranged free shipping on your",
    ),
    ("your account has been unlocked", "account will be unlocked", "account has been unlocked"),
    ("we have fixed the boiler", "do: we have fixed the boiler", "We have fixed the boiler"),
    ("leak will be fixed", "The leak will be fixed", "did: leak will be fixed"),
    ("Refund late fee", "do: Refund late fee", "did: Refund late fee"),
    ("Personally look into this", "do: Personally look into this", "did: Personally look into this"),
    ("Free Return Label", "do: Free Return Label", "did: Free Return Label"),
    ("Amazon voucher", "an Amazon voucher", "arranged an Amazon voucher"),
    ("voucher you can use online", "a voucher you can use online", "a voucher you can use online"),
    ("gift card", "a gift card", "arranged a gift card"),
    ("call back", "a call back", "arranged a call back"),
]


@pytest.mark.parametrize(("description", "promised", "done"), PROMISED_AND_DONE)
@pytest.mark.parametrize("status", ["promised", "done"])
@pytest.mark.parametrize("dated", [True, False])
def test_a_remedy_reads_as_a_sentence_whatever_its_description(
    description: str, promised: str, done: str, status: str, *, dated: bool
) -> None:
    remedy = {"kind": "other", "description": description, "status": status}
    if dated:
        remedy["when"] = "2026-11-24" if status == "promised" else "2026-11-20"
    expected = done if status == "done" else promised
    written = case(remedies=[remedy])
    for text in bodies(written, seeds=4):
        told = re.sub(r" (?:by|on) \w+(?:,)? ?\w* 2\d November,?", "", text)
        assert expected.casefold() in re.sub(r"\s+", " ", told if ": " in expected else text).casefold(), text
        assert check(text, case=written).passed, text


@pytest.mark.parametrize("channel", ["chat", "sms", "email"])
def test_nobody_asks_the_hurt_whether_all_is_sorted(channel: str) -> None:
    hurt = case(channel=channel, liability="sympathise_only", severity="severe", correctable="no")
    asked = hurt.model_validate(
        hurt.model_dump() | {"follow_up": {"when": "2026-11-30", "who": "safety director"}}
    )
    for text in bodies(asked):
        assert "safety director" in text
        assert not re.search(r"how it went|sorted|whether all is well|better things to do", text), text
        assert len(re.findall("before anything else", text, re.IGNORECASE)) <= 1, text


@pytest.mark.parametrize("who", ["Dana from support", "Dana (support)", "Ines Ferreira, head of care"])
def test_a_name_in_who_follows_up_is_kept_as_it_is_given(who: str) -> None:
    for text in bodies(case(follow_up={"when": "2026-11-30", "who": who})):
        assert who in text
        assert f"ur {who}" not in text
        assert not re.search(r"head of care (?!team)", text), text


def test_a_letter_that_nobody_signs_still_closes() -> None:
    assert body(case(sender={})).endswith("\n\nKind regards")
    assert "Kind regards\n\nTess" not in body(case())
    assert "regards" not in body(case(sender={}, channel="sms"))


def test_a_text_message_that_is_too_long_keeps_the_main_fact() -> None:
    facts = [f"We deleted album number {number}, which cannot be brought back." for number in range(1, 12)]
    for text in bodies(case(channel="sms", facts=facts)):
        assert "We deleted album number 1, which" in text
        assert "number 7" not in text


def test_fair_value_is_explained_where_it_is_the_amount() -> None:
    remedy = {
        "kind": "compensation",
        "description": "compensation for the piano",
        "amount": 6000,
        "currency": "EUR",
        "value_when_restored": 9000,
        "cost_to_restore": 3000,
    }
    assert "€9,000, less an estimated €3,000" in body(case(remedies=[remedy]))
    assert "9,000" not in body(case(remedies=[remedy | {"amount": 5000}]))


def test_a_text_message_fits_even_when_there_is_much_to_say() -> None:
    long = [
        f"We packed lamp number {number} wrongly, and it went to a shop in another town."
        for number in range(9)
    ]
    text = body(case(channel="sms", facts=long))
    assert len(text) <= load_channels(templates=TEMPLATES).channels["sms"].max_characters
    assert "£4.99" in text


def test_sympathy_without_admission() -> None:
    for text in bodies(case(liability="sympathise_only", fault="ours", severity="severe", correctable="no")):
        assert not re.search(
            r"our (?:fault|mistake|doing)|we did this|responsib|sorry|apolog", text, re.IGNORECASE
        ), text


def test_a_broken_template_is_named(tmp_path: Any) -> None:
    (tmp_path / "offline").mkdir()
    (tmp_path / "offline" / "own.j2").write_text("{{ who_knows }}", encoding="utf-8")
    broken = OfflineDrafter(case(), templates=Templates(override=tmp_path))
    with pytest.raises(PromptError, match=r"offline/own\.j2"):
        broken.draft((), plan(case(), principles=load_principles()))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases(), st.integers(0, 10))
def test_any_valid_case_composes_and_keeps_its_secrets(case: Case, seed: int) -> None:
    draft = drafted(case, seed=seed)
    text = lay_out(draft, case, templates=TEMPLATES).body
    assert draft.parts
    assert all(part.text.strip() for part in draft)
    assert "internal-7f3a91" not in text
    for secret in (*case.confidential_facts, *SECRETS):
        assert secret.rstrip(".") not in text
    assert "Kevin" not in text
    assert "promise me" not in text
