"""Writes a run for people: the sentence, the marked words, the reason, the rewrite."""

import textwrap
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from replydraft.guardrail.report import Finding
from replydraft.reporters.summary import Checked, Run

_AROUND = 60
_WIDTH = 100


def text_report(run: Run) -> str:
    """Return the findings, record by record; empty if there is none."""
    return "\n".join(line for item in run.checked for line in _record_lines(item))


def _record_lines(item: Checked) -> Iterator[str]:
    starts = _line_starts(item)
    for finding in item.report:
        line = bisect_right(starts, finding.start) - 1
        place = f"{item.record.source}:{item.record.line + line}:{finding.start - starts[line] + 1}"
        label = "" if item.record.id == item.record.source else f" [{item.record.id}]"
        yield f"{place}:{label} {finding.severity}: {finding.rule}"
        yield f"    {in_context(item.report.text, finding)}"
        yield from _paragraph("why", finding.why)
        yield from _paragraph("instead", finding.instead)
        yield ""


def _line_starts(item: Checked) -> list[int]:
    """Return the offset at which each line of the source begins in the reply."""
    if item.record.on_one_line:
        return [0]
    text = item.report.text
    return [0, *(place + 1 for place, character in enumerate(text) if character == "\n")]


@lru_cache(maxsize=1024)
def _paragraph(label: str, text: str) -> tuple[str, ...]:
    # The same few reasons come again and again, and to wrap one takes longer than to find a fault.
    indent = " " * 13
    lead = f"    {label + ':':9}"
    return tuple(textwrap.wrap(text, _WIDTH, initial_indent=lead, subsequent_indent=indent))


def in_context(text: str, finding: Finding) -> str:
    """Return the found words between ⟦ and ⟧, with some text around them, on one line."""
    start = max(0, finding.start - _AROUND)
    end = min(len(text), finding.end + _AROUND)
    shown = (
        f"{'…' if start else ''}{text[start : finding.start]}⟦{finding.quote}⟧"
        f"{text[finding.end : end]}{'…' if end < len(text) else ''}"
    )
    return " ".join(shown.split())
