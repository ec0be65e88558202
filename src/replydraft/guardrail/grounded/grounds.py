"""What a case allows a draft to state, made ready for comparison once for each case."""

from functools import lru_cache

from replydraft.case import Case
from replydraft.guardrail.grounded.calendars import Calendar
from replydraft.guardrail.grounded.sums import Sums

__all__ = ["Grounds", "grounds"]


class Grounds(Sums, Calendar):
    """The sums, numbers, days and words of one case as a draft's are compared with them."""


@lru_cache(maxsize=64)
def grounds(case: Case) -> Grounds:
    """Return what a case allows; computed once for each case."""
    return Grounds(case)
