"""Coverage on whole replies: what is missing, what is there in other words, what each kind must not do."""

import re
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings

from replydraft.case import Case, Channel
from replydraft.case_file import load_case
from replydraft.drafters.offline import OfflineDrafter
from replydraft.guardrail import check
from replydraft.guardrail.channel_limits import channel_limits
from replydraft.layout import lay_out, load_channels
from replydraft.plan import plan
from replydraft.principles import load_principles
from replydraft.templates import Templates
from tests.strategies import cases

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
TEMPLATES = Templates()

PIANO: dict[str, Any] = {
    "customer": "Ms Achebe",
    "complaint": "Your tuner dropped the lid on the keys and left. I teach on that piano, I lost three pupils.",
    "facts": ["On 2 March 2026 the lid of the piano fell on the keys during the tuning."],
    "remedies": [
        {"kind": "repair", "description": "repair of the cracked keys at your home", "when": "2026-03-16"},
        {"kind": "refund", "description": "refund of the tuning", "amount": 95, "currency": "EUR", "status": "done"},
        {"kind": "payment", "description": "payment for the lost lessons", "amount": 120, "currency": "EUR"},
    ],
    "follow_up": {"when": "2026-03-18", "who": "workshop manager"},
    "sender": {"name": "Ola Brandt", "role": "Owner", "company": "Brandt Pianos"},
    "today": "2026-03-09",
}  # fmt: skip
GOOD = """\
Dear Ms Achebe,

You teach on that piano, and you lost three pupils over it. We dropped the lid on the keys, and I am sorry.

On Monday 16 March we mend the cracked keys at your home. The €95 for the tuning is back on your card, and a
hundred and twenty euros for the lessons that you lost will follow.

Our workshop manager will ring you on the 18th. Does that put it right for you? Thank you for telling us.

Ola Brandt
Owner, Brandt Pianos"""


def case_of(**changes: Any) -> Case:
    return Case.model_validate({**PIANO, **changes})


def found(text: str, case: Case, *, profile: Any = "reply") -> dict[str, str]:
    report = check(text, case=case, profile=profile)
    return {each.rule: each.severity for each in report if each.category == "coverage"}


def without(pattern: str) -> str:
    text, times = re.subn(pattern, "", GOOD, flags=re.DOTALL)
    assert times == 1
    return text


def test_a_reply_that_says_everything_in_its_own_words_has_no_finding() -> None:
    assert found(GOOD, case_of()) == {}


@pytest.mark.parametrize(
    ("left_out", "rule", "severity"),
    [
        (r", and I am sorry", "apology", "error"),
        (r"We dropped the lid on the keys, and ", "ownership", "error"),
        (r"On Monday 16.*?your home\.", "remedy", "error"),
        (r"The €95.*?card, and", "remedy", "error"),
        (r", and a\nhundred and twenty.*?follow", "remedy", "error"),
        (r"Our workshop.*?18th\.", "next-word", "error"),
        (r"Does that.*?you\?", "question", "warning"),
        (r"Thank you.*?us\.", "thanks", "warning"),
    ],
)
def test_each_missing_part_is_found_and_no_other(left_out: str, rule: str, severity: str) -> None:
    assert found(without(left_out), case_of()) == {f"coverage/{rule}": severity}


def test_every_missing_remedy_is_a_finding_of_its_own_that_says_which() -> None:
    report = check("We dropped the lid. I am sorry.", case=case_of())
    missing = [each for each in report if each.rule == "coverage/remedy"]
    assert [(each.start, each.quote) for each in missing] == [(0, "")] * 3
    text = " ".join(each.why for each in missing)
    for words in (
        "repair of the cracked keys",
        "refund of the tuning (95 EUR), done",
        "lost lessons (120 EUR)",
    ):
        assert words in text


def test_sympathy_is_no_apology_and_putting_right_is_no_ownership() -> None:
    text = "I am sorry to hear about your piano. We have refunded the tuning."
    assert found(text, case_of())["coverage/apology"] == "error"
    assert found(text, case_of())["coverage/ownership"] == "error"


def test_a_snippet_need_not_cover_anything() -> None:
    assert found("We are looking into it.", case_of(), profile="snippet") == {}


def test_where_no_fault_of_ours_is_known_nothing_need_be_owned() -> None:
    text = "Something fell on the keys of your piano."
    for fault in ("customer", "none", "unknown"):
        assert not {"coverage/apology", "coverage/ownership"} & set(found(text, case_of(fault=fault)))


