"""The rules layer: every rule on one passage, failing closed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from replydraft.guardrail.detectors import detector, detectors
from replydraft.guardrail.known import Detector, Known
from replydraft.guardrail.matcher import Expression, PatternSet, any_of
from replydraft.guardrail.report import SEVERITIES, Finding, Severity
from replydraft.guardrail.rules import Form, Packs, Rule
from replydraft.guardrail.text import Passage

_REMEMBERED = 8192  # Sentences; with their findings' numbers about 2 MB.
_SHORT = 400  # Characters; a longer line is unlikely to come again.

CRASH = "guardrail/rule-crashed"
"""The rule id of a finding that says that a rule could not be run."""


class _Judge:
    """One form, made ready; a condition is compiled when it is first asked for."""

    def __init__(self, packs: Packs, rule: Rule, form: Form) -> None:
        self._packs = packs
        self.rule = rule
        self.form = form
        self.needs = frozenset(form.when)

    @cached_property
    def having(self) -> Expression | None:
        return self._compiled(self.form.having)

    @cached_property
    def near(self) -> Expression | None:
        return self._compiled(self.form.near)

    @cached_property
    def unless(self) -> Expression | None:
        return self._compiled(self.form.unless)

    @cached_property
    def unless_near(self) -> Expression | None:
        return self._compiled(self.form.unless_near)

    @cached_property
    def unless_anywhere(self) -> Expression | None:
        return self._compiled(self.form.unless_anywhere)

    @cached_property
    def only_with(self) -> Expression | None:
        return self._compiled(self.form.only_with)

    def _compiled(self, patterns: Iterable[str]) -> Expression | None:
        return any_of(map(self._packs.expand, patterns))

    def accepts(self, passage: Passage, index: int, owned: Expression | None) -> bool:
        """Whether a sentence, with its neighbours, bears out what was found in it."""
        if not passage.sentences or passage.sentences[index].role not in self.form.roles:
            return False
        line = passage.line(index)
        if not _permits(line, having=self.having, unless=self.unless):
            return False
        if self.near is None and self.unless_near is None and not self.form.owned_by:
            return True
        around = "\n".join((passage.line(index - 1), line, passage.line(index + 1)))
        excused = self.form.owned_by and owned is not None and owned.search(around)
        return not excused and _permits(around, having=self.near, unless=self.unless_near)

    def judged(
        self, passage: Passage, spans: list[tuple[int, int]], owned: Expression | None
    ) -> list[tuple[int, int]]:
        """Return the spans that remain once their sentences and the whole reply are looked at."""
        if len(spans) < self.form.times:
            return []
        # A sentence is judged once, however often the patterns occur in it: time stays linear.
        verdicts: dict[int, bool] = {}
        kept: list[tuple[int, int]] = []
        for span in spans:
            index = passage.sentence_at(span[0])
            if index not in verdicts:
                verdicts[index] = self.accepts(passage, index, owned)
            if verdicts[index]:
                kept.append(span)
        return self._counted(passage, kept)

    def _counted(self, passage: Passage, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        if not spans or (self.unless_anywhere is not None and self.unless_anywhere.search(passage.text)):
            return []
        if self.only_with is not None and not self._nothing_else(passage, spans, self.only_with):
            return []
        if self.form.times == 1:
            return spans
        apart: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if not apart or start >= apart[-1][1]:
                apart.append((start, end))
        return apart[self.form.times - 1 :]

    @staticmethod
    def _nothing_else(passage: Passage, spans: list[tuple[int, int]], allowed: Expression) -> bool:
        found = {passage.sentence_at(start) for start, _ in spans}
        return all(
            sentence.role != "body" or index in found or allowed.search(passage.line(index))
            for index, sentence in enumerate(passage.sentences)
        )


def _permits(text: str, *, having: Expression | None, unless: Expression | None) -> bool:
    if unless is not None and unless.search(text):
        return False
    return having is None or bool(having.search(text))


class _Layer:
    """All judges whose patterns read the same text, and the one set that finds them."""

    def __init__(self, packs: Packs, judges: Iterable[_Judge], *, by_line: bool) -> None:
        users: dict[str, list[_Judge]] = {}
        for judge in judges:
            for pattern in judge.form.patterns:
                users.setdefault(packs.expand(pattern), []).append(judge)
        self._by_line = by_line
        self._set = PatternSet(users)
        self._users = tuple(users.values())
        # Replies of one desk share many sentences; those have been scanned before.
        self._in_short_line = lru_cache(maxsize=_REMEMBERED)(self._set.present)
        self._ownership = any_of(map(packs.expand, packs.lexicon.get("ownership", ())))

    def findings(self, text: str, passage: Callable[[], Passage], known: Known) -> Iterator[Finding]:
        """Yield the findings in `text`, which is the text of `passage()`."""
        lines = self._lines(text)
        together: dict[_Judge, list[int]] = {}
        for number in sorted({number for _, _, numbers in lines for number in numbers}):
            for judge in self._users[number]:
                if judge.needs <= known.situations:
                    together.setdefault(judge, []).append(number)
        places: dict[int, list[tuple[int, int]]] = {}
        for judge, numbers in together.items():
            read = passage()
            try:
                for number in numbers:
                    if number not in places:
                        places[number] = list(self._places(number, lines))
                spans = [span for number in numbers for span in places[number]]
                accepted = judge.judged(read, spans, self._ownership)
                yield from [_finding(judge, read, *span) for span in accepted]
            except Exception as error:  # noqa: BLE001 - whatever went wrong, the reply has not been judged
                yield _crash(judge, read, error)

    def _lines(self, text: str) -> list[tuple[int, str, list[int]]]:
        """Return start, text and pattern numbers of each line in which there are any patterns."""
        lines: list[tuple[int, str, list[int]]] = []
        start = 0
        for line in text.split("\n") if self._by_line else (text,):
            numbers = self._in_short_line(line) if len(line) <= _SHORT else self._set.present(line)
            if numbers:
                lines.append((start, line, numbers))
            start += len(line) + 1
        return lines

    def _places(self, number: int, lines: list[tuple[int, str, list[int]]]) -> Iterator[tuple[int, int]]:
        for offset, line, numbers in lines:
            if number in numbers:
                for start, end in self._set.spans(number, line):
                    yield offset + start, offset + end


class RuleEngine:
    """Packs made ready to run; `findings` is pure and safe to call from threads."""

    def __init__(self, packs: Packs, *, detector_table: Mapping[str, Detector] | None = None) -> None:
        """Compile the packs. Raises PackError for a pattern that RE2 does not take."""
        self._packs = packs
        self._detectors = detectors() if detector_table is None else detector_table
        judges = [_Judge(packs, rule, form) for rule in packs.rules for form in rule.forms]
        # In prose a line is a sentence; the source is read as it was written, across its lines.
        prose = (judge for judge in judges if judge.form.layer == "prose")
        source = (judge for judge in judges if judge.form.layer == "source")
        self._prose = _Layer(packs, prose, by_line=True)
        self._source = _Layer(packs, source, by_line=False)
        self._detecting = [judge for judge in judges if judge.form.detector]

    @property
    def rules(self) -> int:
        """How many rules are run."""
        return len(self._packs.rules)

    def findings(self, passage: Passage, *, known: Known) -> list[Finding]:
        """Return every finding, in the order of the text; one for a rule at a place."""
        return _without_doubles(
            [
                *self._prose.findings(passage.text, lambda: passage, known),
                *self._source.findings(passage.source, lambda: passage.as_written, known),
                *self._by_detectors(passage, known),
            ]
        )

    def _by_detectors(self, passage: Passage, known: Known) -> Iterator[Finding]:
        for judge in self._detecting:
            if not judge.needs <= known.situations:
                continue
            try:
                find = detector(str(judge.form.detector), table=self._detectors)
                for found in find(passage, known):
                    read = passage.as_written if judge.form.layer == "source" else passage
                    yield _finding(judge, read, *found)
            except Exception as error:  # noqa: BLE001 - whatever went wrong, the reply has not been judged
                yield _crash(judge, passage, error)


def _finding(
    judge: _Judge, passage: Passage, start: int, end: int, details: Mapping[str, str] | None = None
) -> Finding:
    severity: Severity = judge.form.severity or judge.rule.severity
    first, last = passage.original_span(start, end)
    return Finding(
        rule=judge.rule.id,
        category=judge.rule.category,
        severity=severity,
        start=first,
        end=last,
        quote=passage.original[first:last],
        why=judge.rule.why.format_map(details) if details else judge.rule.why,
        instead=judge.rule.instead.format_map(details) if details else judge.rule.instead,
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
        why=f"the rule {judge.rule.id} could not be run ({type(error).__name__}), so the text was not judged",
        instead="report this text and the rule; do not send the text unread",
        principle=judge.rule.principle,
    )


def _without_doubles(findings: list[Finding]) -> list[Finding]:
    """Keep, of findings of one rule that overlap, the first, longest and gravest."""

    def order(finding: Finding) -> tuple[int, int, str, int]:
        return finding.start, -finding.end, finding.rule, SEVERITIES.index(finding.severity)

    ordered = sorted(findings, key=order)
    kept: list[Finding] = []
    ends: dict[str, int] = {}
    missing: set[tuple[str, str]] = set()
    for finding in ordered:
        if finding.start >= ends.get(finding.rule, -1):
            if finding.end == 0:
                # Several things may be missing from one reply, each of them once.
                if (finding.rule, finding.why) in missing:
                    continue
                missing.add((finding.rule, finding.why))
            kept.append(finding)
            ends[finding.rule] = finding.end
    return kept
