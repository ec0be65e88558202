"""Rules as data: packs of YAML, each rule with its reason, its rewrite and its proof."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from replydraft.errors import PackError, Problem
from replydraft.guardrail.known import Situation
from replydraft.guardrail.report import Severity
from replydraft.guardrail.sentences import Role
from replydraft.resources import folder

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_LIST_NAME = re.compile(r"\{([a-z][a-z0-9_-]*)\}")


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Form(_Frozen):
    """One shape that a fault takes, with what proves that the shape is right."""

    name: Text
    patterns: tuple[Text, ...] = ()
    """RE2, case-insensitive, on one sentence; `{list}` stands for a list of the lexicon.

    A group `(?P<span>…)` narrows what is shown as the finding.
    """
    detector: Text | None = None
    """The name of a detector in place of patterns, for what no expression can say."""
    having: tuple[Text, ...] = ()
    """At least one of these must occur in the same sentence."""
    near: tuple[Text, ...] = ()
    """At least one of these must occur in the same or a neighbouring sentence."""
    unless: tuple[Text, ...] = ()
    """None of these may occur in the same sentence."""
    unless_near: tuple[Text, ...] = ()
    """None of these may occur in the same or a neighbouring sentence."""
    owned_by: bool = False
    """Whether a statement of ownership (the list `ownership`) near by turns the finding off."""
    unless_anywhere: tuple[Text, ...] = ()
    """None of these may occur anywhere in the reply."""
    only_with: tuple[Text, ...] = ()
    """Every sentence of the body without a finding of this form must match one of these."""
    times: Annotated[int, Field(ge=1)] = 1
    """How often the patterns must occur in the reply; what is found is from that occurrence on."""
    when: tuple[Situation, ...] = ()
    """What the caller must have said; see Situation. The examples are judged as if it had been said."""
    roles: Annotated[tuple[Role, ...], Field(min_length=1)] = ("body",)
    """Which sentences are judged by patterns: greeting, body, sign-off."""
    layer: Literal["prose", "source"] = "prose"
    """What the patterns read: prose, one sentence a line; source, the text as written, with its markup.

    A detector is given the passage either way; this says which of the two texts its spans are in.
    """
    severity: Severity | None = None
    """Where it differs from the rule's."""
    case: Mapping[str, Any] | None = None
    """The case, as in a case file, that the examples answer."""
    flags: tuple[Text, ...] = Field(min_length=2)
    """Texts that must have a finding of this rule."""
    allows: tuple[Text, ...] = Field(min_length=2)
    """Twins of them that must have none."""

    @model_validator(mode="after")
    def _one_way_to_find(self) -> Self:
        if bool(self.patterns) == (self.detector is not None):
            message = f"form {self.name!r} needs either patterns or a detector"
            raise ValueError(message)
        return self


