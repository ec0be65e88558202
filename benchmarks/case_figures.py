"""How well drafts are held to their cases: precision and recall on authored drafts, and the time.

Run: python benchmarks/case_figures.py [--errors]
"""

import json
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

from replydraft.case import Case
from replydraft.evaluation.scores import Score, wilson
from replydraft.guardrail.check import default_guardrail
from replydraft.guardrail.report import Finding

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"


def rows(name: str) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


def found(draft: str, violation: dict[str, Any], findings: tuple[Finding, ...]) -> bool:
    """Whether a finding overlaps the violation's quote; what is missing has an empty finding for it."""
    if not violation["quote"]:
        return any(finding.category == "coverage" for finding in findings)
    start = draft.index(violation["quote"])
    end = start + len(violation["quote"])
    return any(finding.start < end and start < finding.end for finding in findings)


def false(draft: str, finding: Finding, violations: list[dict[str, Any]]) -> bool:
    """Whether a finding stands where nobody labelled anything."""
    if not finding.quote:
        return not any(
            not violation["quote"] or violation["type"].startswith("missing") for violation in violations
        )
    return not any(
        violation["quote"]
        and finding.start < draft.index(violation["quote"]) + len(violation["quote"])
        and draft.index(violation["quote"]) < finding.end
        for violation in violations
    )


def main() -> None:
    """Print the figures; with --errors, each miss and each false alarm."""
    cases = {row["id"]: Case.model_validate(row) for row in rows("case_cases.jsonl")}
    guardrail = default_guardrail()
    score, drafts, times = Score(), Score(), []
    missed: Counter[str] = Counter()
    for row in rows("case_drafts.jsonl"):
        text, case = row["draft"], cases[row["case"]]
        guardrail.check(text, case=case)
        start = time.perf_counter()
        errors = guardrail.check(text, case=case).of("error")
        times.append((time.perf_counter() - start) * 1000)
        hits = [found(text, violation, errors) for violation in row["violations"]]
        alarms = [finding for finding in errors if false(text, finding, row["violations"])]
        score += Score(tp=sum(hits), fn=len(hits) - sum(hits), fp=len(alarms))
        faulty = bool(row["violations"])
        drafts += Score(tp=faulty and bool(errors), fn=faulty and not errors, fp=not faulty and bool(errors))
        missed.update(v["type"] for v, hit in zip(row["violations"], hits, strict=True) if not hit)
        if "--errors" in sys.argv:
            show(row, hits, alarms)
    report("violations", score)
    report("drafts", drafts)
    print(f"missed: {dict(missed.most_common())}")
    print(f"a check with a case, median: {statistics.median(times):.2f} ms")


def show(row: dict[str, Any], hits: list[bool], alarms: list[Finding]) -> None:
    """Print what the guardrail and the labels disagree on in one draft."""
    for violation, hit in zip(row["violations"], hits, strict=True):
        if not hit:
            print(f"miss  {row['id']} {violation['type']}: {violation['quote']!r} ({violation['why']})")
    for finding in alarms:
        print(f"false {row['id']} {finding.rule}: {finding.quote!r} {finding.why}")


def report(name: str, score: Score) -> None:
    """Print one line of figures."""
    low, high = wilson(score.tp, score.tp + score.fp)
    down, up = wilson(score.tp, score.tp + score.fn)
    print(
        f"{name}: precision {score.precision or 0:.3f} ({low:.2f}-{high:.2f}), "
        f"recall {score.recall or 0:.3f} ({down:.2f}-{up:.2f}); "
        f"found {score.tp}, false {score.fp}, missed {score.fn}"
    )


if __name__ == "__main__":
    main()
