"""Figures from counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replydraft.evaluation.scores import Score, wilson


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    # From Newcombe (1998), Statistics in Medicine 17:857, table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_intervals_are_the_published_ones(hits: int, trials: int, low: float, high: float) -> None:
    assert wilson(hits, trials) == pytest.approx((low, high), abs=5e-5)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
def test_figures_lie_between_nought_and_one_and_in_their_intervals(tp: int, fp: int, fn: int) -> None:
    score = Score(tp=tp, fp=fp, fn=fn)
    for share, trials in ((score.precision, tp + fp), (score.recall, tp + fn)):
        low, high = wilson(tp, trials)
        assert 0 <= low <= high <= 1
        if share is not None:
            assert low - 1e-9 <= share <= high + 1e-9


def test_nothing_to_find_and_nothing_found_has_no_figure() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (None, None, None)
