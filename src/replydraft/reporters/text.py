"""Writes a run for people: the sentence, the marked words, the reason, the rewrite."""

import textwrap
from collections.abc import Iterator

from replydraft.guardrail.report import Finding
from replydraft.reporters.summary import Checked, Run

_AROUND = 60
_WIDTH = 100


def text_report(run: Run) -> str:
    """Return the findings, record by record; empty if there is none."""
    return "\n".join(line for item in run.checked for line in _record_lines(item))


def _record_lines(item: Checked) -> Iterator[str]:
    for finding in item.report:
        line, column = position(item.report.text, finding.start)
        place = f"{item.record.source}:{item.record.line + line - 1}:{column}"
        label = "" if item.record.id == item.record.source else f" [{item.record.id}]"
        yield f"{place}:{label} {finding.severity}: {finding.rule}"
        yield f"    {in_context(item.report.text, finding)}"
        yield from _paragraph("why", finding.why)
        yield from _paragraph("instead", finding.instead)
        yield ""


def _paragraph(label: str, text: str) -> Iterator[str]:
    indent = " " * 13
    lines = textwrap.wrap(text, _WIDTH, initial_indent=f"    {label + ':':9}", subsequent_indent=indent)
    yield from lines


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column of an offset, both from 1, the column in code points."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def in_context(text: str, finding: Finding) -> str:
    """Return the found words between ⟦ and ⟧, with some text around them, on one line."""
    start = max(0, finding.start - _AROUND)
    end = min(len(text), finding.end + _AROUND)
    shown = (
        f"{'…' if start else ''}{text[start : finding.start]}⟦{finding.quote}⟧"
        f"{text[finding.end : end]}{'…' if end < len(text) else ''}"
    )
    return " ".join(shown.split())
