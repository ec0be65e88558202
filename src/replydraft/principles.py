"""The documented principles, read from prompts/principles.yaml."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from replydraft.errors import PrinciplesError, Problem
from replydraft.resources import read

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Group = Literal["opening", "account", "remedy", "closing"]

_KNOWN = ("known", "unknown")

TRAITS: Mapping[str, tuple[str, ...]] = {
    "kind": ("resolve", "acknowledge", "clarify", "follow-up", "notice", "close"),
    "channel": ("email", "chat", "sms", "review", "letter"),
    "fault": ("ours", "shared", "third_party", "customer", "none", "unknown"),
    "severity": ("major", "minor", "severe", "none"),
    "correctable": ("yes", "partly", "no"),
    "liability": ("admit", "sympathise_only"),
    "complaint": _KNOWN,
    "facts": _KNOWN,
    "remedies": _KNOWN,
    "action": _KNOWN,
    "correction": _KNOWN,
    "compensation": _KNOWN,
    "gesture": _KNOWN,
    "prevention": _KNOWN,
    "follow_up": _KNOWN,
    "references": _KNOWN,
    "money": ("none", "returned", "given"),
    "progress": ("none", "promised", "done"),
}
"""What a clause can ask about a case, and the answers that there are; `plan.traits` gives them."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Frozen):
    """One of the documents that the principles come from."""

    id: Text
    title: Text


class Clause(_Frozen):
    """When a principle applies: every trait named in `given` must have one of its values."""

    given: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    form: Text = "plain"
    """Which form of the principle: "plain", or a special one such as "fair"."""
    reason: Text
    """Why this case needs it, for `--explain`."""
    skip: bool = False
    """True: a case that fits this clause does not get the principle."""
    write: Text | None = None
    """What to write in this form, where it differs from the principle's own."""

    @field_validator("given")
    @classmethod
    def _asks_for_what_there_is(cls, given: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
        for trait, values in given.items():
            if trait not in TRAITS:
                message = f"no trait {trait!r}; there are {', '.join(TRAITS)}"
                raise ValueError(message)
            if unknown := sorted(set(values) - set(TRAITS[trait])):
                message = f"{trait} is never {', '.join(unknown)}; it is one of {', '.join(TRAITS[trait])}"
                raise ValueError(message)
        return given


class Principle(_Frozen):
    """What a reply does: one part of the letter."""

    id: Text
    title: Text
    sources: tuple[Text, ...] = Field(min_length=1)
    group: Group
    """Which paragraph the part belongs to."""
    write: Text
    avoid: Text
    clauses: tuple[Clause, ...] = Field(min_length=1)
    """The first clause that fits the case decides."""

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms that this part can take, in the order of its clauses, each once."""
        return tuple(dict.fromkeys(clause.form for clause in self.clauses if not clause.skip))


class Prohibition(_Frozen):
    """What a reply never does; the guardrail's rules point to these."""

    id: Text
    title: Text
    sources: tuple[Text, ...] = Field(min_length=1)
    write: Text
    avoid: Text


class Stance(_Frozen):
    """How a kind of message, or a severity, is answered as a whole."""

    id: Text
    text: Text


class Principles(_Frozen):
    """The whole file: sources, parts, prohibitions, the order for each kind, stances."""

    sources: tuple[Source, ...]
    parts: tuple[Principle, ...]
    never: tuple[Prohibition, ...]
    orders: Mapping[str, tuple[str, ...]]
    """For each kind of message, the parts that it may have, in the order of the letter."""
    kinds: tuple[Stance, ...]
    severities: tuple[Stance, ...]

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        if faults := list(self._faults()):
            raise ValueError("; ".join(faults))
        return self

    def _faults(self) -> Iterator[str]:
        documents = {source.id for source in self.sources}
        rows: tuple[Principle | Prohibition, ...] = (*self.parts, *self.never)
        for row in rows:
            for source in sorted(set(row.sources) - documents):
                yield f"{row.id} names the source {source}, which `sources` does not describe"
        ids = [part.id for part in self.parts]
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            yield f"`parts` has {name} twice; merge the two"
        for kind in TRAITS["kind"]:
            if kind not in self.orders:
                yield f"`orders` lacks {kind}; list its parts"
        for kind, order in self.orders.items():
            for name in order:
                if name not in ids:
                    yield f"orders.{kind} names the part {name}, which `parts` does not have"


@lru_cache(maxsize=8)
def load_principles(*, override: Path | None = None) -> Principles:
    """Read principles.yaml, from `override` when that folder has one.

    Raises PrinciplesError if the file is malformed.
    """
    text = read("prompts", "principles.yaml", override=override)
    try:
        return Principles.model_validate(yaml.load(text, yaml.CSafeLoader))
    except yaml.YAMLError as error:
        raise PrinciplesError(f"principles.yaml is not valid YAML: {error}") from error
    except ValidationError as error:
        problems = [
            Problem(message=issue["msg"], field=".".join(map(str, issue["loc"]))) for issue in error.errors()
        ]
        raise PrinciplesError("principles.yaml is malformed:", problems=problems) from error
