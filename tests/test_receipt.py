"""Receipts: what a reviewer can tell from them later, and that they survive what happens to files."""

import hashlib
import json
import os
import stat
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from replydraft.case import Case
from replydraft.composition import Composition
from replydraft.drafters.scripted import ScriptedDrafter
from replydraft.errors import DraftError, OutputError, TruncationError
from replydraft.guardrail.report import Finding, Report
from replydraft.guardrail.rules import load_packs
from replydraft.loop import compose
from replydraft.plan import plan
from replydraft.principles import load_principles
from replydraft.receipt import append_receipt, case_digest, packs_digest, receipt
from replydraft.templates import Templates

NOW = datetime(2026, 11, 23, 10, 30, tzinfo=timezone(timedelta(hours=1)))
CASE = Case.model_validate(
    {
        "id": 4711,
        "complaint": "Your courier left my cello in the rain.",
        "customer": "Mr Ferreira",
        "facts": [{"text": "The depot has no roof.", "confidential": True}],
        "remedies": [{"kind": "repair", "description": "repair of the cello", "when": "by Friday"}],
    }
)
PLAN = plan(CASE, principles=load_principles())
PARTS = {part.id: f"The cello stood in the rain, and we say so under {part.id}." for part in PLAN.parts}
FAULT = "Cellos are delicate, you know."


def strict(text: str, _case: Case) -> Report:
    """Stand for a pack of one rule, so that the receipt is known to the letter."""
    start = text.find(FAULT)
    finding = Finding(
        rule="tone/lecturing",
        category="tone",
        severity="error",
        start=start,
        end=start + len(FAULT),
        quote=FAULT,
        why="it lectures",
        instead="leave it out",
        principle="no-escalation",
    )
    return Report(text=text, findings=(finding,) if start >= 0 else (), rules=1)


@pytest.fixture
def composition() -> Composition:
    script: list[DraftError | dict[str, str]] = [
        TruncationError("cut off at 400 tokens", tokens=400),
        PARTS | {"own": FAULT},
        PARTS,
    ]
    return compose(
        CASE,
        drafter=ScriptedDrafter(script, name="model:small"),
        templates=Templates(),
        principles=load_principles(),
        check=strict,
    )


def record(composition: Composition, **changes: Any) -> dict[str, Any]:
    given: dict[str, Any] = {"time": NOW, "templates": {"model/system.j2": "ab"}, "rules": "2026.11"}
    return receipt(composition, CASE, **(given | changes))


def test_receipt_tells_every_attempt_with_what_was_found(composition: Composition) -> None:
    told = record(composition)
    assert (told["schema_version"], told["time"]) == (1, "2026-11-23T09:30:00+00:00")
    assert (told["drafter"], told["outcome"], told["passed"]) == ("model:small", "repaired", True)
    assert (told["rules"], told["templates"]) == ("2026.11", {"model/system.j2": "ab"})
    assert told["tokens"] == 400
    first, second, third = told["attempts"]
    assert first["error"] == {"kind": "TruncationError", "message": "cut off at 400 tokens"}
    assert (first["findings"], first["rules"], first["tokens"]) == ([], None, 400)
    assert [(found["rule"], found["quote"]) for found in second["findings"]] == [("tone/lecturing", FAULT)]
    assert (second["passed"], second["error"], second["rules"]) == (False, None, 1)
    assert (third["passed"], third["findings"]) == (True, [])


def test_receipt_names_case_and_reply_by_digest_and_repeats_neither(composition: Composition) -> None:
    told = record(composition)
    assert told["case"] == {"id": "4711", "sha256": case_digest(CASE)}
    sent = json.dumps(
        [composition.reply.subject, composition.reply.body], ensure_ascii=False, separators=(",", ":")
    )
    assert told["reply"]["sha256"] == hashlib.sha256(sent.encode()).hexdigest()
    line = json.dumps(told)
    assert "cello in the rain" not in line
    assert "no roof" not in line
    assert "Ferreira" not in line


