"""Four example cases through a real server: whatever a small model writes, what comes out passes."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from replydraft.case import Case
from replydraft.case_file import load_case
from replydraft.composition import Budget
from replydraft.drafters.model import ModelDrafter, model_client
from replydraft.drafters.offline import OfflineDrafter
from replydraft.guardrail import check
from replydraft.guardrail.report import Report
from replydraft.guardrail.rules import load_packs
from replydraft.loop import compose
from replydraft.principles import load_principles
from replydraft.receipt import append_receipt, packs_digest, receipt
from replydraft.templates import Templates

pytestmark = pytest.mark.llm

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def drafter(base_url: str) -> Iterator[ModelDrafter]:
    with model_client(base_url=base_url, timeout=120, max_retries=0) as client:
        yield ModelDrafter(client, model="smollm2", max_tokens=300, temperature=0.8)


def guardrail(text: str, case: Case) -> Report:
    return check(text, case=case)


@pytest.mark.parametrize("name", ["car-misused", "broken-glass", "late-parcel", "forgotten-password"])
def test_what_comes_out_passes_and_the_receipt_tells_how(
    drafter: ModelDrafter, name: str, tmp_path: Path
) -> None:
    case = load_case(EXAMPLES / f"{name}.yaml", today=NOW.date())
    templates = Templates()
    result = compose(
        case,
        drafter=drafter,
        fallback=OfflineDrafter(case, templates=templates),
        templates=templates,
        principles=load_principles(),
        check=guardrail,
        budget=Budget(max_attempts=2),
    )

    assert result.passed
    assert check(result.reply.body, case=case).passed
    assert not any(name in result.reply.body for name in case.protected_names)

    log = tmp_path / "receipts.jsonl"
    append_receipt(
        log,
        receipt(result, case, time=NOW, templates=templates.used(), rules=packs_digest(load_packs())),
    )
    told = json.loads(log.read_text(encoding="utf-8"))
    first = told["attempts"][0]
    assert (first["drafter"], first["number"]) == ("model:smollm2", 1)
    # It was the model that answered, however badly: not the server that failed.
    assert first["tokens"] > 0
    assert (first["error"] or {}).get("kind") != "ServerError"
    assert first["passed"] or first["findings"] or first["error"]
    if told["outcome"] == "fallback":
        assert told["drafter"] == told["attempts"][-1]["drafter"] == "offline"
        assert not any(attempt["passed"] for attempt in told["attempts"][:-1])
    else:
        assert told["drafter"] == "model:smollm2"
    assert told["tokens"] == sum(attempt["tokens"] for attempt in told["attempts"])
    assert {"model/system.j2", "model/user.j2"} <= told["templates"].keys()
