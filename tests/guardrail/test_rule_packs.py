"""The built-in packs: every rule proves itself, and every subtype of the guide has a rule."""

import pytest

from replydraft.guardrail.proof import prove
from replydraft.guardrail.rules import Rule, load_packs
from replydraft.principles import load_principles

RULES = load_packs().rules
SUBTYPES = {
    "customer-blame": ("should-have", "failed-to", "if-you-had", "your-fault", "as-told", "doubt"),
    "deflection": (
        "non-apology", "third-party", "circumstances", "policy", "denial", "passive", "minimise", "pass-the-buck",
    ),
    "colleague": ("named-fault", "named", "role-blamed"),
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_example_holds(rule: Rule) -> None:
    assert prove(load_packs(), only=[rule.id]).failures == ()


@pytest.mark.parametrize("category", SUBTYPES)
def test_every_subtype_has_a_rule_of_severity_error(category: str) -> None:
    rules = {rule.id: rule.severity for rule in RULES}
    for subtype in SUBTYPES[category]:
        assert rules[f"{category}/{subtype}"] == "error"


def test_every_rule_points_to_a_documented_principle() -> None:
    principles = load_principles()
    documented = {part.id for part in principles.parts} | {item.id for item in principles.never}
    assert {rule.principle for rule in RULES} <= documented


def test_every_prohibition_has_a_rule_or_is_left_to_the_case_and_the_loop() -> None:
    guarded = {rule.principle for rule in RULES}
    # What only a case can tell (invented facts) or only time can (silence) has no rule on text alone.
    assert {item.id for item in load_principles().never} - guarded <= {"no-fiction", "no-silence"}


def test_messages_say_a_reason_and_a_rewrite() -> None:
    for rule in RULES:
        assert len(rule.why.split()) >= 5, rule.id
        assert len(rule.instead.split()) >= 4, rule.id
