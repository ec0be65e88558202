"""`replydraft check` as a support lead runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from replydraft.cli import main

FAULTY = "Hi Ann,\n\nWe are sorry you feel that way. You should have checked the size chart.\n\nTom\n"
SOUND = "Hi Ann,\n\nWe sent the wrong size. The right one left us today and reaches you on Thursday.\n\nTom\n"


def run(*arguments: str, given: str | bytes | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["check", *arguments], input=given, prog_name="replydraft")
    return result.exit_code, result.stdout, result.stderr


def test_a_faulty_reply_is_shown_with_place_reason_and_rewrite(tmp_path: Path) -> None:
    file = tmp_path / "reply.txt"
    file.write_text(FAULTY, encoding="utf-8")

    code, out, err = run(str(file))

    assert code == 1
    assert f"{file}:3:" in out
    assert "error: deflection/non-apology" in out
    assert "⟦sorry you feel" in out
    assert "why:" in out
    assert "instead:" in out
    assert "1 reply checked, 0 skipped" in err


def test_a_sound_reply_on_standard_input_prints_nothing_and_says_what_was_done() -> None:
    code, out, err = run("-", given=SOUND)

    assert (code, out) == (0, "")
    assert "1 reply checked, 0 skipped" in err
    assert "rules: 0 error" in err


def test_a_finding_in_json_lines_is_placed_on_the_line_of_its_record() -> None:
    rows = [{"id": "a", "body": "Hello Ana,\n\nIt is\nyour fault."}, {"id": "b", "body": SOUND}]
    _, out, _ = run("--from", "jsonl", "-", given="\n".join(map(json.dumps, rows)))
    assert out.startswith("-:1:19: [a] error: customer-blame/your-fault\n")


def test_a_finding_in_a_text_is_placed_by_line_and_column(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text("Hello.\nWe are sorry you feel that way.\n" * 3, encoding="utf-8")
    _, out, _ = run(str(file))
    places = [line.split(": ")[0] for line in out.splitlines() if "deflection/non-apology" in line]
    assert places == [f"{file}:{line}:8" for line in (2, 4, 6)]


def test_json_lines_are_records_of_their_own(tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    rows = [{"id": "a", "body": SOUND}, {"id": 7, "body": FAULTY}]
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")

    code, out, _ = run(str(file), "--format", "json")

    data = json.loads(out)
    assert code == 1
    assert data["schema_version"] == 1
    assert data["summary"] == {"checked": 2, "skipped": 0, "rules": data["summary"]["rules"]}
    sound, faulty = data["replies"]
    assert (sound["id"], sound["findings"]) == ("a", [])
    assert (faulty["id"], faulty["line"]) == ("7", 2)
    for finding in faulty["findings"]:
        assert list(finding) == [
            "rule", "category", "severity", "start", "end", "quote", "why", "instead", "principle",
        ]  # fmt: skip
        assert FAULTY[finding["start"] : finding["end"]] == finding["quote"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n\n", "is empty"),
        (b"We are s\xf6rry", "no UTF-8"),
        (b"\xff\xfe\x00", "no UTF-8"),
    ],
)
def test_what_cannot_be_checked_is_never_silently_green(tmp_path: Path, content: bytes, reason: str) -> None:
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text(SOUND, encoding="utf-8")

    code, _, err = run(str(bad), str(good))

    assert code == 2
    assert "1 reply checked, 1 skipped" in err
    assert "bad.txt" in err
    assert reason in err


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not valid JSON"),
        ("[]", "is no object"),
        ('{"id": 1}', "body: is missing"),
        ('{"id": 1, "body": 5}', "body: is missing or no text"),
        ('{"id": 1, "body": " "}', "body: is empty"),
    ],
)
def test_a_bad_record_is_reported_with_its_line_and_the_rest_is_checked(line: str, reason: str) -> None:
    code, out, err = run(
        "--from", "jsonl", "-", given=json.dumps({"id": "a", "body": FAULTY}) + f"\n{line}\n"
    )

    assert code == 2
    assert "[a]" in out
    assert "-:2:" in err
    assert reason in err


def test_a_missing_file_is_reported_and_counts(tmp_path: Path) -> None:
    code, _, err = run(str(tmp_path / "nowhere.txt"))
    assert code == 2
    assert "nowhere.txt" in err
    assert "0 replies checked, 1 skipped" in err


def test_placeholders_are_left_over_in_a_reply_and_fine_in_a_snippet() -> None:
    text = "Hello {{name}}, your parcel leaves us today and reaches you on Thursday."
    assert run("-", given=text)[0] == 1
    assert run("--profile", "snippet", "-", given=text)[0] == 0


def test_lone_surrogates_in_json_come_out_as_json() -> None:
    body = "We are sorry you feel that way \ud83d indeed."
    code, out, _ = run("--from", "jsonl", "--format", "json", "-", given=json.dumps({"id": 1, "body": body}))
    assert code == 1
    assert json.loads(out)["replies"][0]["findings"]


def test_a_declared_contact_may_be_named() -> None:
    text = "Thank you for waiting. Priya from our billing team will ring you at noon tomorrow."
    assert run("-", given=text)[0] == 1
    assert run("--contact", "Priya", "-", given=text)[0] == 0


def test_ones_own_rules_judge_too(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(
        "rules:\n- id: tone/wink\n  severity: error\n  principle: no-escalation\n  source: S3\n  why: Mockery.\n"
        "  instead: Leave it out.\n  forms:\n  - name: wink\n    patterns: [winks? at you]\n"
        "    flags: [We wink at you., He winks at you.]\n    allows: [We look at it., It blinks.]\n",
        encoding="utf-8",
    )
    code, out, _ = run("--guardrails", str(tmp_path), "-", given="We wink at you and send the lamp today.")
    assert code == 1
    assert "tone/wink" in out


def test_check_needs_neither_openai_nor_jinja() -> None:
    program = (
        "import sys; from replydraft import check; check('We are sorry you feel that way.');"
        "print([name for name in ('openai', 'jinja2', 'httpx2', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_case_that_contradicts_itself_is_said_before_the_verdict(tmp_path: Path) -> None:
    case = tmp_path / "case.yaml"
    case.write_text(
        "complaint: I fell on your stairs and broke my wrist.\nfault: unknown\nseverity: none\n",
        encoding="utf-8",
    )

    _, out, err = run("-", "--case", str(case), given=SOUND)

    assert (
        "warning: the case may contradict itself: severity, complaint: somebody seems to have been hurt"
        in err
    )
    assert "contradict" not in out
