"""The proof of rule packs: every form flags its bad examples and spares their twins."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from replydraft.case import Case
from replydraft.errors import PackError
from replydraft.guardrail.engine import RuleEngine
from replydraft.guardrail.known import Known
from replydraft.guardrail.matcher import compile_pattern
from replydraft.guardrail.rules import Form, Packs, Rule
from replydraft.guardrail.text import Passage


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One example, or one pattern, that does not hold."""

    rule: str
    form: str
    kind: Literal["not flagged", "not spared", "never fires"]
    example: str
    """The example's text, or for `never fires` the pattern."""

    def __str__(self) -> str:
        meaning = {
            "not flagged": "should be flagged, but is not",
            "not spared": "should be spared, but is flagged",
            "never fires": "is a pattern that none of the form's `flags` needs; add an example or drop it",
        }
        return f"{self.rule} ({self.form}): {self.example!r} {meaning[self.kind]}"


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What came of trying every example of every rule."""

    rules: int
    examples: int
    failures: tuple[Failure, ...]
    unused: tuple[Failure, ...]
    """Patterns that no example needs; reported, not refused."""


def prove(packs: Packs, *, only: Iterable[str] | None = None) -> Proof:
    """Try every example of `packs`, or of the rules whose ids are in `only`."""
    engine = RuleEngine(packs)
    chosen = None if only is None else set(only)
    rules = [rule for rule in packs.rules if chosen is None or rule.id in chosen]
    forms = [(rule, form) for rule in rules for form in rule.forms]
    return Proof(
        rules=len(rules),
        examples=sum(len(form.flags) + len(form.allows) for _, form in forms),
        failures=tuple(failure for rule, form in forms for failure in _failures(engine, rule, form)),
        unused=tuple(failure for rule, form in forms for failure in _unused(packs, rule, form)),
    )


def unusable(packs: Packs, *, only: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Yield rule id, pattern and reason for each pattern or condition that RE2 does not take."""
    chosen = set(only)
    for rule in packs.rules:
        for form in rule.forms if rule.id in chosen else ():
            conditions = (form.having, form.near, form.unless, form.unless_near, form.unless_anywhere)
            for pattern in (*form.patterns, *chain.from_iterable(conditions), *form.only_with):
                try:
                    compile_pattern(packs.expand(pattern))
                except PackError as error:
                    yield rule.id, pattern, error.summary


def _failures(engine: RuleEngine, rule: Rule, form: Form) -> Iterator[Failure]:
    known = _known(form)
    for example in form.flags:
        if not _fires(engine, rule, example, known):
            yield Failure(rule=rule.id, form=form.name, kind="not flagged", example=example)
    for example in form.allows:
        if _fires(engine, rule, example, known):
            yield Failure(rule=rule.id, form=form.name, kind="not spared", example=example)


def _known(form: Form) -> Known:
    if form.case is None:
        return Known.in_situations(form.when)
    return Known.of_case(Case.model_validate(form.case))


def _fires(engine: RuleEngine, rule: Rule, example: str, known: Known) -> bool:
    return any(finding.rule == rule.id for finding in engine.findings(Passage.of(example), known=known))


def _unused(packs: Packs, rule: Rule, form: Form) -> Iterator[Failure]:
    texts = [_text(form, example) for example in form.flags]
    for pattern in form.patterns:
        compiled = compile_pattern(packs.expand(pattern))
        if not any(compiled.search(text) for text in texts):
            yield Failure(rule=rule.id, form=form.name, kind="never fires", example=pattern)


def _text(form: Form, example: str) -> str:
    passage = Passage.of(example)
    return passage.source if form.layer == "source" else passage.text
