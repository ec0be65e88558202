"""A record: one reply to check, with where it came from."""

from dataclasses import dataclass

from replydraft.errors import Problem


@dataclass(frozen=True, kw_only=True)
class Record:
    """One reply to check."""

    id: str
    body: str
    source: str
    """The file's name, or "-" for standard input."""
    line: int = 1
    """The line of the source on which the record begins, from 1."""
    on_one_line: bool = False
    """Whether the source has the whole record on that line, so that line ends in the body are none there."""


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A record or a file that could not be read, so was not checked."""

    problem: Problem
