"""Rule packs as files: what is accepted, what is refused with file, line and reason."""

from pathlib import Path

import pytest

from replydraft.errors import PackError
from replydraft.guardrail.loading import load_guardrail

RULE = """\
rules:
  - id: tone/wink
    severity: error
    principle: no-escalation
    source: S3
    why: A wink reads as mockery.
    instead: Leave it out.
    forms:
      - name: wink
        patterns: ['winks? at you']
        flags: [We wink at you., He winks at you.]
        allows: [We look at it., The light blinks.]
"""


def rules_in(folder: Path, text: str, *, name: str = "own.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_users_rule_judges_beside_the_built_in_ones(tmp_path: Path) -> None:
    guardrail = load_guardrail(override=rules_in(tmp_path, RULE))

    found = guardrail.check("We wink at you. We are sorry you feel that way.")

    assert {finding.rule for finding in found.of("error")} == {"tone/wink", "deflection/non-apology"}


def test_a_built_in_rule_can_be_switched_off(tmp_path: Path) -> None:
    guardrail = load_guardrail(override=rules_in(tmp_path, "rules: []\ndisable: [deflection/non-apology]\n"))

    report = guardrail.check("We are sorry you feel that way.")

    assert "deflection/non-apology" not in {finding.rule for finding in report}


def test_a_users_form_extends_a_built_in_rule(tmp_path: Path) -> None:
    text = RULE.replace("tone/wink", "deflection/non-apology")
    guardrail = load_guardrail(override=rules_in(tmp_path, text))

    for reply in ("We wink at you.", "We are sorry you feel that way."):
        assert "deflection/non-apology" in {finding.rule for finding in guardrail.check(reply)}


def test_a_users_list_can_be_used_in_a_pattern(tmp_path: Path) -> None:
    rules_in(tmp_path, "gestures: [winks?, nods?]\n", name="lexicon.yaml")
    rules_in(tmp_path, RULE.replace("'winks? at you'", "'{gestures} at you'"))

    assert not load_guardrail(override=tmp_path).check("We nod at you.").passed


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (("winks? at you", "winks?(?= at you)"), 10, "RE2 does not take the pattern"),
        (("winks? at you", "{nothing} at you"), 10, "which no lexicon has"),
        (("        allows: [We look at it., The light blinks.]\n", ""), 9, "allows"),
        (("[We look at it., The light blinks.]", "[We look at it.]"), 12, "at least 2 items"),
        (("severity: error", "severity: fatal"), 3, "'error', 'warning' or 'info'"),
        (("tone/wink", "wink"), 2, "pattern"),
        (("why:", "because:"), 2, "why"),
        (("The light blinks.", "They wink at you."), 12, "should be spared, but is flagged"),
        (("He winks at you.", "He nods at you."), 11, "should be flagged, but is not"),
        (("rules:", "rules: ["), 2, "YAML"),
    ],
)
def test_a_bad_pack_is_refused_with_file_line_and_reason(
    tmp_path: Path, change: tuple[str, str], line: int | None, reason: str
) -> None:
    rules_in(tmp_path, RULE.replace(*change))

    with pytest.raises(PackError) as caught:
        load_guardrail(override=tmp_path)

    assert reason in str(caught.value)
    if line is not None:
        assert f"own.yaml:{line}:" in str(caught.value)


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no rule pack"):
        load_guardrail(override=tmp_path)


def test_switching_off_a_rule_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no rule 'tone/wonk'"):
        load_guardrail(override=rules_in(tmp_path, "rules: []\ndisable: [tone/wonk]\n"))
