"""Writes a run as one JSON object."""

import json
from typing import Any

from replydraft.reporters.summary import Run

SCHEMA_VERSION = 1


def json_report(run: Run) -> str:
    """Return the run as JSON: every reply with its findings, then what was checked and skipped."""
    data: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "replies": [
            {
                "id": item.record.id,
                "source": item.record.source,
                "line": item.record.line,
                "findings": [finding.as_dict() for finding in item.report],
            }
            for item in run.checked
        ],
        "summary": {"checked": len(run.checked), "skipped": len(run.skipped), "rules": run.rules},
    }
    if run.skipped:
        data["skipped"] = [
            {"source": problem.source, "line": problem.line, "field": problem.field, "why": problem.message}
            for problem in run.skipped
        ]
    return json.dumps(data, ensure_ascii=False, indent=2)
