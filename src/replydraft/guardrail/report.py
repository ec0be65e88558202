"""The guardrail's judgement of one reply: findings with exact spans."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One fault, where it stands, why it is one, and what to write instead."""

    rule: str
    """`category/subtype`."""
    category: str
    severity: Severity
    start: int
    """Code points into the checked text; `text[start:end] == quote` always holds."""
    end: int
    quote: str
    why: str
    instead: str
    principle: str

    def as_dict(self) -> dict[str, Any]:
        """Return the finding as JSON-ready data."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Report:
    """Every finding in one text, in the order of the text."""

    text: str
    findings: tuple[Finding, ...]
    rules: int
    """How many rules were looked for."""

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    @property
    def passed(self) -> bool:
        """Whether nothing of severity error was found."""
        return not self.of("error")

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """Return the findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity == severity)

    def counts(self) -> Mapping[str, int]:
        """Return how many findings each severity has."""
        return {severity: len(self.of(severity)) for severity in SEVERITIES}
