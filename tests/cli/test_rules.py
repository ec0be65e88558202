"""`replydraft rules` and `replydraft explain`."""

import json
from pathlib import Path

from click.testing import CliRunner

from replydraft.cli import main


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, list(arguments), prog_name="replydraft")
    return result.exit_code, result.stdout, result.stderr


def test_rules_are_listed_with_severity_and_reason() -> None:
    code, out, err = run("rules")
    assert code == 0
    assert any(line.startswith("deflection/non-apology") and " error " in line for line in out.splitlines())
    assert f"{len(out.splitlines())} rules" in err


def test_rules_of_one_category() -> None:
    code, out, _ = run("rules", "--category", "colleague")
    assert code == 0
    assert {line.partition("/")[0] for line in out.splitlines()} == {"colleague"}


def test_an_unknown_category_names_the_known_ones() -> None:
    code, _, err = run("rules", "--category", "blame")
    assert code == 2
    assert "customer-blame" in err


def test_rules_as_json() -> None:
    code, out, _ = run("rules", "--format", "json")
    assert code == 0
    assert {"id", "severity", "why", "instead", "principle", "source"} <= set(json.loads(out)["rules"][0])


def test_the_built_in_rules_prove_themselves() -> None:
    code, _, err = run("rules", "test")
    assert code == 0
    assert "examples hold" in err


def test_a_rule_that_does_not_hold_fails_its_test(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "rules:\n- id: tone/wink\n  severity: error\n  principle: no-escalation\n  source: S3\n  why: Mockery.\n"
        "  instead: Leave it out.\n  forms:\n  - name: wink\n    patterns: [winks? at you]\n"
        "    flags: [We wink at you., He nods.]\n    allows: [We look at it., It blinks.]\n",
        encoding="utf-8",
    )
    code, out, _ = run("rules", "test", str(tmp_path))
    assert code == 1
    assert "'He nods.' should be flagged" in out


def test_explain_says_reason_rewrite_source_examples_and_how_to_switch_it_off() -> None:
    code, out, _ = run("explain", "customer-blame/should-have")
    assert code == 0
    for part in ("Why:", "Instead:", "no-blame", "flags", "allows", "disable: [customer-blame/should-have]"):
        assert part in out


def test_explain_suggests_the_nearest_rule() -> None:
    code, _, err = run("explain", "deflection/nonapology")
    assert code == 2
    assert "did you mean deflection/non-apology?" in err
