"""The documented principles, read from prompts/principles.yaml."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from replydraft.errors import PrinciplesError, Problem
from replydraft.resources import read

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Group = Literal["opening", "account", "remedy", "closing"]


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
            Problem(message=issue["msg"], field=".".join(map(str, issue["loc"])))
            for issue in error.errors()
        ]
        raise PrinciplesError("principles.yaml is malformed:", problems=problems) from error
