"""Writes an evaluation for people: a table, then where the guardrail and the labels differ."""

from collections.abc import Iterator

from replydraft.evaluation.evaluate import Disagreement, Evaluation
from replydraft.evaluation.scores import Score, wilson

_AROUND = 80


def table(result: Evaluation) -> Iterator[str]:
    """Yield the lines of the table: per category and subtype, by reply, then by span."""
    yield f"{'':28}{'precision':>20}{'recall':>20}{'F1':>7}{'found':>7}{'false':>7}{'missed':>8}"
    for name, score in result.categories.items():
        yield _row(name, score.reply)
        for subtype, sub in score.subtypes.items():
            yield _row(f"  {subtype}", sub)
        yield _row("  by span", score.span)
    low, high = wilson(result.false_alarms, result.clean)
    rate = f"{result.false_alarms / result.clean:.1%} ({low:.1%}–{high:.1%})" if result.clean else "–"
    yield ""
    yield f"clean replies: {result.clean}, with a false alarm: {result.false_alarms}, rate {rate}"
    yield "by reply unless said otherwise; 95 % intervals (Wilson) in brackets; unsure labels do not count"


def _row(name: str, score: Score) -> str:
    precision = _figure(score.precision, wilson(score.tp, score.tp + score.fp))
    recall = _figure(score.recall, wilson(score.tp, score.tp + score.fn))
    harmonic = "–" if score.f1 is None else f"{score.f1:.2f}"
    return f"{name:28}{precision:>20}{recall:>20}{harmonic:>7}{score.tp:>7}{score.fp:>7}{score.fn:>8}"


def _figure(share: float | None, interval: tuple[float, float]) -> str:
    return "–" if share is None else f"{share:.2f} ({interval[0]:.2f}–{interval[1]:.2f})"


def disagreement_lines(result: Evaluation) -> Iterator[str]:
    """Yield each miss and each false alarm, with the words marked in their text."""
    for item in result.disagreements:
        yield ""
        yield f"{item.kind}: {item.rule} in {item.reply.id}"
        yield f"    {_in_place(item)}"


def _in_place(item: Disagreement) -> str:
    text = item.reply.reply
    start, end = max(0, item.start - _AROUND), min(len(text), item.end + _AROUND)
    shown = (
        f"{'…' if start else ''}{text[start : item.start]}⟦{text[item.start : item.end]}⟧"
        f"{text[item.end : end]}{'…' if end < len(text) else ''}"
    )
    return " ".join(shown.split())
