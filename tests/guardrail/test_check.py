"""`check` on whole texts, whatever they are."""

import re
import threading

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from replydraft.case import Case, Customer, Sender
from replydraft.guardrail import check
from replydraft.guardrail.engine import CRASH, RuleEngine
from replydraft.guardrail.known import Known
from replydraft.guardrail.rules import load_packs
from replydraft.guardrail.text import Passage

FAULTY = (
    "Dear Mrs Abara,\n\nWe're sorry you feel that way, but you should have checked the size chart before ordering. "
    "As I already explained, this is beyond our control, and it was the courier's fault.\n\nKind regards,\nTom"
)
SOUND = (
    "Dear Mrs Abara,\n\nWe sent you the wrong size, and I am sorry. The right one left our warehouse this "
    "morning and reaches you on Thursday; please keep the other, at no charge.\n\nKind regards,\nTom"
)

replies = st.text(
    alphabet=st.one_of(
        st.characters(), st.sampled_from("\n .,!?'\"<>{}%&;*_[]()@-\u200b\u00a0’“”\ud800שé🙏abcdesyou ")
    ),
    max_size=400,
)
phrases = st.lists(
    st.sampled_from(
        ["we are sorry you feel that way", "you should have", "checked", "Dear Tom,", "beyond our control", "\n\n",
         "our driver Mike forgot", "{{name}}", "as I already explained", "> you failed to", "<b>", "’", "as per policy,"]
    ),
    max_size=12,
).map(" ".join)  # fmt: skip


@given(st.one_of(replies, phrases))
@example(FAULTY)
@settings(deadline=None)
def test_every_quote_is_the_text_at_its_span(text: str) -> None:
    for finding in check(text):
        assert text[finding.start : finding.end] == finding.quote
        assert finding.start < finding.end or not text


@given(st.one_of(replies, phrases))
@settings(deadline=None)
def test_checking_twice_gives_the_same_report(text: str) -> None:
    assert check(text) == check(text)


def rules_of(text: str) -> list[str]:
    return sorted(finding.rule for finding in check(text))


@given(phrases, st.data())
@settings(deadline=None)
def test_zero_width_characters_change_no_rule(text: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    inside = text[:place] + "\u200b" + text[place:]
    assert rules_of(inside) == rules_of(text)


@given(phrases)
@settings(deadline=None)
def test_the_style_of_quotes_changes_no_rule(text: str) -> None:
    assert rules_of(text.replace("'", "’")) == rules_of(text.replace("’", "'"))


def test_a_faulty_reply_has_every_finding_and_a_sound_one_none() -> None:
    found = {finding.rule for finding in check(FAULTY).of("error")}
    assert found >= {
        "deflection/non-apology",
        "customer-blame/should-have",
        "customer-blame/as-told",
        "deflection/circumstances",
        "deflection/third-party",
    }
    assert check(SOUND).of("error") == ()


@pytest.mark.parametrize(
    "text", ["", "   \n", "…", "{{a}} {{b}}", "<p></p>", "\u200b", "https://example.com"]
)
def test_nothing_to_judge_never_passes(text: str) -> None:
    assert not check(text).passed


def test_right_to_left_text_is_judged_without_a_crash() -> None:
    text = "שלום דנה, שלחנו את הדגם הלא נכון ואנחנו מצטערים. You should have checked the size chart."
    assert {finding.rule for finding in check(text).of("error")} == {
        "customer-blame/should-have",
        "leftovers/other-language",  # What no rule can judge never passes in silence.
    }


def test_lone_surrogates_are_judged() -> None:
    report = check("We are sorry you feel that way \ud83d. Bye.")
    assert "deflection/non-apology" in {finding.rule for finding in report}


def test_a_long_text_is_judged_to_its_end() -> None:
    text = "We sent the parcel today. " * 190_000 + "We are sorry you feel that way."
    report = check(text)
    assert [text.endswith(finding.quote + ".") for finding in report.of("error")] == [True]


def test_a_rule_that_crashes_blocks_the_reply() -> None:
    def broken(passage: Passage, known: Known) -> list[tuple[int, int]]:
        raise RuntimeError(passage.text[:1] + str(known.profile))

    names = {form.detector for rule in load_packs().rules for form in rule.forms if form.detector}
    engine = RuleEngine(load_packs(), detector_table=dict.fromkeys(map(str, names), broken))

    findings = engine.findings(Passage.of(SOUND), known=Known())

    assert CRASH in {finding.rule for finding in findings}
    assert {finding.severity for finding in findings if finding.rule == CRASH} == {"error"}


def test_one_guardrail_serves_many_threads() -> None:
    expected, reports = check(FAULTY), []
    threads = [threading.Thread(target=lambda: reports.append(check(FAULTY))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert reports == [expected] * 8


def test_with_a_case_its_protected_names_are_findings_and_its_own_are_not() -> None:
    case = Case(
        complaint="Wenceslas was rude.",
        customer=Customer(name="Ms Quimby"),
        sender=Sender(name="Odalys Brandt"),
        protected_names=("Wenceslas",),
    )
    reply = "Dear Ms Quimby,\n\nWenceslas was abrupt with you, and that was wrong. I will ring you at noon.\n\nOdalys Brandt"

    found = [finding for finding in check(reply, case=case).of("error") if finding.category == "colleague"]

    assert found
    assert all(re.search("Wenceslas", finding.quote) for finding in found)
