"""What was done in a run: how many replies were checked and skipped, with how many rules."""

from collections.abc import Sequence
from dataclasses import dataclass

from replydraft.errors import Problem
from replydraft.guardrail.report import SEVERITIES, Report, Severity
from replydraft.records.record import Record


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One record with its report."""

    record: Record
    report: Report


@dataclass(frozen=True, kw_only=True)
class Run:
    """Everything that a run checked, and what it could not check."""

    checked: Sequence[Checked]
    skipped: Sequence[Problem]
    rules: int

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(len(item.report.of(severity)) for item in self.checked)

    @property
    def closing_line(self) -> str:
        """One line for people: what was checked, skipped and found."""
        found = ", ".join(f"{self.count(severity)} {severity}" for severity in SEVERITIES)
        noun = "reply" if len(self.checked) == 1 else "replies"
        return f"{len(self.checked)} {noun} checked, {len(self.skipped)} skipped, {self.rules} rules: {found}"

    @property
    def exit_code(self) -> int:
        """0 clean, 1 findings of severity error, 2 not everything could be checked."""
        if self.skipped or not self.checked:
            return 2
        return 1 if self.count("error") else 0
