"""The rules layer: every rule on one passage, failing closed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from replydraft.guardrail.detectors import Detector, Known, detectors
from replydraft.guardrail.matcher import Expression, PatternSet, any_of
from replydraft.guardrail.report import Finding, Severity
from replydraft.guardrail.rules import Form, Packs, Rule
from replydraft.guardrail.text import Passage

CRASH = "guardrail/rule-crashed"
"""The rule id of a finding that says that a rule could not be run."""


@dataclass(frozen=True, kw_only=True)
class _Judge:
    """One form, compiled."""

    rule: Rule
    form: Form
    having: Expression | None
    near: Expression | None
    unless: Expression | None
    unless_near: Expression | None

    def accepts(self, passage: Passage, start: int, owned: Expression | None) -> bool:
        """Whether the sentence at `start`, with its neighbours, bears the finding out."""
        index = passage.sentence_at(start)
        if not passage.sentences or passage.sentences[index].role != "body":
            return False
        line = passage.line(index)
        if self.unless is not None and self.unless.search(line):
            return False
        if self.having is not None and not self.having.search(line):
            return False
        if self.near is None and self.unless_near is None and not self.form.owned_by:
            return True
        around = "\n".join((passage.line(index - 1), line, passage.line(index + 1)))
        if self.near is not None and not self.near.search(around):
            return False
        if self.unless_near is not None and self.unless_near.search(around):
            return False
        return not (self.form.owned_by and owned is not None and owned.search(around))


class RuleEngine:
    """Packs made ready to run; `findings` is pure and safe to call from threads."""

    def __init__(self, packs: Packs, *, detector_table: Mapping[str, Detector] | None = None) -> None:
        """Compile the packs. Raises PackError for a pattern that RE2 does not take."""
        self._packs = packs
        self._detectors = detectors() if detector_table is None else detector_table
        self._ownership = any_of(map(packs.expand, packs.lexicon.get("ownership", ())))
        judges = [self._judge(rule, form) for rule in packs.rules for form in rule.forms]
        self._by_pattern = [judge for judge in judges for _ in judge.form.patterns]
        self._set = PatternSet(
            packs.expand(pattern) for judge in judges for pattern in judge.form.patterns
        )
        self._detecting = [judge for judge in judges if judge.form.detector]

    @property
    def rules(self) -> int:
        """How many rules are run."""
        return len(self._packs.rules)

    def findings(self, passage: Passage, *, known: Known) -> list[Finding]:
        """Return every finding, in the order of the text; one for a rule at a place."""
        found = [*self._by_patterns(passage), *self._by_detectors(passage, known)]
        return _without_doubles(found)

    def _by_patterns(self, passage: Passage) -> Iterator[Finding]:
        for number in self._set.present(passage.text):
            judge = self._by_pattern[number]
            try:
                for start, end in self._set.spans(number, passage.text):
                    if judge.accepts(passage, start, self._ownership):
                        yield _finding(judge, passage, start, end)
            except Exception as error:  # noqa: BLE001 - whatever went wrong, the reply has not been judged
                yield _crash(judge, passage, error)

    def _by_detectors(self, passage: Passage, known: Known) -> Iterator[Finding]:
        for judge in self._detecting:
            try:
                for start, end in self._detectors[str(judge.form.detector)](passage, known):
                    yield _finding(judge, passage, start, end)
            except Exception as error:  # noqa: BLE001 - whatever went wrong, the reply has not been judged
                yield _crash(judge, passage, error)

    def _judge(self, rule: Rule, form: Form) -> _Judge:
        def compiled(patterns: Iterable[str]) -> Expression | None:
            return any_of(map(self._packs.expand, patterns))

        return _Judge(
            rule=rule,
            form=form,
            having=compiled(form.having),
            near=compiled(form.near),
            unless=compiled(form.unless),
            unless_near=compiled(form.unless_near),
        )


def _finding(judge: _Judge, passage: Passage, start: int, end: int) -> Finding:
    severity: Severity = judge.form.severity or judge.rule.severity
    first, last = passage.original_span(start, end)
    return Finding(
        rule=judge.rule.id,
        category=judge.rule.category,
        severity=severity,
        start=first,
        end=last,
        quote=passage.original[first:last],
        why=judge.rule.why,
        instead=judge.rule.instead,
        principle=judge.rule.principle,
    )


def _crash(judge: _Judge, passage: Passage, error: Exception) -> Finding:
    return Finding(
        rule=CRASH,
        category="guardrail",
        severity="error",
        start=0,
        end=len(passage.original),
        quote=passage.original,
        why=f"the rule {judge.rule.id} could not be run ({type(error).__name__}), so this text was not judged",
        instead="report this text and the rule; do not send the text unread",
        principle=judge.rule.principle,
    )


def _without_doubles(findings: list[Finding]) -> list[Finding]:
    """Keep, of findings of one rule that overlap, the first and longest."""
    ordered = sorted(findings, key=lambda finding: (finding.start, -finding.end, finding.rule))
    kept: list[Finding] = []
    ends: dict[str, int] = {}
    for finding in ordered:
        if finding.start >= ends.get(finding.rule, -1):
            kept.append(finding)
            ends[finding.rule] = finding.end
    return kept
