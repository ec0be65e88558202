"""Reads a whole text as one record."""

from collections.abc import Iterator

from replydraft.errors import Problem
from replydraft.records.record import Record, Skipped


def read_text(text: str, *, source: str) -> Iterator[Record | Skipped]:
    """Yield the one record of a text; a text without a word is skipped."""
    if text.strip():
        yield Record(id=source, body=text, source=source)
    else:
        yield Skipped(problem=Problem(message="is empty; there is nothing to check", source=source))