def test_a_grave_loss_asks_what_is_fair_and_is_signed_by_somebody_senior() -> None:
    severe = case_of(severity="severe", correctable="no")
    assert found(GOOD, severe)["coverage/fair-question"] == "error"
    assert "coverage/fair-question" not in found(
        GOOD.replace("Does that put it right for you?", "What would be fair?"), severe
    )
    junior = case_of(severity="severe", sender={"name": "Ola", "role": "Service Adviser"})
    assert "coverage/senior-sender" in found(GOOD.replace("Owner, ", "Adviser, "), junior)


def test_nothing_is_admitted_where_nothing_may_be_and_sympathy_is_due() -> None:
    quiet = case_of(liability="sympathise_only", fault="unknown", severity="severe")
    cold = "The matter of the piano is being investigated. What would help you most?"
    assert found(cold, quiet)["coverage/sympathy"] == "error"
    assert "coverage/sympathy" not in found(f"I was sorry to read about your pupils. {cold}", quiet)
    report = check("I was sorry to read this. We take responsibility for the piano.", case=quiet)
    assert not report.passed


@pytest.mark.parametrize(
    ("kind", "text", "rule"),
    [
        ("acknowledge", "I am looking into it. Everything will be put right.", "outcome-promised"),
        ("clarify", "There was a lid. I am looking into it.", "clarify-asks"),
        ("close", "We believe that our offer is generous.", "argues"),
        ("close", "I respect that. We would be happy to offer you a further voucher.", "new-offer"),
    ],
)
def test_each_kind_keeps_to_what_it_is_for(kind: str, text: str, rule: str) -> None:
    assert found(text, case_of(kind=kind))[f"coverage/{rule}"] == "error"


def test_a_follow_up_after_everything_is_done_asks_whether_it_is() -> None:
    done = [{"kind": "repair", "description": "repair of the keys", "status": "done"}]
    follow_up = case_of(kind="follow-up", remedies=done)
    assert found("We repaired the keys. All is well now.", follow_up)["coverage/question"] == "error"
    assert "coverage/question" not in found("We repaired the keys. Is all well now?", follow_up)


def test_a_notice_thanks_nobody_for_a_message() -> None:
    notice = Case.model_validate({"kind": "notice", "facts": ["The shop moves on 4 May."], "fault": "none"})
    assert "coverage/complaint-talk" in found("Thank you for contacting us. The shop moves on 4 May.", notice)
    assert "coverage/complaint-talk" not in found(
        "The shop moves on 4 May. Thank you for being with us.", notice
    )


def test_a_text_message_may_leave_out_what_it_has_no_room_for() -> None:
    short = (
        "We dropped the lid of your piano, and I am sorry. We repair the cracked keys at your home by 16 March. "
        "The tuning is refunded (€95), and €120 for the lost lessons follows. You'll hear from our workshop on 18 March."
    )
    assert found(short, case_of(channel="sms")) == {}
    assert found(short * 6, case_of(channel="sms"))["coverage/too-long"] == "error"


def test_the_limits_are_those_of_the_layout() -> None:
    layouts = load_channels(templates=TEMPLATES)
    for name, layout in layouts.channels.items():
        limit = channel_limits()[name]
        assert limit.characters == layout.max_characters
        assert limit.dispensable == (frozenset(layouts.leave_out) if layout.max_sentences else frozenset())


def offline(case: Case, *, seed: int) -> str:
    draft = OfflineDrafter(case, templates=TEMPLATES, seed=seed).draft(
        (), plan(case, principles=load_principles())
    )
    return lay_out(draft, case, templates=TEMPLATES).body


def errors(body: str, case: Case) -> list[tuple[str, str, str]]:
    mine = {"coverage", "confidential"}
    return [
        (each.rule, each.quote, each.why)
        for each in check(body, case=case).of("error")
        if each.category in mine
    ]


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.yaml")), ids=lambda path: path.stem)
def test_offline_replies_cover_their_plans_on_every_channel(path: Path) -> None:
    example = load_case(path)
    for channel in get_args(Channel):
        case = example.model_copy(update={"channel": channel})
        for seed in range(3):
            body = offline(case, seed=seed)
            assert errors(body, case) == [], body


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(cases())
def test_offline_replies_cover_their_plans_for_any_case(case: Case) -> None:
    body = offline(case, seed=1)
    assert errors(body, case) == [], body
