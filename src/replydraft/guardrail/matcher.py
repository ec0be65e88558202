"""Finds patterns: one set scan of the whole text, exact spans only for what the set names."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

import re2

from replydraft.errors import PackError

_OPTIONS = re2.Options()
_OPTIONS.case_sensitive = False
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 64 << 20
_CANARY = "\ue003canary\ue003"  # Looked for after a scan that found nothing: one that misses it has failed.


class Match(Protocol):
    """One place where an expression occurs."""

    def span(self, group: int | str = 0, /) -> tuple[int, int]:
        """Return where a group starts and ends; (-1, -1) if it took no part."""

    def groups(self) -> tuple[str | None, ...]:
        """Return what each group holds; None if it took no part."""


class Expression(Protocol):
    """A compiled RE2 expression."""

    @property
    def groupindex(self) -> Mapping[str, int]:
        """The numbers of the named groups."""

    def fullmatch(self, text: str, /) -> Match | None:
        """Return the match if the expression is the whole text."""

    def search(self, text: str, /) -> Match | None:
        """Return the first place where it occurs."""

    def finditer(self, text: str | bytes, /) -> Iterator[Match]:
        """Yield each place where it occurs; in bytes, with the offsets of bytes."""


def compile_pattern(pattern: str) -> Expression:
    """Compile an RE2 expression, case-insensitive. Raises PackError."""
    try:
        return re2.compile(pattern, _OPTIONS)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error
        raise PackError(f"RE2 does not take the pattern {pattern!r}: {reason}") from error


def any_of(patterns: Iterable[str]) -> Expression | None:
    """Compile patterns into one that finds any of them; None for no patterns."""
    joined = "|".join(f"(?:{pattern})" for pattern in patterns)
    return compile_pattern(joined) if joined else None


class PatternSet:
    """Many patterns, looked for at once.

    RE2's filter finds the literals of all patterns in one scan, then tries only the patterns whose literals
    are there. One automaton of all patterns (`re2.Set`) is quicker on texts that are alike; on ordinary,
    varied ones it builds its states anew for every text, which took eight times as long.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        """Compile the patterns; their places in the iterable are their numbers."""
        self._patterns = tuple(patterns)
        self._compiled: dict[int, Expression] = {}
        self._filter = re2.Filter()
        for pattern in (*self._patterns, _CANARY):
            try:
                self._filter.Add(pattern, _OPTIONS)
            except re2.error as error:
                compile_pattern(pattern)
                raise PackError(f"RE2 does not take the pattern {pattern!r}") from error
        self._filter.Compile()

    def __len__(self) -> int:
        """How many patterns there are."""
        return len(self._patterns)

    def present(self, text: str) -> list[int]:
        """Return the numbers of the patterns that occur in `text`, in order.

        If the scan fails, as it does without a word when RE2 runs out of memory, all numbers are returned,
        so that every pattern is looked for by itself.
        """
        found = self._filter.Match(text.encode())
        if found:
            return sorted(number for number in found if number != len(self._patterns))
        if self._filter.Match(_CANARY.encode()):
            return []
        return list(range(len(self._patterns)))

    def spans(self, number: int, text: str) -> Iterator[tuple[int, int]]:
        """Yield each place where one pattern occurs, narrowed to its group `span` if it has one."""
        pattern = self._compiled.get(number)
        if pattern is None:
            pattern = self._compiled[number] = compile_pattern(self._patterns[number])
        group = pattern.groupindex.get("span", 0)
        for match in pattern.finditer(text):
            start, end = match.span(group)
            if end > start:
                yield start, end
