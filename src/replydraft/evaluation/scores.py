"""Precision, recall and F1 from counts, with intervals that say how little the counts may mean."""

import math
from dataclasses import dataclass
from typing import Any

_Z = 1.959964  # The normal distribution's two-sided 95 % point.


def wilson(hits: int, trials: int) -> tuple[float, float]:
    """Return the 95 % score interval of a proportion (Wilson 1927); 0 to 1 without trials."""
    if not trials:
        return 0.0, 1.0
    share = hits / trials
    spread = 1 + _Z**2 / trials
    middle = (share + _Z**2 / (2 * trials)) / spread
    half = _Z * math.sqrt(share * (1 - share) / trials + _Z**2 / (4 * trials**2)) / spread
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, kw_only=True)
class Score:
    """Counts of right findings, false alarms and misses."""

    tp: int = 0
    fp: int = 0
    fn: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(tp=self.tp + other.tp, fp=self.fp + other.fp, fn=self.fn + other.fn)

    @property
    def precision(self) -> float | None:
        """The share of what was found that is right; None if nothing was found."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """The share of what is there that was found; None if nothing is there."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None if there was nothing to find and nothing found."""
        total = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / total if total else None

    def as_dict(self) -> dict[str, Any]:
        """Return figures and counts as JSON-ready data."""
        return {
            "precision": self.precision,
            "precision_interval": wilson(self.tp, self.tp + self.fp),
            "recall": self.recall,
            "recall_interval": wilson(self.tp, self.tp + self.fn),
            "f1": self.f1,
            "tp": self.tp,
            "fp": self.fp,
            "fn": self.fn,
        }
