import re
from pathlib import Path
from typing import Any

from replydraft.case import Case
from replydraft.explain import explain_plan
from replydraft.plan import plan
from replydraft.principles import load_principles
from replydraft.templates import Templates

MOTORCYCLE: dict[str, Any] = {
    "complaint": "You sent my father's motorcycle to the scrapyard.",
    "severity": "severe",
    "correctable": "no",
    "facts": ["We sent the motorcycle to the scrapyard on 3 November 2026."],
    "remedies": [
        {
            "kind": "compensation",
            "description": "value of the motorcycle",
            "amount": "4000",
            "currency": "GBP",
            "value_when_restored": "6500",
            "cost_to_restore": "1800.50",
        }
    ],
}


def explained(**fields: object) -> str:
    case = Case.model_validate({**MOTORCYCLE, **fields})
    return explain_plan(plan(case, principles=load_principles()), case)


def test_every_part_is_explained_in_order_with_its_reason_and_sources() -> None:
    case = Case.model_validate(MOTORCYCLE)
    its_plan = plan(case, principles=load_principles())
    text = explain_plan(its_plan, case)
    assert re.findall(r"^ *\d+\. ([a-z-]+)", text, re.MULTILINE) == [part.id for part in its_plan.parts]
    for part in its_plan.parts:
        assert f"because {part.reason}" in text
        assert f"[{', '.join(part.sources)}]" in text
    for row in its_plan.never:
        assert f"{row.id}: {row.avoid}" in text
    for stance in its_plan.stances:
        assert stance in text
    assert "Ask whether this settles it (fair)" in text
    assert "- value of the motorcycle" in text


def test_what_is_left_out_is_explained_too() -> None:
    assert "- correct: the thing itself cannot be put right" in explained()


def test_the_fair_value_is_shown_as_a_sum() -> None:
    text = explained()
    assert "6,500 GBP - 1,800.50 GBP = 4,699.50 GBP" in text
    assert "the remedy gives 4,000 GBP, which is 699.50 GBP less" in text


def test_without_a_value_there_is_no_sum() -> None:
    assert "fairly worth" not in explained(remedies=[])


def test_the_sources_of_an_own_principles_file_are_described(tmp_path: Path) -> None:
    shipped = Templates().source("principles.yaml")
    own = shipped.replace("Sympathise, act, vindicate, eat something;", "Our house rules;")
    (tmp_path / "principles.yaml").write_text(own, encoding="utf-8")
    case = Case.model_validate(MOTORCYCLE)
    text = explain_plan(
        plan(case, principles=load_principles(override=tmp_path)),
        case,
        templates=Templates(override=tmp_path),
    )
    assert "S4  Our house rules" in text