def test_digest_follows_the_content_of_a_case_and_not_its_spelling() -> None:
    spelled = json.loads(CASE.model_dump_json())
    assert case_digest(Case.model_validate(dict(reversed(spelled.items())))) == case_digest(CASE)
    other = CASE.model_copy(update={"complaint": "Your courier left my viola in the rain."})
    assert case_digest(other) != case_digest(CASE)


def test_digest_of_the_packs_follows_their_rules() -> None:
    packs = load_packs()
    assert packs_digest(packs) == packs_digest(load_packs())
    assert packs_digest(packs.model_copy(update={"rules": packs.rules[1:]})) != packs_digest(packs)


def test_templates_that_wrote_the_prompts_are_told_with_their_digests() -> None:
    templates = Templates()
    compose(
        CASE,
        drafter=ScriptedDrafter([PARTS]),
        templates=templates,
        principles=load_principles(),
        check=strict,
    )
    used = templates.used()
    assert {"model/system.j2", "model/user.j2", "channels/email.j2"} <= used.keys()
    assert "model/repair.j2" not in used
    assert used["model/system.j2"] == templates.digest("model/system.j2")


def test_time_without_a_zone_is_refused(composition: Composition) -> None:
    with pytest.raises(ValueError, match="needs a zone"):
        record(composition, time=datetime(2026, 11, 23))  # noqa: DTZ001 (the fault that is tested)


def test_receipts_are_added_one_on_a_line(tmp_path: Path, composition: Composition) -> None:
    log = tmp_path / "receipts.jsonl"
    for number in range(3):
        append_receipt(log, record(composition, rules=f"pack {number}\nof “three” \u2028"))
    lines = log.read_bytes().split(b"\n")
    assert lines.pop() == b""
    assert [json.loads(line)["rules"][:6] for line in lines] == ["pack 0", "pack 1", "pack 2"]


def test_line_that_a_crash_cut_short_does_not_swallow_the_next(tmp_path: Path) -> None:
    log = tmp_path / "receipts.jsonl"
    log.write_bytes(b'{"schema_version": 1}\n{"schema_ver')
    append_receipt(log, {"passed": True})
    assert log.read_bytes().splitlines()[1:] == [b'{"schema_ver', b'{"passed": true}']


def test_broken_characters_from_a_server_can_be_recorded(tmp_path: Path) -> None:
    log = tmp_path / "receipts.jsonl"
    append_receipt(log, {"message": "half a pair: \ud83d"})
    assert json.loads(log.read_text(encoding="utf-8")) == {"message": "half a pair: \ud83d"}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_new_file_is_for_its_owner_only(tmp_path: Path) -> None:
    log = tmp_path / "receipts.jsonl"
    append_receipt(log, {"passed": True})
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


APPENDING = """
import sys
from pathlib import Path
from replydraft.receipt import append_receipt
for number in range(50):
    append_receipt(Path(sys.argv[1]), {"by": sys.argv[2], "number": number, "filling": "x" * 5_000})
"""


def test_processes_that_share_a_file_do_not_mix_their_lines(tmp_path: Path) -> None:
    log = tmp_path / "receipts.jsonl"
    processes = [subprocess.Popen([sys.executable, "-c", APPENDING, log, name]) for name in "abc"]
    assert [process.wait() for process in processes] == [0, 0, 0]
    records = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    for name in "abc":
        assert [record["number"] for record in records if record["by"] == name] == list(range(50))


@pytest.mark.parametrize("place", ["", "missing/receipts.jsonl"])
def test_place_that_cannot_be_written_is_told(tmp_path: Path, place: str) -> None:
    with pytest.raises(OutputError, match="the receipt cannot be written") as caught:
        append_receipt(tmp_path / place, {"passed": True})
    assert str(tmp_path / place) in str(caught.value)
