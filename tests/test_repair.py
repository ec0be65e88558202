"""One repair message puts everything right: it lists every fault of every layer, with what the case says."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from replydraft.case import Case
from replydraft.composition import Composition
from replydraft.draft import Draft
from replydraft.drafters.answer import draft_of
from replydraft.guardrail import check
from replydraft.guardrail.report import Report
from replydraft.loop import compose
from replydraft.plan import Plan
from replydraft.principles import load_principles
from replydraft.prompt import Message
from replydraft.templates import Templates
from tests.attacks.attack import honest, honest_case

CASE = honest_case("boots")
HONEST = honest("boots")

ITEM = re.compile(r"^\d+\. rule: (?P<rule>\S+)\n(?P<rest>(?:   .*\n)+)", re.MULTILINE)
FIELD = re.compile(r"^   (part|quote|why|instead): (.*)$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Slip:
    """One fault in a draft: what is written in place of which honest words, and what the repair must tell."""

    layer: str
    part: str
    right: str
    wrong: str
    tells: str
    """Words of the case that the repair message must give to put it right; empty where none are needed."""


SLIPS = {
    "sum": Slip(
        layer="authorised", part="compensate", right="credit of $15", wrong="credit of $50", tells="15"
    ),
    "done": Slip(
        layer="authorised",
        part="compensate",
        right="A credit of $15 towards your next order will be on your account by Tuesday 1 December.",
        wrong="We have added a credit of $15 towards your next order to your account.",
        tells="2026-12-01",
    ),
    "unauthorised": Slip(
        layer="authorised",
        part="ask",
        right="Does this settle it for you",
        wrong="We will also replace your phone for free. Does this settle it for you",
        tells="credit towards your next order",
    ),
    "day": Slip(
        layer="grounding",
        part="follow-up",
        right="Monday 30 November",
        wrong="Thursday 3 December",
        tells="30",
    ),
    "invented sum": Slip(
        layer="grounding",
        part="explain",
        right="and went out on Thursday.",
        wrong="and went out on Thursday, at a cost of $212.40 to us.",
        tells="USD 15",
    ),
    "secret": Slip(
        layer="confidential",
        part="explain",
        right="The parcel missed",
        wrong="The scanner at the depot had been reported as faulty several times. The parcel missed",
        tells="",
    ),
    "name": Slip(
        layer="colleague",
        part="own",
        right="the laughter on the phone",
        wrong="the laughter of Terrence on the phone",
        tells="",
    ),
    "dropped": Slip(
        layer="coverage",
        part="compensate",
        right="We have refunded the delivery charge of $6.95 today. ",
        wrong="",
        tells="refund of the delivery charge",
    ),
    "blame": Slip(
        layer="customer-blame",
        part="thank",
        right="Thank you for telling us.",
        wrong="Thank you for telling us. You should have checked the tracking page first.",
        tells="",
    ),
    "non-apology": Slip(
        layer="deflection",
        part="apologise",
        right="I am sorry that you had to wait for your boots",
        wrong="I am sorry if you felt let down, that we left you without your boots",
        tells="",
    ),
    "for ever": Slip(
        layer="promise",
        part="reassure",
        right="every evening.",
        wrong="every evening. This will never happen again.",
        tells="",
    ),
    "leftover": Slip(
        layer="leftovers",
        part="listen",
        right="Your boots were due",
        wrong="Here is a draft reply to the customer: your boots were due",
        tells="",
    ),
}
"""By name; two that stand in the same words do not go together."""


class ObedientDrafter:
    """Writes some slips, and then puts right exactly those that the repair message lists, and nothing else."""

    name = "obedient"

    def __init__(self, slips: Sequence[Slip]) -> None:
        self.received: list[tuple[Message, ...]] = []
        self._left = list(slips)

    def draft(self, messages: Sequence[Message], plan: Plan) -> Draft:
        self.received.append(tuple(messages))
        if len(messages) > 2:
            assert json.loads(messages[2].content) == self._written()
            listed = items(messages[3].content)
            self._left = [slip for slip in self._left if not any(_is_about(slip, item) for item in listed)]
        return draft_of(self._written(), plan)

    def _written(self) -> dict[str, str]:
        parts = dict(HONEST)
        for slip in self._left:
            assert slip.right in parts[slip.part]
            parts[slip.part] = parts[slip.part].replace(slip.right, slip.wrong)
        return parts


def items(message: str) -> list[Mapping[str, str]]:
    """Return the faults that a repair message lists, each as its fields."""
    return [{"rule": item["rule"], **dict(FIELD.findall(item["rest"]))} for item in ITEM.finditer(message)]


def _is_about(slip: Slip, item: Mapping[str, str]) -> bool:
    """Whether a model would see from a listed fault that this slip is meant."""
    quote = item.get("quote", "").strip('"')
    if not quote:
        return item["rule"].startswith(slip.layer)
    if "part" in item and item["part"] != slip.part:
        return False
    return quote in slip.wrong or slip.wrong in quote


def guardrail(text: str, case: Case) -> Report:
    return check(text, case=case)


def repaired(*names: str) -> tuple[Composition, ObedientDrafter]:
    drafter = ObedientDrafter([SLIPS[name] for name in names])
    result = compose(
        CASE, drafter=drafter, templates=Templates(), principles=load_principles(), check=guardrail
    )
    return result, drafter


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_of_each_layer_is_found_by_that_layer(name: str) -> None:
    result, _ = repaired(name)
    report = result.attempts[0].report
    assert report is not None
    layers = {finding.category for finding in report.of("error")}
    assert SLIPS[name].layer in layers | {"colleague" if "confidential" in layers else ""}


@pytest.mark.parametrize(
    "names",
    [
        ("sum", "blame", "secret"),
        ("done", "name", "non-apology"),
        ("day", "for ever", "unauthorised"),
        ("invented sum", "dropped", "leftover"),
        ("sum", "day", "secret", "name", "blame"),
        ("done", "day", "dropped", "non-apology", "for ever", "leftover"),
        ("sum", "day", "invented sum", "name", "dropped", "blame", "non-apology", "for ever", "leftover"),
    ],
    ids=", ".join,
)
def test_faults_of_several_layers_cost_exactly_two_calls(names: tuple[str, ...]) -> None:
    assert len({SLIPS[name].layer for name in names}) >= 3
    result, drafter = repaired(*names)
    assert (result.outcome, result.passed) == ("repaired", True), result.report.of("error")
    assert len(drafter.received) == 2


@pytest.mark.parametrize("name", [name for name, slip in SLIPS.items() if slip.tells])
def test_a_repair_says_what_the_case_says(name: str) -> None:
    _, drafter = repaired(name)
    slip = SLIPS[name]
    about = [item for item in items(drafter.received[1][-1].content) if _is_about(slip, item)]
    assert any(slip.tells in item["why"] for item in about), about
    assert all(item["instead"] for item in about)


def test_a_repair_names_the_part_of_each_quote() -> None:
    _, drafter = repaired("sum", "day", "blame")
    listed = items(drafter.received[1][-1].content)
    assert {item.get("part") for item in listed if "quote" in item} == {"compensate", "follow-up", "thank"}


def test_a_repair_lets_no_secret_slip_that_the_draft_did_not() -> None:
    _, drafter = repaired("secret", "sum")
    told = "\n".join(message.content for message in drafter.received[1])
    assert "October" not in told
    assert "three times" not in told


def test_a_missing_part_is_listed_without_a_quote() -> None:
    _, drafter = repaired("dropped")
    listed = items(drafter.received[1][-1].content)
    missing = [item for item in listed if item["rule"].startswith("coverage/")]
    assert missing
    assert not any("quote" in item for item in missing)
