"""Every error that replydraft raises, as one tree.

ReplydraftError
├── ResourceError          a shipped or user-given folder lacks a file
├── PromptError            a template cannot be rendered
├── PrinciplesError        the principles file is wrong
├── PackError              a rule pack is wrong
├── CaseError              a case is wrong; lists every problem
├── InputError             a reply, record or labelled file cannot be read
├── OutputError            a result cannot be written
└── DraftError             no draft came back
    ├── ServerError        the server cannot be reached, or answered with an error
    ├── RefusalError       the model declined to write
    ├── TruncationError    the answer was cut off
    ├── EmptyAnswerError   the answer, or a part of it, has no text
    └── UnparsableAnswerError   the answer does not have the asked-for parts
"""

from collections.abc import Sequence
from dataclasses import dataclass


class ReplydraftError(Exception):
    """Anything that replydraft raises on purpose; its text is meant for the user."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with an input: where it is, what it is, what to do."""

    message: str
    source: str | None = None
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.source, self.line) if part is not None)
        lead = f"{place}: " if place else ""
        field = f"{self.field}: " if self.field else ""
        return f"{lead}{field}{self.message}"


class ResourceError(ReplydraftError):
    """A template, rule pack or data file is missing or is not readable."""


class PromptError(ReplydraftError):
    """A template cannot be rendered: a syntax error, or a name that it does not have."""


class ProblemsError(ReplydraftError):
    """An input with one or more problems, all of them listed."""

    def __init__(self, summary: str, *, problems: Sequence[Problem] = ()) -> None:
        self.summary = summary
        self.problems = tuple(problems)
        super().__init__("\n".join([summary, *(f"  {problem}" for problem in self.problems)]))


class PrinciplesError(ProblemsError):
    """The principles file does not say what a principle needs to say."""


class PackError(ProblemsError):
    """A rule pack is malformed, unproved, or contradicts its own examples."""


class CaseError(ProblemsError):
    """A case has unknown, missing, malformed or contradictory fields."""


class InputError(ProblemsError):
    """A reply, a record or a labelled file cannot be read."""


class OutputError(ReplydraftError):
    """A result cannot be written."""


class DraftError(ReplydraftError):
    """A drafter gave no draft."""

    def __init__(self, message: str, *, tokens: int = 0) -> None:
        self.tokens = tokens
        super().__init__(message)


class ServerError(DraftError):
    """The model's server cannot be reached, or answered with an error status."""

    def __init__(self, message: str, *, status: int | None = None) -> None:
        self.status = status
        super().__init__(message)


class RefusalError(DraftError):
    """The model, or the server's content filter, declined to write."""


class TruncationError(DraftError):
    """The answer stopped at the token limit, so its end is missing."""


class EmptyAnswerError(DraftError):
    """The answer, or one of its parts, has no text of its own."""


class UnparsableAnswerError(DraftError):
    """The answer is not the object of parts that was asked for."""