class Rule(_Frozen):
    """One fault: why it is one, what to write instead, and the forms it takes."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]+(?:-[a-z]+)*/[a-z]+(?:-[a-z]+)*$")]
    severity: Severity
    principle: Text
    source: Text
    """The document that the principle comes from: S0 to S4, or a study."""
    why: Text
    instead: Text
    forms: tuple[Form, ...] = Field(min_length=1)

    @property
    def category(self) -> str:
        """The part of the id before the stroke."""
        return self.id.partition("/")[0]


class Pack(_Frozen):
    """One YAML file of rules."""

    rules: tuple[Rule, ...]
    disable: tuple[Text, ...] = ()
    """Ids of rules of earlier packs that this pack switches off."""


class Packs(_Frozen):
    """All rules in force, and the lexicon that their patterns use."""

    rules: tuple[Rule, ...]
    lexicon: Mapping[str, tuple[str, ...]]
    own: tuple[str, ...] = ()
    """Ids of the rules that come from a user's folder."""

    def rule(self, rule_id: str) -> Rule | None:
        """Return the rule with this id, or None."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)

    def expand(self, pattern: str) -> str:
        """Return the pattern with every `{list}` put in. Raises PackError for an unknown list."""
        for _ in range(6):
            if not _LIST_NAME.search(pattern):
                return pattern
            pattern = _LIST_NAME.sub(self._list, pattern)
        raise PackError(f"the lexicon's lists refer to each other in a circle: {pattern[:80]}")

    def _list(self, match: re.Match[str]) -> str:
        if match[1] not in self.lexicon:
            raise PackError(f"a pattern uses the list {{{match[1]}}}, which no lexicon has")
        return "(?:" + "|".join(self.lexicon[match[1]]) + ")"


def load_packs(*, override: Path | None = None, language: str = "en") -> Packs:
    """Return the built-in packs, extended by those in the folder `override`.

    A rule there adds its forms to the built-in rule of the same id, and its severity and wording win;
    `disable:` lists ids that are switched off first; a file lexicon.yaml adds lists or replaces them.
    Raises PackError with file, line and reason.
    """
    return _load(override, language)


@lru_cache(maxsize=8)
def _load(override: Path | None, language: str) -> Packs:
    rules: dict[str, Rule] = {}
    lexicon: dict[str, tuple[str, ...]] = {}
    own: dict[str, None] = {}
    for file in _files(override, language):
        data = _parse(file.text, shown=file.shown)
        if file.shown.endswith("lexicon.yaml"):
            lexicon |= _lexicon(data, shown=file.shown)
            continue
        pack = _pack(data, file.text, shown=file.shown)
        for rule_id in pack.disable:
            if rules.pop(rule_id, None) is None:
                raise PackError(f"{file.shown}: disable: there is no rule {rule_id!r} to switch off")
        for rule in pack.rules:
            rules[rule.id] = _extended(rules.get(rule.id), rule)
            if file.own:
                own[rule.id] = None
    return Packs(rules=tuple(rules.values()), lexicon=lexicon, own=tuple(own))


def _extended(known: Rule | None, rule: Rule) -> Rule:
    """Return `rule` with the forms of the rule that had its id before it."""
    return rule if known is None else rule.model_copy(update={"forms": (*known.forms, *rule.forms)})


class _File(NamedTuple):
    shown: str
    text: str
    own: bool


def _files(override: Path | None, language: str) -> Iterator[_File]:
    builtin = folder("guardrails") / language
    for file in sorted(builtin.iterdir(), key=lambda item: item.name):
        if file.name.endswith(".yaml"):
            text = file.read_text(encoding="utf-8")
            yield _File(shown=f"guardrails/{language}/{file.name}", text=text, own=False)
    if override is None:
        return
    if not override.is_dir():
        raise PackError(f"{override}: no such folder of rule packs")
    own = sorted(override.glob("*.yaml"))
    if not own:
        raise PackError(f"{override}: the folder has no .yaml file, so no rule pack")
    for path in own:
        try:
            yield _File(shown=str(path), text=path.read_text(encoding="utf-8"), own=True)
        except (OSError, UnicodeDecodeError) as error:
            raise PackError(f"{path}: cannot be read as UTF-8 text ({error})") from error


def _parse(text: str, *, shown: str) -> dict[str, Any]:
    try:
        data = yaml.load(text, yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = Problem(
            source=shown,
            line=mark.line + 1 if mark else None,
            message=str(getattr(error, "problem", error)),
        )
        raise PackError("a rule pack is not valid YAML:", problems=[problem]) from error
    if not isinstance(data, dict):
        raise PackError(f"{shown}: a rule pack is a mapping with the key `rules`")
    return data


def _lexicon(data: dict[str, Any], *, shown: str) -> dict[str, tuple[str, ...]]:
    try:
        return {name: tuple(map(str, words)) for name, words in data.items()}
    except TypeError as error:
        raise PackError(f"{shown}: every entry of a lexicon is a list of texts") from error


def _pack(data: dict[str, Any], text: str, *, shown: str) -> Pack:
    try:
        return Pack.model_validate(data)
    except ValidationError as error:
        problems = [_problem(issue["loc"], issue["msg"], text, shown=shown) for issue in error.errors()]
        raise PackError("a rule pack is malformed:", problems=problems) from error


def _problem(place: Iterable[int | str], message: str, text: str, *, shown: str) -> Problem:
    place = tuple(place)
    node = yaml.compose(text, yaml.CSafeLoader)
    line = 0
    for step in place:
        children: Any = node.value if node is not None else ()
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(children):
            node = children[step]
        elif isinstance(node, yaml.MappingNode):
            node = next((value for key, value in children if key.value == step), None)
        else:
            break
        if node is None:
            break
        line = node.start_mark.line + 1
    return Problem(source=shown, line=line or None, field=".".join(map(str, place)), message=message)
