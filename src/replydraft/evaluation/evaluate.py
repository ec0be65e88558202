"""Scores findings against labels, by reply and by span."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from replydraft.evaluation.labelled import Label, LabelledReply
from replydraft.evaluation.scores import Score, wilson
from replydraft.guardrail.report import Finding, Report

HARD_CATEGORIES = ("customer-blame", "deflection", "colleague")
"""The categories that are always measured; others only where a label names them."""


@dataclass(frozen=True, kw_only=True)
class CategoryScore:
    """How well one category was judged."""

    reply: Score
    """Whether each reply has a finding of the category, against whether it has a label of it."""
    span: Score
    """Whether each finding overlaps a label, and each label a finding."""
    subtypes: dict[str, Score]
    """By reply, for each subtype of the category."""


@dataclass(frozen=True, kw_only=True)
class Disagreement:
    """One place where the guardrail and the labels differ."""

    kind: Literal["miss", "false alarm"]
    reply: LabelledReply
    rule: str
    start: int
    end: int

    def as_dict(self) -> dict[str, Any]:
        """Return it as JSON-ready data, with the words in question."""
        quote = self.reply.reply[self.start : self.end]
        place = {"start": self.start, "end": self.end, "quote": quote}
        return {"kind": self.kind, "id": self.reply.id, "rule": self.rule, **place}


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """All figures for a set of labelled replies."""

    replies: int
    categories: dict[str, CategoryScore]
    clean: int
    """Replies without any label."""
    false_alarms: int
    """Clean replies with at least one finding of a measured category."""
    disagreements: tuple[Disagreement, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the figures as JSON-ready data."""
        return {
            "schema_version": 1,
            "replies": self.replies,
            "categories": {
                name: {
                    "reply": score.reply.as_dict(),
                    "span": score.span.as_dict(),
                    "subtypes": {subtype: sub.as_dict() for subtype, sub in score.subtypes.items()},
                }
                for name, score in self.categories.items()
            },
            "clean": {
                "replies": self.clean,
                "false_alarms": self.false_alarms,
                "rate": self.false_alarms / self.clean if self.clean else None,
                "rate_interval": wilson(self.false_alarms, self.clean),
            },
        }


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """One labelled reply with the guardrail's findings."""

    row: LabelledReply
    findings: tuple[Finding, ...]

    def labels(self, matches: Callable[[str], bool]) -> tuple[list[Label], list[Label]]:
        """Return the sure and the unsure labels whose rule matches."""
        mine = [label for label in self.row.findings if matches(label.rule)]
        return [x for x in mine if not x.unsure], [x for x in mine if x.unsure]

    def found(self, matches: Callable[[str], bool]) -> list[Finding]:
        return [finding for finding in self.findings if matches(finding.rule)]


def evaluate(
    replies: Iterable[LabelledReply],
    *,
    check: Callable[[str], Report],
    severities: Sequence[str] = ("error",),
) -> Evaluation:
    """Check every reply and score the findings of the given severities.

    Labels that are unsure count neither way: finding them is no false alarm, missing them no miss.
    """
    judged = [
        _Judged(
            row=row,
            findings=tuple(finding for finding in check(row.reply) if finding.severity in severities),
        )
        for row in replies
    ]
    labelled = {label.category for item in judged for label in item.row.findings}
    categories = (*HARD_CATEGORIES, *sorted(labelled - set(HARD_CATEGORIES)))
    clean = [item for item in judged if not item.row.findings]
    return Evaluation(
        replies=len(judged),
        categories={category: _category_score(judged, category) for category in categories},
        clean=len(clean),
        false_alarms=sum(any(f.category in categories for f in item.findings) for item in clean),
        disagreements=tuple(
            disagreement
            for item in judged
            for category in categories
            for disagreement in _differences(item, category)
        ),
    )


def _category_score(judged: Sequence[_Judged], category: str) -> CategoryScore:
    rules = {label.rule for item in judged for label in item.row.findings}
    rules |= {finding.rule for item in judged for finding in item.findings}
    subtypes = sorted(rule for rule in rules if rule.startswith(f"{category}/"))
    return CategoryScore(
        reply=sum((_reply_score(item, _in(category)) for item in judged), Score()),
        span=sum((_span_score(item, _in(category)) for item in judged), Score()),
        subtypes={
            rule.partition("/")[2]: sum((_reply_score(item, rule.__eq__) for item in judged), Score())
            for rule in subtypes
        },
    )


def _in(category: str) -> Callable[[str], bool]:
    return lambda rule: rule.startswith(f"{category}/")


def _reply_score(item: _Judged, matches: Callable[[str], bool]) -> Score:
    sure, unsure = item.labels(matches)
    found = bool(item.found(matches))
    if sure:
        return Score(tp=int(found), fn=int(not found))
    return Score(fp=int(found and not unsure))


def _span_score(item: _Judged, matches: Callable[[str], bool]) -> Score:
    sure, unsure = item.labels(matches)
    found = item.found(matches)
    hit = sum(any(_overlap(item.row, label, finding) for finding in found) for label in sure)
    alarms = sum(
        not any(_overlap(item.row, label, finding) for label in (*sure, *unsure)) for finding in found
    )
    return Score(tp=hit, fn=len(sure) - hit, fp=alarms)


def _overlap(row: LabelledReply, label: Label, finding: Finding) -> bool:
    start, end = row.span(label)
    return finding.start < end and start < finding.end


def _differences(item: _Judged, category: str) -> Iterator[Disagreement]:
    """Yield what `--errors` lists: the labels of a missed category, the findings of a false one."""
    score = _reply_score(item, _in(category))
    if score.fn:
        for label in item.labels(_in(category))[0]:
            start, end = item.row.span(label)
            yield Disagreement(kind="miss", reply=item.row, rule=label.rule, start=start, end=end)
    if score.fp:
        for finding in item.found(_in(category)):
            yield Disagreement(
                kind="false alarm", reply=item.row, rule=finding.rule, start=finding.start, end=finding.end
            )
