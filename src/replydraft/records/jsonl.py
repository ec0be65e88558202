"""Reads JSON Lines: one object with `id` and `body` a line."""

import json
from collections.abc import Iterator

from replydraft.errors import Problem
from replydraft.records.record import Record, Skipped


def read_jsonl(text: str, *, source: str) -> Iterator[Record | Skipped]:
    """Yield a record a line; a line that is none is skipped with its reason."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        yield Skipped(problem=Problem(message="has no record; there is nothing to check", source=source))
    for number, line in lines:
        yield _record(line, source=source, number=number)


def _record(line: str, *, source: str, number: int) -> Record | Skipped:
    def skipped(message: str, *, field: str | None = None) -> Skipped:
        return Skipped(problem=Problem(message=message, source=source, line=number, field=field))

    try:
        data = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        return skipped(f"is not valid JSON ({getattr(error, 'msg', 'nested too deeply')})")
    if not isinstance(data, dict):
        return skipped('is no object; write one such as {"id": "42", "body": "Hello …"}')
    body = data.get("body")
    if not isinstance(body, str):
        return skipped("is missing or no text; it has to hold the reply", field="body")
    if not body.strip():
        return skipped("is empty; there is nothing to check", field="body")
    return Record(id=str(data.get("id", number)), body=body, source=source, line=number, on_one_line=True)
