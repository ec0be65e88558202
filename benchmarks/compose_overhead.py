"""The loop's own time per attempt, beside a bare openai call to the same loopback stub.

Run it with `python benchmarks/compose_overhead.py [ROUNDS]`. Each round is one bare call and one composition
of three attempts (two drafts with faults, then a clean one); the medians are printed. Above the target it
exits with 1.
"""

import json
import statistics
import sys
import time
from itertools import cycle
from pathlib import Path

import openai

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from replydraft.case import Case  # noqa: E402 (found by the line above)
from replydraft.composition import Budget  # noqa: E402
from replydraft.drafters.model import ModelDrafter, model_client  # noqa: E402
from replydraft.guardrail import check  # noqa: E402
from replydraft.loop import compose  # noqa: E402
from replydraft.principles import Principles, load_principles  # noqa: E402
from replydraft.templates import Templates  # noqa: E402
from tests.support.openai_stub import Body, OpenAIStub, asked_parts, completion  # noqa: E402

TARGET = 15.0
"""Milliseconds per attempt that the loop may take for itself."""
ATTEMPTS = 3
CASE = Case.model_validate(
    {
        "complaint": "My boots were due on Tuesday. It is Friday, and nobody has told me where they are. "
        * 5,
        "customer": "Ms Okafor",
        "facts": ["The parcel missed Tuesday's van and went out on Thursday."],
        "remedies": [
            {
                "kind": "refund",
                "description": "refund of the delivery charge",
                "amount": "6.95",
                "currency": "GBP",
                "status": "done",
            }
        ],
        "follow_up": {"when": "on Monday"},
        "sender": {"name": "Ines Alcott", "role": "customer care", "company": "Northway Boots"},
    }
)
CLEAN = {
    "listen": "You ordered boots for Tuesday, and by Friday you had neither the boots nor a word from us.",
    "validate": "Waiting so long without news is frustrating.",
    "own": "The delay is our responsibility, and so is the silence.",
    "apologise": "I am sorry that we kept you waiting.",
    "explain": "The parcel missed Tuesday's van and went out on Thursday.",
    "compensate": "We have refunded the delivery charge of £6.95.",
    "ask": "Does this settle it for you, or is there something else that would help?",
    "follow-up": "I will write to you again on Monday.",
    "thank": "Thank you for telling us.",
}
FAULTS = ("You should have told us sooner.", "You should have read the tracking page.", "")
"""What each draft of a composition has in it; the last is clean."""


def main() -> int:
    """Measure, print, and return 1 if the loop takes longer than the target."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    faults = cycle(FAULTS)

    def rule(body: Body) -> tuple[int, Body]:
        if "response_format" not in body:
            return completion("ok")
        parts = asked_parts(body)
        texts = {part: CLEAN.get(part, "We know how this looks from your side.") for part in parts}
        texts["listen"] = f"{CLEAN['listen']} {next(faults)}".strip()
        return completion(json.dumps(texts))

    with OpenAIStub(rule) as stub, model_client(base_url=stub.base_url, max_retries=0) as client:
        bare, composed = [], []
        drafter = ModelDrafter(client, model="stub")
        templates, principles = Templates(), load_principles()
        for number in range(rounds + 3):
            timed = _bare(client), _composed(drafter, templates, principles)
            # The first rounds open the connection and compile templates and rules.
            if number >= 3:
                bare.append(timed[0])
                composed.append(timed[1] / ATTEMPTS)
    call, attempt = statistics.median(bare), statistics.median(composed)
    own = attempt - call
    print(f"bare openai call      {call:7.2f} ms")
    print(f"attempt of the loop   {attempt:7.2f} ms   {attempt / call:.2f} times the bare call")
    print(f"the loop's own time   {own:7.2f} ms   target: {TARGET:.0f} ms or less")
    return 0 if own <= TARGET else 1


def _bare(client: openai.OpenAI) -> float:
    start = time.perf_counter()
    client.chat.completions.create(model="stub", messages=[{"role": "user", "content": CASE.complaint}])
    return (time.perf_counter() - start) * 1_000


def _composed(drafter: ModelDrafter, templates: Templates, principles: Principles) -> float:
    start = time.perf_counter()
    result = compose(
        CASE,
        drafter=drafter,
        templates=templates,
        principles=principles,
        check=lambda text, case: check(text, case=case),
        budget=Budget(max_attempts=ATTEMPTS),
    )
    elapsed = (time.perf_counter() - start) * 1_000
    if len(result.attempts) != ATTEMPTS or not result.passed:
        found = [(finding.rule, finding.quote) for finding in result.report]
        sys.exit(f"expected {ATTEMPTS} attempts and a pass; got {len(result.attempts)}, findings {found}")
    return elapsed


if __name__ == "__main__":
    sys.exit(main())
