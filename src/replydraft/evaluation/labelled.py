"""Reads labelled replies: JSON Lines with `id`, `reply` and `findings`."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from replydraft.errors import InputError, Problem


class _Row(BaseModel):
    # Other keys (`context`, `source`, `pair`, …) are the labeller's own business.
    model_config = ConfigDict(frozen=True, extra="ignore")


class Label(_Row):
    """What a person found in a reply."""

    category: str = Field(min_length=1)
    subtype: str = Field(min_length=1)
    quote: str = ""
    """Copied from the reply letter for letter; empty marks the reply as a whole."""
    unsure: bool = False
    """True: two fair managers could differ, so it counts neither way."""

    @property
    def rule(self) -> str:
        """The id of the rule that should find it."""
        return f"{self.category}/{self.subtype}"


class LabelledReply(_Row):
    """One reply with everything that a person found in it."""

    id: str
    reply: str = Field(min_length=1)
    context: str = ""
    findings: tuple[Label, ...]

    def span(self, label: Label) -> tuple[int, int]:
        """Return where the label's quote stands; the whole reply without a quote."""
        if not label.quote:
            return 0, len(self.reply)
        start = self.reply.index(label.quote)
        return start, start + len(label.quote)


@dataclass(frozen=True, kw_only=True)
class Labelled:
    """All rows that could be read, and what was wrong with the others."""

    replies: tuple[LabelledReply, ...]
    problems: tuple[Problem, ...]

    @property
    def unread(self) -> int:
        """How many lines have a problem; a line may have several."""
        return len({problem.line for problem in self.problems})


def read_labelled(text: str, *, source: str) -> Labelled:
    """Read labelled replies, one JSON object a line. Raises InputError if there is no line at all."""
    replies: list[LabelledReply] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = LabelledReply.model_validate(json.loads(line))
        except json.JSONDecodeError as error:
            problems.append(Problem(source=source, line=number, message=f"is not valid JSON ({error.msg})"))
        except ValidationError as error:
            problems += _problems(error, source=source, number=number)
        else:
            absent = [label for label in row.findings if label.quote not in row.reply]
            problems += (
                Problem(
                    source=source,
                    line=number,
                    field="findings.quote",
                    message=f"{label.quote!r} does not stand in the reply; copy it letter for letter",
                )
                for label in absent
            )
            if not absent:
                replies.append(row)
    if not replies and not problems:
        message = "has no labelled reply; there is nothing to measure"
        raise InputError("nothing to evaluate:", problems=[Problem(source=source, message=message)])
    return Labelled(replies=tuple(replies), problems=tuple(problems))


_SAID = {
    "missing": "is missing; add it",
    "string_type": "must be text",
    "string_too_short": "is empty; write something",
    "string_unicode": "holds half a character (a lone surrogate); remove it",
    "tuple_type": "must be a list of labels, each with category, subtype and quote; [] for a sound reply",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "model_type": 'must be an object such as {"id": "42", "reply": "Hello …", "findings": []}',
}
_LABEL = 'must be an object such as {"category": "deflection", "subtype": "policy", "quote": "our policy"}'


def _problems(error: ValidationError, *, source: str, number: int) -> Iterator[Problem]:
    for issue in error.errors():
        place = issue["loc"]
        field = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")
        message = (
            _LABEL if place and issue["type"] == "model_type" else _SAID.get(issue["type"], issue["msg"])
        )
        yield Problem(source=source, line=number, field=field or None, message=message)
